package route

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/ifname"
	"gip/internal/names"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// printEnv is an Env that writes to w and knows the devices of the recordings. It has no socket.
func printEnv(w io.Writer, o out.Options) *verb.Env {
	e := verb.NewEnv(o)
	e.Out = out.New(w, o)
	e.Names = names.New(o.Numeric)
	none := func() (*nl.Conn, error) { return nil, errors.New("no socket in this test") }
	e.Links = ifname.New(none, none)
	e.Links.Remember(1, "lo")
	e.Links.Remember(2, "d0")
	e.Links.Remember(3, "d1")
	return e
}

// optionsOf reads the options of a line of show.words.
func optionsOf(t testing.TB, words string) (o out.Options, family uint8) {
	for _, w := range strings.Fields(words) {
		switch w {
		case "-4":
			family = unix.AF_INET
		case "-6":
			family = unix.AF_INET6
		case "-j":
			o.JSON = true
		case "-p":
			o.Pretty = true
		case "-N":
			o.Numeric = true
		case "-o":
			o.Oneline = true
		case "-s":
			o.Stats++
		case "-d":
			o.Details++
		case "-c":
			o.Colored = true
		default:
			t.Fatalf("option %q", w)
		}
	}
	return o, family
}

// saved returns the messages of a file of routes, each in memory of its own.
func saved(t testing.TB, file string) (ms []nl.Message) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := openDump(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for {
		m, err := d.next()
		if err == io.EOF {
			return ms
		}
		if err != nil {
			t.Fatal(err)
		}
		m.Raw = bytes.Clone(m.Raw)
		m.Data = m.Raw[unix.NLMSG_HDRLEN:]
		ms = append(ms, m)
	}
}

// What list prints of the kernel's messages is what the reference printed of them, whatever the options
// and the selector.
func TestShowRecorded(t *testing.T) {
	ms := saved(t, "testdata/show.dump")
	data, err := os.ReadFile("testdata/show.recorded")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for record := range strings.SplitSeq("\n"+strings.TrimSuffix(string(data), "\n"), "\n+ ") {
		if record == "" {
			continue
		}
		line, want, _ := strings.Cut(record, "\n")
		if want != "" {
			want += "\n"
		}
		if got := show(t, ms, line); got != want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", line, got, want)
		}
		n++
	}
	if n < 50 {
		t.Errorf("only %d recordings", n)
	}
}

