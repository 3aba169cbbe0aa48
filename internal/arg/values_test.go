package arg

import (
	"encoding/binary"
	"fmt"
	"math"
	"net/netip"
	"strings"
	"syscall"
	"testing"
)

// answer calls the reader or writer that stands for a function of the reference and puts its result in
// the form of the table.
func answer(function, in string, param int) string {
	switch function {
	case "u8":
		return number(U8(in, param))
	case "u16":
		return number(U16(in, param))
	case "u32":
		return number(U32(in, param))
	case "u64":
		return number(U64(in, param))
	case "int":
		return number(Int(in, param))
	case "s32":
		return number(S32(in, param))
	case "s64":
		return number(S64(in, param))
	case "guid":
		return number(GUID(in))
	case "rtt":
		v, raw, ok := RTT(in)
		if !ok {
			return "ERR"
		}
		return fmt.Sprint(v, bit(raw))
	case "addr":
		return address(TryAddr(in, uint8(param)))
	case "prefix":
		return address(TryPrefix(in, uint8(param)))
	case "ll":
		b, err := ParseLLAddr(nil, in, param)
		if err != nil {
			return said(err) + "-1 "
		}
		return fmt.Sprintf("%d %x", len(b), b[:min(param, len(b))])
	case "lln":
		return string(AppendLLAddr(nil, []byte(in), uint16(param)))
	case "n2a":
		return AddrString(uint8(param), []byte(in))
	case "ifname":
		return fmt.Sprint(bit(IfName(in)), bit(AltIfName(in)))
	case "hexs":
		b, ok := HexString(nil, in, param)
		if !ok {
			return "ERR"
		}
		return fmt.Sprintf("%x", b)
	case "a64":
		v, ok := ParseAddr64(in)
		if !ok {
			return "ERR"
		}
		return string(AppendAddr64(nil, v))
	}
	return "no such function: " + function
}

