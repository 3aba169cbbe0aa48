package addr

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

func newEnv(t testing.TB, o out.Options) (*verb.Env, *bytes.Buffer) {
	t.Helper()
	var b bytes.Buffer
	e := verb.NewEnv(o)
	e.Out = out.New(&b, o)
	e.Stderr = &bytes.Buffer{}
	e.Links.Remember(7, "v7")
	t.Cleanup(e.Close)
	return e, &b
}

// body is an address of device 7 with the attributes that add appends.
func body(family, bits, scope uint8, add func(*attr.Encoder)) []byte {
	e := attr.Encoder{B: []byte{family, bits, 0, scope, 0, 0, 0, 0}}
	binary.NativeEndian.PutUint32(e.B[4:], 7)
	add(&e)
	return e.B
}

func lifetimes(e *attr.Encoder, preferred, valid uint32) {
	var b [16]byte
	binary.NativeEndian.PutUint32(b[:], preferred)
	binary.NativeEndian.PutUint32(b[4:], valid)
	e.Bytes(unix.IFA_CACHEINFO, b[:])
}

func v4() []byte {
	return body(unix.AF_INET, 24, unix.RT_SCOPE_UNIVERSE, func(e *attr.Encoder) {
		e.Bytes(unix.IFA_ADDRESS, []byte{10, 0, 0, 2})
		e.Bytes(unix.IFA_LOCAL, []byte{10, 0, 0, 1})
		e.Bytes(unix.IFA_BROADCAST, []byte{10, 0, 0, 255})
		e.String(unix.IFA_LABEL, "v7:x")
		e.U32(unix.IFA_FLAGS, unix.IFA_F_SECONDARY|unix.IFA_F_NOPREFIXROUTE)
		e.U32(unix.IFA_RT_PRIORITY, 77)
		e.U8(uapi.IFA_PROTO, 1)
		lifetimes(e, 20, 30)
	})
}

func v6() []byte {
	return body(unix.AF_INET6, 64, unix.RT_SCOPE_LINK, func(e *attr.Encoder) {
		e.Bytes(unix.IFA_ADDRESS, []byte{0: 0xfe, 1: 0x80, 15: 1})
		e.U32(unix.IFA_FLAGS, unix.IFA_F_DEPRECATED|unix.IFA_F_SECONDARY|0x10000)
		lifetimes(e, 0xfffffffb, uapi.InfinityLifeTime)
	})
}

func printed(t *testing.T, o out.Options, set func(*view), bodies ...[]byte) string {
	t.Helper()
	e, b := newEnv(t, o)
	v := newView(e, &link.Filter{})
	if set != nil {
		set(v)
	}
	e.Out.Begin()
	for _, body := range bodies {
		e.Out.Object("")
		v.print(unix.RTM_NEWADDR, body)
		e.Out.EndObject()
	}
	e.Out.End()
	e.Out.Flush()
	if o.JSON && !json.Valid(b.Bytes()) {
		t.Errorf("no JSON: %s", b)
	}
	return b.String()
}

