package netns

import (
	"gip/internal/arg"
	"gip/internal/process"
	"gip/internal/verb"
	"gip/internal/vrfgroup"
)

// runExec becomes the command. In a batch, and with -all, the command runs as a child instead.
func runExec(e *verb.Env, c *arg.Cursor) error {
	words := c.Rest()
	if e.All {
		if len(words) < 1 {
			return arg.Fail(1, "No command specified")
		}
		return execAll(e, words)
	}
	if len(words) < 1 {
		return arg.Fail(1, "No netns name specified")
	}
	if len(words) < 2 {
		return arg.Fail(1, "No command specified")
	}
	if err := e.Out.Flush(); err != nil {
		return err
	}
	if e.Batch {
		status, err := child(words[0], words[1:])
		if err != nil {
			return err
		}
		return process.Status(status)
	}
	leaveVRF(e)
	if err := Switch(words[0], e.Warn); err != nil {
		return err
	}
	return process.Exec(words[1:])
}

func execAll(e *verb.Env, words []string) error {
	return forEach(func(name string) bool {
		e.Out.Raw([]byte("\nnetns: " + name + "\n"))
		err := e.Out.Flush()
		if err == nil {
			_, err = child(name, words)
		}
		if err != nil {
			e.Warn(err.Error())
		}
		return true
	})
}

func child(name string, words []string) (status int, err error) {
	return process.Again(append([]string{"netns", "exec", name}, words...)...)
}

// leaveVRF takes the process out of the cgroup of a VRF (ip vrf exec), whose program would bind the
// command's sockets to a device that the other namespace does not have. Should it fail, the command still
// runs, as bound as it was: the reference does the same.
func leaveVRF(e *verb.Env) {
	if vrf, err := vrfgroup.Of("self"); err != nil || vrf == "" {
		return
	}
	name, err := Name()
	if err == nil {
		err = vrfgroup.Join(name, "", 0)
	}
	if err != nil {
		e.Warn(err.Error())
	}
}
