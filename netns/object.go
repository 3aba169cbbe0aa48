// Package netns is the object of network namespaces: ip netns. It makes and removes named namespaces,
// runs commands in them, and shows and sets their ids.
//
// A name is a file in /run/netns on which the namespace is mounted; nothing else keeps it alive
// (ip-netns(8)). What changes the namespace of a thread locks the goroutine to it, so that no other
// work of the process ever runs there.
package netns

import (
	"errors"
	"os"
	"strings"
	"syscall"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/verb"
)

const (
	// RunDir holds one file per named namespace, on which it is mounted.
	RunDir = "/run/netns"
	// etcDir holds a folder per namespace, whose files lie over those of /etc in it.
	etcDir = "/etc/netns"
	// nameMax is the longest file name (NAME_MAX of linux/limits.h).
	nameMax = 255
)

// Object describes ip netns.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "netns",
		Short:   "network namespaces",
		Default: runList,
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "list", Run: named(runList)},
			{Name: "show", Run: named(runList)},
			{Name: "lst", Run: named(runList)},
			{Name: "list-id", Run: named(runListID)},
			{Name: "help", Run: named(func(*verb.Env, *arg.Cursor) error { return verb.Usage(usage()) })},
			{Name: "add", Run: named(runAdd)},
			{Name: "set", Run: named(runSet)},
			{Name: "delete", Run: named(runDelete)},
			{Name: "identify", Run: named(runIdentify)},
			{Name: "pids", Run: named(runPids)},
			{Name: "exec", Run: named(runExec)},
			{Name: "monitor", Run: named(runMonitor)},
			{Name: "attach", Run: named(runAttach)},
		},
	}
}

// named refuses a first word that cannot be the name of a file before anything is done, for every verb
// alike, as the reference does; -all takes no name.
func named(run func(*verb.Env, *arg.Cursor) error) func(*verb.Env, *arg.Cursor) error {
	return func(e *verb.Env, c *arg.Cursor) error {
		if w, ok := c.Peek(); ok && !e.All && !validName(w) {
			return arg.Exit(255, `Invalid netns name "`+w+`"`)
		}
		return run(e, c)
	}
}

func validName(s string) bool {
	return s != "" && len(s) <= nameMax && !strings.Contains(s, "/") && s != "." && s != ".."
}

func usage() string {
	return `Usage: ip netns [ list ]                names, with the ids they have in this namespace
       ip netns add NAME                make a namespace
       ip netns attach NAME PID         name the namespace of a process
       ip [-all] netns delete [ NAME ]  remove a name
       ip [-all] netns exec [ NAME ] COMMAND ...
                                        run a command in it; /sys and /etc/netns/NAME are put in place
       ip netns set NAME NETNSID        give it an id in this namespace
       ip netns identify [ PID ]        the names of a process's namespace
       ip netns pids NAME               the processes in it
       ip netns monitor                 tell when names come and go
       ip netns list-id [ target-nsid N ] [ nsid N ]
                                        ids; as the namespace N sees them, or one alone

NETNSID := auto | N
`
}

// entries are the names in RunDir, in the order of the directory. A missing directory has none.
func entries() ([]string, error) {
	f, err := os.Open(RunDir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdirnames(-1)
}

// strerror is the text of the error number in err.
func strerror(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
