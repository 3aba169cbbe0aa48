package spec

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/verb"
)

var (
	speeds = Enum{Width: 2, Prefix: true, Names: []Name{{1, "slow"}, {300, "fast"}}}
	modes  = Enum{Width: 1, Silent: true, Names: []Name{{0, "off"}, {1, "auto"}}}
)

var thing = Kind{
	Name:  "thing",
	Order: []string{"notify", "speed"},
	Rows: []Row{
		{Attr: 1, Key: "size", Alias: "length", Arg: "BYTES", Val: U32{}, Max: 1000, Help: "how large"},
		{Attr: 2, Key: "speed", Val: &speeds},
		{Attr: 3, Key: "mode", Val: &modes, Show: TextIfNotDef},
		{Attr: 4, Key: "shared_one", Bit: 1, Arg: "N", Val: Bit{}},
		{Attr: 4, Key: "shared_two", Bit: 2, Arg: "N", Val: Bit{}},
		{Attr: 5, Key: "push", Exact: true, Val: NoForm{}, Def: 1},
		{Attr: 6, Key: "notify", Val: OnOff{}},
		{Attr: 7, Attr2: 8, Key: "peer", JSON6: "peer6", Arg: "ADDR", Val: Addr{}},
		{Attr: 9, Key: "cap", Arg: "N", Val: Or{Word: "none", Says: true}, Bad: "bad cap"},
		{Attr: 10, Key: "now", Val: Action{}},
		{Attr: 11, Key: "tag", Val: Present{}},
		{Attr: 12, Key: "level", Arg: "N", Val: S32{}},
		{Attr: 13, Key: "big", Arg: "N", Val: U64{}},
		{Attr: 14, Key: "ports", Arg: "MIN MAX", Val: PortRange{}},
	},
}

func parse(k *Kind, line string) (string, error) {
	var e attr.Encoder
	env := verb.NewEnv(out.Options{})
	defer env.Close()
	err := k.Parse(env, true, &e, arg.New(strings.Fields(line)))
	return hex.EncodeToString(e.B), err
}

