package spec

import (
	"encoding/binary"
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
)

// A Name is a number and the word for it.
type Name struct {
	N    uint32
	Name string
}

// An Enum is a number of Width bytes (1, 2 or 4, in host byte order) that has words. A word must be
// written in full.
type Enum struct {
	Width int
	Names []Name
	// Unknown is shown, with the number behind it if it ends in a colon, for a number without a word;
	// if it is empty, the number alone.
	Unknown string
	// Silent leaves a number without a word out.
	Silent bool
	// Bare shows the word without the row's label.
	Bare bool
	// Prefix accepts prefixes of the words, the first that fits.
	Prefix bool
	// Digits accepts the number in decimal for the word.
	Digits bool
}

func (e *Enum) Size() int { return e.Width }

func (e *Enum) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	digits, isDigits := int32(0), false
	if e.Digits {
		digits, isDigits = arg.Int(word, 10)
	}
	for _, n := range e.Names {
		if word != n.Name && !(e.Prefix && arg.Prefix(word, n.Name)) && !(isDigits && uint32(digits) == n.N) {
			continue
		}
		switch e.Width {
		case 1:
			s.U8(r.Attr, uint8(n.N))
		case 2:
			s.U16(r.Attr, uint16(n.N))
		default:
			s.U32(r.Attr, n.N)
		}
		return nil
	}
	return r.Invalid(word)
}

func (e *Enum) Print(v *View, r *Row) {
	n := e.Number(v.T[r.Attr])
	word, known := e.word(n)
	if v.shows(r, uint64(n)) && (known || !e.Silent) {
		if e.Bare {
			v.Str(r.jsonKey(), "", word, " ")
			return
		}
		v.Word(r, word)
	}
}

// Number reads the payload.
func (e *Enum) Number(t []byte) uint32 {
	switch e.Width {
	case 1:
		return uint32(attr.U8(t))
	case 2:
		return uint32(attr.U16(t))
	}
	return attr.U32(t)
}

func (e *Enum) word(n uint32) (word string, known bool) {
	for i := range e.Names {
		if e.Names[i].N == n {
			return e.Names[i].Name, true
		}
	}
	if e.Unknown != "" && e.Unknown[len(e.Unknown)-1] != ':' {
		return e.Unknown, false
	}
	return e.Unknown + strconv.FormatUint(uint64(n), 10), false
}

func (e *Enum) Hint(*Row) []string {
	words := make([]string, len(e.Names))
	for i, n := range e.Names {
		words[i] = n.Name
	}
	return words
}

func putU32(b []byte, v uint32) { binary.NativeEndian.PutUint32(b, v) }
