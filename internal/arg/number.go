package arg

// StrToUL reads an unsigned number from the start of s as C's strtoul does on a 64-bit machine: blanks
// in front, one sign (a minus negates modulo 2^64), then digits of the base. Base 0 means that the
// prefix tells: 0x is hexadecimal, 0 octal, all else decimal; base 16 takes 0x too. n is the number of
// bytes used, 0 when there is no digit. A value that does not fit is the largest one, and over is set.
func StrToUL(s string, base int) (v uint64, n int, over bool) {
	v, neg, n, over := magnitude(s, base)
	if over {
		return 1<<64 - 1, n, true
	}
	if neg {
		v = -v
	}
	return v, n, false
}

// StrToL reads a signed number as C's strtol does on a 64-bit machine; see StrToUL. A value that does
// not fit becomes the nearest one that does, and over is set.
func StrToL(s string, base int) (v int64, n int, over bool) {
	u, neg, n, over := magnitude(s, base)
	switch {
	case neg && (over || u > 1<<63):
		return -1 << 63, n, true
	case neg:
		return -int64(u), n, false
	case over || u >= 1<<63:
		return 1<<63 - 1, n, true
	}
	return int64(u), n, false
}

// magnitude reads blanks, a sign and digits: what strtol and strtoul share.
func magnitude(s string, base int) (v uint64, neg bool, n int, over bool) {
	i := skipBlanks(s, 0)
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		neg = s[i] == '-'
		i++
	}
	if (base == 0 || base == 16) && i+2 < len(s) && s[i] == '0' && s[i+1]|0x20 == 'x' && digit(s[i+2]) < 16 {
		base = 16
		i += 2
	} else if base == 0 && i < len(s) && s[i] == '0' {
		base = 8
	} else if base == 0 {
		base = 10
	}
	start := i
	most := (1<<64 - 1) / uint64(base)
	for ; i < len(s); i++ {
		d := uint64(digit(s[i]))
		if d >= uint64(base) {
			break
		}
		next := v*uint64(base) + d
		if v > most || next < d {
			over = true
		}
		v = next
	}
	if i == start {
		return 0, false, 0, false
	}
	return v, neg, i, over
}

// digit is the value of an ASCII digit or letter in bases up to 36, 255 for anything else.
func digit(c byte) uint8 {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'z':
		return c - 'a' + 10
	case 'A' <= c && c <= 'Z':
		return c - 'A' + 10
	}
	return 255
}

// isBlank is isspace of the C locale.
func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func skipBlanks(s string, i int) int {
	for i < len(s) && isBlank(s[i]) {
		i++
	}
	return i
}

// ScanHex reads what the conversion %x of C's sscanf reads into an int: blanks, a sign, an optional 0x,
// hexadecimal digits; behind 0x the digits may be missing, the value is 0 then. Bits above the low 32
// are lost, values above 64 bits become -1. rest is what is left of s.
func ScanHex(s string) (v int32, rest string, ok bool) {
	i := skipBlanks(s, 0)
	neg := false
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		neg = s[i] == '-'
		i++
	}
	zero := i < len(s) && s[i] == '0'
	if zero && i+1 < len(s) && s[i+1]|0x20 == 'x' {
		i += 2
	}
	var u uint64
	over := false
	start := i
	for ; i < len(s) && digit(s[i]) < 16; i++ {
		over = over || u>>60 != 0
		u = u<<4 | uint64(digit(s[i]))
	}
	if i == start && !zero {
		return 0, s, false
	}
	switch {
	case over:
		return -1, s[i:], true
	case neg:
		u = -u
	}
	return int32(u), s[i:], true
}

// ScanInt reads what the conversion %d of C's sscanf reads into an int: blanks, a sign, decimal digits.
// Bits above the low 32 are lost; values beyond 64 bits are cut to those of strtol first.
func ScanInt(s string) (v int32, rest string, ok bool) {
	l, n, _ := StrToL(s, 10)
	if n == 0 {
		return 0, s, false
	}
	return int32(l), s[n:], true
}

// Long reads a number that fills the whole of s into 64 bits with sign. Base 0 is C notation. ok is
// false for an empty word, for anything behind the number and for a value out of range; the same holds
// for the functions below, which differ in the range. Blanks in front are fine, as they are to strtol.
func Long(s string, base int) (v int64, ok bool) {
	v, n, over := StrToL(s, base)
	return v, n != 0 && n == len(s) && !over
}

// Int reads a number of -2^31 to 2^31-1; see Long.
func Int(s string, base int) (int32, bool) {
	v, ok := Long(s, base)
	return int32(v), ok && v == int64(int32(v))
}

// S64 is Long.
func S64(s string, base int) (int64, bool) { return Long(s, base) }

// S32 is Int.
func S32(s string, base int) (int32, bool) { return Int(s, base) }

// U64 reads a number of 0 to 2^64-1 as strtoull does: "-1" is the largest of them. See Long.
func U64(s string, base int) (uint64, bool) {
	v, n, over := StrToUL(s, base)
	return v, n != 0 && n == len(s) && !over
}

// U32 reads a number of 0 to 2^32-1; see Long.
func U32(s string, base int) (uint32, bool) {
	v, ok := U64(s, base)
	return uint32(v), ok && v <= 1<<32-1
}

// Uint is U32.
func Uint(s string, base int) (uint32, bool) { return U32(s, base) }

// U16 reads a number of 0 to 65535; see Long. The value is in the machine's byte order: what the
// reference reads for the network is this value, stored big-endian.
func U16(s string, base int) (uint16, bool) {
	v, ok := U64(s, base)
	return uint16(v), ok && v <= 1<<16-1
}

// U8 reads a number of 0 to 255; see Long.
func U8(s string, base int) (uint8, bool) {
	v, ok := U64(s, base)
	return uint8(v), ok && v <= 1<<8-1
}

// GUID reads eight bytes of two hexadecimal digits each with colons between them, the node and port
// GUIDs of InfiniBand, first byte highest.
func GUID(s string) (v uint64, ok bool) {
	if len(s) != 23 {
		return 0, false
	}
	for i := 0; i < 8; i++ {
		if i < 7 && s[3*i+2] != ':' {
			return 0, false
		}
		// strtoul takes a blank or a sign for the first of the two, and so do we.
		b, n, _ := StrToUL(s[3*i:3*i+2], 16)
		if n != 2 || b > 255 {
			return 0, false
		}
		v |= b << (56 - 8*i)
	}
	return v, true
}

// HexString appends to dst the bytes that the pairs of hexadecimal digits of s give, at most max of
// them; digits behind are not looked at. ok is false when s has an odd length or a pair is no number.
func HexString(dst []byte, s string, max int) (b []byte, ok bool) {
	if len(s)%2 != 0 {
		return dst, false
	}
	for n := 0; n < max && len(s) > 1; n++ {
		v, used, over := StrToUL(s[:2], 16)
		if over || used != 2 || v > 255 {
			return dst, false
		}
		dst = append(dst, byte(v))
		s = s[2:]
	}
	return dst, true
}

// HexBytes appends to dst the count bytes that the first 2*count hexadecimal digits of s give. ok is
// false when s is shorter or holds anything else there.
func HexBytes(dst []byte, s string, count int) (b []byte, ok bool) {
	if len(s) < 2*count {
		return dst, false
	}
	for i := 0; i < 2*count; i += 2 {
		hi, lo := digit(s[i]), digit(s[i+1])
		if hi > 15 || lo > 15 {
			return dst, false
		}
		dst = append(dst, hi<<4|lo)
	}
	return dst, true
}
