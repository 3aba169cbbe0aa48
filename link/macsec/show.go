package macsec

import (
	"encoding/binary"
	"errors"
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/genl"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"
	"gip/link"
)

// show shows all devices or one.
func show(e *verb.Env, c *arg.Cursor) error {
	conn, err := open(e)
	if err != nil {
		return err
	}
	defer conn.Close()
	var index uint32
	if _, more := c.Peek(); more {
		if index, err = device(e, c); err != nil {
			return err
		}
		if c.Next() {
			return verb.Usage(usage())
		}
	}
	conn.Start(&e.Scratch, uapi.MACSEC_CMD_GET_TXSC)
	req, err := conn.Request(&e.Scratch)
	if err != nil {
		return err
	}
	v := view{e: e, p: e.Out}
	v.p.Begin()
	for m, err := range conn.Dump(req) {
		if err == nil {
			err = v.message(conn, m, index)
		}
		if err != nil {
			v.p.End()
			return arg.Exit(1, verb.Lines2(err.Error(), "Dump terminated"))
		}
	}
	v.p.End()
	return nil
}

var (
	errIncomplete = errors.New("incomplete dump message")
	errForeign    = errors.New("") // the reference says nothing
)

// A view shows devices.
type view struct {
	e      *verb.Env
	p      *out.Printer
	attrs  [uapi.MACSEC_ATTR_OFFLOAD + 1][]byte
	secy   [uapi.MACSEC_SECY_ATTR_SCB + 1][]byte
	sa     [uapi.MACSEC_SA_ATTR_SALT + 1][]byte
	counts [16][]byte
	xpn    bool
}

// message shows the device of a message, if it is the one asked for; index 0 stands for all.
func (v *view) message(conn *genl.Conn, m nl.Message, index uint32) error {
	if m.Type != conn.ID || len(m.Data) < genl.HeaderLen {
		return errForeign
	}
	if m.Data[0] != uapi.MACSEC_CMD_GET_TXSC {
		return nil
	}
	attr.Index(v.attrs[:], m.Data[genl.HeaderLen:])
	attr.Index(v.secy[:], v.attrs[uapi.MACSEC_ATTR_SECY])
	if !v.complete() {
		return errIncomplete
	}
	own := attr.U32(v.attrs[uapi.MACSEC_ATTR_IFINDEX])
	if index != 0 && own != index {
		return nil
	}
	p := v.p
	p.Object("")
	p.Uint("ifindex", "", uint64(own), ": ")
	p.In(out.IfName).Str("ifname", "", v.e.Links.Name(int(own)), ": ")
	v.device()
	v.transmit()
	p.Array("rx_sc", "")
	each(v.attrs[uapi.MACSEC_ATTR_RXSC_LIST], v.receive)
	p.EndArray("")
	if o := v.attrs[uapi.MACSEC_ATTR_OFFLOAD]; o != nil {
		n := attr.U8(attr.Find(o, uapi.MACSEC_OFFLOAD_ATTR_TYPE))
		p.Str("offload", "    offload: ", word(offloads[:], n), " ")
		p.NL()
	}
	p.EndObject()
	p.Record()
	return nil
}

// complete says whether the kernel has told all that it always tells.
func (v *view) complete() bool {
	for _, typ := range [...]int{uapi.MACSEC_ATTR_IFINDEX, uapi.MACSEC_ATTR_SECY, uapi.MACSEC_ATTR_TXSA_LIST,
		uapi.MACSEC_ATTR_RXSC_LIST, uapi.MACSEC_ATTR_TXSC_STATS, uapi.MACSEC_ATTR_SECY_STATS} {
		if v.attrs[typ] == nil {
			return false
		}
	}
	for typ, b := range v.secy {
		if b == nil && typ != 0 && typ != uapi.MACSEC_SECY_ATTR_WINDOW {
			return false
		}
	}
	return true
}

var (
	validations = [...]string{"disabled", "check", "strict"}
	offloads    = [...]string{"off", "phy", "mac"}
)

// word is the name of a number.
func word(names []string, n uint8) string {
	if int(n) >= len(names) {
		return "(unknown)"
	}
	return names[n]
}

// device shows the settings of the device. Those called sc and sa both come from the attribute of the
// association that is sent with: the reference looks there for two others of the same number.
func (v *view) device() {
	p := v.p
	v.flag("protect", uapi.MACSEC_SECY_ATTR_PROTECT)
	p.Str("validate", "validate ", word(validations[:], attr.U8(v.secy[uapi.MACSEC_SECY_ATTR_VALIDATE])), " ")
	v.flag("sc", uapi.MACSEC_RXSC_ATTR_ACTIVE)
	v.flag("sa", uapi.MACSEC_SA_ATTR_ACTIVE)
	v.flag("encrypt", uapi.MACSEC_SECY_ATTR_ENCRYPT)
	v.flag("send_sci", uapi.MACSEC_SECY_ATTR_INC_SCI)
	v.flag("end_station", uapi.MACSEC_SECY_ATTR_ES)
	v.flag("scb", uapi.MACSEC_SECY_ATTR_SCB)
	v.flag("replay", uapi.MACSEC_SECY_ATTR_REPLAY)
	if b := v.secy[uapi.MACSEC_SECY_ATTR_WINDOW]; b != nil {
		p.Uint("window", "window ", uint64(attr.U32(b)), " ")
	}
	id := attr.U64(v.secy[uapi.MACSEC_SECY_ATTR_CIPHER_SUITE])
	v.xpn = id == uapi.MACSEC_CIPHER_ID_GCM_AES_XPN_128 || id == uapi.MACSEC_CIPHER_ID_GCM_AES_XPN_256
	p.NL()
	p.Str("cipher_suite", "    cipher suite: ", link.CipherName(id), ",")
	p.Uint("icv_length", " using ICV length ", uint64(attr.U8(v.secy[uapi.MACSEC_SECY_ATTR_ICV_LEN])), "\n")
}

