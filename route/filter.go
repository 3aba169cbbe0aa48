package route

import (
	"gip/internal/arg"
	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// Values of filter.cloned.
const (
	tables   = iota // entries of the routing tables: what is no lookup result (RTM_F_CLONED unset)
	cached          // lookup results, the routing cache, only
	anything        // both
)

// A filter says which routes a command is about. The zero filter takes every entry of every table.
//
// A field that the filter pins to one value is not printed: the user knows it.
type filter struct {
	table  uint32 // 0 is any
	cloned uint8

	protocol, scope, tos  uint8
	iif, oif, mark        uint32
	metric                uint32
	realm, realmMask      uint32
	pinProtocol, pinScope bool
	pinTOS                bool
	pinIIF, pinOIF        bool
	pinMark, pinMetric    bool
	types                 uint64 // bits by RTN_*; 0 is any

	// Prefixes that a route must lie within (in) or must cover (over), of destination and source.
	// Those that were not given have the zero Family and no flags.
	dstIn, dstOver, srcIn, srcOver prefix
	via, prefSrc                   prefix

	// flushing leaves out the route that the kernel puts back at once.
	flushing bool

	multipleTables bool // an IPv6 route of a table besides main was seen
}

// A prefix is an optional part of a filter.
type prefix struct {
	family uint8
	given  bool // the family is known, or "default" was written without one
	bits   int
	data   [16]byte
}

// set takes what was parsed from the command line.
func (p *prefix) set(a *arg.Addr) {
	p.family = a.Family
	p.given = a.Family != 0 || a.Flags&arg.PrefixLenSpecified != 0
	p.bits = int(a.Bits)
	copy(p.data[:], a.Bytes())
}

// within says that a prefix of that length has at least the filter's length and equal leading bits.
func (p *prefix) within(family uint8, data []byte, length uint8) bool {
	if !p.given {
		return true
	}
	if p.family != 0 && p.family != family || p.bits > int(length) {
		return false
	}
	return arg.MatchBits(data, p.data[:], p.bits)
}

// covers says that a prefix of that length contains the filter's.
func (p *prefix) covers(family uint8, data []byte, length uint8) bool {
	if !p.given {
		return true
	}
	if p.family != 0 && p.family != family || p.bits < int(length) {
		return false
	}
	return arg.MatchBits(data, p.data[:], int(length))
}

// match says whether the filter takes the route. preferred is the family of the command line, 0 if none.
func (f *filter) match(r *rtmsg, tb *[rtaMax + 1][]byte, table uint32, preferred uint8) bool {
	if preferred != 0 && r.family != preferred {
		return false
	}
	if f.cloned != anything && (f.cloned == cached) != (r.flags&unix.RTM_F_CLONED != 0) {
		return false
	}
	if !f.matchTable(r, table) {
		return false
	}
	switch {
	case f.pinProtocol && f.protocol != r.protocol,
		f.pinScope && f.scope != r.scope,
		f.types != 0 && f.types&typeBit(r.typ) == 0,
		f.pinTOS && f.tos != r.tos:
		return false
	}
	dst := bounded(tb[unix.RTA_DST], r.dstLen)
	if !f.dstIn.within(r.family, dst, r.dstLen) || !f.dstOver.covers(r.family, dst, r.dstLen) {
		return false
	}
	if f.srcIn.given || f.srcOver.given {
		src := bounded(tb[unix.RTA_SRC], r.srcLen)
		if !f.srcIn.within(r.family, src, r.srcLen) || !f.srcOver.covers(r.family, src, r.srcLen) {
			return false
		}
	}
	return f.matchRest(r, tb)
}

// bounded is the address without the bytes behind its prefix.
func bounded(b []byte, bits uint8) []byte { return b[:min(len(b), (int(bits)+7)/8)] }

// typeBit is the bit of a type in filter.types. The reference shifts an int, whose count wraps at 32 and
// whose sign spreads.
func typeBit(typ uint8) uint64 { return uint64(int64(int32(1) << (typ & 31))) }

// matchTable knows that a kernel without IPv6 policy routing reports local routes in table main.
func (f *filter) matchTable(r *rtmsg, table uint32) bool {
	if r.family == unix.AF_INET6 && table != unix.RT_TABLE_MAIN {
		f.multipleTables = true
	}
	if f.table == 0 {
		return true
	}
	if r.family != unix.AF_INET6 || f.multipleTables {
		return f.table == table
	}
	switch f.table {
	case unix.RT_TABLE_LOCAL:
		return r.typ == unix.RTN_LOCAL
	case unix.RT_TABLE_MAIN:
		return r.typ != unix.RTN_LOCAL
	}
	return false
}

// matchRest looks at gateway, source address, realms, devices, mark and metric.
func (f *filter) matchRest(r *rtmsg, tb *[rtaMax + 1][]byte) bool {
	if f.via.family != 0 {
		family, gw := r.family, tb[unix.RTA_GATEWAY]
		if v := tb[unix.RTA_VIA]; len(v) >= 2 {
			family, gw = uint8(attr.U16(v)), v[2:]
		}
		if family != f.via.family || !arg.MatchBits(gw, f.via.data[:], f.via.bits) {
			return false
		}
	}
	if f.prefSrc.family != 0 && (r.family != f.prefSrc.family ||
		!arg.MatchBits(tb[unix.RTA_PREFSRC], f.prefSrc.data[:], f.prefSrc.bits)) {
		return false
	}
	switch {
	case (attr.U32(tb[unix.RTA_FLOW])^f.realm)&f.realmMask != 0,
		f.pinIIF && f.iif != attr.U32(tb[unix.RTA_IIF]),
		f.pinMark && f.mark != attr.U32(tb[unix.RTA_MARK]),
		f.pinMetric && f.metric != attr.U32(tb[unix.RTA_PRIORITY]):
		return false
	}
	if f.pinOIF {
		if oif := tb[unix.RTA_OIF]; oif != nil {
			if f.oif != attr.U32(oif) {
				return false
			}
		} else if mp := tb[unix.RTA_MULTIPATH]; mp != nil && !f.anyHop(mp) {
			return false
		}
	}
	// IPv6's last resort of an empty table, which no one can delete.
	return !(f.flushing && r.family == unix.AF_INET6 && r.dstLen == 0 && r.typ == unix.RTN_UNREACHABLE &&
		len(tb[unix.RTA_PRIORITY]) >= 4 && attr.U32(tb[unix.RTA_PRIORITY]) == 1<<32-1)
}

// anyHop says that one of the nexthops leaves through the filter's device.
func (f *filter) anyHop(b []byte) bool {
	for {
		h, rest, ok := nextHop(b)
		if !ok {
			return false
		}
		if h.ifindex == f.oif {
			return true
		}
		b = rest
	}
}
