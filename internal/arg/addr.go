package arg

import (
	"encoding/binary"
	"syscall"
)

// afMPLS is AF_MPLS, which package syscall lacks.
const afMPLS = 28

// MaxAddr is the room for an address, in bytes: the reference reads up to so many bytes of a link-layer
// address, or 64 MPLS labels.
const MaxAddr = 256

// Flags of an Addr.
const (
	// PrefixLenSpecified says that a prefix length was written, or "default".
	PrefixLenSpecified = 1 << iota
	// TypeInet says that the address is of IPv4 or IPv6.
	TypeInet
	// TypeUnspec says that it is the unspecified one, 0.0.0.0 or ::. TypeInet is set with it.
	TypeUnspec
	// TypeMulti says that it is a multicast address. TypeInet is set with it.
	TypeMulti
)

// An Addr is an address or a prefix as a command line gives it.
type Addr struct {
	// Family is AF_INET, AF_INET6, AF_MPLS or AF_PACKET; for "default", "any" and "all" it is the
	// family the caller asked for, AF_UNSPEC too.
	Family uint8
	// Len is the number of bytes of the address: 0 for "any" and "all".
	Len uint16
	// Bits is the length of the prefix. Functions that read plain addresses leave -1 (IPv4, IPv6), -2
	// (default, any, all), 20 (MPLS) or eight times Len (AF_PACKET).
	Bits  int16
	Flags uint8
	Data  [MaxAddr]byte
}

// Bytes is the address itself, Len bytes in network order. It aliases a.
func (a *Addr) Bytes() []byte { return a.Data[:min(int(a.Len), MaxAddr)] }

// IsInet says that a is an address of IPv4 or IPv6.
func (a *Addr) IsInet() bool { return a.Flags&TypeInet != 0 }

// IsUnspec says that a is 0.0.0.0 or ::.
func (a *Addr) IsUnspec() bool { return a.Flags&TypeUnspec != 0 }

// IsMulticast says that a is a multicast address of IPv4 or IPv6.
func (a *Addr) IsMulticast() bool { return a.Flags&TypeMulti != 0 }

// IsInetNotUnspec says that a is an address of IPv4 or IPv6 and not 0.0.0.0 or ::.
func (a *Addr) IsInetNotUnspec() bool { return a.Flags&(TypeInet|TypeUnspec) == TypeInet }

// IsInetNotMulticast says that a is an address of IPv4 or IPv6 and not a multicast one.
func (a *Addr) IsInetNotMulticast() bool { return a.Flags&(TypeInet|TypeMulti) == TypeInet }

// setType finds the Type flags.
func (a *Addr) setType() {
	switch a.Family {
	case syscall.AF_INET:
		a.Flags |= TypeInet
		if binary.BigEndian.Uint32(a.Data[:]) == 0 {
			a.Flags |= TypeUnspec
		} else if a.Data[0]>>4 == 0xe {
			a.Flags |= TypeMulti
		}
	case syscall.AF_INET6:
		a.Flags |= TypeInet
		if [16]byte(a.Data[:16]) == [16]byte{} {
			a.Flags |= TypeUnspec
		} else if a.Data[0] == 0xff {
			a.Flags |= TypeMulti
		}
	}
}

// BitLen is the length in bits of an address of that family: 32, 128, 20 (one MPLS label), 0 for others.
func BitLen(family uint8) int {
	switch family {
	case syscall.AF_INET:
		return 32
	case syscall.AF_INET6:
		return 128
	case afMPLS:
		return 20
	}
	return 0
}

// ParseAddr reads an address of the family; AF_UNSPEC takes IPv4 and IPv6, AF_PACKET a link-layer
// address. "default", "any" and "all" are addresses too, except of MPLS. The error ends the process with
// status 1.
func ParseAddr(s string, family uint8) (a Addr, err error) {
	if err := a.readTyped(s, family); err != nil {
		text := "Error: " + verboseFamily(family) + ` address is expected rather than "` + seen(s, family) + `".`
		return Addr{}, Exit(1, join(err, text))
	}
	return a, nil
}

// ParsePrefix reads an address of the family, as ParseAddr does, with an optional length behind a slash:
// a number, or an IPv4 netmask. Without it Bits is the length of the address, 0 for "default", "any" and
// "all". AF_PACKET is refused. The error ends the process with status 1.
func ParsePrefix(s string, family uint8) (a Addr, err error) {
	if family == syscall.AF_PACKET {
		return a, Exit(1, `Error: "`+s+`" may be inet prefix, but it is not allowed in this context.`)
	}
	if err := a.readPrefix(s, family); err != nil {
		text := "Error: " + verboseFamily(family) + ` prefix is expected rather than "` + s + `".`
		return Addr{}, Exit(1, join(err, text))
	}
	return a, nil
}

