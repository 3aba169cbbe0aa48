package verb

import (
	"errors"
	"testing"

	"gip/internal/arg"
)

func TestObjectRun(t *testing.T) {
	var got string
	ran := func(name string) func(*Env, *arg.Cursor) error {
		return func(_ *Env, c *arg.Cursor) error {
			got = name
			for c.Next() {
				got += " " + c.Word()
			}
			return nil
		}
	}
	o := &Object{
		Name: "thing", Default: ran("list"), Usage: func() string { return "Usage: thing\n" },
		Verbs: []Verb{
			{Name: "add", Run: ran("add")}, {Name: "change", Run: ran("change")},
			{Name: "chg", Exact: true, Run: ran("change")}, {Name: "set", Run: ran("set")}, {Name: "show", Run: ran("show")},
		},
	}
	for _, c := range []struct {
		words []string
		want  string
	}{
		{nil, "list"},
		{[]string{"a", "x", "y"}, "add x y"},
		{[]string{"s"}, "set"}, // the first in order, not the shortest
		{[]string{"sh"}, "show"},
		{[]string{"chg", "z"}, "change z"},
	} {
		got = ""
		if err := o.Run(new(Env), c.words); err != nil || got != c.want {
			t.Errorf("%q ran %q, %v; want %q", c.words, got, err, c.want)
		}
	}
	for word, want := range map[string]string{
		"":     `Command "" is unknown, try "ip thing help".`,
		"frob": `Command "frob" is unknown, try "ip thing help".`,
		"chgx": `Command "chgx" is unknown, try "ip thing help".`,
		"help": "Usage: thing",
		"h":    "Usage: thing",
	} {
		var ae *arg.Error
		if err := o.Run(new(Env), []string{word}); !errors.As(err, &ae) || ae.Text != want || ae.Status != 255 || !ae.Fatal {
			t.Errorf("%q: %#v, want %q", word, err, want)
		}
	}
}
