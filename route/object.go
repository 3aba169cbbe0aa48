// Package route is the object of routes and route lookups: ip route. It lists, changes, flushes, saves
// and restores the routes of IPv4, IPv6 and MPLS, and prints one for whoever has a route message: a
// Printer serves list, get, -echo, the flush reports, showdump and monitor alike.
//
// One file holds one verb; print.go and its neighbours hold the one route that all of them print.
package route

import (
	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// Object describes ip route.
func Object() *verb.Object {
	get, change := new(getter), new(modifier)
	return &verb.Object{
		Name:    "route",
		Short:   "routes and route lookups",
		Default: runList,
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "add", Sends: true, Run: modify(change, unix.RTM_NEWROUTE, unix.NLM_F_CREATE|unix.NLM_F_EXCL)},
			{Name: "change", Sends: true, Run: modify(change, unix.RTM_NEWROUTE, unix.NLM_F_REPLACE)},
			{Name: "chg", Exact: true, Sends: true, Run: modify(change, unix.RTM_NEWROUTE, unix.NLM_F_REPLACE)},
			{Name: "replace", Sends: true, Run: modify(change, unix.RTM_NEWROUTE, unix.NLM_F_CREATE|unix.NLM_F_REPLACE)},
			{Name: "prepend", Sends: true, Run: modify(change, unix.RTM_NEWROUTE, unix.NLM_F_CREATE)},
			{Name: "append", Sends: true, Run: modify(change, unix.RTM_NEWROUTE, unix.NLM_F_CREATE|unix.NLM_F_APPEND)},
			{Name: "test", Sends: true, Run: modify(change, unix.RTM_NEWROUTE, unix.NLM_F_EXCL)},
			{Name: "delete", Sends: true, Run: modify(change, unix.RTM_DELROUTE, 0)},
			{Name: "list", Run: runList},
			{Name: "show", Run: runList},
			{Name: "lst", Run: runList},
			{Name: "get", Run: get.run},
			{Name: "flush", Run: runFlush},
			{Name: "save", Run: runSave},
			{Name: "restore", Run: runRestore},
			{Name: "showdump", Run: runShowDump},
		},
	}
}

// modify is the verb that sends a route with that type of message and those flags.
func modify(m *modifier, typ, flags uint16) func(*verb.Env, *arg.Cursor) error {
	return func(e *verb.Env, c *arg.Cursor) error { return m.run(e, c, typ, flags) }
}