// ParseAddr32 reads an IPv4 address as four bytes in network order. The error ends the process with
// status 1. As with ParseAddr, "default", "any" and "all" are 0.0.0.0.
func ParseAddr32(s string) ([4]byte, error) {
	a, err := TryAddr(s, syscall.AF_INET)
	if err != nil {
		return [4]byte{}, Exit(1, `Error: an IP address is expected rather than "`+s+`"`)
	}
	return [4]byte(a.Data[:4]), nil
}

// join puts what the reader of an address has said in front of text.
func join(err error, text string) string {
	if err.Error() == "" {
		return text
	}
	return err.Error() + "\n" + text
}

// seen is what the reference shows of a word it could not read: reading a link-layer address cuts the
// word at its first colon.
func seen(s string, family uint8) string {
	if family != syscall.AF_PACKET {
		return s
	}
	for i := range len(s) {
		switch s[i] {
		case '.':
			return s
		case ':':
			for _, c := range []byte(s[i:]) {
				if c == '.' {
					return s
				}
			}
			return s[:i]
		}
	}
	return s
}

// TryAddr is ParseAddr for callers with a message of their own. The error's text is what the reference
// prints all the same: mostly nothing.
func TryAddr(s string, family uint8) (a Addr, err error) {
	if err := a.readTyped(s, family); err != nil {
		return Addr{}, err
	}
	return a, nil
}

// TryPrefix is ParsePrefix for callers with a message of their own; see TryAddr.
func TryPrefix(s string, family uint8) (a Addr, err error) {
	if err := a.readPrefix(s, family); err != nil {
		return Addr{}, err
	}
	return a, nil
}

// readPrefix fills an empty a from an address with or without a length. An Addr is large, so it is
// filled in place: a batch reads two of them a line.
func (a *Addr) readPrefix(s string, family uint8) error {
	word, mask, slash := cut(s, '/')
	if err := a.readTyped(word, family); err != nil {
		return err
	}
	bits := BitLen(a.Family)
	if slash {
		n, ok := prefixLen(mask)
		if !ok || a.Bits == -2 || int64(n) > int64(bits) {
			return silent()
		}
		a.Flags |= PrefixLenSpecified
		bits = int(n)
	} else if a.Bits == -2 {
		bits = 0
	}
	a.Bits = int16(bits)
	return nil
}

// readTyped fills an empty a from an address.
func (a *Addr) readTyped(s string, family uint8) error {
	if err := a.read(s, family); err != nil {
		return err
	}
	a.setType()
	return nil
}

// silent is an error that prints nothing.
func silent() *Error { return Fail(1, "") }

