package tunnel

import (
	"bytes"
	"encoding/binary"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// new6 are the parameters of a new tunnel over IPv6.
func new6() *parm6 {
	return &parm6{Proto: unix.IPPROTO_IPV6, HopLimit: 64, EncapLimit: uapi.IPV6_DEFAULT_TNL_ENCAP_LIMIT}
}

// base is the device that a kind of tunnels is asked for by.
func (p *parm6) base() string {
	switch {
	case p.Proto == unix.IPPROTO_GRE:
		return "ip6gre0"
	case hasMark(p.IFlags, uapi.VTI_ISVTI):
		return "ip6_vti0"
	}
	return "ip6tnl0"
}

func add6(e *verb.Env, c *arg.Cursor) error    { return make6(e, c, uapi.SIOCADDTUNNEL) }
func change6(e *verb.Env, c *arg.Cursor) error { return make6(e, c, uapi.SIOCCHGTUNNEL) }

func make6(e *verb.Env, c *arg.Cursor, request uintptr) error {
	p := new6()
	if err := parse6(e, c, request == uapi.SIOCCHGTUNNEL, p); err != nil {
		return err
	}
	if p.Name[0] == 0 {
		e.Warn("Tunnel interface name not specified") // the kernel then chooses one
	}
	e.Links.Forget()
	return add(unix.AF_INET6, request, p.base(), name(&p.Name), unsafe.Pointer(p))
}

func delete6(e *verb.Env, c *arg.Cursor) error {
	p := new6()
	if err := parse6(e, c, false, p); err != nil {
		return err
	}
	e.Links.Forget()
	return del(unix.AF_INET6, p.base(), name(&p.Name), unsafe.Pointer(p))
}

func show6(e *verb.Env, c *arg.Cursor) error {
	want := new(parm6)
	if err := parse6(e, c, false, want); err != nil {
		return err
	}
	if want.Name[0] != 0 && e.Out.Stats == 0 {
		if err := get(unix.AF_INET6, name(&want.Name), unsafe.Pointer(want)); err != nil {
			return err
		}
		print6(e, want) // without a line break, as in the reference
		return nil
	}
	return list(e, unix.AF_INET6, name(&want.Name), func(dev string, head []byte) (bool, error) {
		// What a device is asked for must have its kind: that of fallback devices is found by it.
		p := parm6{Name: want.Name, Link: int32(attr.U32(head[4:])), Proto: unix.IPPROTO_IPV6}
		if attr.U16(head[2:]) == unix.ARPHRD_IP6GRE {
			p.Proto = unix.IPPROTO_GRE
		}
		if err := get(unix.AF_INET6, dev, unsafe.Pointer(&p)); err != nil {
			return false, err
		}
		if !want.match(&p) {
			return false, nil
		}
		print6(e, &p)
		return true, nil
	})
}

// match says whether a tunnel is one that show was asked for.
func (p *parm6) match(q *parm6) bool {
	none := [16]byte{}
	diff := p.flow() ^ q.flow()
	return (p.Link == 0 || p.Link == q.Link) &&
		(p.Name[0] == 0 || bytes.Equal(p.Name[:], q.Name[:])) &&
		(p.Local == none || p.Local == q.Local) &&
		(p.Remote == none || p.Remote == q.Remote) &&
		(p.Proto == 0 || q.Proto == 0 || p.Proto == q.Proto) &&
		(p.EncapLimit == 0 || p.EncapLimit == q.EncapLimit) &&
		(p.HopLimit == 0 || p.HopLimit == q.HopLimit) &&
		(p.flow()&uapi.IPV6_FLOWINFO_TCLASS == 0 || diff&uapi.IPV6_FLOWINFO_TCLASS == 0) &&
		(p.flow()&uapi.IPV6_FLOWINFO_FLOWLABEL == 0 || diff&uapi.IPV6_FLOWINFO_FLOWLABEL == 0) &&
		(p.Flags == 0 || p.Flags&q.Flags != 0)
}

// flow is the flow information in host byte order.
func (p *parm6) flow() uint32 { return binary.BigEndian.Uint32(p.FlowInfo[:]) }

// setFlow replaces a part of the flow information and the flag that stands for "inherit".
func (p *parm6) setFlow(mask, value, flag uint32, inherit bool) {
	binary.BigEndian.PutUint32(p.FlowInfo[:], p.flow()&^mask|value&mask)
	if p.Flags &^= flag; inherit {
		p.Flags |= flag
	}
}
