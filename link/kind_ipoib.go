package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var ipoibKind = kind{name: "ipoib", table: &ipoib}

// ipoib is IP over InfiniBand (RFC 4391) in one partition (IFLA_IPOIB_*).
var ipoib = spec.Kind{
	Name: "ipoib", Synopsis: "[ OPTIONS ]", Unknown: "option", Need: unix.IFLA_IPOIB_PKEY, NeedLen: 2,
	Rows: []spec.Row{
		{Attr: unix.IFLA_IPOIB_PKEY, Key: "pkey", JSON: "key", Bad: "pkey is invalid", Arg: "PKEY", Val: ipoibHex{prefix: true}, Help: "the partition, 0x8001 to 0xffff"},
		{Attr: unix.IFLA_IPOIB_MODE, Key: "mode", Val: &ipoibModes, Err: ipoibModeError, Help: "kind of the InfiniBand transport"},
		{Attr: unix.IFLA_IPOIB_UMCAST, Key: "umcast", Bad: "umcast is invalid", Arg: "{ 0 | 1 }", Val: ipoibHex{}, Help: "let user space join multicast groups"},
	},
}

var ipoibModes = spec.Enum{Width: 2, Unknown: "unknown", Names: []spec.Name{
	{N: uapi.IPOIB_MODE_DATAGRAM, Name: "datagram"},
	{N: uapi.IPOIB_MODE_CONNECTED, Name: "connected"},
}}

func ipoibModeError(string) error {
	return arg.Fail(1, `Error: argument of "mode" must be "datagram"or "connected"`)
}

// ipoibHex is two bytes in host byte order, shown with four hexadecimal digits: with prefix as C's %#.4x
// does, which puts 0x in front of all but 0. What the reference shows last it shows only with mode.
type ipoibHex struct{ prefix bool }

func (ipoibHex) Size() int                             { return 2 }
func (ipoibHex) Parse(s *spec.Scan, r *spec.Row) error { return spec.U16{}.Parse(s, r) }
func (h ipoibHex) Print(v *spec.View, r *spec.Row) {
	if !h.prefix && len(v.T[unix.IFLA_IPOIB_MODE]) < 2 {
		return
	}
	n := attr.U16(v.T[r.Attr])
	v.Formatted(r, func(dst []byte) []byte {
		const digits = "0123456789abcdef"
		if h.prefix && n != 0 {
			dst = append(dst, "0x"...)
		}
		return append(dst, digits[n>>12], digits[n>>8&15], digits[n>>4&15], digits[n&15])
	})
}
