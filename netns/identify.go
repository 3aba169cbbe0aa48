package netns

import (
	"os"
	"strings"

	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// isPID says whether a word is made of digits; the empty word is, as in the reference.
func isPID(s string) bool { return strings.Trim(s, "0123456789") == "" }

// runIdentify shows the names of a process's namespace.
func runIdentify(e *verb.Env, c *arg.Cursor) error {
	// The thread's, not the process's: under -n this thread alone has moved.
	pid := "thread-self"
	if c.Next() {
		if c.Len() > 0 {
			return arg.Fail(1, "extra arguments specified")
		}
		if pid = c.Word(); !isPID(pid) {
			return arg.Fail(1, "Specified string '"+pid+"' is not a pid")
		}
	}
	name, err := nameOf(pid)
	if err != nil {
		return err
	}
	e.Out.Raw([]byte(name + "\n"))
	return nil
}

// Name is the name of the network namespace that this thread works in, "" if it has none.
func Name() (string, error) {
	name, err := nameOf("thread-self")
	if err != nil {
		return "", arg.Fail(1, err.Error()+"\nFailed to get name of network namespace: "+strerror(err))
	}
	return name, nil
}

// nameOf is the name of a process's network namespace, "" if it has none; of several the last in the
// directory, as the reference has it. pid is the name of a directory of /proc.
func nameOf(pid string) (found string, err error) {
	ns, err := statNS("/proc/" + pid + "/ns/net")
	if err != nil {
		return "", err
	}
	names, err := entries()
	if err != nil && !os.IsNotExist(err) {
		return "", refuse("Failed to open directory "+RunDir+":", err)
	}
	for _, n := range names {
		var st unix.Stat_t
		if unix.Stat(RunDir+"/"+n, &st) == nil && st.Dev == ns.Dev && st.Ino == ns.Ino {
			found = n
		}
	}
	return found, nil
}

// runPids shows the processes in a namespace.
func runPids(e *verb.Env, c *arg.Cursor) error {
	if !c.Next() {
		return arg.Fail(1, "No netns name specified")
	}
	if c.Len() > 0 {
		return arg.Fail(1, "extra arguments specified")
	}
	ns, err := statNS(RunDir + "/" + c.Word())
	if err != nil {
		return err
	}
	proc, err := os.Open("/proc")
	if err != nil {
		return arg.Fail(1, "Open of /proc failed: "+strerror(err))
	}
	defer proc.Close()
	pids, err := proc.Readdirnames(-1)
	if err != nil {
		return arg.Fail(1, "Open of /proc failed: "+strerror(err))
	}
	for _, pid := range pids {
		var st unix.Stat_t
		if isPID(pid) && unix.Stat("/proc/"+pid+"/ns/net", &st) == nil && st.Dev == ns.Dev && st.Ino == ns.Ino {
			e.Out.Raw([]byte(pid + "\n"))
		}
	}
	return nil
}

// statNS tells which namespace a file is. It opens the file, since only then is a process of another
// user refused rather than shown as if it were nowhere.
func statNS(path string) (st unix.Stat_t, err error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return st, refuse("Cannot open network namespace: ", err)
	}
	defer unix.Close(fd)
	if err := unix.Fstat(fd, &st); err != nil {
		return st, refuse("Stat of netns failed: ", err)
	}
	return st, nil
}

// A refused is the error of a command with what the system said, for those who tell it again.
type refused struct {
	told  *arg.Error
	cause error
}

func (r *refused) Error() string { return r.told.Text }

func (r *refused) Unwrap() []error { return []error{r.told, r.cause} }

func refuse(what string, cause error) error {
	return &refused{arg.Fail(1, what+strerror(cause)), cause}
}