func (v *view) flag(key string, typ int) {
	v.p.Text(key)
	v.p.Text(" ")
	v.p.OnOff(key, "", attr.U8(v.secy[typ]) != 0, " ")
}

// prefix is in front of each line of a channel; those of its associations have it twice.
const prefix = "    "

// transmit shows the transmit channel.
func (v *view) transmit() {
	p := v.p
	p.Text(prefix)
	v.sci("TXSC: ", v.secy[uapi.MACSEC_SECY_ATTR_SCI], "")
	p.Uint("encoding_sa", " on SA ", uint64(attr.U8(v.secy[uapi.MACSEC_SECY_ATTR_ENCODING_SA])), "\n")
	v.stats(v.attrs[uapi.MACSEC_ATTR_SECY_STATS], secyStats[:])
	v.stats(v.attrs[uapi.MACSEC_ATTR_TXSC_STATS], txscStats[:])
	v.associations(v.attrs[uapi.MACSEC_ATTR_TXSA_LIST], txsaStats[:])
}

// receive shows a receive channel.
func (v *view) receive(b []byte) {
	var sc [uapi.MACSEC_RXSC_ATTR_STATS + 1][]byte
	attr.Index(sc[:], b)
	p := v.p
	p.Object("")
	p.Text(prefix)
	v.sci("RXSC: ", sc[uapi.MACSEC_RXSC_ATTR_SCI], ",")
	v.active(attr.U8(sc[uapi.MACSEC_RXSC_ATTR_ACTIVE]), "\n")
	v.stats(sc[uapi.MACSEC_RXSC_ATTR_STATS], rxscStats[:])
	v.associations(sc[uapi.MACSEC_RXSC_ATTR_SA_LIST], rxsaStats[:])
	p.EndObject()
}

// sci shows a channel's identifier: 16 digits in text, as few as will do in JSON.
func (v *view) sci(pre string, b []byte, post string) {
	var id uint64
	if len(b) >= 8 {
		id = binary.BigEndian.Uint64(b)
	}
	v.hex("sci", pre, id, 16, post)
}

// hex shows a number in hexadecimal: in text with a number of digits, in JSON with 0x as a string.
func (v *view) hex(key, pre string, n uint64, digits int, post string) {
	if v.p.InJSON() {
		v.p.Hex(key, "", n, "")
		return
	}
	v.p.Append("", pre, func(dst []byte) []byte {
		var buf [16]byte
		b := strconv.AppendUint(buf[:0], n, 16)
		for i := len(b); i < digits; i++ {
			dst = append(dst, '0')
		}
		return append(dst, b...)
	}, post)
}

func (v *view) active(n uint8, post string) {
	if v.p.InJSON() {
		v.p.Bool("active", n != 0, "")
		return
	}
	v.p.OnOff("", " state ", n != 0, post)
}

// associations shows the list of a channel's associations.
func (v *view) associations(list []byte, names []string) {
	v.p.Array("sa_list", "")
	each(list, func(b []byte) {
		v.p.Object("")
		v.association(b)
		v.stats(v.sa[uapi.MACSEC_SA_ATTR_STATS], names)
		v.p.EndObject()
	})
	v.p.EndArray("")
}

func (v *view) association(b []byte) {
	p := v.p
	attr.Index(v.sa[:], b)
	p.Text(prefix + prefix)
	p.Uint("an", "", uint64(attr.U8(v.sa[uapi.MACSEC_SA_ATTR_AN])), ":")
	pn := v.sa[uapi.MACSEC_SA_ATTR_PN]
	if v.xpn {
		p.Uint("pn", " PN ", attr.U64(pn), ",")
		v.hex("ssci", "SSCI ", uint64(attr.BE32(v.sa[uapi.MACSEC_SA_ATTR_SSCI])), 8, "")
	} else {
		p.Uint("pn", " PN ", uint64(attr.U32(pn)), ",")
	}
	v.active(attr.U8(v.sa[uapi.MACSEC_SA_ATTR_ACTIVE]), ",")
	key := v.sa[uapi.MACSEC_SA_ATTR_KEYID]
	p.Append("key", " key ", func(dst []byte) []byte {
		const digits = "0123456789abcdef"
		for _, c := range key {
			dst = append(dst, digits[c>>4], digits[c&15])
		}
		return dst
	}, "\n")
}

// each calls f with the payload of every attribute of a list.
func each(list []byte, f func([]byte)) {
	for {
		_, b, rest, ok := attr.Next(list)
		if !ok {
			return
		}
		f(b)
		list = rest
	}
}
