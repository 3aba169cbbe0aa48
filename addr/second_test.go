package addr

import (
	"strings"
	"testing"

	"gip/internal/nltest"

	"github.com/jsimonetti/rtnetlink/v2"
	"golang.org/x/sys/unix"
)

// What another library reads in our messages: it was written from the kernel's headers, not from the
// reference.
func TestSecondOpinion(t *testing.T) {
	read := func(line string) rtnetlink.AddressMessage {
		t.Helper()
		b, err := buildLine(nltest.Env(), strings.Fields(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		var m rtnetlink.AddressMessage
		if err := m.UnmarshalBinary(b); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		return m
	}

	m := read("add 10.0.0.1 peer 10.9.0.2/20 brd + anycast 10.0.0.3 label if5:x valid_lft 100 preferred_lft 50 scope link dev if5")
	a := m.Attributes
	switch {
	case m.Family != unix.AF_INET, m.PrefixLength != 20, m.Scope != unix.RT_SCOPE_LINK, m.Index != 5, m.Flags != 0:
		t.Errorf("header %+v", m)
	case a.Local.String() != "10.0.0.1", a.Address.String() != "10.9.0.2", a.Broadcast.String() != "10.9.15.255",
		a.Anycast.String() != "10.0.0.3", a.Label != "if5:x",
		a.CacheInfo != rtnetlink.CacheInfo{Preferred: 50, Valid: 100}:
		t.Errorf("attributes %+v", a)
	}

	m = read("add 2001:db8::1/64 noprefixroute nodad dev if5")
	if a := m.Attributes; m.Family != unix.AF_INET6 || m.PrefixLength != 64 || m.Flags != 0 ||
		a.Local.String() != "2001:db8::1" || a.Address.String() != "2001:db8::1" ||
		a.Flags != unix.IFA_F_NOPREFIXROUTE|unix.IFA_F_NODAD {
		t.Errorf("%+v %+v", m, a)
	}
	m = read("add 2001:db8::1 home dev if5")
	if m.PrefixLength != 128 || m.Flags != unix.IFA_F_HOMEADDRESS || m.Attributes.Flags != 0 {
		t.Errorf("%+v", m)
	}
}
