package verb

import (
	"testing"

	"gip/internal/arg"
	"gip/internal/nl"
)

// What is queued is settled before any verb that does more than send.
func TestSettleBeforeOthers(t *testing.T) {
	var e Env
	e.Later(func(int, error) {}, func() int { return 1 })
	e.later.err = arg.Fail(2, "a socket's error")
	ran := false
	o := Object{
		Name: "thing", Usage: func() string { return "" },
		Default: func(*Env, *arg.Cursor) error { ran = true; return nil },
		Verbs: []Verb{
			{Name: "add", Sends: true, Run: func(*Env, *arg.Cursor) error { ran = true; return nil }},
			{Name: "show", Run: func(*Env, *arg.Cursor) error { ran = true; return nil }},
		},
	}
	e.conn = new(nl.Conn)
	if err := o.Run(&e, []string{"add"}); err != nil || !ran {
		t.Errorf("add: ran %v, %v", ran, err)
	}
	for _, words := range [][]string{{"show"}, nil} {
		ran = false
		e.later.err = arg.Fail(2, "a socket's error")
		if err := o.Run(&e, words); err == nil || ran {
			t.Errorf("%q: ran %v, %v", words, ran, err)
		}
		if err := o.Run(&e, words); err != nil || !ran {
			t.Errorf("%q again: ran %v, %v", words, ran, err)
		}
	}
}
