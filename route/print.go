package route

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// rtaMax is the highest attribute of a route (linux/rtnetlink.h).
const rtaMax = uapi.RTA_FLOWLABEL

// rtmsg is struct rtmsg of linux/rtnetlink.h.
type rtmsg struct {
	family, dstLen, srcLen, tos, table, protocol, scope, typ uint8
	flags                                                    uint32
}

func (r *rtmsg) read(b []byte) {
	r.family, r.dstLen, r.srcLen, r.tos = b[0], b[1], b[2], b[3]
	r.table, r.protocol, r.scope, r.typ = b[4], b[5], b[6], b[7]
	r.flags = attr.U32(b[8:])
}

// A Printer prints routes. It keeps the tables of a message's attributes from one message to the next,
// so that a dump allocates nothing per route.
type Printer struct {
	// Head, where set, is called before each route that is printed: monitor writes its label there.
	Head func()

	filter filter
	e      *verb.Env
	out    *out.Printer

	rt    rtmsg
	table uint32
	tb    [rtaMax + 1][]byte  // attributes of the route
	hop   [rtaMax + 1][]byte  // of one nexthop
	mx    [rtaxMax + 1][]byte // metrics

	dev struct { // the device named last: most routes of a dump share one
		index uint32
		name  string
	}
}

// NewPrinter returns a Printer of all routes of all tables.
func NewPrinter(e *verb.Env) *Printer {
	p := &Printer{e: e, out: e.Out}
	p.forget()
	return p
}

// forget drops the name of the device, which another command may have changed.
func (p *Printer) forget() { p.dev.index, p.dev.name = 0, "*" }

// Route prints the route of an RTM_NEWROUTE or RTM_DELROUTE message if the filter takes it: a line or
// more of text, or a JSON object. The error is one that ends a dump.
func (p *Printer) Route(m nl.Message) error {
	ok, err := p.parse(m)
	if ok {
		p.print(m.Type)
	}
	return err
}

// parse reads a message and says whether the filter takes it.
func (p *Printer) parse(m nl.Message) (bool, error) {
	if m.Type != unix.RTM_NEWROUTE && m.Type != unix.RTM_DELROUTE {
		return false, notRoute(m)
	}
	if len(m.Data) < unix.SizeofRtMsg {
		return false, wrongLength(m)
	}
	p.rt.read(m.Data)
	attr.Index(p.tb[:], m.Data[unix.SizeofRtMsg:])
	p.table = uint32(p.rt.table)
	if t := p.tb[unix.RTA_TABLE]; t != nil {
		p.table = attr.U32(t)
	}
	return p.filter.match(&p.rt, &p.tb, p.table, p.e.Family), nil
}

// notRoute is the error for a message of another type.
func notRoute(m nl.Message) error {
	return arg.Fail(2, "Not a route: "+hex8(uint32(len(m.Raw)))+" "+hex8(uint32(m.Type))+" "+hex8(uint32(m.Flags)))
}

// wrongLength is the error for a message that ends within its struct rtmsg.
func wrongLength(m nl.Message) error {
	return arg.Fail(2, "BUG: wrong nlmsg len "+itoa(len(m.Data)-unix.SizeofRtMsg))
}

// print writes the route that parse has read. typ is the type of its message.
func (p *Printer) print(typ uint16) {
	if p.Head != nil {
		p.Head()
	}
	o, r := p.out, &p.rt
	o.Object("")
	if typ == unix.RTM_DELROUTE {
		o.Bool("deleted", true, "Deleted ")
	}
	if (r.typ != unix.RTN_UNICAST || o.Details > 0) && (p.filter.types == 0 || p.filter.types&typeBit(r.typ) != 0) {
		o.Append("type", "", func(b []byte) []byte { return p.e.Names.AppendRouteType(b, r.typ) }, " ")
	}
	p.dst()
	p.src()
	if v := p.tb[uapi.RTA_NH_ID]; v != nil {
		o.Uint("nhid", "nhid ", uint64(attr.U32(v)), " ")
	}
	if v := p.tb[unix.RTA_NEWDST]; v != nil {
		p.newDst(v)
	}
	if v := p.tb[unix.RTA_ENCAP]; v != nil {
		p.encap(p.tb[unix.RTA_ENCAP_TYPE], v)
	}
	if r.tos != 0 && !p.filter.pinTOS {
		o.Append("tos", "tos ", func(b []byte) []byte { return p.e.Names.AppendDSField(b, r.tos) }, " ")
	}
	p.way()
	p.origin()
	p.flags(r.flags)
	p.marks()
	p.cache()
	if v := p.tb[unix.RTA_METRICS]; v != nil {
		p.metrics(v)
	}
	if v := p.tb[unix.RTA_IIF]; v != nil && !p.filter.pinIIF {
		p.device("iif", "iif ", attr.U32(v))
	}
	if v := p.tb[unix.RTA_PREF]; v != nil {
		p.pref(attr.U8(v))
	}
	if v := p.tb[unix.RTA_TTL_PROPAGATE]; v != nil {
		on := attr.U8(v) != 0
		text := "ttl-propogate disabled"
		if on {
			text = "ttl-propogate enabled"
		}
		o.Bool("ttl-propogate", on, text)
	}
	if v := p.tb[unix.RTA_MULTIPATH]; v != nil {
		p.multipath(v)
	}
	// What the kernel adds to routes in future belongs above the nexthops, or it looks like the last one's.
	o.Text("\n")
	o.EndObject()
	o.Record()
}

