package out

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"testing"
)

// record prints one of everything that layouts depend on.
func record(p *Printer) {
	p.Begin()
	for range 2 {
		p.Object("")
		p.Uint("ifindex", "", 1, ": ")
		p.In(IfName).Str("ifname", "", "lo", ": ")
		p.Array("flags", "<")
		p.Str("", "", "LOOPBACK", ",")
		p.Str("", "", "UP", "")
		p.EndArray("> ")
		p.Array("none", "")
		p.EndArray("")
		p.Array("addr_info", "")
		for range 2 {
			p.Object("")
			p.Str("family", "", "inet", "")
			p.EndObject()
		}
		p.EndArray("")
		p.Object("empty")
		p.EndObject()
		p.NL()
		p.EndObject()
		p.Text("\n")
	}
	p.End()
}

func TestLayouts(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{}, "1: lo: <LOOPBACK,UP> inetinet\n\n1: lo: <LOOPBACK,UP> inetinet\n\n"},
		{Options{Oneline: true}, "1: lo: <LOOPBACK,UP> inetinet\\\n1: lo: <LOOPBACK,UP> inetinet\\\n"},
		{Options{Colored: true}, "1: \x1b[36mlo: \x1b[0m<LOOPBACK,UP> inetinet\n\n1: \x1b[36mlo: \x1b[0m<LOOPBACK,UP> inetinet\n\n"},
		{Options{JSON: true}, `[{"ifindex":1,"ifname":"lo","flags":["LOOPBACK","UP"],"none":[],"addr_info":[{"family":"inet"},{"family":"inet"}],"empty":{}},` +
			`{"ifindex":1,"ifname":"lo","flags":["LOOPBACK","UP"],"none":[],"addr_info":[{"family":"inet"},{"family":"inet"}],"empty":{}}]` + "\n"},
		// As iproute2's writer lays it out.
		{Options{JSON: true, Pretty: true}, `[ {
        "ifindex": 1,
        "ifname": "lo",
        "flags": [ "LOOPBACK","UP" ],
        "none": [ ],
        "addr_info": [ {
                "family": "inet"
            },{
                "family": "inet"
            } ],
        "empty": {}
    },{
        "ifindex": 1,
        "ifname": "lo",
        "flags": [ "LOOPBACK","UP" ],
        "none": [ ],
        "addr_info": [ {
                "family": "inet"
            },{
                "family": "inet"
            } ],
        "empty": {}
    } ]
`},
	} {
		var b bytes.Buffer
		p := New(&b, c.o)
		record(p)
		if err := p.Flush(); err != nil || b.String() != c.want {
			t.Errorf("%+v: %v\n%q\nwant\n%q", c.o, err, b.String(), c.want)
		}
		if c.o.JSON && !json.Valid(b.Bytes()) {
			t.Errorf("%+v: not JSON", c.o)
		}
	}
}

func TestStrings(t *testing.T) {
	var b bytes.Buffer
	p := New(&b, Options{JSON: true})
	p.Begin()
	p.Str("", "", "a\t\n\r\f\b\\\"\x01\x1f\xc3\xa9", "")
	p.Hex("", "", 0, "")
	p.Hex("", "", 255, "")
	p.HexBare("", "", 255, "")
	p.End()
	p.Flush()
	want := `["a\t\n\r\f\b\\\"\u0001\u001fé","0","0xff","ff"]` + "\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestRewind(t *testing.T) {
	var b bytes.Buffer
	p := New(&b, Options{JSON: true})
	p.Begin()
	p.Uint("", "", 1, "")
	m := p.Mark()
	p.Object("")
	p.Uint("x", "", 2, "")
	p.Rewind(m)
	p.Uint("", "", 3, "")
	p.End()
	p.Flush()
	if b.String() != "[1,3]\n" {
		t.Errorf("%q", b.String())
	}
}

// full is a disk with room for n bytes.
type full struct{ n int }

var errFull = errors.New("no space left on device")

func (f *full) Write(b []byte) (int, error) {
	if f.n -= len(b); f.n < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// A failure to write is kept, even when later writes would work, and memory does not grow.
func TestWriteError(t *testing.T) {
	w := &full{n: flushAt}
	p := New(w, Options{})
	for range 4 * flushAt {
		p.Text("0123456789")
		p.Record()
	}
	w.n = 1 << 30
	if err := p.Flush(); err != errFull {
		t.Errorf("Flush: %v", err)
	}
	if cap(p.buf) > 4*flushAt {
		t.Errorf("the buffer grew to %d", cap(p.buf))
	}
}

func TestNoAllocations(t *testing.T) {
	for _, o := range []Options{{}, {JSON: true}, {JSON: true, Pretty: true}, {Colored: true}} {
		p := New(io.Discard, o)
		record(p)
		if n := testing.AllocsPerRun(1000, func() { record(p) }); n != 0 {
			t.Errorf("%+v: %v allocations a record", o, n)
		}
	}
}

func TestAppendEscapes(t *testing.T) {
	var w bytes.Buffer
	p := New(&w, Options{JSON: true})
	p.Begin()
	for _, s := range []string{"plain", `we"i\rd`, "tab\there"} {
		p.Append("", "", func(b []byte) []byte { return append(b, s...) }, "")
	}
	p.End()
	p.Flush()
	if got, want := w.String(), `["plain","we\"i\\rd","tab\there"]`+"\n"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func FuzzQuoted(f *testing.F) {
	f.Add("eth0")
	f.Add("\x00\xff\"\\")
	f.Fuzz(func(t *testing.T, s string) {
		if b := appendQuoted(nil, s); !json.Valid(bytes.ToValidUTF8(b, []byte("?"))) {
			t.Fatalf("%q", b)
		}
	})
}