// cut splits s around the first c.
func cut(s string, c byte) (before, after string, found bool) {
	for i := range len(s) {
		if s[i] == c {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// prefixLen reads the length of a prefix: a number, or the netmask that an IPv4 address is.
func prefixLen(s string) (uint32, bool) {
	if n, ok := U32(s, 0); ok {
		return n, true
	}
	a, err := TryAddr(s, syscall.AF_INET)
	if err != nil {
		return 0, false
	}
	n := MaskBits(binary.BigEndian.Uint32(a.Data[:]))
	return uint32(n), n >= 0
}

// MaskBits is the number of leading ones of a netmask, -1 when it is none.
func MaskBits(mask uint32) int {
	host := ^mask
	if host&(host+1) != 0 {
		return -1
	}
	bits := 0
	for ; mask != 0; mask <<= 1 {
		bits++
	}
	return bits
}

// read fills an empty a, but for the Type flags.
func (a *Addr) read(s string, family uint8) error {
	switch s {
	case "default":
		a.Family, a.Len, a.Bits, a.Flags = family, uint16(BitLen(family)/8), -2, PrefixLenSpecified
	case "all", "any":
		a.Family, a.Bits = family, -2
	default:
		return a.readWord(s, family)
	}
	if family == afMPLS {
		return silent()
	}
	return nil
}

func (a *Addr) readWord(s string, family uint8) error {
	if family == syscall.AF_PACKET {
		b, err := ParseLLAddr(a.Data[:0], s, MaxAddr)
		if err != nil {
			return err
		}
		a.Family, a.Len, a.Bits = family, uint16(len(b)), int16(8*len(b))
		return nil
	}
	if _, _, colon := cut(s, ':'); colon {
		if family != syscall.AF_UNSPEC && family != syscall.AF_INET6 || !readIPv6((*[16]byte)(a.Data[:]), s) {
			return silent()
		}
		a.Family, a.Len, a.Bits = syscall.AF_INET6, 16, -1
		return nil
	}
	if family == afMPLS {
		return a.readMPLS(s)
	}
	if family != syscall.AF_UNSPEC && family != syscall.AF_INET || !readIPv4((*[4]byte)(a.Data[:]), s) {
		return silent()
	}
	a.Family, a.Len, a.Bits = syscall.AF_INET, 4, -1
	return nil
}

// readIPv4 reads one to four numbers in C notation with dots between them; missing ones are 0, so 10.8
// is 10.8.0.0.
func readIPv4(dst *[4]byte, s string) bool {
	for i := 0; ; i++ {
		v, n := decimalByte(s)
		if n == 0 {
			u, used, _ := StrToUL(s, 0)
			if used == 0 || u > 255 {
				return false
			}
			v, n = byte(u), used
		}
		dst[i] = v
		s = s[n:]
		if s == "" {
			return true
		}
		if i == 3 || s[0] != '.' {
			return false
		}
		s = s[1:]
	}
}

// decimalByte reads what nearly every part of an address is: one to three digits, no zero in front, up to
// a dot or the end. n is 0 for anything else.
func decimalByte(s string) (v byte, n int) {
	u := uint(0)
	for n < len(s) && n < 3 && '0' <= s[n] && s[n] <= '9' {
		u = u*10 + uint(s[n]-'0')
		n++
	}
	switch {
	case n == 0, n > 1 && s[0] == '0', n < len(s) && s[n] != '.', u > 255:
		return 0, 0
	}
	return byte(u), n
}

// readMPLS reads label numbers with slashes between them into a label stack (RFC 3032): 20 bits of
// label, and the bottom-of-stack bit in the last.
func (a *Addr) readMPLS(s string) error {
	for i := 0; i < MaxAddr; i += 4 {
		v, n, _ := StrToUL(s, 0)
		if n == 0 || v >= 1<<20 {
			return silent()
		}
		entry := uint32(v) << 12
		s = s[n:]
		if s == "" {
			binary.BigEndian.PutUint32(a.Data[i:], entry|1<<8)
			a.Family, a.Len, a.Bits = afMPLS, uint16(i+4), 20
			return nil
		}
		binary.BigEndian.PutUint32(a.Data[i:], entry)
		if s[0] != '/' {
			return silent()
		}
		s = s[1:]
	}
	return Fail(1, "Error: too many labels.")
}

// AddrFromAttr takes an address from an attribute of four (IPv4) or sixteen (IPv6) bytes; Bits is -1. ok
// is false for other lengths and when the family is neither AF_UNSPEC nor that one.
func AddrFromAttr(data []byte, family uint8) (a Addr, ok bool) {
	switch len(data) {
	case 4:
		a.Family = syscall.AF_INET
	case 16:
		a.Family = syscall.AF_INET6
	default:
		return a, false
	}
	if family != syscall.AF_UNSPEC && family != a.Family {
		return Addr{}, false
	}
	a.Len, a.Bits = uint16(len(data)), -1
	copy(a.Data[:], data)
	a.setType()
	return a, true
}

// MatchBits says whether the first bits of x and y are equal. Bytes that one of them lacks count as 0.
func MatchBits(x, y []byte, bits int) bool {
	at := func(b []byte, i int) byte {
		if i < len(b) {
			return b[i]
		}
		return 0
	}
	for i := 0; bits > 0; i, bits = i+1, bits-8 {
		diff := at(x, i) ^ at(y, i)
		if bits < 8 {
			diff &= 0xff << (8 - bits)
		}
		if diff != 0 {
			return false
		}
	}
	return true
}

// Match says whether the first bits of a and b are equal.
func (a *Addr) Match(b *Addr, bits int) bool {
	return MatchBits(a.Data[:], b.Data[:], min(bits, 8*MaxAddr))
}

// MatchAttr says whether the address in an attribute lies in the prefix a. No attribute (nil) and no
// prefix (no family, or no bits) match; an attribute of another family does not.
func (a *Addr) MatchAttr(data []byte) bool {
	if data == nil || a.Family == syscall.AF_UNSPEC || a.Bits <= 0 {
		return true
	}
	switch {
	case len(data) == 4 && a.Family == syscall.AF_INET, len(data) == 16 && a.Family == syscall.AF_INET6:
		return MatchBits(a.Data[:], data, int(a.Bits))
	}
	return false
}

// ReadIPv4 reads an IPv4 address as inet_pton(3) does: four decimal numbers without leading zeros.
func ReadIPv4(s string) (a [4]byte, ok bool) {
	ok = readQuad(a[:], s)
	return a, ok
}

// ReadIPv6 reads an IPv6 address as inet_pton(3) does.
func ReadIPv6(s string) (a [16]byte, ok bool) {
	ok = readIPv6(&a, s)
	return a, ok
}