// realFamily is the family of a route's addresses: those of multicast routing have a family of their
// own (RTNL_FAMILY_IPMR, RTNL_FAMILY_IP6MR).
func (r *rtmsg) realFamily() uint8 {
	if r.typ == unix.RTN_MULTICAST {
		switch r.family {
		case uapi.RTNL_FAMILY_IPMR:
			return unix.AF_INET
		case uapi.RTNL_FAMILY_IP6MR:
			return unix.AF_INET6
		}
	}
	return r.family
}

func (p *Printer) dst() {
	r := &p.rt
	if d := p.tb[unix.RTA_DST]; d != nil {
		p.prefix("dst", "", d, r.dstLen)
		return
	}
	if r.dstLen == 0 {
		p.out.Str("dst", "", "default", " ")
		return
	}
	// The reference's form, whose blank is in the value.
	p.out.Append("dst", "", func(b []byte) []byte {
		return append(appendUint(append(b, "0/"...), uint64(r.dstLen)), ' ')
	}, " ")
}

func (p *Printer) src() {
	r := &p.rt
	if s := p.tb[unix.RTA_SRC]; s != nil {
		p.prefix("from", "from ", s, r.srcLen)
	} else if r.srcLen != 0 {
		p.out.Append("src", "from ", func(b []byte) []byte {
			return appendUint(append(b, "0/"...), uint64(r.srcLen))
		}, " ")
	}
}

// prefix prints an address with its length, unless that is the whole address.
func (p *Printer) prefix(key, pre string, addr []byte, bits uint8) {
	family := p.rt.realFamily()
	o := p.out.In(out.FamilyColour(family))
	if int(bits) == arg.BitLen(p.rt.family) {
		o.Append(key, pre, func(b []byte) []byte { return p.e.AppendHost(b, family, addr) }, " ")
		return
	}
	o.Append(key, pre, func(b []byte) []byte {
		return appendUint(append(arg.AppendAddr(b, family, addr), '/'), uint64(bits))
	}, " ")
}

// host prints the address of a host in its colour; only pre is outside of the colour.
func (p *Printer) host(key, pre string, family uint8, addr []byte) {
	p.out.Text(pre)
	p.out.In(out.FamilyColour(family)).Append(key, "", func(b []byte) []byte {
		return p.e.AppendHost(b, family, addr)
	}, " ")
}

func (p *Printer) newDst(v []byte) { p.host("to", "as to ", p.rt.family, v) }

// gateway prints RTA_GATEWAY; hideable says that a filter by gateway leaves it out.
func (p *Printer) gateway(v []byte) { p.host("gateway", "via ", p.rt.family, v) }

// via prints RTA_VIA, a gateway of another family (struct rtvia).
func (p *Printer) via(v []byte) {
	if len(v) < 2 {
		return
	}
	family := uint8(attr.U16(v))
	p.out.Object("via")
	p.out.Str("family", "via ", arg.FamilyName(family), " ")
	p.host("host", "", family, v[2:])
	p.out.EndObject()
}

// device prints the name of a device in its colour.
func (p *Printer) device(key, pre string, index uint32) {
	p.out.Text(pre)
	p.out.In(out.IfName).Str(key, "", p.name(index), " ")
}

// name is the name of a device.
func (p *Printer) name(index uint32) string {
	if index != p.dev.index {
		p.dev.index, p.dev.name = index, p.e.Links.Name(int(int32(index)))
	}
	return p.dev.name
}

// way prints where the route leads: gateway and device, and the table.
func (p *Printer) way() {
	o, f := p.out, &p.filter
	if v := p.tb[unix.RTA_GATEWAY]; v != nil && !f.via.whole(p.rt.family) {
		p.gateway(v)
	}
	if v := p.tb[unix.RTA_VIA]; v != nil {
		p.via(v)
	}
	if v := p.tb[unix.RTA_OIF]; v != nil && !f.pinOIF {
		p.device("dev", "dev ", attr.U32(v))
	}
	if p.table != 0 && f.table == 0 && (p.table != unix.RT_TABLE_MAIN || o.Details > 0) {
		o.Append("table", "table ", func(b []byte) []byte { return p.e.Names.AppendRouteTable(b, p.table) }, " ")
	}
}

// whole says that the prefix has the length of an address of the family.
func (p *prefix) whole(family uint8) bool { return p.bits == arg.BitLen(family) }

// origin prints who made the route and how it is preferred.
func (p *Printer) origin() {
	o, f, r := p.out, &p.filter, &p.rt
	if r.flags&unix.RTM_F_CLONED == 0 {
		if (r.protocol != unix.RTPROT_BOOT || o.Details > 0) && !f.pinProtocol {
			o.Append("protocol", "proto ", func(b []byte) []byte { return p.e.Names.AppendRouteProto(b, r.protocol) }, " ")
		}
		if (r.scope != unix.RT_SCOPE_UNIVERSE || o.Details > 0) && !f.pinScope {
			o.Append("scope", "scope ", func(b []byte) []byte { return p.e.Names.AppendScope(b, r.scope) }, " ")
		}
	}
	if v := p.tb[unix.RTA_PREFSRC]; v != nil && !f.prefSrc.whole(r.family) {
		// An address of this host: never resolved.
		o.Text("src ")
		o.In(out.FamilyColour(r.family)).Append("prefsrc", "", func(b []byte) []byte {
			return arg.AppendAddr(b, r.family, v)
		}, " ")
	}
	if v := p.tb[unix.RTA_PRIORITY]; v != nil && !f.pinMetric {
		o.Uint("metric", "metric ", uint64(attr.U32(v)), " ")
	}
}
