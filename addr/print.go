package addr

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

// A view prints the addresses of messages under a filter. It holds what is known of the address at
// hand, so that printing allocates nothing.
type view struct {
	e *verb.Env
	p *out.Printer
	f *link.Filter
	// flushing prints addresses with their device, one that is about to go.
	flushing bool
	// oneline prints them with their device because there is no line of the device.
	oneline bool

	family, prefixLen, scope uint8
	index                    uint32
	flags                    uint32
	tb                       [unix.IFA_MAX + 1][]byte
	buf                      []byte
}

func newView(e *verb.Env, f *link.Filter) *view {
	return &view{e: e, p: e.Out, f: f, oneline: e.Out.Oneline, buf: make([]byte, 0, 64)}
}

// read takes in the body of a message about an address. It returns false where that is too short.
func (v *view) read(body []byte) bool {
	if len(body) < unix.SizeofIfAddrmsg {
		return false
	}
	v.family, v.prefixLen, v.scope = body[0], body[1], body[3]
	v.flags = uint32(body[2])
	v.index = attr.U32(body[4:])
	attr.Index(v.tb[:], body[unix.SizeofIfAddrmsg:])
	if b := v.tb[unix.IFA_FLAGS]; b != nil {
		v.flags = attr.U32(b)
	}
	if v.tb[unix.IFA_LOCAL] == nil {
		v.tb[unix.IFA_LOCAL] = v.tb[unix.IFA_ADDRESS]
	}
	if v.tb[unix.IFA_ADDRESS] == nil {
		v.tb[unix.IFA_ADDRESS] = v.tb[unix.IFA_LOCAL]
	}
	return true
}

// matches says whether the address at hand is one that a device is shown for.
func (v *view) matches() bool {
	f := v.f
	return (f.Scope^v.scope)&f.ScopeMask == 0 &&
		(f.Flags^v.flags)&f.FlagMask == 0 &&
		(f.Family == unix.AF_UNSPEC || f.Family == v.family) &&
		v.labelMatches() &&
		f.Prefix.MatchAttr(v.tb[unix.IFA_LOCAL])
}

// selected says whether the address at hand is to be printed.
func (v *view) selected() bool {
	f := v.f
	if f.Index != 0 && uint32(f.Index) != v.index {
		return false
	}
	if b := v.tb[uapi.IFA_PROTO]; f.HasProto && b != nil && f.Proto != attr.U8(b) {
		return false
	}
	return v.matches()
}

func (v *view) labelMatches() bool {
	if v.f.Label == nil {
		return true
	}
	if b := v.tb[unix.IFA_LABEL]; b != nil {
		return fnmatch(*v.f.Label, string(attr.CString(b)))
	}
	return fnmatch(*v.f.Label, v.e.Links.Name(int(v.index)))
}

// print prints the address of a message of an address, multicast or anycast group, if it is selected.
func (v *view) print(typ uint16, body []byte) {
	gone := false
	switch typ {
	case unix.RTM_NEWADDR, unix.RTM_NEWMULTICAST, unix.RTM_NEWANYCAST:
	case unix.RTM_DELADDR, unix.RTM_DELMULTICAST, unix.RTM_DELANYCAST:
		gone = true
	default:
		return
	}
	if !v.read(body) || !v.selected() {
		return
	}
	v.printRead(gone)
}

// printRead prints the address that read has taken in. gone says that it is no more.
func (v *view) printRead(gone bool) {
	p := v.p
	if gone {
		p.Bool("deleted", true, "Deleted ")
	}
	if !p.Brief {
		v.head()
	}
	if v.tb[unix.IFA_LOCAL] != nil {
		v.local()
	}
	if p.Brief {
		return
	}
	v.addr(unix.IFA_BROADCAST, "broadcast", "brd ")
	v.addr(unix.IFA_ANYCAST, "anycast", "any ")
	v.addr(unix.IFA_MULTICAST, "multicast", "mcast ")
	v.buf = v.e.Names.AppendScope(v.buf[:0], v.scope)
	p.Bytes("scope", "scope ", v.buf, " ")
	v.printFlags()
	if b := v.tb[uapi.IFA_PROTO]; b != nil && (attr.U8(b) != 0 || p.InJSON()) {
		v.buf = v.e.Names.AppendAddrProto(v.buf[:0], attr.U8(b))
		p.Bytes("protocol", "proto ", v.buf, " ")
	}
	if b := v.tb[unix.IFA_LABEL]; b != nil {
		p.Bytes("label", "", attr.CString(b), "")
	}
	if b := v.tb[unix.IFA_CACHEINFO]; b != nil {
		v.lifetimes(b)
	}
	p.Text("\n")
}

