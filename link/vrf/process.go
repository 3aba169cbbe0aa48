package vrf

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/process"
	"gip/internal/verb"
	"gip/internal/vrfgroup"
	"gip/netns"
)

// runExec becomes a command whose sockets are bound to a VRF. In a batch the command runs as a child.
func runExec(e *verb.Env, c *arg.Cursor) error {
	words := c.Rest()
	if len(words) < 1 {
		return arg.Fail(1, "No VRF name specified")
	}
	if len(words) < 2 {
		return arg.Fail(1, "No command specified")
	}
	if err := e.Out.Flush(); err != nil {
		return err
	}
	if e.Batch {
		status, err := process.Again(append([]string{"vrf", "exec"}, words...)...)
		if err != nil {
			return err
		}
		return process.Status(status)
	}
	if err := enter(e, words[0]); err != nil {
		return arg.Fail(255, err.Error())
	}
	return process.Exec(words[1:])
}

// enter moves the process into a VRF.
func enter(e *verb.Env, name string) error {
	index := 0
	if name == defaultName {
		name = ""
	} else {
		var ok bool
		if index, _, _, ok = e.Links.VRF(name); !ok {
			return errInvalid
		}
	}
	// In this order, since what it cannot find is not told before what it cannot mount.
	if _, err := vrfgroup.Mount(); err != nil {
		return err
	}
	ns, err := netns.Name()
	if err != nil {
		return err
	}
	return vrfgroup.Join(ns, name, int32(index))
}

var errInvalid = arg.Fail(1, "Invalid VRF name")

// runIdentify shows the VRF that a process is in, if any.
func runIdentify(e *verb.Env, c *arg.Cursor) error {
	pid := strconv.Itoa(os.Getpid())
	if words := c.Rest(); len(words) > 1 {
		return arg.Invalid("Extra arguments specified\n", words[1])
	} else if len(words) == 1 {
		n, ok := arg.U32(words[0], 10)
		if !ok {
			return arg.Invalid("Invalid pid\n", words[0])
		}
		pid = strconv.Itoa(int(int32(n)))
	}
	name, err := vrfgroup.Of(pid)
	if err != nil {
		return arg.Fail(1, "Failed to lookup vrf association: "+strerror(err))
	}
	if name != "" {
		e.Out.Raw([]byte(name + "\n"))
	}
	return nil
}

// pidWidth is the width of the column of process ids.
const pidWidth = 5

// runPids shows the processes that are in a VRF of this network namespace.
func runPids(e *verb.Env, c *arg.Cursor) error {
	if c.Len() != 1 {
		return arg.Fail(1, "Invalid arguments")
	}
	name := c.Rest()[0]
	if _, _, _, ok := e.Links.VRF(name); !ok {
		return errInvalid
	}
	mount, err := vrfgroup.Mount()
	if err != nil {
		return err
	}
	ns, err := netns.Name()
	if err != nil {
		return err
	}
	err = vrfgroup.Processes(mount, ns, name, func(pid, program string) {
		e.Out.Raw([]byte(strings.Repeat(" ", max(0, pidWidth-len(pid))) + pid + "  " + program + "\n"))
	})
	if err != nil {
		return arg.Fail(1, "")
	}
	return nil
}

// strerror is the text of the error number in err.
func strerror(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