// show prints the messages that the kernel would give for a line of show.words.
func show(t testing.TB, ms []nl.Message, line string) string {
	options, words, _ := strings.Cut(line, "|")
	o, family := optionsOf(t, options)
	var w strings.Builder
	e := printEnv(&w, o)
	e.Family = family
	s, err := parseSelector(e, new(bench), arg.New(strings.Fields(words)))
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	p := NewPrinter(e)
	p.filter = s.filter
	e.Out.Begin()
	for _, m := range ms {
		if f := s.family(); f != 0 && m.Data[0] != f {
			continue // not among what the kernel is asked for
		}
		a := m.Data[unix.SizeofRtMsg:]
		if s.pinOIF && attr.Find(a, unix.RTA_OIF) == nil && attr.Find(a, unix.RTA_MULTIPATH) == nil {
			continue // likewise: a filter by device is not for blackholes
		}
		if err := p.Route(m); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	e.Out.End()
	e.Out.Flush()
	return w.String()
}

// Deleted routes are marked, messages of other types and short ones are errors and print nothing.
func TestRouteMessages(t *testing.T) {
	var w strings.Builder
	e := printEnv(&w, out.Options{})
	p := NewPrinter(e)
	body := []byte{unix.AF_INET, 8, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0, 8, 0, 1, 0, 10, 0, 0, 0}
	raw := append(make([]byte, unix.NLMSG_HDRLEN), body...)
	for _, c := range []struct {
		m         nl.Message
		text, err string
	}{
		{nl.Message{Type: unix.RTM_NEWROUTE, Data: body, Raw: raw}, "10.0.0.0/8 \n", ""},
		{nl.Message{Type: unix.RTM_DELROUTE, Data: body, Raw: raw}, "Deleted 10.0.0.0/8 \n", ""},
		{nl.Message{Type: unix.RTM_NEWLINK, Flags: 2, Data: body, Raw: raw}, "", "Not a route: 00000024 00000010 00000002"},
		{nl.Message{Type: unix.RTM_NEWROUTE, Data: body[:5]}, "", "BUG: wrong nlmsg len -7"},
	} {
		w.Reset()
		text := ""
		if err := p.Route(c.m); err != nil {
			text = err.Error()
		}
		e.Out.Flush()
		if w.String() != c.text || text != c.err {
			t.Errorf("printed %q, error %q; want %q, %q", w.String(), text, c.text, c.err)
		}
	}
}

// cloned is an answer to a lookup with those flags and attributes behind the destination.
func cloned(flags uint32, attrs ...byte) nl.Message {
	f := flags | unix.RTM_F_CLONED
	b := []byte{unix.AF_INET, 32, 0, 0, 254, 0, 0, 1, byte(f), byte(f >> 8), byte(f >> 16), byte(f >> 24),
		8, 0, 1, 0, 10, 0, 0, 9}
	return nl.Message{Type: unix.RTM_NEWROUTE, Data: append(b, attrs...)}
}

// Lookup results show the cache's flags and counters, and what is unknown among the flags in JSON too
// without breaking the document.
func TestLookupResult(t *testing.T) {
	info := []byte{36, 0, unix.RTA_CACHEINFO, 0,
		1, 0, 0, 0, 0xe8, 3, 0, 0, 0x18, 0xfc, 0xff, 0xff, 5, 0, 0, 0, // users, age, expires, error
		7, 0, 0, 0, 0xf, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0} // used, ipid, ts, tsage
	mark := func(v byte) []byte { return []byte{8, 0, unix.RTA_MARK, 0, v, 0, 0, 0} }
	for _, c := range []struct {
		m          nl.Message
		o          out.Options
		text, json string
	}{
		{cloned(0), out.Options{}, "10.0.0.9 \n    cache \n", `[{"dst":"10.0.0.9","flags":[],"cache":[]}]`},
		{cloned(1 << 31), out.Options{}, "10.0.0.9 \n    cache <local> \n",
			`[{"dst":"10.0.0.9","flags":[],"cache":["local"]}]`},
		{cloned(1<<18 | 1<<24), out.Options{Oneline: true}, "10.0.0.9 \\    cache <redirected,redirect> \n",
			`[{"dst":"10.0.0.9","flags":[],"cache":["redirected","redirect"]}]`},
		{cloned(1<<31 | 1<<25), out.Options{}, "10.0.0.9 \n    cache <local,2000000>\n",
			`[{"dst":"10.0.0.9","flags":[],"cache":["local","2000000"]}]`},
		{cloned(0, info...), out.Options{Stats: 1},
			"10.0.0.9 \n    cache expires -10sec error 5 users 1 used 7 age 10sec ipid 0x000f ts 0x0tsage 3sec \n",
			`[{"dst":"10.0.0.9","flags":[],"cache":[],"expires":-10,"error":5,"users":1,"used":7,"age":10,` +
				`"ipid":"0xf","ts":"0","tsage":3}]`},
		{cloned(0, mark(15)...), out.Options{}, "10.0.0.9 mark 15 \n    cache \n",
			`[{"dst":"10.0.0.9","flags":[],"mark":15,"cache":[]}]`},
		{cloned(0, mark(16)...), out.Options{}, "10.0.0.9 mark 0x10 \n    cache \n",
			`[{"dst":"10.0.0.9","flags":[],"mark":16,"cache":[]}]`},
	} {
		for _, want := range []string{c.text, c.json + "\n"} {
			c.o.JSON = want != c.text
			var w strings.Builder
			e := printEnv(&w, c.o)
			p := NewPrinter(e)
			p.filter.cloned = anything
			e.Out.Begin()
			if err := p.Route(c.m); err != nil {
				t.Fatal(err)
			}
			e.Out.End()
			e.Out.Flush()
			if w.String() != want {
				t.Errorf("got %q, want %q", w.String(), want)
			}
		}
	}
}

// A dump of a million routes allocates nothing per route.
func TestPrintAllocatesNothing(t *testing.T) {
	ms := saved(t, "testdata/show.dump")
	for _, o := range []out.Options{{}, {JSON: true}, {JSON: true, Pretty: true}, {Details: 1, Stats: 1}, {Colored: true}} {
		e := printEnv(io.Discard, o)
		p := NewPrinter(e)
		e.Out.Begin()
		all := func() {
			for _, m := range ms {
				if err := p.Route(m); err != nil {
					t.Fatal(err)
				}
			}
		}
		all()
		if n := testing.AllocsPerRun(100, all); n != 0 {
			t.Errorf("%+v: %v allocations for %d routes", o, n, len(ms))
		}
	}
}

// FuzzPrint prints arbitrary bytes as a route: no panic, and JSON stays JSON.
func FuzzPrint(f *testing.F) {
	for _, m := range saved(f, "testdata/show.dump") {
		f.Add(m.Data)
	}
	f.Add(cloned(1<<31|1<<25, 8, 0, unix.RTA_MARK, 0, 16, 0, 0, 0).Data)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range []out.Options{{}, {Details: 1, Stats: 2}, {JSON: true}, {JSON: true, Details: 1, Stats: 2}} {
			var w bytes.Buffer
			e := printEnv(&w, o)
			p := NewPrinter(e)
			p.filter.cloned = anything
			e.Out.Begin()
			p.Route(nl.Message{Type: unix.RTM_NEWROUTE, Data: data, Raw: data})
			e.Out.End()
			e.Out.Flush()
			if o.JSON && !json.Valid(bytes.ToValidUTF8(w.Bytes(), []byte("?"))) {
				t.Fatalf("%q", w.Bytes())
			}
		}
	})
}

func BenchmarkPrint(b *testing.B) {
	ms := saved(b, "testdata/show.dump")
	for _, c := range []struct {
		name string
		o    out.Options
	}{{"text", out.Options{}}, {"json", out.Options{JSON: true}}} {
		b.Run(c.name, func(b *testing.B) {
			e := printEnv(io.Discard, c.o)
			p := NewPrinter(e)
			e.Out.Begin()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				p.Route(ms[i%len(ms)])
			}
		})
	}
}