// head prints the family, and the device where no line of its own tells it.
func (v *view) head() {
	p := v.p
	if v.oneline || v.flushing || v.e.Echo {
		dev := v.e.Links.Name(int(v.index))
		if p.InJSON() {
			p.Int("index", "", int64(int32(v.index)), "")
			p.Str("dev", "", dev, "")
		} else {
			p.Uint("", "", uint64(v.index), ": ")
			p.Text(dev)
		}
	}
	if name := arg.FamilyName(v.family); name[0] != '?' {
		p.Str("family", "    ", name, " ")
	} else {
		p.Int("family_index", "    family ", int64(v.family), " ")
	}
}

// local prints the address with the length of its prefix, and its peer.
func (v *view) local() {
	p := v.p
	local, addr := v.tb[unix.IFA_LOCAL], v.tb[unix.IFA_ADDRESS]
	v.host("local", local, "")
	n := 16
	if v.family == unix.AF_INET {
		n = 4
	}
	if !arg.MatchBits(local, addr, 8*n) {
		p.Text(" peer ")
		v.host("address", addr, "")
	}
	p.Int("prefixlen", "/", int64(v.prefixLen), " ")
	if b := v.tb[unix.IFA_RT_PRIORITY]; b != nil {
		p.Uint("metric", "metric ", uint64(attr.U32(b)), " ")
	}
}

// addr prints another address that goes with it.
func (v *view) addr(typ int, key, pre string) {
	if b := v.tb[typ]; b != nil {
		v.p.Text(pre)
		v.host(key, b, " ")
	}
}

func (v *view) host(key string, addr []byte, post string) {
	v.buf = v.e.AppendHost(v.buf[:0], v.family, addr)
	v.p.In(out.FamilyColour(v.family)).Bytes(key, "", v.buf, post)
}

// printFlags prints the names of the flags that are set; that an address is not permanent shows as
// dynamic.
func (v *view) printFlags() {
	p, flags := v.p, v.flags
	for i := range link.AddrFlags {
		f := &link.AddrFlags[i]
		set := flags&f.Mask != 0
		flags &^= f.Mask
		switch {
		case f.Mask == unix.IFA_F_PERMANENT:
			if !set {
				p.Bool("dynamic", true, "dynamic ")
			}
		case !set:
		case f.Mask == unix.IFA_F_SECONDARY && v.family == unix.AF_INET6:
			p.Bool("temporary", true, "temporary ")
		case p.InJSON():
			p.Bool(f.Name, true, "")
		default:
			p.Str("", "", f.Name, " ")
		}
	}
	if flags == 0 {
		return
	}
	v.buf = v.buf[:0]
	if flags < 0x10 {
		v.buf = append(v.buf, '0')
	}
	v.buf = strconv.AppendUint(v.buf, uint64(flags), 16)
	p.Bytes("ifa_flags", "flags ", v.buf, " ")
}

// lifetimes prints how long the address is valid and how long it is preferred, in seconds.
func (v *view) lifetimes(b []byte) {
	p := v.p
	var info [16]byte // struct ifa_cacheinfo
	copy(info[:], b)
	preferred, valid := attr.U32(info[:]), attr.U32(info[4:])
	p.NL()
	p.Text("       valid_lft ")
	v.lifetime("valid_life_time", valid, false)
	p.Text(" preferred_lft ")
	v.lifetime("preferred_life_time", preferred, v.flags&unix.IFA_F_DEPRECATED != 0)
}

// lifetime prints one of them; that of a deprecated address may be over, and is then negative.
func (v *view) lifetime(key string, sec uint32, deprecated bool) {
	p := v.p
	switch {
	case sec == uapi.InfinityLifeTime:
		if p.InJSON() {
			p.Uint(key, "", uint64(sec), "")
		} else {
			p.Text("forever")
		}
	case deprecated:
		p.Int(key, "", int64(int32(sec)), "sec")
	default:
		p.Uint(key, "", uint64(sec), "sec")
	}
}
