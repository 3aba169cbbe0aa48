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
	"gip/internal/nsid"
	"gip/internal/verb"
)

const (
	// RunDir holds one file per named namespace, on which it is mounted.
	RunDir = nsid.RunDir
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
		Before:  checkName,
		Verbs: []verb.Verb{
			{Name: "list", Run: runList},
			{Name: "show", Run: runList},
			{Name: "lst", Run: runList},
			{Name: "list-id", Run: runListID},
			{Name: "help", Run: func(*verb.Env, *arg.Cursor) error { return verb.Usage(usage()) }},
			{Name: "add", Run: runAdd},
			{Name: "set", Run: runSet},
			{Name: "delete", Run: runDelete},
			{Name: "identify", Run: runIdentify},
			{Name: "pids", Run: runPids},
			{Name: "exec", Run: runExec},
			{Name: "monitor", Run: runMonitor},
			{Name: "attach", Run: runAttach},
		},
	}
}

// checkName refuses a first word that cannot be the name of a file, for every verb alike and before the
// verb is even looked at, as the reference does; -all takes no name.
func checkName(e *verb.Env, words []string) error {
	if len(words) > 1 && !e.All && !validName(words[1]) {
		return arg.Exit(255, `Invalid netns name "`+words[1]+`"`)
	}
	return nil
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
