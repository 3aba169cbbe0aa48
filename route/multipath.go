package route

import (
	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// nexthop is struct rtnexthop of linux/rtnetlink.h with its attributes.
type nexthop struct {
	flags, hops uint8
	ifindex     uint32
	attrs       []byte
}

// nextHop takes the first nexthop off RTA_MULTIPATH.
func nextHop(b []byte) (h nexthop, rest []byte, ok bool) {
	if len(b) < unix.SizeofRtNexthop {
		return h, nil, false
	}
	n := int(attr.U16(b))
	if n < unix.SizeofRtNexthop || n > len(b) {
		return h, nil, false
	}
	h = nexthop{flags: b[2], hops: b[3], ifindex: attr.U32(b[4:]), attrs: b[unix.SizeofRtNexthop:n]}
	if n = (n + 3) &^ 3; n < len(b) {
		rest = b[n:]
	}
	return h, rest, true
}

// multipath prints the nexthops of a route, each on a line of its own; of a multicast route, where the
// packets go out.
func (p *Printer) multipath(b []byte) {
	o := p.out
	oifs := p.rt.flags&unix.RTM_F_CLONED != 0 && p.rt.typ == unix.RTN_MULTICAST
	lead := "Oifs: "
	o.Array("nexthops", "")
	for {
		h, rest, ok := nextHop(b)
		if !ok {
			break
		}
		b = rest
		o.Object("")
		if oifs {
			o.Text(lead)
			lead = " "
		} else {
			o.NL()
			o.Text("\tnexthop ")
		}
		if len(h.attrs) > 0 {
			p.hopAttrs(h.attrs)
		}
		if oifs {
			o.Str("dev", "", p.name(h.ifindex), "")
			if h.hops != 1 {
				o.Int("ttl", "(ttl>", int64(h.hops), ")")
			}
			o.Text(" ")
		} else {
			o.Str("dev", "dev ", p.name(h.ifindex), " ")
			if p.rt.family != unix.AF_MPLS {
				o.Int("weight", "weight ", int64(h.hops)+1, " ")
			}
		}
		p.flags(uint32(h.flags))
		o.EndObject()
	}
	o.EndArray("")
}

// hopAttrs prints the attributes of one nexthop.
func (p *Printer) hopAttrs(b []byte) {
	t := &p.hop
	attr.Index(t[:], b)
	if v := t[unix.RTA_ENCAP]; v != nil {
		p.encap(t[unix.RTA_ENCAP_TYPE], v)
	}
	if v := t[unix.RTA_NEWDST]; v != nil {
		p.newDst(v)
	}
	if v := t[unix.RTA_GATEWAY]; v != nil {
		p.gateway(v)
	}
	if v := t[unix.RTA_VIA]; v != nil {
		p.via(v)
	}
	if v := t[unix.RTA_FLOW]; v != nil {
		p.flow(attr.U32(v))
	}
}
