// Package attr reads and writes netlink attributes (struct nlattr, linux/netlink.h) in place: length,
// type, payload, padding to 4 bytes, nested to any depth.
//
// Reading aliases the message and copies nothing. No input, however broken, makes it panic or read
// beyond the slice it was given: a truncated attribute ends the walk, as in the kernel's own parser.
// Writing appends to one slice. The package knows no attribute numbers.
package attr

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrTooLong is what an Encoder reports when an attribute does not fit its 16-bit length.
var ErrTooLong = errors.New("netlink attribute longer than 65535 bytes")

// Flag bits in the type of an attribute (linux/netlink.h).
const (
	NestedFlag = 0x8000 // NLA_F_NESTED
	typeMask   = 0x3fff // NLA_TYPE_MASK
	headerLen  = 4
)

var le = binary.NativeEndian

// Next splits the first attribute off b: its type without the flag bits, its payload, which aliases b,
// and what follows it. ok is false at the end or where the rest is no attribute.
func Next(b []byte) (typ uint16, payload, rest []byte, ok bool) {
	if len(b) < headerLen {
		return 0, nil, nil, false
	}
	n := int(le.Uint16(b))
	if n < headerLen || n > len(b) {
		return 0, nil, nil, false
	}
	typ = le.Uint16(b[2:]) & typeMask
	payload = b[headerLen:n:n]
	if n = (n + 3) &^ 3; n >= len(b) {
		return typ, payload, nil, true
	}
	return typ, payload, b[n:], true
}

// Index puts the payload of each attribute of b at its type's place in t and clears the others. Types
// beyond the end of t are left out; of several of one type the last stays, as in the kernel's
// nla_parse. A present attribute without payload is an empty slice that is not nil.
func Index(t [][]byte, b []byte) {
	clear(t)
	for {
		typ, payload, rest, ok := Next(b)
		if !ok {
			return
		}
		if int(typ) < len(t) {
			t[typ] = payload
		}
		b = rest
	}
}

// Find returns the payload of the first attribute of that type in b, nil if there is none.
func Find(b []byte, typ uint16) []byte {
	for {
		t, payload, rest, ok := Next(b)
		if !ok {
			return nil
		}
		if t == typ {
			return payload
		}
		b = rest
	}
}

// U8 reads a byte; 0 from a payload that is too short. U16, U32 and U64 likewise, in host byte order.
func U8(b []byte) uint8 {
	if len(b) < 1 {
		return 0
	}
	return b[0]
}

// U16 reads two bytes in host byte order.
func U16(b []byte) uint16 {
	if len(b) < 2 {
		return 0
	}
	return le.Uint16(b)
}

// U32 reads four bytes in host byte order.
func U32(b []byte) uint32 {
	if len(b) < 4 {
		return 0
	}
	return le.Uint32(b)
}

// U64 reads eight bytes in host byte order, which need not be aligned.
func U64(b []byte) uint64 {
	if len(b) < 8 {
		return 0
	}
	return le.Uint64(b)
}

// BE16 reads two bytes in network byte order.
func BE16(b []byte) uint16 {
	if len(b) < 2 {
		return 0
	}
	return binary.BigEndian.Uint16(b)
}

// BE32 reads four bytes in network byte order.
func BE32(b []byte) uint32 {
	if len(b) < 4 {
		return 0
	}
	return binary.BigEndian.Uint32(b)
}

// CString is the payload up to its first NUL byte, or all of it. It aliases b.
func CString(b []byte) []byte {
	for i, c := range b {
		if c == 0 {
			return b[:i]
		}
	}
	return b
}

// An Encoder appends attributes to B. The zero value is ready; B may start with a fixed header. After
// an error everything more is dropped and Err tells.
type Encoder struct {
	B   []byte
	err error
}

// Err is the first error, ErrTooLong if any.
func (e *Encoder) Err() error { return e.err }

