package arg

// readIPv6 reads an IPv6 address as inet_pton(3) does: groups of one to four hexadecimal digits, one
// "::" at most, a dotted IPv4 address at the end if wanted. No scope, no blanks.
func readIPv6(dst *[16]byte, s string) bool {
	*dst = [16]byte{}
	n := 0    // bytes written
	gap := -1 // where the zeros of "::" go
	i := 0
	if len(s) >= 1 && s[0] == ':' {
		// Only "::" may stand in front; the loop sees its second colon.
		if len(s) < 2 || s[1] != ':' {
			return false
		}
		i = 1
	}
	group := i // start of the group at hand
	val, digits := 0, 0
	for i < len(s) {
		c := s[i]
		i++
		if d := digit(c); d < 16 {
			if digits == 4 {
				return false
			}
			val = val<<4 | int(d)
			digits++
			continue
		}
		if c == ':' {
			group = i
			if digits == 0 {
				if gap >= 0 {
					return false
				}
				gap = n
				continue
			}
			if i == len(s) || n+2 > 16 {
				return false
			}
			dst[n], dst[n+1] = byte(val>>8), byte(val)
			n += 2
			val, digits = 0, 0
			continue
		}
		if c != '.' || n+4 > 16 || !readQuad(dst[n:n+4], s[group:]) {
			return false
		}
		n += 4
		digits = 0
		break
	}
	if digits > 0 {
		if n+2 > 16 {
			return false
		}
		dst[n], dst[n+1] = byte(val>>8), byte(val)
		n += 2
	}
	if gap >= 0 {
		if n == 16 {
			return false
		}
		tail := n - gap
		copy(dst[16-tail:], dst[gap:n])
		clear(dst[gap : 16-tail])
		n = 16
	}
	return n == 16
}

// readQuad reads four decimal numbers up to 255 with dots between them and no leading zeros.
func readQuad(dst []byte, s string) bool {
	for i := range 4 {
		v, digits := 0, 0
		for ; digits < len(s) && '0' <= s[digits] && s[digits] <= '9'; digits++ {
			if digits == 1 && v == 0 {
				return false
			}
			if v = v*10 + int(s[digits]-'0'); v > 255 {
				return false
			}
		}
		if digits == 0 {
			return false
		}
		dst[i] = byte(v)
		s = s[digits:]
		if i == 3 {
			break
		}
		if s == "" || s[0] != '.' {
			return false
		}
		s = s[1:]
	}
	return s == ""
}

// appendIPv6 appends an address as inet_ntop(3) does: the first of the longest runs of two or more zero
// groups is "::", and IPv4-mapped and IPv4-compatible addresses end in dotted form.
func appendIPv6(dst []byte, a *[16]byte) []byte {
	var w [8]uint16
	for i := range w {
		w[i] = uint16(a[2*i])<<8 | uint16(a[2*i+1])
	}
	start, length := -1, 1
	for i := 0; i < 8; i++ {
		j := i
		for j < 8 && w[j] == 0 {
			j++
		}
		if j-i > length {
			start, length = i, j-i
		}
		i = max(i, j-1)
	}
	quad := start == 0 && (length == 6 || length == 5 && w[5] == 0xffff)
	for i := 0; i < 8; i++ {
		if i == start {
			dst = append(dst, ':')
			i += length - 1
			if i == 7 {
				dst = append(dst, ':')
			}
			continue
		}
		if i > 0 {
			dst = append(dst, ':')
		}
		if i == 6 && quad {
			return appendIPv4(dst, (*[4]byte)(a[12:]))
		}
		dst = appendHex16(dst, w[i])
	}
	return dst
}

func appendIPv4(dst []byte, a *[4]byte) []byte {
	for i, b := range a {
		if i > 0 {
			dst = append(dst, '.')
		}
		if b >= 100 {
			dst = append(dst, '0'+b/100)
		}
		if b >= 10 {
			dst = append(dst, '0'+b/10%10)
		}
		dst = append(dst, '0'+b%10)
	}
	return dst
}

const hexDigits = "0123456789abcdef"

// appendHex16 appends v in hexadecimal without leading zeros.
func appendHex16(dst []byte, v uint16) []byte {
	for shift := 12; shift > 0; shift -= 4 {
		if v>>shift != 0 {
			dst = append(dst, hexDigits[v>>shift&15])
		}
	}
	return append(dst, hexDigits[v&15])
}

// ParseAddr64 reads one to four groups of hexadecimal digits with colons between them, the address
// tokens and locators of ILA; missing groups are 0.
func ParseAddr64(s string) (a [8]byte, ok bool) {
	for i := 0; ; i += 2 {
		v, n, _ := StrToUL(s, 16)
		if n == 0 || v > 0xffff {
			return a, false
		}
		a[i], a[i+1] = byte(v>>8), byte(v)
		s = s[n:]
		if s == "" {
			return a, true
		}
		if i == 6 || s[0] != ':' {
			return a, false
		}
		s = s[1:]
	}
}

// AppendAddr64 appends four groups of hexadecimal digits with colons between them.
func AppendAddr64(dst []byte, a [8]byte) []byte {
	for i := 0; i < 8; i += 2 {
		if i > 0 {
			dst = append(dst, ':')
		}
		dst = appendHex16(dst, uint16(a[i])<<8|uint16(a[i+1]))
	}
	return dst
}
