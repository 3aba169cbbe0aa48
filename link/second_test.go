package link

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"gip/internal/nltest"

	"github.com/jsimonetti/rtnetlink/v2"
	"golang.org/x/sys/unix"
)

// What another library reads in our messages: it was written from the kernel's headers, not from the
// reference.
func TestSecondOpinion(t *testing.T) {
	read := func(line string) rtnetlink.LinkMessage {
		t.Helper()
		req, r, err := makeRequest(nltest.Env(), strings.Fields(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		defer r.close()
		var m rtnetlink.LinkMessage
		if err := m.UnmarshalBinary(req.Body); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		return m
	}

	m := read("add d0 address 02:00:00:00:00:01 broadcast 02:ff:ff:ff:ff:ff mtu 1400 txqueuelen 7 group 5 index 9 " +
		"alias text mode dormant state up carrier off master if3 up arp off type dummy")
	a := m.Attributes
	switch {
	case m.Index != 9, m.Flags != unix.IFF_UP|unix.IFF_NOARP, m.Change != unix.IFF_UP|unix.IFF_NOARP, m.Family != 0:
		t.Errorf("header %+v", m)
	case a.Name != "d0", a.Address.String() != "02:00:00:00:00:01", a.Broadcast.String() != "02:ff:ff:ff:ff:ff",
		a.MTU != 1400, *a.TxQueueLen != 7, *a.NetDevGroup != 5, *a.Alias != "text", *a.LinkMode != 1,
		a.OperationalState != rtnetlink.OperStateUp, *a.Carrier != 0, *a.Master != 3, a.Info.Kind != "dummy":
		t.Errorf("attributes %+v", a)
	}

	m = read("set if5 down xdpgeneric off")
	if x := m.Attributes.XDP; m.Index != 5 || m.Flags != 0 || m.Change != unix.IFF_UP || x.FD != -1 ||
		x.Flags != unix.XDP_FLAGS_SKB_MODE|unix.XDP_FLAGS_UPDATE_IF_NOEXIST {
		t.Errorf("%+v %+v", m, x)
	}
}

// The other way round: what that library writes for a device, we write too.
func TestSecondOpinionBytes(t *testing.T) {
	two := uint32(2)
	tests := []struct {
		line string
		m    rtnetlink.LinkMessage
	}{
		{"add d0 mtu 1400 master if2 type dummy", rtnetlink.LinkMessage{
			Attributes: &rtnetlink.LinkAttributes{Name: "d0", MTU: 1400, Master: &two,
				Info: &rtnetlink.LinkInfo{Kind: "dummy"}},
		}},
		{"set if7 up name new", rtnetlink.LinkMessage{
			Index: 7, Flags: unix.IFF_UP, Change: unix.IFF_UP, Attributes: &rtnetlink.LinkAttributes{Name: "new"},
		}},
	}
	for _, tt := range tests {
		want, err := tt.m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		req, r, err := makeRequest(nltest.Env(), strings.Fields(tt.line))
		if err != nil {
			t.Fatal(err)
		}
		if g, w := values(req.Body), values(want); string(req.Body[4:16]) != string(want[4:16]) || !subset(g, w) {
			t.Errorf("%s: %q\nnot all in %q", tt.line, g, w)
		}
		r.close()
	}
}

// values lists the attributes of a message, type and payload, without the zeros that end a string: the
// library ends the names of kinds and aliases with one, and we do not, as the reference. What it adds
// of its own, such as the type 0, is not looked for.
func values(b []byte) []string {
	var all []string
	for b = b[unix.SizeofIfInfomsg:]; len(b) >= 4; {
		n := int(binary.NativeEndian.Uint16(b))
		typ := binary.NativeEndian.Uint16(b[2:]) & 0x3fff
		p := string(b[4:n])
		if typ == unix.IFLA_LINKINFO {
			p = p[4:]
		}
		all = append(all, string(rune(typ))+strings.TrimRight(p, "\x00"))
		b = b[min((n+3)&^3, len(b)):]
	}
	return all
}

func subset(a, b []string) bool {
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return true
}