func TestParse(t *testing.T) {
	for _, x := range []struct{ line, want string }{
		{"", ""},
		{"size 5", "0800010005000000"},
		{"si 5 length 0x10", "0800010010000000"}, // the last one counts
		{"s fa", "060002002c010000"},             // Order: speed before size
		{"spe slow", "0600020001000000"},
		{"mode off", "0500030000000000"},
		{"shared_one 1", "0c0004000100000001000000"},
		{"shared_one 7 shared_two 0", "0c0004000100000003000000"},
		{"shared_two 1 size 1 shared_two 0", "0c000400000000000200000008000100" + "01000000"},
		{"push", "0500050001000000"},
		{"nopush", "0500050000000000"},
		{"n on", "0500060001000000"}, // Order: notify before now
		{"no off", "0500060000000000"},
		{"peer 10.1", "080007000a010000"},
		{"peer ::1 peer 1.2.3.4", "0800070001020304"},
		{"peer 1.2.3.4 peer ::1", "1400080000000000000000000000000000000001"},
		{"cap none", "0800090000000000"},
		{"cap 7", "0800090007000000"},
		{"now", "04000a00"},
		{"tag tag", "04000b00"},
		{"level -2", "08000c00feffffff"},
		{"big 18446744073709551615", "0c000d00ffffffffffffffff"},
		{"ports 1 65535", "08000e000001ffff"},
		{"ports 1 2 ports 0 0", ""}, // no range is none
	} {
		got, err := parse(&thing, x.line)
		if err != nil || got != x.want {
			t.Errorf("%q: %s %v, want %s", x.line, got, err, x.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	once := thing
	once.Once = true
	once.Unknown = "option"
	for _, x := range []struct {
		k      *Kind
		line   string
		status int
		text   string
	}{
		{&thing, "size", 255, `Command line is not complete. Try option "help"`},
		{&thing, "size 1001", 255, `Error: argument "1001" is wrong: invalid size`},
		{&thing, "length x", 255, `Error: argument "x" is wrong: invalid size`},
		{&thing, "speed zip", 255, `Error: argument "zip" is wrong: invalid speed`},
		{&thing, "mode au", 255, `Error: argument "au" is wrong: invalid mode`}, // no prefixes here
		{&thing, "cap x", 255, `Error: argument "x" is wrong: bad cap`},
		{&thing, "notify 1", 1, `Error: argument of "notify" must be one of "off", "on", not "1"`},
		{&thing, "ports 1", 255, `Command line is not complete. Try option "help"`},
		{&thing, "ports 1 x", 255, `Error: argument "x" is wrong: max port`},
		{&thing, "peer x", 1, `Error: any valid address is expected rather than "x".`},
		{&thing, "pus", 1, `thing: unknown command "pus"?`}, // exact
		{&thing, "nopus", 1, `thing: unknown command "nopus"?`},
		{&thing, "x", 1, `thing: unknown command "x"?`},
		{&thing, "hel", 1, "Usage: ... thing"},
		{&once, "x", 1, `thing: unknown option "x"?`},
		{&once, "length 1 size 2", 255, `Error: either "size" is duplicate, or "2" is garbage.`},
		{&once, "tag ta", 255, `Error: either "ta" is duplicate, or "ta" is garbage.`},
		{&once, "push nopush", 255, `Error: either "nopush" is duplicate, or "nopush" is garbage.`},
		{&once, "cap 1 cap none", 255, `Error: either "cap" is duplicate, or "none" is garbage.`},
		{&once, "size 1 size", 255, `Command line is not complete. Try option "help"`},
	} {
		_, err := parse(x.k, x.line)
		e, ok := err.(*arg.Error)
		if !ok || e.Status != x.status || strings.Split(e.Text, "\n")[0] != x.text {
			t.Errorf("%q: %#v", x.line, err)
		}
	}
}

func TestPrint(t *testing.T) {
	for _, x := range []struct{ attrs, text, json string }{
		{"", "", "{}"},
		{"0800010005000000", "size 5 ", `{"size":5}`},
		{"0600010005000000", "", "{}"}, // too short
		{"060002002c010000", "speed fast ", `{"speed":"fast"}`},
		{"0600020007000000", "speed 7 ", `{"speed":"7"}`},
		{"0500030000000000", "", `{"mode":"off"}`},
		{"0500030001000000", "mode auto ", `{"mode":"auto"}`},
		{"0500030009000000", "", "{}"},
		{"0c0004000100000003000000", "shared_one 1 shared_two 0 ", `{"shared_one":1,"shared_two":0}`},
		{"0c0004000300000002000000", "shared_two 1 ", `{"shared_two":1}`},
		{"0500050001000000", "", `{"push":true}`},
		{"0500050000000000", "nopush ", `{"push":false}`},
		{"0500060001000000", "notify on ", `{"notify":true}`},
		{"080007000a010000", "peer 10.1.0.0 ", `{"peer":"10.1.0.0"}`},
		{"0800070000000000", "", "{}"},
		{"1400080000000000000000000000000000000001", "peer ::1 ", `{"peer6":"::1"}`},
		{"0800080000000001", "", "{}"},
		{"0800090000000000", "cap none ", `{"cap":0}`},
		{"04000a00", "", "{}"},
		{"04000b00", "tag ", `{"tag":null}`},
		{"08000c00feffffff", "level -2 ", `{"level":-2}`},
		{"08000e000001ffff", "ports 1 65535 ", `{"ports":{"low":1,"high":65535}}`},
	} {
		data, err := hex.DecodeString(x.attrs)
		if err != nil {
			t.Fatal(err)
		}
		for _, js := range []bool{false, true} {
			var b bytes.Buffer
			e := verb.NewEnv(out.Options{JSON: js, Details: 1})
			e.Out = out.New(&b, e.Out.Options)
			e.Out.BeginPlain()
			e.Out.Object("")
			thing.Print(e, data)
			e.Out.EndObject()
			e.Out.EndPlain()
			e.Out.Flush()
			want := x.text
			if js {
				want = x.json + "\n"
			}
			if b.String() != want {
				t.Errorf("%s: %q, want %q", x.attrs, b.String(), want)
			}
		}
	}
}

func TestUsage(t *testing.T) {
	u := thing.Usage()
	for _, want := range []string{"Usage: ... thing\n", "{ size | length } BYTES ]", "how large\n", "[ speed { slow | fast } ]\n", "[ [no]push ]\n", "[ notify { on | off } ]\n", "[ ports MIN MAX ]\n"} {
		if !strings.Contains(u, want) {
			t.Errorf("no %q in\n%s", want, u)
		}
	}
}

func TestVerify(t *testing.T) {
	if err := thing.Verify(); err != nil {
		t.Error(err)
	}
	for _, k := range []Kind{
		{Name: "no value", Rows: []Row{{Attr: 1, Key: "a"}}},
		{Name: "no attribute", Rows: []Row{{Key: "a", Val: U8{}}}},
		{Name: "large attribute", Rows: []Row{{Attr: MaxAttr, Key: "a", Val: U8{}}}},
		{Name: "order", Order: []string{"b"}, Rows: []Row{{Attr: 1, Key: "a", Val: U8{}}}},
		{Name: "twice", Rows: []Row{{Attr: 1, Key: "a", Val: U8{}}, {Attr: 2, Key: "a", Val: U8{}}}},
		{Name: "alias alone", Rows: []Row{{Attr: 1, Alias: "a", Val: U8{}}}},
	} {
		if k.Verify() == nil {
			t.Errorf("%s: passes", k.Name)
		}
	}
}