func TestPrint(t *testing.T) {
	const (
		text4 = "    inet 10.0.0.1 peer 10.0.0.2/24 metric 77 brd 10.0.0.255 scope global secondary dynamic " +
			"noprefixroute proto kernel_lo v7:x"
		text6 = "    inet6 fe80::1/64 scope link temporary deprecated dynamic flags 10000 "
		life4 = "       valid_lft 30sec preferred_lft 20sec\n"
		life6 = "       valid_lft forever preferred_lft -5sec\n"
		json4 = `{"family":"inet","local":"10.0.0.1","address":"10.0.0.2","prefixlen":24,"metric":77,` +
			`"broadcast":"10.0.0.255","scope":"global","secondary":true,"dynamic":true,"noprefixroute":true,` +
			`"protocol":"kernel_lo","label":"v7:x","valid_life_time":30,"preferred_life_time":20}`
	)
	for name, c := range map[string]struct {
		o    out.Options
		set  func(*view)
		want string
	}{
		"text":     {out.Options{}, nil, text4 + "\n" + life4 + text6 + "\n" + life6},
		"flush":    {out.Options{}, func(v *view) { v.flushing = true }, "7: v7" + text4 + "\n" + life4 + "7: v7" + text6 + "\n" + life6},
		"oneline":  {out.Options{Oneline: true}, nil, "7: v7" + text4 + "\\" + life4 + "7: v7" + text6 + "\\" + life6},
		"brief":    {out.Options{Brief: true}, nil, "10.0.0.1 peer 10.0.0.2/24 metric 77 fe80::1/64 "},
		"IPv6":     {out.Options{}, func(v *view) { v.f.Family = unix.AF_INET6 }, text6 + "\n" + life6},
		"dev":      {out.Options{}, func(v *view) { v.f.Index = 8 }, ""},
		"scope":    {out.Options{}, func(v *view) { v.f.Scope, v.f.ScopeMask = unix.RT_SCOPE_LINK, 0xff }, text6 + "\n" + life6},
		"flag":     {out.Options{}, func(v *view) { v.f.Flags, v.f.FlagMask = unix.IFA_F_DEPRECATED, unix.IFA_F_DEPRECATED }, text6 + "\n" + life6},
		"not flag": {out.Options{}, func(v *view) { v.f.FlagMask = unix.IFA_F_DEPRECATED }, text4 + "\n" + life4},
		"label":    {out.Options{}, func(v *view) { p := "v?:*"; v.f.Label = &p }, text4 + "\n" + life4},
		// An address without a label has the name of its device.
		"label of device": {out.Options{}, func(v *view) { p := "v7"; v.f.Label = &p }, text6 + "\n" + life6},
		// Without IFA_PROTO an address passes, whatever the origin asked for.
		"proto": {out.Options{}, func(v *view) { v.f.Proto, v.f.HasProto = 3, true }, text6 + "\n" + life6},
		"json":  {out.Options{JSON: true}, func(v *view) { v.f.Family = unix.AF_INET }, "[" + json4 + ",{}]\n"},
		"to": {out.Options{}, func(v *view) {
			a, err := arg.ParsePrefix("10.0.0.0/8", unix.AF_UNSPEC)
			if err != nil {
				t.Fatal(err)
			}
			v.f.Prefix = a
		}, text4 + "\n" + life4},
	} {
		if got := printed(t, c.o, c.set, v4(), v6()); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestWanted(t *testing.T) {
	e, _ := newEnv(t, out.Options{})
	var addrs table
	for _, b := range [][]byte{v4(), v6()} {
		start := uint32(len(addrs.data))
		addrs.data = append(addrs.data, b...)
		addrs.recs = append(addrs.recs, rec{7, start, uint32(len(addrs.data))})
	}
	for _, c := range []struct {
		f         link.Filter
		with, non bool // a device with these addresses, and one without any
	}{
		{link.Filter{}, true, true},
		{link.Filter{Family: unix.AF_INET}, true, false},
		{link.Filter{Family: unix.AF_MPLS}, false, false},
		{link.Filter{Scope: unix.RT_SCOPE_HOST, ScopeMask: 0xff}, false, true},
		{link.Filter{Scope: unix.RT_SCOPE_LINK, ScopeMask: 0xff}, true, true},
	} {
		s := shower{view: newView(e, &c.f), addrs: addrs}
		if with, non := s.wanted(addrs.of(7)), s.wanted(addrs.of(8)); with != c.with || non != c.non {
			t.Errorf("%+v: %v, %v", c.f, with, non)
		}
	}
}

func TestStream(t *testing.T) {
	mark := binary.NativeEndian.AppendUint32(nil, magic)
	msg := func(size uint32) []byte {
		b := binary.NativeEndian.AppendUint32(nil, size)
		return append(b, make([]byte, 12)...)
	}
	for _, c := range []struct {
		in   []byte
		n    int
		want string
	}{
		{nil, 0, "Magic mismatch (0 elems, 0 magic)"},
		{[]byte("abc"), 0, "Magic mismatch (0 elems, 636261 magic)"},
		{[]byte("abcd"), 0, "Magic mismatch (1 elems, 64636261 magic)"},
		{mark, 0, "EOF"},
		{append(bytes.Clone(mark), msg(16)...), 1, "EOF"},
		{append(bytes.Clone(mark), msg(17)...), 0, "rtnl-from_file: truncated message"},
		{append(bytes.Clone(mark), 1, 2, 3), 0, "rtnl-from_file: truncated message"},
		{append(bytes.Clone(mark), msg(15)...), 0, "!!!malformed message: len=15 @20"},
		{append(bytes.Clone(mark), msg(16385)...), 0, "!!!malformed message: len=16385 @20"},
		{append(bytes.Clone(mark), msg(1<<31)...), 0, "!!!malformed message: len=-2147483648 @20"},
	} {
		e, _ := newEnv(t, out.Options{})
		e.Stdin = bytes.NewReader(c.in)
		s, err := open(e)
		n := 0
		for err == nil {
			if _, err = s.next(); err == nil {
				n++
			}
		}
		if err.Error() != c.want || n != c.n {
			t.Errorf("% x: %d messages, %q; want %d, %q", c.in, n, err, c.n, c.want)
		}
	}
}

func TestShowDump(t *testing.T) {
	b := v6()
	in := binary.NativeEndian.AppendUint32(nil, magic)
	in = binary.NativeEndian.AppendUint32(in, uint32(16+len(b)))
	in = binary.NativeEndian.AppendUint16(in, unix.RTM_NEWADDR)
	in = append(append(in, make([]byte, 10)...), b...)
	e, got := newEnv(t, out.Options{})
	e.Stdin = io.MultiReader(bytes.NewReader(in))
	if err := runShowDump(e, arg.New(nil)); err != nil {
		t.Fatal(err)
	}
	e.Out.Flush()
	want := "if7:\n    inet6 fe80::1/64 scope link temporary deprecated dynamic flags 10000 \n" +
		"       valid_lft forever preferred_lft -5sec\n"
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestUsageNamesKeywords(t *testing.T) {
	u := usage()
	for _, w := range strings.Fields("add change chg replace delete list show lst flush save restore showdump local peer remote " +
		"broadcast brd anycast label scope dev valid_lft preferred_lft proto to up down group master nomaster vrf type novf") {
		if !strings.Contains(u, w) {
			t.Errorf("no %q", w)
		}
	}
	for i := range link.AddrFlags {
		if !strings.Contains(u, link.AddrFlags[i].Name) {
			t.Errorf("no %q", link.AddrFlags[i].Name)
		}
	}
	if !strings.Contains(u, "[ metric METRIC ]") {
		t.Error("no [ metric METRIC ], by which ifupdown-ng and others find out whether it is known")
	}
}

func TestFnmatch(t *testing.T) {
	for _, c := range []struct {
		pattern, s string
		want       bool
	}{
		{"", "", true}, {"", "a", false}, {"a", "a", true}, {"a", "ab", false}, {"*", "", true}, {"*", "a/b", true},
		{"a*b", "axxb", true}, {"a*b", "axxbc", false}, {"a*b*c", "a1b2b3c", true}, {"?", "", false}, {"??", "ab", true},
		{"eth[0-9]", "eth5", true}, {"eth[0-9]", "ethx", false}, {"eth[!0-9]", "ethx", true}, {"eth[^0-9]", "eth1", false},
		{"[]a]", "]", true}, {"[a-]", "-", true}, {"[[:alpha:]_]x", "_x", true}, {"[[:digit:]]", "x", false},
		{"[", "[", true}, {"[a", "[a", true}, {`\*`, "*", true}, {`\*`, "x", false}, {`[\]]`, "]", true}, {`\`, `\`, false},
		{"*:*", "v2:lab", true}, {"**a", "bba", true}, {"a?c*", "abcdef", true},
	} {
		if got := fnmatch(c.pattern, c.s); got != c.want {
			t.Errorf("fnmatch(%q, %q) = %v", c.pattern, c.s, got)
		}
	}
}

func TestPrintAllocatesNothing(t *testing.T) {
	b4, b6 := v4(), v6()
	for _, o := range []out.Options{{}, {JSON: true}, {Brief: true}, {Oneline: true}} {
		e, _ := newEnv(t, o)
		v := newView(e, &link.Filter{})
		e.Out.Begin()
		start := e.Out.Mark()
		n := testing.AllocsPerRun(100, func() {
			e.Out.Rewind(start)
			v.print(unix.RTM_NEWADDR, b4)
			v.print(unix.RTM_NEWADDR, b6)
		})
		if n != 0 {
			t.Errorf("%+v: %v allocations", o, n)
		}
	}
}

// FuzzShowAddr prints arbitrary messages in every mode: nothing may panic, and JSON must be JSON.
func FuzzShowAddr(f *testing.F) {
	for _, bits := range []uint8{0, 1, 3, 4, 8, 9, 17, 33} {
		f.Add(v4(), bits)
		f.Add(v6(), bits)
	}
	f.Fuzz(func(t *testing.T, body []byte, bits uint8) {
		o := out.Options{JSON: bits&1 != 0, Pretty: bits&2 != 0, Oneline: bits&4 != 0, Brief: bits&8 != 0,
			Numeric: bits&16 != 0, Colored: bits&32 != 0}
		printed(t, o, func(v *view) { v.flushing = bits&64 != 0 }, body)
	})
}

// FuzzFnmatch looks for patterns that panic or do not end.
func FuzzFnmatch(f *testing.F) {
	f.Add("a*[!b-d]?\\", "axyz")
	f.Add("[[:alpha:", "[")
	f.Fuzz(func(t *testing.T, pattern, s string) { fnmatch(pattern, s) })
}
