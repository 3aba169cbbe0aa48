package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// A Filter is what the words of ip link show, ip address show, flush and save select: one grammar, of
// which each command uses its part. The zero Filter selects devices of group 0 only, see Group.
type Filter struct {
	// Links is set for ip link, which shows more of a device than ip address does.
	Links bool
	// QueueLen shows the length of the transmit queue.
	QueueLen bool
	// Family is the family of the addresses that are shown: AF_PACKET for none, AF_UNSPEC for all.
	// Dump is the one the devices are asked for with; they differ after "to PREFIX".
	Family, Dump uint8
	// Dev and Index name the only device, if HasDev; Index is 0 for all of them.
	Dev    string
	HasDev bool
	Index  int32
	// Up and Down select devices by that flag.
	Up, Down bool
	// Group is a device group, -1 for any.
	Group int32
	// Master is the index of the device they are ports of: 0 is any or none, -1 none.
	Master int32
	// Kind and SlaveKind select by IFLA_INFO_KIND and IFLA_INFO_SLAVE_KIND; nil is any.
	Kind, SlaveKind *string
	// VF asks for the virtual functions of the devices.
	VF bool

	// Label is a shell pattern that the label of an address must match; nil is any.
	Label *string
	// Prefix must hold the address; family AF_UNSPEC is any.
	Prefix arg.Addr
	// Scope must be equal in the bits of ScopeMask, Flags (IFA_F_*) in those of FlagMask.
	Scope, ScopeMask uint8
	Flags, FlagMask  uint32
	// Proto is the origin of the addresses (IFA_PROTO), if HasProto.
	Proto    uint8
	HasProto bool
}

// ParseFilter reads the words behind show, list, flush and save, to the last one; the device is then
// still to be looked up with Find. links is set for ip link, usage is the help text of the object.
func ParseFilter(e *verb.Env, c *arg.Cursor, links bool, usage func() string) (*Filter, error) {
	f := &Filter{Links: links, QueueLen: true, Family: e.Family, Group: -1, VF: true}
	if links {
		f.Family = unix.AF_PACKET
	}
	f.Dump = f.Family
	for c.Next() {
		if err := f.word(e, c, usage); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Find looks the device up. It is a step of its own since ip link show DEV needs no request for it.
func (f *Filter) Find(e *verb.Env) error {
	if !f.HasDev {
		return nil
	}
	if f.Index = int32(e.Links.Index(f.Dev)); f.Index <= 0 {
		return noDevice(f.Dev)
	}
	return nil
}

func noDevice(name string) error {
	return arg.Fail(1, `Device "`+name+`" does not exist.`)
}

// word reads one keyword with its value.
func (f *Filter) word(e *verb.Env, c *arg.Cursor, usage func() string) error {
	switch w := c.Word(); w {
	case "up":
		f.Up = true
	case "down":
		f.Down = true
	case "nomaster":
		f.Master = -1
	case "novf":
		f.VF = false
	case "to", "scope", "label", "group", "master", "vrf", "type", "proto":
		v, err := c.Value()
		if err != nil {
			return err
		}
		return f.value(e, w, v)
	default:
		if f.addrFlag(w) {
			return nil
		}
		if w == "dev" {
			v, err := c.Value()
			if err != nil {
				return err
			}
			w = v
		} else if arg.Prefix(w, "help") {
			return verb.Usage(usage())
		}
		if f.HasDev {
			return arg.Garbage("dev", w)
		}
		f.Dev, f.HasDev = w, true
	}
	return nil
}

// value takes the value v of the keyword key.
func (f *Filter) value(e *verb.Env, key, v string) error {
	var err error
	switch key {
	case "to":
		if f.Prefix, err = arg.ParsePrefix(v, f.Family); err != nil {
			return err
		}
		if f.Family == unix.AF_UNSPEC {
			f.Family = f.Prefix.Family
		}
	case "scope":
		f.ScopeMask = 0xff
		if f.Scope, err = e.Names.ParseScope(v); err != nil {
			if v != "all" {
				return arg.Invalid("invalid \"scope\"\n", v)
			}
			f.ScopeMask = 0
		}
	case "label":
		f.Label = &v
	case "group":
		g, err := e.Names.ParseGroup(v)
		if err != nil {
			return arg.Invalid("Invalid \"group\" value\n", v)
		}
		f.Group = int32(g)
	case "master":
		if f.Master = int32(e.Links.Index(v)); f.Master == 0 {
			return arg.Invalid("Device does not exist\n", v)
		}
	case "vrf":
		return f.vrf(e, v)
	case "type":
		if n := len(v) - len("_slave"); n >= 0 && v[n:] == "_slave" {
			v = v[:n]
			f.SlaveKind = &v
		} else {
			f.Kind = &v
		}
	case "proto":
		p, ok := arg.U8(v, 0)
		if !ok {
			return arg.Invalid("\"proto\" value is invalid\n", v)
		}
		f.Proto, f.HasProto = p, true
	}
	return nil
}

// vrf makes the master a device that must be a VRF.
func (f *Filter) vrf(e *verb.Env, name string) error {
	wrong := arg.Invalid("Not a valid VRF name\n", name)
	if f.Master = int32(e.Links.Index(name)); f.Master == 0 {
		return wrong
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 64)}
	enc.B[0] = f.Dump
	enc.String(unix.IFLA_IFNAME, name)
	m, err := conn.Get(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B})
	if err != nil || len(m.Data) < unix.SizeofIfInfomsg {
		return wrong
	}
	info := attr.Find(m.Data[unix.SizeofIfInfomsg:], unix.IFLA_LINKINFO)
	if string(attr.CString(attr.Find(info, unix.IFLA_INFO_KIND))) != "vrf" {
		return wrong
	}
	return nil
}

