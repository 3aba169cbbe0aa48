package spec

import (
	"gip/internal/arg"
	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// Shapes that name a device, an address or a protocol.
type (
	// Dev is the index of a device, four bytes. The user writes its name. That there is no such device
	// ends the process, unless the row says otherwise.
	Dev struct{}
	// LLAddr is a link-layer address as on Ethernet. The kernel checks its length.
	LLAddr struct{}
	// EtherProto is an Ethernet protocol, two bytes in network byte order.
	EtherProto struct{}
	// Addr is an address: IPv4 in Attr, IPv6 in Attr2. It is shown if it is not the unspecified one,
	// the IPv6 one under the JSON key JSON6.
	Addr struct{}
	// PortRange is two ports in network byte order, not sent where both are 0. JSON has an object.
	PortRange struct{}
)

func (Dev) Size() int { return 4 }
func (Dev) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	index := s.Links.Index(word)
	if index == 0 {
		if r.Bad != "" || r.Err != nil {
			return r.Invalid(word)
		}
		// The reference passes the -1 of its nodev() to exit().
		return arg.Exit(255, arg.NoDevice(word).Text)
	}
	s.U32(r.Attr, uint32(index))
	return nil
}
func (Dev) Print(v *View, r *Row) {
	if n := attr.U32(v.T[r.Attr]); v.shows(r, uint64(n)) {
		v.Link(r, n)
	}
}

func (LLAddr) Size() int { return 0 }
func (LLAddr) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	b, err := arg.ParseLLAddr(nil, word, 32)
	if err != nil {
		return err
	}
	s.Bytes(r.Attr, b)
	return nil
}
func (LLAddr) Print(v *View, r *Row) {
	v.Formatted(r, func(dst []byte) []byte { return arg.AppendLLAddr(dst, v.T[r.Attr], unix.ARPHRD_ETHER) })
}

func (EtherProto) Size() int { return 2 }
func (EtherProto) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	n, err := s.Names.ParseEtherProto(word)
	if err != nil {
		return r.Invalid(word)
	}
	s.BE16(r.Attr, n)
	return nil
}
func (EtherProto) Print(v *View, r *Row) {
	v.Formatted(r, func(dst []byte) []byte { return v.Names.AppendEtherProto(dst, attr.BE16(v.T[r.Attr])) })
}

func (Addr) Size() int { return 4 }
func (Addr) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	a, err := arg.ParseAddr(word, unix.AF_UNSPEC)
	if err != nil {
		return err
	}
	s.Address(r, &a)
	return nil
}
func (Addr) Print(v *View, r *Row) {
	if family, a := v.Address(r); a != nil && !IsZero(a) {
		key := r.jsonKey()
		if family == unix.AF_INET6 && r.JSON6 != "" {
			key = r.JSON6
		}
		v.ShowAddress(r.label(), key, family, a)
	}
}

// Address sets the attribute of the row that is for an address of a's family, and takes back the other.
func (s *Scan) Address(r *Row, a *arg.Addr) {
	s.Drop(r.Attr)
	s.Drop(r.Attr2)
	typ := r.Attr
	if a.Family == unix.AF_INET6 {
		typ = r.Attr2
	}
	s.Enc.Bytes(typ, a.Bytes())
}

// Address returns the address of a row, in Attr or Attr2; nil if there is none of the right length.
func (v *View) Address(r *Row) (family uint8, a []byte) {
	if t := v.T[r.Attr]; t != nil {
		return unix.AF_INET, t[:4]
	}
	if t := v.T[r.Attr2]; len(t) >= 16 {
		return unix.AF_INET6, t[:16]
	}
	return unix.AF_UNSPEC, nil
}

// ShowAddress shows an address with a label: under -resolve the host's name, where it has one.
func (v *View) ShowAddress(label, key string, family uint8, a []byte) {
	v.Text(label)
	v.Text(" ")
	v.Append(key, "", func(dst []byte) []byte { return v.AppendHost(dst, family, a) }, " ")
}

// IsZero says whether all bytes are 0, as those of the unspecified address.
func IsZero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

func (PortRange) Size() int { return 4 }
func (PortRange) Parse(s *Scan, r *Row) error {
	var b [4]byte
	for i, reason := range [...]string{"min port", "max port"} {
		word, err := s.Cursor.Value()
		if err != nil {
			return err
		}
		if i == 0 {
			if err := s.mark(r, r.Key, word); err != nil {
				return err
			}
		}
		n, ok := arg.U16(word, 0)
		if !ok {
			return arg.Invalid(reason, word)
		}
		b[2*i], b[2*i+1] = byte(n>>8), byte(n)
	}
	if s.Drop(r.Attr); !IsZero(b[:]) {
		s.Enc.Bytes(r.Attr, b[:])
	}
	return nil
}
func (PortRange) Print(v *View, r *Row) {
	low, high := uint64(attr.BE16(v.T[r.Attr])), uint64(attr.BE16(v.T[r.Attr][2:]))
	v.pre(r)
	v.Object(r.jsonKey())
	v.Uint("low", "", low, " ")
	v.Uint("high", "", high, " ")
	v.EndObject()
}
