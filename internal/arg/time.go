package arg

import "strconv"

// RTT reads a time in milliseconds, rounded up: a number with s, sec, secs, ms, msec or msecs behind it,
// in any case. raw says that there is no unit: the number is in the kernel's scale of that setting then.
// The number is an integer in C notation, or a decimal or hexadecimal fraction when there is a dot
// anywhere in the word.
func RTT(s string) (v uint32, raw, ok bool) {
	var t float64
	var n int
	if _, _, dot := cut(s, '.'); dot {
		var over bool
		t, n, over = StrToD(s)
		if t < 0 || n == 0 || over {
			return 0, false, false
		}
	} else {
		u, used, over := StrToUL(s, 0)
		if used == 0 || over {
			return 0, false, false
		}
		t, n = float64(u), used
	}
	switch unit := s[n:]; {
	case unit == "":
		raw = true
	case fold(unit, "s"), fold(unit, "sec"), fold(unit, "secs"):
		t *= 1000
	case fold(unit, "ms"), fold(unit, "msec"), fold(unit, "msecs"):
	default:
		return 0, false, false
	}
	v = toUint32(t)
	if float64(v) < t {
		v++
	}
	return v, raw, true
}

// toUint32 converts as the reference's compiler does: to 64 bits with sign first, of which the low 32
// remain. What does not fit there becomes 0.
func toUint32(t float64) uint32 {
	if t >= 1<<63 || t < -1<<63 || t != t {
		return 0
	}
	return uint32(int64(t))
}

// fold compares s with a word in lower case without regard to the case of ASCII letters.
func fold(s, word string) bool {
	if len(s) != len(word) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

// StrToD reads a floating-point number from the start of s as C's strtod does: blanks, a sign, then
// decimal digits with an optional exponent, hexadecimal ones behind 0x with an optional binary exponent,
// inf, infinity or nan in any case. n is the number of bytes used, 0 when there is no number. over says
// that the value is too large, and infinite.
func StrToD(s string) (v float64, n int, over bool) {
	start := skipBlanks(s, 0)
	i := start
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	end := special(s, i)
	text := ""
	switch {
	case end > i && fold(s[i:i+3], "nan"):
		text = "nan"
	case end > i:
		text = s[start:end]
	case i+1 < len(s) && s[i] == '0' && s[i+1]|0x20 == 'x':
		var exp bool
		if end, exp = mantissa(s, i+2, 16, 'p'); end > i+2 {
			text = s[start:end]
			if !exp {
				text += "p0" // which strconv wants
			}
			break
		}
		end, text = i+1, s[start:i+1] // the x belongs to what follows
	default:
		if end, _ = mantissa(s, i, 10, 'e'); end == i {
			return 0, 0, false
		}
		text = s[start:end]
	}
	// The only error left is that of the range, for which v is infinite.
	v, err := strconv.ParseFloat(text, 64)
	return v, end, err != nil
}

// special is the end of inf, infinity, nan or nan(...) at i, or i.
func special(s string, i int) int {
	at := func(word string) bool { return len(s)-i >= len(word) && fold(s[i:i+len(word)], word) }
	switch {
	case at("infinity"):
		return i + len("infinity")
	case at("inf"):
		return i + len("inf")
	case at("nan"):
		i += len("nan")
		if i < len(s) && s[i] == '(' {
			j := i + 1
			for j < len(s) && (digit(s[j]) < 36 || s[j] == '_') {
				j++
			}
			if j < len(s) && s[j] == ')' {
				return j + 1
			}
		}
	}
	return i
}

// mantissa is the end of the digits at i, with one dot among them and an exponent behind them, or i when
// there is no digit.
func mantissa(s string, i int, base uint8, e byte) (end int, exp bool) {
	start, digits, dot := i, 0, false
	for ; i < len(s); i++ {
		if digit(s[i]) < base {
			digits++
		} else if s[i] == '.' && !dot {
			dot = true
		} else {
			break
		}
	}
	if digits == 0 {
		return start, false
	}
	if i < len(s) && s[i]|0x20 == e {
		j := i + 1
		if j < len(s) && (s[j] == '-' || s[j] == '+') {
			j++
		}
		if j < len(s) && digit(s[j]) < 10 {
			for j < len(s) && digit(s[j]) < 10 {
				j++
			}
			return j, true
		}
	}
	return i, false
}