func number[T any](v T, ok bool) string {
	if !ok {
		return "ERR"
	}
	return fmt.Sprint(v)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func said(err error) string {
	if err.Error() == "" {
		return ""
	}
	return err.Error() + "\n"
}

func address(a Addr, err error) string {
	if err != nil {
		return said(err) + "ERR"
	}
	return fmt.Sprintf("%d %d %d %d %x", a.Family, a.Len, a.Bits, a.Flags, a.Bytes())
}

func TestReference(t *testing.T) {
	for _, r := range reference {
		if got := answer(r.function, r.in, r.param); got != r.want {
			t.Errorf("%s(%q, %d) = %q, want %q", r.function, r.in, r.param, got, r.want)
		}
	}
}

func TestMessages(t *testing.T) {
	addr := func(s string, family uint8) error { _, err := ParseAddr(s, family); return err }
	prefix := func(s string, family uint8) error { _, err := ParsePrefix(s, family); return err }
	_, addr32 := ParseAddr32("1.x")
	labels := strings.Repeat("11/", 64) + "11"
	for _, c := range []struct {
		err  error
		want string
	}{
		{addr("10.88/16", syscall.AF_UNSPEC), `Error: any valid address is expected rather than "10.88/16".`},
		{addr("1.2.3.a", syscall.AF_INET), `Error: inet address is expected rather than "1.2.3.a".`},
		{addr("", syscall.AF_BRIDGE), `Error: bridge address is expected rather than "".`},
		{addr("x", 99), `Error: ??? address is expected rather than "x".`},
		{addr("aa:zz", syscall.AF_PACKET), "\"zz\" is invalid lladdr.\nError: link address is expected rather than \"aa\"."},
		{addr("aa:z.z", syscall.AF_PACKET), "\"aa:z.z\" is invalid lladdr.\nError: link address is expected rather than \"aa:z.z\"."},
		{addr("a.a:z", syscall.AF_PACKET), "\"a.a:z\" is invalid lladdr.\nError: link address is expected rather than \"a.a:z\"."},
		{addr("zz", syscall.AF_PACKET), "\"zz\" is invalid lladdr.\nError: link address is expected rather than \"zz\"."},
		{addr(labels, afMPLS), "Error: too many labels.\nError: mpls address is expected rather than \"" + labels + "\"."},
		{prefix("1.2.3.4.5", syscall.AF_UNSPEC), `Error: any valid prefix is expected rather than "1.2.3.4.5".`},
		{prefix("10", syscall.AF_INET6), `Error: inet6 prefix is expected rather than "10".`},
		{prefix("default", afMPLS), `Error: mpls prefix is expected rather than "default".`},
		{prefix("1:2", syscall.AF_PACKET), `Error: "1:2" may be inet prefix, but it is not allowed in this context.`},
		{addr32, `Error: an IP address is expected rather than "1.x"`},
	} {
		e, ok := c.err.(*Error)
		if !ok || e.Text != c.want || e.Status != 1 || !e.Fatal {
			t.Errorf("got %+v, want %q, status 1, fatal", c.err, c.want)
		}
	}
	if _, err := ParseLLAddr(nil, "zz", 32); err.(*Error).Fatal || err.(*Error).Status != 1 {
		t.Errorf("a bad link-layer address gives %+v, want status 1 and a batch that goes on", err)
	}
}

func TestAttributes(t *testing.T) {
	net, _ := TryPrefix("10.1.2.0/23", syscall.AF_INET)
	any, _ := TryPrefix("any", syscall.AF_INET)
	six, _ := TryPrefix("fe80::/10", syscall.AF_INET6)
	for _, c := range []struct {
		prefix Addr
		data   []byte
		want   bool
	}{
		{net, []byte{10, 1, 3, 255}, true},
		{net, []byte{10, 1, 4, 0}, false},
		{net, nil, true},
		{net, []byte{}, false},
		{net, make([]byte, 16), false},
		{any, make([]byte, 16), true},
		{six, append([]byte{0xfe, 0xbf}, make([]byte, 14)...), true},
		{six, append([]byte{0xfe, 0xc0}, make([]byte, 14)...), false},
		{six, []byte{0xfe, 0x80, 0, 0}, false},
	} {
		if got := c.prefix.MatchAttr(c.data); got != c.want {
			t.Errorf("%v/%d matches % x: %v, want %v", c.prefix.Bytes(), c.prefix.Bits, c.data, got, c.want)
		}
	}
	a, ok := AddrFromAttr([]byte{224, 0, 0, 5}, syscall.AF_UNSPEC)
	if !ok || a.Family != syscall.AF_INET || a.Bits != -1 || !a.IsMulticast() || a.IsInetNotMulticast() || a.IsUnspec() {
		t.Errorf("224.0.0.5 reads as %+v, %v", a, ok)
	}
	if _, ok := AddrFromAttr(make([]byte, 4), syscall.AF_INET6); ok {
		t.Error("four bytes are an IPv6 address")
	}
	if _, ok := AddrFromAttr(make([]byte, 6), syscall.AF_UNSPEC); ok {
		t.Error("six bytes are an address")
	}
	b, _ := TryAddr("224.0.0.6", syscall.AF_INET)
	if !a.Match(&b, 30) || a.Match(&b, 31) || !a.Match(&b, 0) {
		t.Error("224.0.0.5 and 224.0.0.6 share 30 bits")
	}
}

// Payloads that are shorter than they should be come out as something, without a panic.
func TestShortPayload(t *testing.T) {
	full := make([]byte, 40)
	binary.NativeEndian.PutUint16(full, syscall.AF_INET6)
	for family := range 30 {
		for n := range len(full) {
			AppendAddr(nil, uint8(family), full[:n])
		}
	}
	for arphrd := range 1000 {
		for n := range len(full) {
			AppendLLAddr(nil, full[:n], uint16(arphrd))
		}
	}
}

func TestNoAllocation(t *testing.T) {
	buf := make([]byte, 0, 128)
	six := netip.MustParseAddr("2001:db8::1:0:0:1").As16()
	for name, f := range map[string]func(){
		"AppendAddr inet6": func() { AppendAddr(buf, syscall.AF_INET6, six[:]) },
		"AppendAddr inet":  func() { AppendAddr(buf, syscall.AF_INET, six[:4]) },
		"AppendLLAddr":     func() { AppendLLAddr(buf, six[:6], 1) },
		"ParsePrefix":      func() { ParsePrefix("2001:db8::/32", syscall.AF_INET6) },
		"ParsePrefix mask": func() { ParsePrefix("10.8/255.255.0.0", syscall.AF_UNSPEC) },
		"ParseAddr link":   func() { ParseAddr("00:11:22:33:44:55", syscall.AF_PACKET) },
		"ParseLLAddr":      func() { ParseLLAddr(buf, "00:11:22:33:44:55", 32) },
		"RTT":              func() { RTT("1.5s") },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

func TestStrToD(t *testing.T) {
	for _, c := range []struct {
		in   string
		v    float64
		n    int
		over bool
	}{
		{"1.5", 1.5, 3, false}, {" -2e3x", -2000, 5, false}, {"1e", 1, 1, false}, {"1e+", 1, 1, false},
		{".5", .5, 2, false}, {"5.", 5, 2, false}, {".", 0, 0, false}, {"", 0, 0, false}, {"e5", 0, 0, false},
		{"0x1p4", 16, 5, false}, {"0x.8", .5, 4, false}, {"0xg", 0, 1, false}, {"0x", 0, 1, false},
		{"infinityx", math.Inf(1), 8, false}, {"-INFx", math.Inf(-1), 4, false}, {"1e400", math.Inf(1), 5, true},
		{"1e-400", 0, 6, false}, {"1_0", 1, 1, false},
	} {
		v, n, over := StrToD(c.in)
		if v != c.v || n != c.n || over != c.over {
			t.Errorf("StrToD(%q) = %v, %d, %v; want %v, %d, %v", c.in, v, n, over, c.v, c.n, c.over)
		}
	}
	if v, n, _ := StrToD("nan(a_1)b"); !math.IsNaN(v) || n != 8 {
		t.Errorf("nan(a_1)b reads as %v, %d bytes", v, n)
	}
}

func TestHexBytes(t *testing.T) {
	if b, ok := HexBytes(nil, "00ffAbzz", 3); !ok || string(b) != "\x00\xff\xab" {
		t.Errorf("got % x, %v", b, ok)
	}
	for _, s := range []string{"00ff", "00ff0", "00ff0g", " 0ff00"} {
		if _, ok := HexBytes(nil, s, 3); ok {
			t.Errorf("%q gives three bytes", s)
		}
	}
}

func TestFamilies(t *testing.T) {
	for _, s := range []string{"inet", "inet6", "link", "mpls", "bridge"} {
		if got := FamilyName(ParseFamily(s)); got != s {
			t.Errorf("%s comes back as %s", s, got)
		}
	}
	if ParseFamily("ine") != syscall.AF_UNSPEC || FamilyName(99) != "???" {
		t.Error("an unknown family has a name")
	}
}

func FuzzNumbers(f *testing.F) {
	for _, r := range reference {
		f.Add(r.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, base := range []int{0, 8, 10, 16} {
			v, ok := U64(s, base)
			if w, ok32 := U32(s, base); ok32 != (ok && v <= math.MaxUint32) || ok32 && uint64(w) != v {
				t.Errorf("U32(%q) and U64 differ", s)
			}
			if i, ok := Long(s, base); ok && uint64(i) != v {
				t.Errorf("Long(%q) and U64 differ", s)
			}
		}
		RTT(s)
		_, _ = GUID(s)
		HexString(nil, s, 16)
		if _, n, _ := StrToD(s); n > len(s) {
			t.Errorf("StrToD(%q) used %d bytes", s, n)
		}
	})
}

func FuzzAddr(f *testing.F) {
	for _, r := range reference {
		f.Add(r.in, uint8(r.param))
	}
	f.Fuzz(func(t *testing.T, s string, family uint8) {
		a, err := TryAddr(s, family)
		ip, perr := netip.ParseAddr(s)
		v6 := strings.Contains(s, ":") && perr == nil && ip.Zone() == ""
		if family == syscall.AF_INET6 && strings.Contains(s, ":") && (err == nil) != v6 {
			t.Errorf("%q: %v, netip says %v", s, err, perr)
		}
		if err == nil && v6 && a.Family == syscall.AF_INET6 && ip.As16() != [16]byte(a.Bytes()) {
			t.Errorf("%q is % x", s, a.Bytes())
		}
		if err == nil && a.Len <= 64 && family != syscall.AF_PACKET && a.Len > 0 {
			out := AddrString(a.Family, a.Bytes())
			if b, err := TryAddr(out, a.Family); err != nil || string(b.Bytes()) != string(a.Bytes()) {
				t.Errorf("%q prints as %q, which is not the same address", s, out)
			}
		}
		if p, err := TryPrefix(s, family); err == nil && int(p.Bits) > BitLen(p.Family) {
			t.Errorf("%q has %d bits", s, p.Bits)
		}
		if b, err := ParseLLAddr(nil, s, 32); err == nil {
			AppendLLAddr(nil, b, uint16(family))
		}
	})
}

func BenchmarkAppendIPv6(b *testing.B) {
	b.ReportAllocs()
	buf := make([]byte, 0, 64)
	a := netip.MustParseAddr("2001:db8::1:0:0:1").As16()
	for b.Loop() {
		AppendAddr(buf, syscall.AF_INET6, a[:])
	}
}

func BenchmarkParsePrefix(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ParsePrefix("10.88.17.0/24", syscall.AF_UNSPEC)
	}
}
