// Package link is the object of network devices: ip link. It shows, adds, changes and deletes devices
// of every kind, and lends addr its device line.
//
// One file holds one verb, one file kind_NAME.go one kind of device. A kind is a table (internal/spec)
// that drives parsing, encoding, decoding, text, JSON and help; what a table cannot say is plain Go in
// the same file.
package link

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// Object describes ip link.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "link",
		Short:   "network devices",
		Default: func(e *verb.Env, c *arg.Cursor) error { return Show(e, c) },
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "add", Run: runAdd},
			{Name: "set", Run: runSet},
			{Name: "change", Run: runSet},
			{Name: "replace", Run: runReplace},
			{Name: "delete", Run: runDelete},
			{Name: "show", Run: Show},
			{Name: "lst", Run: Show},
			{Name: "list", Run: Show},
			{Name: "xstats", Run: runXstats},
			{Name: "afstats", Run: runAfstats},
			{Name: "property", Run: runProperty},
			{Name: "help", Run: runHelp},
		},
	}
}
