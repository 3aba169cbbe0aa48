package spec

import (
	"encoding/hex"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/out"
	"gip/internal/verb"
)

var gadgetFlags = FlagList{Names: []Name{{1, "ONE"}, {2, "TWO"}}}

// gadget has the shapes of flags.go, and what a Kind can say of its words.
var gadget = Kind{
	Name:     "gadget",
	HelpWord: HelpFull,
	NoSuch:   func(word string) string { return "gadget: no " + word },
	Rows: []Row{
		{Attr: 1, Key: "one", Bit: 1, Val: Flag{Wrong: FailPair}},
		{Attr: 1, Key: "two", Bit: 2, Val: Flag{Wrong: ExitPair}},
		{Attr: 1, JSON: "flags", Val: &gadgetFlags},
		{Attr: 2, Key: "keep", Bit: 4, Val: Flag{MaskFirst: true, Keep: true, Wrong: FailList}},
		{Attr: 2, JSON: "kept", Show: NonZero, Val: &FlagList{MaskFirst: true}},
		{Attr: 3, Key: "toggle", Val: Toggle{}},
		{Attr: 4, Key: "low", Val: Field{At: 0, Len: 8}},
		{Attr: 4, Key: "high", Val: Field{At: 4, Len: 8}},
		{Attr: 5, Key: "go", Val: Fixed(7)},
		{Attr: 6, Key: "way", Val: &Enum{Width: 1, Digits: true, Names: []Name{{0, "in"}, {1, "out"}}}},
	},
}

func TestFlags(t *testing.T) {
	for _, x := range []struct{ line, want string }{
		{"one on", "0c0001000100000001000000"},
		{"one on one off", "0c0001000000000001000000"},
		{"one off two on", "0c0001000200000003000000"},
		{"keep on keep off", "0c0002000400000004000000"}, // stays on
		{"keep off", "0c0002000400000000000000"},
		{"toggle on", "0500030001000000"},
		{"high 2 low 1", "0c0004000100000002000000"},
		{"go", "0800050007000000"},
		{"way 1", "0500060001000000"},
		{"way in", "0500060000000000"},
	} {
		got, err := parse(&gadget, x.line)
		if err != nil || got != x.want {
			t.Errorf("%q: %s %v, want %s", x.line, got, err, x.want)
		}
	}
	for _, x := range []struct {
		line   string
		status int
		fatal  bool
		text   string
	}{
		{"one 1", 1, false, `Error: argument of "one" must be "on" or "off", not "1"`},
		{"two 1", 255, true, `Error: argument of "two" must be "on" or "off", not "1"`},
		{"keep 1", 1, false, `Error: argument of "keep" must be one of "off", "on", not "1"`},
		{"toggle o", 1, false, `Error: argument of "toggle" must be one of "off", "on", not "o"`},
		{"low 4294967296", 255, true, `Error: argument "4294967296" is wrong: invalid low`},
		{"way 2", 255, true, `Error: argument "2" is wrong: invalid way`},
		{"hel", 1, false, "gadget: no hel"},
		{"help", 1, false, "Usage: ... gadget"},
	} {
		_, err := parse(&gadget, x.line)
		e, ok := err.(*arg.Error)
		if !ok || e.Status != x.status || e.Fatal != x.fatal || strings.Split(e.Text, "\n")[0] != x.text {
			t.Errorf("%q: %#v", x.line, err)
		}
	}
	none := gadget
	none.HelpWord, none.NoSuch = HelpNone, nil
	if _, err := parse(&none, "help"); !strings.HasPrefix(err.Error(), "gadget: unknown command \"help\"?\n") {
		t.Error(err)
	}
}

func TestLead(t *testing.T) {
	k := gadget
	k.Lead = func(s *Scan) error {
		if s.Next() && s.Cursor.Word() != "first" {
			s.Back()
		}
		return nil
	}
	for line, want := range map[string]string{"first go": "0800050007000000", "go": "0800050007000000", "first": ""} {
		if got, err := parse(&k, line); err != nil || got != want {
			t.Errorf("%q: %s %v", line, got, err)
		}
	}
	if _, err := parse(&k, "go first"); err == nil {
		t.Error("first behind an option is accepted")
	}
}

// absent says so where its attribute is not there.
type absent struct{ U8 }

func (absent) PrintAbsent(v *View, r *Row) { v.Word(r, "none") }

func TestPrintFlags(t *testing.T) {
	k := gadget
	k.Rows = append([]Row{{Attr: 9, Key: "maybe", Val: absent{}}}, k.Rows...)
	k.Need, k.NeedLen = 1, 8
	for _, x := range []struct{ attrs, want string }{
		{"0c0001000000000001000000", "maybe none <> "},
		{"0c0001000300000000000000", "maybe none <ONE,TWO> "},
		{"0c0001002200000000000000", "maybe none <TWO,20> "},
		{"0c00010001000000000000000500090005000000", "maybe 5 <ONE> "},
		{"0c00010001000000000000000c0002000000000001000000", "maybe none <ONE> <1> "},
		{"0c00010001000000000000000c0002000100000000000000", "maybe none <ONE> "},
		{"0500090005000000", ""}, // what is needed is not there
		{"0800010001000000", ""}, // or too short
	} {
		data, err := hex.DecodeString(x.attrs)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(&k, data); got != x.want {
			t.Errorf("%s: %q, want %q", x.attrs, got, x.want)
		}
	}
	k.Need = 0
	if got := show(&k, nil); got != "" {
		t.Errorf("without attributes: %q", got)
	}
}

func show(k *Kind, data []byte) string {
	var b strings.Builder
	e := verb.NewEnv(out.Options{Details: 1})
	e.Out = out.New(&b, e.Out.Options)
	k.Print(e, data)
	e.Out.Flush()
	return b.String()
}
