package macsec

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/genl"
	"gip/internal/nl"
	"gip/internal/out"
	u "gip/internal/uapi"
	"gip/internal/verb"
)

// device0 is a message as the kernel sends it, of a device with one association to send with and one
// channel to receive.
func device0() []byte {
	e := attr.Encoder{B: []byte{u.MACSEC_CMD_GET_TXSC, 1, 0, 0}}
	nest := func(typ uint16, f func()) {
		m := e.Nest(typ)
		f()
		e.EndNest(m)
	}
	sa := func(an uint8) {
		nest(1, func() {
			e.U8(u.MACSEC_SA_ATTR_AN, an)
			e.U32(u.MACSEC_SA_ATTR_PN, 7)
			e.U8(u.MACSEC_SA_ATTR_ACTIVE, 1)
			e.Bytes(u.MACSEC_SA_ATTR_KEYID, append(make([]byte, 15), 0xab))
			nest(u.MACSEC_SA_ATTR_STATS, func() { e.U32(7, 5) })
		})
	}
	e.U32(u.MACSEC_ATTR_IFINDEX, 4)
	nest(u.MACSEC_ATTR_SECY, func() {
		e.Bytes(u.MACSEC_SECY_ATTR_SCI, []byte{0, 0, 0, 0, 0, 0, 1, 2})
		e.U64(u.MACSEC_SECY_ATTR_CIPHER_SUITE, u.MACSEC_CIPHER_ID_GCM_AES_128)
		for _, typ := range []uint16{u.MACSEC_SECY_ATTR_ENCODING_SA, u.MACSEC_SECY_ATTR_ICV_LEN, u.MACSEC_SECY_ATTR_PROTECT,
			u.MACSEC_SECY_ATTR_REPLAY, u.MACSEC_SECY_ATTR_OPER, u.MACSEC_SECY_ATTR_VALIDATE, u.MACSEC_SECY_ATTR_ENCRYPT,
			u.MACSEC_SECY_ATTR_INC_SCI, u.MACSEC_SECY_ATTR_ES, u.MACSEC_SECY_ATTR_SCB} {
			e.U8(typ, 1)
		}
		e.U32(u.MACSEC_SECY_ATTR_WINDOW, 9)
	})
	nest(u.MACSEC_ATTR_TXSA_LIST, func() { sa(0) })
	nest(u.MACSEC_ATTR_RXSC_LIST, func() {
		nest(1, func() {
			e.Bytes(u.MACSEC_RXSC_ATTR_SCI, []byte{0, 0, 0, 0, 0, 0, 0, 5})
			e.U8(u.MACSEC_RXSC_ATTR_ACTIVE, 0)
			nest(u.MACSEC_RXSC_ATTR_SA_LIST, func() { sa(3) })
		})
	})
	nest(u.MACSEC_ATTR_TXSC_STATS, func() { e.U64(1, 12345678901234567890) })
	nest(u.MACSEC_ATTR_SECY_STATS, func() {})
	nest(u.MACSEC_ATTR_OFFLOAD, func() { e.U8(u.MACSEC_OFFLOAD_ATTR_TYPE, 9) })
	return e.B
}

func shown(o out.Options, data []byte) (string, error) {
	var b bytes.Buffer
	e := verb.NewEnv(o)
	e.Out = out.New(&b, o)
	e.Links.Remember(4, "m0")
	v := view{e: e, p: e.Out}
	v.p.Begin()
	err := v.message(&genl.Conn{ID: 33}, nl.Message{Type: 33, Data: data}, 0)
	v.p.End()
	e.Out.Flush()
	return b.String(), err
}

func TestShow(t *testing.T) {
	const text = `4: m0: protect on validate check sc on sa on encrypt on send_sci on end_station on scb on replay on window 9 
    cipher suite: GCM-AES-128, using ICV length 1
    TXSC: 0000000000000102 on SA 1
    stats: OutPktsUntagged InPktsUntagged OutPktsTooLong InPktsNoTag InPktsBadTag InPktsUnknownSCI InPktsNoSCI InPktsOverrun
                         -              -              -           -            -                -           -             -
    stats: OutPktsProtected OutPktsEncrypted OutOctetsProtected OutOctetsEncrypted
          12345678901234567890                -                  -                  -
        0: PN 7, state on, key 000000000000000000000000000000ab
    stats: OutPktsProtected OutPktsEncrypted
                          -                5
    RXSC: 0000000000000005, state off
        3: PN 7, state on, key 000000000000000000000000000000ab
    stats: InPktsOK InPktsInvalid InPktsNotValid InPktsNotUsingSA InPktsUnusedSA
                  -             -              -                -              -
    offload: (unknown) 
`
	got, err := shown(out.Options{Stats: 1}, device0())
	if err != nil || got != text {
		t.Errorf("%v\n%s", err, got)
	}
	got, err = shown(out.Options{JSON: true}, device0())
	if err != nil || !json.Valid([]byte(got)) || !strings.Contains(got, `"sci":"0x102","encoding_sa":1,"sa_list":[{"an":0,"pn":7,"active":true,"key":`) {
		t.Errorf("%v\n%s", err, got)
	}
	if _, err := shown(out.Options{}, device0()[:40]); err != errIncomplete {
		t.Error(err)
	}
}

func TestAssociation(t *testing.T) {
	for _, x := range []struct{ words, want string }{
		{"pn 1", "05000100000000000800030001000000"},
		{"pn 1 salt 01 ssci 2", "05000100000000000800030001000000"}, // these count with xpn only
		{"xpn 1 ssci 2 on", "05000100000000000c000300010000000000000008000800000000020500020001000000"},
		{"off", "05000100000000000500020000000000"},
		{"key 01 0203", "0500010000000000140005000100000000000000000000000000000006000400020300" + "00"},
	} {
		var s association
		c := arg.New(strings.Fields(x.words))
		for c.Next() {
			if err := s.read(c); err != nil {
				t.Fatal(x.words, err)
			}
		}
		var e attr.Encoder
		s.put(&e)
		if got := hex.EncodeToString(e.B); got != x.want {
			t.Errorf("%s: %s, want %s", x.words, got, x.want)
		}
	}
}

// FuzzMessage feeds arbitrary bytes: no panic, and JSON stays JSON.
func FuzzMessage(f *testing.F) {
	f.Add(device0())
	f.Fuzz(func(t *testing.T, data []byte) {
		shown(out.Options{Stats: 1}, data)
		if got, err := shown(out.Options{JSON: true, Stats: 1}, data); err == nil && !json.Valid([]byte(got)) {
			t.Fatalf("%x: %s", data, got)
		}
	})
}
