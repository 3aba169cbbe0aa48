package addr

import (
	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// printEcho shows the address of an RTM_NEWADDR or RTM_DELADDR.
func printEcho(e *verb.Env, m nl.Message) error { return nil }

// stubVerbs are the verbs of runModify until those of object.go are there.
func stubVerbs() []verb.Verb {
	return []verb.Verb{
		{Name: "add", Run: func(e *verb.Env, c *arg.Cursor) error {
			return runModify(e, c, unix.RTM_NEWADDR, unix.NLM_F_CREATE|unix.NLM_F_EXCL)
		}},
		{Name: "change", Run: func(e *verb.Env, c *arg.Cursor) error {
			return runModify(e, c, unix.RTM_NEWADDR, unix.NLM_F_REPLACE)
		}},
		{Name: "chg", Exact: true, Run: func(e *verb.Env, c *arg.Cursor) error {
			return runModify(e, c, unix.RTM_NEWADDR, unix.NLM_F_REPLACE)
		}},
		{Name: "replace", Run: func(e *verb.Env, c *arg.Cursor) error {
			return runModify(e, c, unix.RTM_NEWADDR, unix.NLM_F_CREATE|unix.NLM_F_REPLACE)
		}},
		{Name: "delete", Run: func(e *verb.Env, c *arg.Cursor) error {
			return runModify(e, c, unix.RTM_DELADDR, 0)
		}},
	}
}
