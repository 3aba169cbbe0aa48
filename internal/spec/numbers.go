package spec

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
)

// Shapes that are plain numbers in host byte order, read in C notation and shown in decimal.
type (
	U8  struct{} // a byte
	U16 struct{} // two bytes
	U32 struct{} // four bytes
	S32 struct{} // four bytes with sign
	U64 struct{} // eight bytes
)

// Shapes that are shown in hexadecimal with 0x, or are in network byte order.
type (
	Hex16 struct{} // two bytes in host byte order, shown in hexadecimal
	Hex32 struct{} // four bytes in host byte order, shown in hexadecimal
	BE16  struct{} // two bytes in network byte order, such as a port
	Port  struct{} // BE16, of which a 0 is not sent
	Hex64 struct{} // eight bytes in network byte order, shown in hexadecimal
	Label struct{} // an IPv6 flow label: four bytes in network byte order, shown in hexadecimal
)

// number reads a number up to limit, or up to Max if the row has one.
func (s *Scan) number(r *Row, limit uint64) (uint64, error) {
	word, err := s.Value(r)
	if err != nil {
		return 0, err
	}
	if r.Max != 0 {
		limit = r.Max
	}
	n, ok := arg.U64(word, 0)
	if !ok || n > limit {
		return 0, r.Invalid(word)
	}
	return n, nil
}

func (U8) Size() int { return 1 }
func (U8) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<8-1)
	if err == nil {
		s.U8(r.Attr, uint8(n))
	}
	return err
}
func (U8) Print(v *View, r *Row) {
	if n := uint64(attr.U8(v.T[r.Attr])); v.shows(r, n) {
		v.Number(r, n)
	}
}

func (U16) Size() int { return 2 }
func (U16) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<16-1)
	if err == nil {
		s.U16(r.Attr, uint16(n))
	}
	return err
}
func (U16) Print(v *View, r *Row) {
	if n := uint64(attr.U16(v.T[r.Attr])); v.shows(r, n) {
		v.Number(r, n)
	}
}

func (U32) Size() int { return 4 }
func (U32) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<32-1)
	if err == nil {
		s.U32(r.Attr, uint32(n))
	}
	return err
}
func (U32) Print(v *View, r *Row) {
	if n := uint64(attr.U32(v.T[r.Attr])); v.shows(r, n) {
		v.Number(r, n)
	}
}

func (S32) Size() int { return 4 }
func (S32) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	n, ok := arg.S32(word, 0)
	if !ok {
		return r.Invalid(word)
	}
	s.U32(r.Attr, uint32(n))
	return nil
}
func (S32) Print(v *View, r *Row) {
	n := int32(attr.U32(v.T[r.Attr]))
	if v.shows(r, uint64(n)) {
		v.pre(r)
		v.Int(r.jsonKey(), "", int64(n), " ")
	}
}

func (U64) Size() int { return 8 }
func (U64) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<64-1)
	if err == nil {
		s.U64(r.Attr, n)
	}
	return err
}
func (U64) Print(v *View, r *Row) {
	if n := attr.U64(v.T[r.Attr]); v.shows(r, n) {
		v.Number(r, n)
	}
}

func (v *View) hex(r *Row, n uint64) {
	if v.shows(r, n) {
		v.pre(r)
		v.Hex(r.jsonKey(), "", n, " ")
	}
}

func (Hex16) Size() int                   { return 2 }
func (Hex16) Parse(s *Scan, r *Row) error { return U16{}.Parse(s, r) }
func (Hex16) Print(v *View, r *Row)       { v.hex(r, uint64(attr.U16(v.T[r.Attr]))) }

func (Hex32) Size() int                   { return 4 }
func (Hex32) Parse(s *Scan, r *Row) error { return U32{}.Parse(s, r) }
func (Hex32) Print(v *View, r *Row)       { v.hex(r, uint64(attr.U32(v.T[r.Attr]))) }

func (BE16) Size() int { return 2 }
func (BE16) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<16-1)
	if err == nil {
		s.BE16(r.Attr, uint16(n))
	}
	return err
}
func (BE16) Print(v *View, r *Row) {
	if n := uint64(attr.BE16(v.T[r.Attr])); v.shows(r, n) {
		v.Number(r, n)
	}
}

func (Port) Size() int { return 2 }
func (Port) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<16-1)
	if err != nil {
		return err
	}
	if s.Drop(r.Attr); n != 0 {
		s.Enc.BE16(r.Attr, uint16(n))
	}
	return nil
}
func (Port) Print(v *View, r *Row) { BE16{}.Print(v, r) }

func (Hex64) Size() int { return 8 }
func (Hex64) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<64-1)
	if err == nil {
		s.Bytes(r.Attr, binary.BigEndian.AppendUint64(nil, n))
	}
	return err
}
func (Hex64) Print(v *View, r *Row) { v.hex(r, binary.BigEndian.Uint64(v.T[r.Attr])) }

// labelMax is the largest flow label (RFC 8200, section 3).
const labelMax = 1<<20 - 1

func (Label) Size() int { return 4 }
func (Label) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, labelMax)
	if err == nil {
		s.BE32(r.Attr, uint32(n))
	}
	return err
}
func (Label) Print(v *View, r *Row) { v.hex(r, uint64(attr.BE32(v.T[r.Attr]))) }

// Or is a number of four bytes for whose zero there is a word: "none", "unlimited". It is shown as the
// word too if Says is set.
type Or struct {
	Word string
	Says bool
}

func (Or) Size() int { return 4 }
func (o Or) Parse(s *Scan, r *Row) error {
	if next, ok := s.Peek(); ok && next == o.Word {
		if _, err := s.Value(r); err != nil {
			return err
		}
		s.U32(r.Attr, 0)
		return nil
	}
	return U32{}.Parse(s, r)
}
func (o Or) Print(v *View, r *Row) {
	n := uint64(attr.U32(v.T[r.Attr]))
	switch {
	case !v.shows(r, n):
	case n == 0 && o.Says && !v.InJSON():
		v.Word(r, o.Word)
	default:
		v.Number(r, n)
	}
}
