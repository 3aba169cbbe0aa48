package spec

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
)

// Shapes of flags that have a keyword each and are shown as one list.
type (
	// Flag is a bit (the row's Bit) of a struct of two 32-bit numbers, the flags and which of them are
	// meant; the user writes on or off. Rows that share the attribute have a Bit each. It shows
	// nothing: that is what FlagList is for.
	Flag struct {
		// MaskFirst says that the number of what is meant stands in front.
		MaskFirst bool
		// Keep leaves a bit set that an earlier "on" of the same command has set.
		Keep bool
		// Wrong makes the error for a word that is neither on nor off.
		Wrong func(key, word string) error
	}
	// FlagList shows the names of all flags of such a struct between "<" and ">", in JSON as an array.
	// What has no name is the last element, in hexadecimal. Show, if NonZero, leaves out an empty list.
	// The user cannot write it.
	FlagList struct {
		MaskFirst bool
		Names     []Name
	}
)

func (Flag) Size() int { return 8 }
func (f Flag) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	if word != "on" && word != "off" {
		return f.Wrong(r.Key, word)
	}
	s.SetFlags(r.Attr, f.MaskFirst, word == "on", f.Keep, r.Bit)
	return nil
}
func (Flag) Print(*View, *Row)  {}
func (Flag) Hint(*Row) []string { return []string{"on", "off"} }

// FailPair is the error `must be "on" or "off"`, with which the command fails.
func FailPair(key, word string) error {
	_, err := arg.OnOff(key, word)
	return err
}

// ExitPair is the same error, which ends the process with status 255.
func ExitPair(key, word string) error { return arg.Exit(255, FailPair(key, word).Error()) }

// FailList is the error `must be one of "off", "on"`, with which the command fails.
func FailList(key, word string) error {
	_, err := arg.Switch(key, word)
	return arg.Fail(1, err.Error())
}

// SetFlags sets or clears bits in an attribute of two 32-bit numbers and marks them as meant. keep does
// not clear what is set.
func (s *Scan) SetFlags(typ uint16, maskFirst, on, keep bool, bits uint32) {
	t := s.Struct(typ, 8)
	if t == nil {
		return
	}
	flags, mask := t[:4], t[4:]
	if maskFirst {
		flags, mask = mask, flags
	}
	switch n := attr.U32(flags); {
	case on:
		putU32(flags, n|bits)
	case !keep:
		putU32(flags, n&^bits)
	}
	putU32(mask, attr.U32(mask)|bits)
}

// Struct returns the payload of an attribute that is a struct of size bytes, to be changed in place: one
// of zeros is appended if there is none. nil stands for an encoder that is full and says so.
func (s *Scan) Struct(typ uint16, size int) []byte {
	t := s.Find(typ)
	if len(t) >= size {
		return t
	}
	s.Bytes(typ, make([]byte, size))
	if t = s.Find(typ); len(t) < size {
		return nil
	}
	return t
}

func (FlagList) Size() int                     { return 8 }
func (f FlagList) Parse(s *Scan, r *Row) error { return s.Kind.NoOption(s.Word) }
func (f FlagList) Print(v *View, r *Row) {
	t := v.T[r.Attr]
	if f.MaskFirst {
		t = t[4:]
	}
	if n := attr.U32(t); v.shows(r, uint64(n)) {
		v.FlagNames(r.jsonKey(), f.Names, n)
	}
}

// FlagNames shows the names of flags: in text NAME,NAME between "<" and "> ".
func (v *View) FlagNames(key string, names []Name, flags uint32) {
	v.Array(key, "<")
	for i := range names {
		if n := &names[i]; flags&n.N != 0 {
			flags &^= n.N
			v.Str("", "", n.Name, "")
			if flags != 0 {
				v.Text(",")
			}
		}
	}
	if flags != 0 {
		v.HexBare("", "", uint64(flags), "")
	}
	v.EndArray("> ")
}

// Toggle is OnOff for kinds in which a wrong word fails the command and does not end the process.
type Toggle struct{ OnOff }

func (Toggle) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	on, err := arg.Switch(r.Key, word)
	if err != nil {
		return FailList(r.Key, word)
	}
	var n uint8
	if on {
		n = 1
	}
	s.U8(r.Attr, n)
	return nil
}

// Field is a number of four bytes at an offset of a struct of Len bytes that several rows share. It
// shows nothing.
type Field struct{ At, Len int }

func (f Field) Size() int { return f.Len }
func (f Field) Parse(s *Scan, r *Row) error {
	n, err := s.number(r, 1<<32-1)
	if err != nil {
		return err
	}
	s.SetField(r, f.At, f.Len, uint32(n))
	return nil
}
func (Field) Print(*View, *Row) {}

// SetField sets four bytes of a struct of size bytes.
func (s *Scan) SetField(r *Row, at, size int, n uint32) {
	if t := s.Struct(r.Attr, size); t != nil {
		binary.NativeEndian.PutUint32(t[at:], n)
	}
}

// Fixed is four bytes that the keyword alone sends. It shows nothing.
type Fixed uint32

func (Fixed) Size() int { return 4 }
func (f Fixed) Parse(s *Scan, r *Row) error {
	if err := s.Flag(r); err != nil {
		return err
	}
	s.U32(r.Attr, uint32(f))
	return nil
}
func (Fixed) Print(*View, *Row) {}
