package spec

import (
	"gip/internal/arg"
	"gip/internal/attr"
)

// Shapes that are on or off.
type (
	// OnOff is a byte for which the user writes on or off. Anything else ends the process with status
	// 1 and names the choices. JSON has true or false.
	OnOff struct{}
	// Present is an attribute without payload: the keyword alone sends it. It is shown as the keyword,
	// in JSON as null.
	Present struct{}
	// Mark is an attribute without payload too, which JSON shows as true. With No, the keyword with
	// "no" in front takes it back.
	Mark struct{ No bool }
	// Action is an attribute without payload that is an order, such as to flush; it is never shown.
	Action struct{}
	// NoForm is a byte: 1 for the keyword, 0 for the keyword with "no" in front. In text it is shown
	// if it differs from Def or at -details given twice, in JSON always, as true or false. The JSON
	// key is the label as well.
	NoForm struct{}
	// Both is NoForm, but in text both forms are shown, with the row's label.
	Both struct{ NoForm }
	// Bit is a bit of a struct of two 32-bit numbers, the values and which of them are meant; the user
	// writes a number, of which only zero is special. Rows that share the attribute have a Bit each.
	Bit struct{}
)

func (OnOff) Size() int { return 1 }
func (OnOff) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	switch word {
	case "on":
		s.U8(r.Attr, 1)
	case "off":
		s.U8(r.Attr, 0)
	default:
		_, err := arg.Switch(r.Key, word)
		return arg.Exit(1, err.Error())
	}
	return nil
}
func (OnOff) Print(v *View, r *Row) {
	on := attr.U8(v.T[r.Attr]) != 0
	v.pre(r)
	v.Printer.OnOff(r.jsonKey(), "", on, " ")
}
func (OnOff) Hint(*Row) []string { return []string{"on", "off"} }

func (Present) Size() int { return 0 }
func (Present) Parse(s *Scan, r *Row) error {
	if err := s.Flag(r); err != nil {
		return err
	}
	s.Drop(r.Attr)
	s.Enc.Flag(r.Attr)
	return nil
}
func (Present) Print(v *View, r *Row) {
	v.Null(r.jsonKey(), r.label())
	v.Text(" ")
}

func (Mark) Size() int { return 0 }
func (m Mark) Parse(s *Scan, r *Row) error {
	if err := s.Flag(r); err != nil {
		return err
	}
	if s.Drop(r.Attr); !s.No {
		s.Enc.Flag(r.Attr)
	}
	return nil
}
func (Mark) Print(v *View, r *Row) { v.Keyword(r) }
func (m Mark) HasNo(*Row) bool     { return m.No }

func (Action) Size() int                   { return 0 }
func (Action) Parse(s *Scan, r *Row) error { return Present{}.Parse(s, r) }
func (Action) Print(*View, *Row)           {}

func (NoForm) Size() int { return 1 }
func (NoForm) Parse(s *Scan, r *Row) error {
	if err := s.Flag(r); err != nil {
		return err
	}
	var n uint8 = 1
	if s.No {
		n = 0
	}
	s.U8(r.Attr, n)
	return nil
}
func (NoForm) Print(v *View, r *Row) {
	n := attr.U8(v.T[r.Attr])
	if v.InJSON() {
		v.Bool(r.jsonKey(), n != 0, "")
		return
	}
	// Any value but 0 and 1 is none of the two defaults.
	if uint64(n) == r.Def && v.Details < 2 {
		return
	}
	if n == 0 {
		v.Text("no")
	}
	v.Text(r.jsonKey())
	v.Text(" ")
}
func (NoForm) HasNo(*Row) bool { return true }

func (Both) Print(v *View, r *Row) {
	on := attr.U8(v.T[r.Attr]) != 0
	if v.InJSON() {
		v.Bool(r.jsonKey(), on, "")
		return
	}
	if !on {
		v.Text("no")
	}
	v.Text(r.label())
	v.Text(" ")
}

func (Bit) Size() int { return 8 }
func (Bit) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<8-1)
	if err != nil {
		return err
	}
	s.SetBit(r.Attr, r.Bit, n != 0)
	return nil
}
func (Bit) Print(v *View, r *Row) {
	t := v.T[r.Attr]
	if attr.U32(t[4:])&r.Bit == 0 {
		return
	}
	var n uint64
	if attr.U32(t)&r.Bit != 0 {
		n = 1
	}
	v.Number(r, n)
}

// SetBit sets or clears a bit in an attribute of two 32-bit numbers, values and mask, and marks it as
// meant.
func (s *Scan) SetBit(typ uint16, bit uint32, on bool) {
	t := s.Find(typ)
	if len(t) < 8 {
		var zero [8]byte
		s.Bytes(typ, zero[:])
		if t = s.Find(typ); len(t) < 8 {
			return // the encoder is full and says so
		}
	}
	value, mask := attr.U32(t), attr.U32(t[4:])
	if on {
		value |= bit
	} else {
		value &^= bit
	}
	putU32(t, value)
	putU32(t[4:], mask|bit)
}