// AddrFlags are the flags of addresses (IFA_F_*, linux/if_addr.h) in the order in which they are shown.
var AddrFlags = [...]AddrFlag{
	{"secondary", unix.IFA_F_SECONDARY, true, false},
	{"temporary", unix.IFA_F_TEMPORARY, true, false},
	{"nodad", unix.IFA_F_NODAD, false, true},
	{"optimistic", unix.IFA_F_OPTIMISTIC, false, true},
	{"dadfailed", unix.IFA_F_DADFAILED, true, true},
	{"home", unix.IFA_F_HOMEADDRESS, false, true},
	{"deprecated", unix.IFA_F_DEPRECATED, true, true},
	{"tentative", unix.IFA_F_TENTATIVE, true, true},
	{"permanent", unix.IFA_F_PERMANENT, true, true},
	{"mngtmpaddr", unix.IFA_F_MANAGETEMPADDR, false, true},
	{"noprefixroute", unix.IFA_F_NOPREFIXROUTE, false, false},
	{"autojoin", unix.IFA_F_MCAUTOJOIN, false, false},
	{"stable-privacy", unix.IFA_F_STABLE_PRIVACY, true, true},
}

// An AddrFlag is a flag of an address.
type AddrFlag struct {
	Name string
	Mask uint32
	// ReadOnly flags are the kernel's to set. V6Only ones can be set on IPv6 addresses only.
	ReadOnly, V6Only bool
}

// FindAddrFlag returns the flag of that name, nil if there is none.
func FindAddrFlag(name string) *AddrFlag {
	for i := range AddrFlags {
		if AddrFlags[i].Name == name {
			return &AddrFlags[i]
		}
	}
	return nil
}

// addrFlag reads the name of a flag that addresses must have or, with a dash before it, must not have.
func (f *Filter) addrFlag(w string) bool {
	want := true
	if w != "" && w[0] == '-' {
		want, w = false, w[1:]
	}
	switch w {
	case "dynamic":
		want, w = !want, "permanent"
	case "primary":
		want, w = !want, "secondary"
	}
	flag := FindAddrFlag(w)
	if flag == nil {
		return false
	}
	if want {
		f.Flags |= flag.Mask
	} else {
		f.Flags &^= flag.Mask
	}
	f.FlagMask |= flag.Mask
	return true
}
