package route

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/names"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// A system answers what the words of a route leave to the machine they are said on. All else about the
// way from words to request is the same everywhere, and tests need no socket.
type system interface {
	// Index is the index of a device, 0 for none.
	Index(name string) int
	// VRFTable is the table of a VRF device, 0 where the name is not that of one.
	VRFTable(name string) uint32
	// IsVRF says that the name is that of a VRF device.
	IsVRF(name string) bool
	// Warn takes a line for standard error that is no error.
	Warn(line string)
}

// live is the system that the command runs on.
type live struct{ e *verb.Env }

func (s live) Index(name string) int { return s.e.Links.Index(name) }
func (s live) Warn(line string)      { s.e.Warn(line) }

// VRFTable takes the name default for the main table where no device has it.
func (s live) VRFTable(name string) uint32 {
	_, table, absent, _ := s.e.Links.VRF(name)
	if absent && name == "default" {
		table, _ = s.e.Names.ParseRouteTable("main")
	}
	return table
}

func (s live) IsVRF(name string) bool {
	_, _, _, ok := s.e.Links.VRF(name)
	return ok
}

// A request is a message about a route in the making: what the readers of keywords work on. Its
// attributes stand in the order of the words, as the reference sends them.
type request struct {
	rtmsg
	c     *arg.Cursor
	enc   *attr.Encoder // the body: room for the header, then attributes
	sys   system
	names *names.DB
}

// rtmsgRoom is where the header will be.
var rtmsgRoom [unix.SizeofRtMsg]byte

// put writes m to the start of a request's body.
func (m *rtmsg) put(b []byte) {
	b = b[:unix.SizeofRtMsg]
	b[0], b[1], b[2], b[3] = m.family, m.dstLen, m.srcLen, m.tos
	b[4], b[5], b[6], b[7] = m.table, m.protocol, m.scope, m.typ
	binary.NativeEndian.PutUint32(b[8:], m.flags)
}

// begin makes room for the header.
func (r *request) begin() {
	r.enc.Reset()
	r.enc.B = append(r.enc.B, rtmsgRoom[:]...)
}

// end writes the header and returns the body.
func (r *request) end() ([]byte, error) {
	r.put(r.enc.B)
	return r.enc.B, r.enc.Err()
}

// settle takes the family of the first address for that of the route, where no option has told it.
func (r *request) settle(a *arg.Addr) {
	if r.family == unix.AF_UNSPEC {
		r.family = a.Family
	}
}

// address reads the next word as an address of the route's family.
func (r *request) address() (arg.Addr, error) {
	w, err := r.c.Value()
	if err != nil {
		return arg.Addr{}, err
	}
	return arg.ParseAddr(w, r.family)
}

// asTo reads what follows the keyword as: an address, with or without to before it.
func (r *request) asTo() (arg.Addr, error) {
	if w, ok := r.c.Peek(); ok && w == "to" {
		r.c.Next()
	}
	return r.address()
}

// newDst reads "as [to] ADDRESS": the labels or the address that a packet gets.
func (r *request) newDst() error {
	a, err := r.asTo()
	if err != nil {
		return err
	}
	r.settle(&a)
	r.enc.Bytes(unix.RTA_NEWDST, a.Bytes())
	return nil
}

// source reads the PREFIX behind from.
func (r *request) source(w string) error {
	a, err := arg.ParsePrefix(w, r.family)
	if err != nil {
		return err
	}
	r.settle(&a)
	if a.Len > 0 {
		r.enc.Bytes(unix.RTA_SRC, a.Bytes())
	}
	r.srcLen = uint8(a.Bits)
	return nil
}

// gateway reads "[FAMILY] ADDRESS" behind via. A gateway of another family than the route's goes into
// an attribute that names its family (struct rtvia).
func (r *request) gateway() error {
	w, err := r.c.Value()
	if err != nil {
		return err
	}
	family := arg.ParseFamily(w)
	if family == unix.AF_UNSPEC {
		family = r.family
	} else if w, err = r.c.Value(); err != nil {
		return err
	}
	a, err := arg.ParseAddr(w, family)
	if err != nil {
		return err
	}
	r.settle(&a)
	if a.Family == r.family {
		r.enc.Bytes(unix.RTA_GATEWAY, a.Bytes())
		return nil
	}
	via := r.enc.Nest(unix.RTA_VIA)
	r.enc.B = append(r.enc.B, a.Family, 0)
	r.enc.B = append(r.enc.B, a.Bytes()...)
	r.enc.EndNest(via)
	return nil
}

// realms reads "[FROM/]TO".
func (r *request) realms() error {
	w, err := r.c.Value()
	if err != nil {
		return err
	}
	v, err := r.names.ParseRealms(w)
	if err != nil {
		return arg.Invalid("\"realm\" value is invalid\n", w)
	}
	r.enc.U32(unix.RTA_FLOW, v)
	return nil
}

// device turns the name that stood behind dev, oif or iif into an attribute.
func (r *request) device(typ uint16, name string) error {
	i := r.sys.Index(name)
	if i == 0 {
		return arg.NoDevice(name)
	}
	r.enc.U32(typ, uint32(i))
	return nil
}