// Reset forgets all that was appended and keeps the memory.
func (e *Encoder) Reset() { e.B, e.err = e.B[:0], nil }

func (e *Encoder) header(typ uint16, n int) bool {
	if n > math.MaxUint16-headerLen {
		e.err = ErrTooLong
	}
	if e.err != nil {
		return false
	}
	var h [headerLen]byte
	le.PutUint16(h[:], uint16(n+headerLen))
	le.PutUint16(h[2:], typ)
	e.B = append(e.B, h[:]...)
	return true
}

func (e *Encoder) pad() {
	for len(e.B)%4 != 0 {
		e.B = append(e.B, 0)
	}
}

// Bytes appends an attribute with the payload b, which it copies.
func (e *Encoder) Bytes(typ uint16, b []byte) {
	if e.header(typ, len(b)) {
		e.B = append(e.B, b...)
		e.pad()
	}
}

// Flag appends an attribute without payload.
func (e *Encoder) Flag(typ uint16) { e.header(typ, 0) }

// U8 appends a byte.
func (e *Encoder) U8(typ uint16, v uint8) {
	if e.header(typ, 1) {
		e.B = append(e.B, v, 0, 0, 0)
	}
}

// U16 appends two bytes in host byte order.
func (e *Encoder) U16(typ uint16, v uint16) {
	if e.header(typ, 2) {
		e.B = append(le.AppendUint16(e.B, v), 0, 0)
	}
}

// U32 appends four bytes in host byte order.
func (e *Encoder) U32(typ uint16, v uint32) {
	if e.err != nil {
		return
	}
	var a [headerLen + 4]byte
	le.PutUint16(a[:], uint16(len(a)))
	le.PutUint16(a[2:], typ)
	le.PutUint32(a[headerLen:], v)
	e.B = append(e.B, a[:]...)
}

// U64 appends eight bytes in host byte order.
func (e *Encoder) U64(typ uint16, v uint64) {
	if e.header(typ, 8) {
		e.B = le.AppendUint64(e.B, v)
	}
}

// BE16 appends two bytes in network byte order.
func (e *Encoder) BE16(typ uint16, v uint16) {
	if e.header(typ, 2) {
		e.B = append(binary.BigEndian.AppendUint16(e.B, v), 0, 0)
	}
}

// BE32 appends four bytes in network byte order.
func (e *Encoder) BE32(typ uint16, v uint32) {
	if e.header(typ, 4) {
		e.B = binary.BigEndian.AppendUint32(e.B, v)
	}
}

// String appends s with a NUL byte behind it.
func (e *Encoder) String(typ uint16, s string) {
	if e.header(typ, len(s)+1) {
		e.B = append(e.B, s...)
		e.B = append(e.B, 0)
		e.pad()
	}
}

// StringN appends s without a NUL byte: the form of kind names and a few others.
func (e *Encoder) StringN(typ uint16, s string) {
	if e.header(typ, len(s)) {
		e.B = append(e.B, s...)
		e.pad()
	}
}

// Nest opens an attribute whose payload is what is appended until EndNest gets the returned mark. typ
// goes out as given: add NestedFlag where the kernel wants it.
func (e *Encoder) Nest(typ uint16) (mark int) {
	mark = len(e.B)
	e.header(typ, 0)
	return mark
}

// EndNest closes the attribute that Nest opened at mark. What was appended to B without an attribute of
// its own, such as the fixed header of a nested message, may end anywhere: the padding is added here.
func (e *Encoder) EndNest(mark int) {
	if e.err != nil {
		return
	}
	n := len(e.B) - mark
	if n > math.MaxUint16 {
		e.err = ErrTooLong
		return
	}
	le.PutUint16(e.B[mark:], uint16(n))
	e.pad()
}

// CancelNest takes back the attribute that Nest opened at mark, with all that is in it.
func (e *Encoder) CancelNest(mark int) {
	if e.err == nil {
		e.B = e.B[:mark]
	}
}
