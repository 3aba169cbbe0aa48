package link

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/nsid"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// An Outcome says what Print did with a device.
type Outcome int8

const (
	// FilteredOut devices do not pass the filter: nothing was printed, and nothing more is to be.
	FilteredOut Outcome = iota - 1
	// Brief devices are shown in the brief form or not at all; addresses may follow, statistics do not.
	Brief
	// Shown devices were printed in full.
	Shown
)

// A View prints the devices of messages under a Filter. It is made once for all of a dump and holds
// what is known of the device at hand, so that printing allocates nothing.
type View struct {
	e     *verb.Env
	p     *out.Printer
	f     *Filter
	names *nsid.Names

	// Index and Flags are the fields of struct ifinfomsg of the device at hand, Name its name.
	Index int32
	Flags uint32
	Name  []byte

	hw  uint16 // ARPHRD_*
	tb  [uapi.IFLA_MAX + 1][]byte
	buf []byte // room for what is put together before it is printed
}

// NewView returns a View for a command.
func NewView(e *verb.Env, f *Filter) *View {
	return &View{e: e, p: e.Out, f: f, names: nsid.NewNames(e.Dial), buf: make([]byte, 0, 128)}
}

// Read takes in a message about a device without printing it. It
// returns false where the message is none about a device.
func (v *View) Read(m nl.Message) bool {
	if m.Type != unix.RTM_NEWLINK && m.Type != unix.RTM_DELLINK || len(m.Data) < unix.SizeofIfInfomsg {
		return false
	}
	v.hw = attr.U16(m.Data[2:])
	v.Index = int32(attr.U32(m.Data[4:]))
	v.Flags = attr.U32(m.Data[8:])
	attr.Index(v.tb[:], m.Data[unix.SizeofIfInfomsg:])
	v.Name = attr.CString(v.tb[unix.IFLA_IFNAME])
	return true
}

// Attr is the payload of an attribute (IFLA_*) of the device at hand, nil if it has none.
func (v *View) Attr(typ uint16) []byte { return v.tb[typ] }

// Print prints the device of a message, if it passes the filter.
func (v *View) Print(m nl.Message) Outcome {
	if !v.Read(m) {
		return FilteredOut
	}
	return v.PrintRead(m.Type == unix.RTM_DELLINK)
}

// PrintRead prints the device that Read has taken in. gone says that it is no more.
func (v *View) PrintRead(gone bool) Outcome {
	if !v.passesFlags() {
		return FilteredOut
	}
	if v.tb[unix.IFLA_IFNAME] == nil {
		idx := strconv.Itoa(int(v.Index))
		v.e.Warn("BUG: device with ifindex " + idx + " has nil ifname")
		v.Name = append(append(v.buf[:0], "if"...), idx...)
	}
	switch {
	case !validName(v.Name):
		return FilteredOut
	case v.f.Label != nil:
		return Brief
	case !v.passesAttrs():
		return FilteredOut
	}
	if gone {
		v.p.Bool("deleted", true, "Deleted ")
	}
	if v.p.Brief {
		v.brief()
		return Brief
	}
	v.head()
	if v.f.Family == unix.AF_UNSPEC || v.f.Family == unix.AF_PACKET || v.p.Details > 0 {
		v.address()
	}
	v.elsewhere()
	if v.tb[unix.IFLA_PROTO_DOWN] != nil {
		v.protoDown()
	}
	if v.p.Details > 0 {
		v.details()
	}
	v.tail()
	return Shown
}

// validName says whether the kernel can have given that name: what the reference does not print.
func validName(b []byte) bool {
	if len(b) == 0 || len(b) >= arg.IfNameSize {
		return false
	}
	for _, c := range b {
		if c == '/' || c == ' ' || c >= '\t' && c <= '\r' {
			return false
		}
	}
	return true
}

// passesFlags applies what the filter asks of the fixed header.
func (v *View) passesFlags() bool {
	up := v.Flags&unix.IFF_UP != 0
	return (v.f.Index == 0 || v.Index == v.f.Index) && (!v.f.Up || up) && (!v.f.Down || !up)
}

// passesAttrs applies what it asks of the attributes. Some of it the kernel has seen to in a dump.
func (v *View) passesAttrs() bool {
	if g := v.tb[unix.IFLA_GROUP]; g != nil && v.f.Group != -1 && int32(attr.U32(g)) != v.f.Group {
		return false
	}
	if v.f.Master > 0 && int32(attr.U32(v.tb[unix.IFLA_MASTER])) != v.f.Master {
		return false
	}
	return v.hasKind(unix.IFLA_INFO_KIND, v.f.Kind) && v.hasKind(unix.IFLA_INFO_SLAVE_KIND, v.f.SlaveKind)
}

func (v *View) hasKind(typ uint16, kind *string) bool {
	if kind == nil {
		return true
	}
	info := v.tb[unix.IFLA_LINKINFO]
	return info != nil && string(attr.CString(attr.Find(info, typ))) == *kind
}

// Stats prints the statistics of the device that was printed last, as ip address does: behind the
// addresses and on lines of their own.
func (v *View) Stats() {
	v.stats()
	v.p.NL()
}
