package addr

import "strings"

// fnmatch says whether s matches a shell pattern as fnmatch(3) without flags does in the C locale: *
// and ? match every byte, brackets hold bytes, ranges and classes, a backslash takes the next byte
// literally. An opening bracket without a closing one stands for itself.
func fnmatch(pattern, s string) bool {
	// Where a star was met: its pattern behind it, and the part of s to try next.
	var starP, starS string
	star := false
	for {
		if n, ok := matchOne(pattern, s); ok {
			if pattern == "" {
				return true
			}
			if pattern[0] == '*' {
				star, starP, starS = true, pattern[1:], s
				pattern = pattern[1:]
				continue
			}
			pattern, s = pattern[n:], s[1:]
			continue
		}
		if !star || starS == "" {
			return false
		}
		starS = starS[1:]
		pattern, s = starP, starS
	}
}

// matchOne says whether the first element of a pattern, n bytes long, matches the start of s. An empty
// pattern matches the empty string, a star anything.
func matchOne(pattern, s string) (n int, ok bool) {
	if pattern == "" {
		return 0, s == ""
	}
	if pattern[0] == '*' {
		return 1, true
	}
	if s == "" {
		return 0, false
	}
	switch pattern[0] {
	case '?':
		return 1, true
	case '[':
		if n, in := bracket(pattern, s[0]); n > 0 {
			return n, in
		}
	case '\\':
		return 2, len(pattern) > 1 && pattern[1] == s[0]
	}
	return 1, pattern[0] == s[0]
}

// bracket reads a bracket expression and says whether c is in it; n is 0 where it is not closed.
func bracket(pattern string, c byte) (n int, in bool) {
	i := 1
	not := i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^')
	if not {
		i++
	}
	for first := true; i < len(pattern); first = false {
		if pattern[i] == ']' && !first {
			return i + 1, in != not
		}
		if strings.HasPrefix(pattern[i:], "[:") {
			if name, _, closed := strings.Cut(pattern[i+2:], ":]"); closed {
				in = in || class(name, c)
				i += len(name) + 4
				continue
			}
		}
		lo, width := element(pattern[i:])
		i += width
		hi := lo
		if i+1 < len(pattern) && pattern[i] == '-' && pattern[i+1] != ']' {
			hi, width = element(pattern[i+1:])
			i += 1 + width
		}
		in = in || lo <= c && c <= hi
	}
	return 0, false
}

// element is a byte of a bracket expression and the number of bytes it is written with.
func element(s string) (c byte, width int) {
	if s[0] == '\\' && len(s) > 1 {
		return s[1], 2
	}
	return s[0], 1
}

// class says whether c is in a character class of the C locale.
func class(name string, c byte) bool {
	lower, upper, digit := c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9'
	graph := c > ' ' && c < 0x7f
	switch name {
	case "alpha":
		return lower || upper
	case "lower":
		return lower
	case "upper":
		return upper
	case "digit":
		return digit
	case "alnum":
		return lower || upper || digit
	case "xdigit":
		return digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
	case "blank":
		return c == ' ' || c == '\t'
	case "space":
		return c == ' ' || c >= '\t' && c <= '\r'
	case "cntrl":
		return c < ' ' || c == 0x7f
	case "graph":
		return graph
	case "print":
		return graph || c == ' '
	case "punct":
		return graph && !(lower || upper || digit)
	}
	return false
}
