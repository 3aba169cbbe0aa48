package nl

import (
	"errors"
	"os"
	"slices"
	"testing"

	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// message frames a payload as the kernel does.
func message(typ, flags uint16, seq uint32, payload []byte) []byte {
	b := le.AppendUint32(nil, uint32(headerLen+len(payload)))
	b = le.AppendUint16(b, typ)
	b = le.AppendUint16(b, flags)
	b = le.AppendUint32(b, seq)
	b = le.AppendUint32(b, 0)
	return append(b, payload...)
}

func neg(e unix.Errno) []byte { return le.AppendUint32(nil, uint32(-int32(e))) }

// request is an RTM_NEWLINK with a nested attribute, to be blamed.
func request() (b []byte, mtuAt int) {
	e := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg)}
	e.String(unix.IFLA_IFNAME, "v0")
	m := e.Nest(unix.IFLA_LINKINFO)
	e.StringN(unix.IFLA_INFO_KIND, "vxlan")
	d := e.Nest(unix.IFLA_INFO_DATA | attr.NestedFlag)
	mtuAt = headerLen + len(e.B)
	e.U32(1, 99)
	e.EndNest(d)
	e.EndNest(m)
	return message(unix.RTM_NEWLINK, 0, 1, e.B), mtuAt
}

func TestRefusal(t *testing.T) {
	req, at := request()
	var x attr.Encoder
	x.String(unix.NLMSGERR_ATTR_MSG, "mtu greater than device maximum")
	x.U32(unix.NLMSGERR_ATTR_OFFS, uint32(at))
	var miss attr.Encoder
	miss.U32(5, 18)
	var dot attr.Encoder
	dot.String(unix.NLMSGERR_ATTR_MSG, "Already with a stop.")
	for _, c := range []struct {
		name    string
		flags   uint16
		payload []byte
		text    string
		errno   unix.Errno
		path    []uint16
	}{
		{"acknowledged", 0, append(neg(0), req[:headerLen]...), "", 0, nil},
		{"no text", 0, append(neg(unix.ENODEV), req...), "RTNETLINK answers: No such device", unix.ENODEV, nil},
		{"text and place", unix.NLM_F_ACK_TLVS, append(append(neg(unix.EINVAL), req...), x.B...),
			"Error: mtu greater than device maximum.", unix.EINVAL, []uint16{unix.IFLA_LINKINFO, unix.IFLA_INFO_DATA, 1}},
		{"capped", unix.NLM_F_ACK_TLVS | unix.NLM_F_CAPPED, append(append(neg(unix.EINVAL), req[:headerLen]...), x.B...),
			"Error: mtu greater than device maximum.", unix.EINVAL, nil},
		{"missing attribute", unix.NLM_F_ACK_TLVS, append(append(neg(unix.EINVAL), req...), miss.B...),
			"Missing required attribute type 18\nRTNETLINK answers: Invalid argument", unix.EINVAL, nil},
		{"stop kept", unix.NLM_F_ACK_TLVS, append(append(neg(unix.EPERM), req...), dot.B...),
			"Error: Already with a stop.", unix.EPERM, nil},
		{"number without a name", 0, append(neg(524), req...), "RTNETLINK answers: Unknown error 524", 524, nil},
	} {
		m, _, ok := split(message(unix.NLMSG_ERROR, c.flags, 1, c.payload))
		if !ok {
			t.Fatal(c.name)
		}
		err := new(Conn).refusal(m)
		if c.errno == 0 {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Error() != c.text || !errors.Is(err, c.errno) || !slices.Equal(e.Path, c.path) {
			t.Errorf("%s: %+v, %q", c.name, e, err)
		}
	}
	if !errors.Is(&Error{Errno: unix.ENOENT}, os.ErrNotExist) {
		t.Error("ENOENT is not os.ErrNotExist")
	}
}

// A success that comes with a text is a warning.
func TestWarning(t *testing.T) {
	var x attr.Encoder
	x.String(unix.NLMSGERR_ATTR_MSG, "this is deprecated")
	req, _ := request()
	var got string
	c := &Conn{warn: func(s string) { got = s }}
	m, _, _ := split(message(unix.NLMSG_ERROR, unix.NLM_F_ACK_TLVS|unix.NLM_F_CAPPED, 1,
		append(append(neg(0), req[:headerLen]...), x.B...)))
	if err := c.refusal(m); err != nil || got != "Warning: this is deprecated." {
		t.Errorf("%v, %q", err, got)
	}
}

func TestDone(t *testing.T) {
	var x attr.Encoder
	x.String(unix.NLMSGERR_ATTR_MSG, "ipv4: FIB table does not exist")
	for _, c := range []struct {
		payload []byte
		text    string
		ok      bool
	}{
		{neg(0), "", true},
		{nil, "", true},
		{append(neg(unix.ENOENT), x.B...), "Error: ipv4: FIB table does not exist.", false},
		{neg(unix.ENOENT), "", false}, // the reference says nothing of its own there
		{neg(unix.EOPNOTSUPP), "", false},
		{neg(unix.EMSGSIZE), "Error: Buffer too small for object.", false},
		{neg(unix.EINVAL), "RTNETLINK answers: Invalid argument", false},
	} {
		m, _, _ := split(message(unix.NLMSG_DONE, 0, 1, c.payload))
		err := new(Conn).done(m)
		if (err == nil) != c.ok || err != nil && err.Error() != c.text {
			t.Errorf("%x: %v, want %q", c.payload, err, c.text)
		}
	}
}

// Nothing that comes from the socket makes the readers panic or loop.
func FuzzMessages(f *testing.F) {
	req, at := request()
	var x attr.Encoder
	x.String(unix.NLMSGERR_ATTR_MSG, "text")
	x.U32(unix.NLMSGERR_ATTR_OFFS, uint32(at))
	f.Add(message(unix.NLMSG_ERROR, unix.NLM_F_ACK_TLVS, 1, append(append(neg(unix.EINVAL), req...), x.B...)))
	f.Add(message(unix.NLMSG_DONE, 0, 1, append(neg(unix.ENOENT), x.B...)))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := &Conn{warn: func(string) {}}
		for n := 0; len(b) > 0; n++ {
			m, rest, ok := split(b)
			if !ok {
				break
			}
			if len(rest) >= len(b) {
				t.Fatal("no progress")
			}
			b = rest
			for _, err := range []error{c.refusal(m), c.dumpRefusal(m), c.done(m)} {
				if err != nil {
					_ = err.Error()
				}
			}
		}
	})
}

func FuzzAttrPath(f *testing.F) {
	req, at := request()
	f.Add(req, at)
	f.Fuzz(func(t *testing.T, b []byte, off int) {
		if p := attrPath(b, off); len(p) > 16 {
			t.Fatal(p)
		}
	})
}
