package route

import (
	"gip/internal/attr"
	"gip/internal/out"

	"golang.org/x/sys/unix"
)

// flag is a bit with its word.
type flag struct {
	bit  uint32
	name string
}

// routeFlags are the flags of a route or nexthop (RTNH_F_*, RTM_F_* of linux/rtnetlink.h), in the order
// of the output.
var routeFlags = [...]flag{
	{unix.RTNH_F_DEAD, "dead"},
	{unix.RTNH_F_ONLINK, "onlink"},
	{unix.RTNH_F_PERVASIVE, "pervasive"},
	{unix.RTNH_F_OFFLOAD, "offload"},
	{unix.RTNH_F_TRAP, "trap"},
	{unix.RTM_F_NOTIFY, "notify"},
	{unix.RTNH_F_LINKDOWN, "linkdown"},
	{unix.RTNH_F_UNRESOLVED, "unresolved"},
	{unix.RTM_F_OFFLOAD, "rt_offload"},
	{unix.RTM_F_TRAP, "rt_trap"},
	{unix.RTM_F_OFFLOAD_FAILED, "rt_offload_failed"},
}

// anyRouteFlag are the bits of routeFlags: most routes have none of them.
const anyRouteFlag = unix.RTNH_F_DEAD | unix.RTNH_F_ONLINK | unix.RTNH_F_PERVASIVE | unix.RTNH_F_OFFLOAD |
	unix.RTNH_F_TRAP | unix.RTM_F_NOTIFY | unix.RTNH_F_LINKDOWN | unix.RTNH_F_UNRESOLVED |
	unix.RTM_F_OFFLOAD | unix.RTM_F_TRAP | unix.RTM_F_OFFLOAD_FAILED

// flags prints the flags of a route or nexthop; JSON has the array also when it is empty.
func (p *Printer) flags(v uint32) { PrintFlags(p.out, v) }

// PrintFlags prints the flags of a route, nexthop or nexthop object: words in text, the array "flags",
// empty or not, in JSON.
func PrintFlags(o *out.Printer, v uint32) {
	o.Array("flags", "")
	if v&anyRouteFlag != 0 {
		for i := range routeFlags {
			if v&routeFlags[i].bit != 0 {
				o.Str("", "", routeFlags[i].name, " ")
			}
		}
	}
	o.EndArray("")
}

// cacheFlags are the flags of a lookup result (RTCF_* of linux/in_route.h), in the order of the output.
var cacheFlags = [...]flag{
	{1 << 31, "local"},
	{1 << 30, "reject"},
	{1 << 29, "mc"},
	{1 << 28, "brd"},
	{1 << 27, "dst-nat"},
	{1 << 23, "src-nat"},
	{1 << 22, "masq"},
	{1 << 17, "dst-direct"},
	{1 << 26, "src-direct"},
	{1 << 18, "redirected"},
	{1 << 24, "redirect"},
	{1 << 21, "fastroute"},
	{1 << 16, "notify"},
	{1 << 19, "proxy"},
}

// cache prints what the kernel knows of a lookup result and of the route's use.
func (p *Printer) cache() {
	r := &p.rt
	if r.family != unix.AF_INET && r.family != unix.AF_INET6 {
		return
	}
	if r.family == unix.AF_INET && r.flags&unix.RTM_F_CLONED != 0 {
		p.out.NL()
		p.out.Array("cache", "    cache ")
		p.cacheFlags(r.flags &^ 0xffff)
		p.out.EndArray("")
	}
	if v := p.tb[unix.RTA_CACHEINFO]; v != nil {
		p.cacheInfo(v)
	}
}

func (p *Printer) cacheFlags(v uint32) {
	o := p.out
	if v == 0 {
		return
	}
	o.Text("<")
	for i := range cacheFlags {
		f := &cacheFlags[i]
		if v&f.bit == 0 {
			continue
		}
		post := "> "
		if v &^= f.bit; v != 0 {
			post = ","
		}
		o.Str("", "", f.name, post)
	}
	if v != 0 {
		o.HexBare("", "", uint64(v), ">")
	}
}

// userHz is the scale of times in struct rta_cacheinfo, USER_HZ, which is 100 on every architecture that
// Linux and Go have in common.
const userHz = 100

// cacheInfo prints struct rta_cacheinfo (linux/rtnetlink.h).
func (p *Printer) cacheInfo(v []byte) {
	var c [32]byte
	copy(c[:], v)
	word := func(i int) uint32 { return attr.U32(c[4*i:]) }
	o := p.out
	if expires := int32(word(2)); expires != 0 {
		o.Int("expires", "expires ", int64(expires/userHz), "sec ")
	}
	if n := word(3); n != 0 {
		o.Uint("error", "error ", uint64(n), " ")
	}
	if o.Stats > 0 {
		if n := word(0); n != 0 {
			o.Uint("users", "users ", uint64(n), " ")
		}
		if n := word(4); n != 0 {
			o.Uint("used", "used ", uint64(n), " ")
		}
		if n := word(1); n != 0 {
			o.Uint("age", "age ", uint64(n/userHz), "sec ")
		}
	}
	if id := word(5); id != 0 {
		pre := "ipid 0x"
		for n := id; n < 0x1000; n <<= 4 {
			pre += "0" // four digits at least
		}
		p.hexWord("ipid", pre, id, " ")
	}
	if ts, age := word(6), word(7); ts != 0 || age != 0 {
		p.hexWord("ts", "ts 0x", ts, "")
		o.Uint("tsage", "tsage ", uint64(age), "sec ")
	}
}

// hexWord prints a number in base 16; pre holds the 0x of the text.
func (p *Printer) hexWord(key, pre string, v uint32, post string) {
	if p.out.InJSON() {
		p.out.Hex(key, "", uint64(v), "")
		return
	}
	p.out.HexBare(key, pre, uint64(v), post)
}

// marks prints what a packet that takes the route is marked and accounted with.
func (p *Printer) marks() {
	o := p.out
	if m := attr.U32(p.tb[unix.RTA_MARK]); m != 0 {
		if o.InJSON() || m < 16 {
			o.Uint("mark", "mark ", uint64(m), " ")
		} else {
			o.Hex("", "mark ", uint64(m), " ")
		}
	}
	if v := p.tb[unix.RTA_FLOW]; v != nil && p.filter.realmMask != 1<<32-1 {
		p.flow(attr.U32(v))
	}
	if v := p.tb[unix.RTA_UID]; v != nil {
		o.Uint("uid", "uid ", uint64(attr.U32(v)), " ")
	}
}

// flow prints the realms: source in the upper half, destination in the lower.
func (p *Printer) flow(v uint32) {
	o, from, to := p.out, v>>16, v&0xffff
	o.Object("flow")
	pre := "realm "
	if from != 0 {
		o.Append("from", "realms ", func(b []byte) []byte { return p.e.Names.AppendRealm(b, from) }, "/")
		pre = ""
	}
	o.Append("to", pre, func(b []byte) []byte { return p.e.Names.AppendRealm(b, to) }, " ")
	o.EndObject()
}

// pref prints the preference of an IPv6 router (RFC 4191). It has no blank behind it.
func (p *Printer) pref(v uint8) {
	switch v {
	case 3:
		p.out.Str("pref", "pref ", "low", "")
	case 0:
		p.out.Str("pref", "pref ", "medium", "")
	case 1:
		p.out.Str("pref", "pref ", "high", "")
	default:
		p.out.Uint("pref", "", uint64(v), "")
	}
}
