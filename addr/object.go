// Package addr is the object of addresses of devices: ip address. It adds, changes and deletes
// addresses, shows them with the devices they are on, flushes, saves and restores them.
//
// The device lines and the filter words are those of package link.
package addr

import (
	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// Object describes ip address.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "address",
		Short:   "addresses of devices",
		Default: runShow,
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "add", Sends: true, Run: runAdd},
			{Name: "change", Sends: true, Run: runChange},
			{Name: "chg", Exact: true, Sends: true, Run: runChange},
			{Name: "replace", Sends: true, Run: runReplace},
			{Name: "delete", Sends: true, Run: runDelete},
			{Name: "list", Run: runShow},
			{Name: "show", Run: runShow},
			{Name: "lst", Run: runShow},
			{Name: "flush", Run: runFlush},
			{Name: "save", Run: runSave},
			{Name: "showdump", Run: runShowDump},
			{Name: "restore", Run: runRestore},
		},
	}
}

func runAdd(e *verb.Env, c *arg.Cursor) error {
	return runModify(e, c, unix.RTM_NEWADDR, unix.NLM_F_CREATE|unix.NLM_F_EXCL)
}

func runChange(e *verb.Env, c *arg.Cursor) error {
	return runModify(e, c, unix.RTM_NEWADDR, unix.NLM_F_REPLACE)
}

func runReplace(e *verb.Env, c *arg.Cursor) error {
	return runModify(e, c, unix.RTM_NEWADDR, unix.NLM_F_CREATE|unix.NLM_F_REPLACE)
}

func runDelete(e *verb.Env, c *arg.Cursor) error { return runModify(e, c, unix.RTM_DELADDR, 0) }
