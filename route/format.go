package route

import "strconv"

func itoa(n int) string { return strconv.Itoa(n) }

func appendUint(b []byte, v uint64) []byte { return strconv.AppendUint(b, v, 10) }

// hex8 is v in eight hexadecimal digits.
func hex8(v uint32) string {
	const digits = "0123456789abcdef"
	var b [8]byte
	for i := range b {
		b[i] = digits[v>>(28-4*i)&15]
	}
	return string(b[:])
}
