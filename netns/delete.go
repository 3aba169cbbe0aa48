package netns

import (
	"os"

	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

func runDelete(e *verb.Env, c *arg.Cursor) error {
	if e.All {
		return forEach(func(name string) bool {
			if err := remove(RunDir + "/" + name); err != nil {
				e.Warn(err.Error())
				return false
			}
			return true
		})
	}
	if !c.Next() {
		return arg.Fail(1, "No netns name specified")
	}
	return remove(RunDir + "/" + c.Word())
}

// remove takes a name away. The namespace itself lives on as long as a process is in it.
func remove(path string) error {
	// No error of its own: a file on which nothing is mounted is removed just so.
	unix.Unmount(path, unix.MNT_DETACH)
	if err := unix.Unlink(path); err != nil {
		return arg.Fail(1, `Cannot remove namespace file "`+path+`": `+strerror(err))
	}
	return nil
}

// forEach calls f with each name until it returns false. No directory, no names.
func forEach(f func(name string) bool) error {
	names, err := entries()
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return arg.Fail(1, "Failed to open directory "+RunDir+": "+strerror(err))
	}
	for _, n := range names {
		if !f(n) {
			break
		}
	}
	return nil
}
