package netns

import (
	"os"
	"strings"
	"syscall"

	"gip/internal/arg"
	"gip/internal/early"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
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
	if e.Batch {
		status, err := child(e, words[0], words[1:])
		if err != nil {
			return err
		}
		return statusError(status)
	}
	if err := e.Out.Flush(); err != nil {
		return err
	}
	leaveVRF()
	if err := Switch(words[0], e.Warn); err != nil {
		return err
	}
	return execvp(words[1:])
}

func execAll(e *verb.Env, words []string) error {
	return forEach(func(name string) bool {
		e.Out.Raw([]byte("\nnetns: " + name + "\n"))
		if _, err := child(e, name, words); err != nil {
			e.Warn(err.Error())
		}
		return true
	})
}

// statusError passes on the status of a child.
func statusError(status int) error {
	if status == 0 {
		return nil
	}
	return arg.Fail(status, "")
}

// child runs a command in the namespace by running this program again, since a process of several
// threads cannot fork and go on by itself. The child says what goes wrong on the way.
func child(e *verb.Env, name string, words []string) (status int, err error) {
	if err := e.Out.Flush(); err != nil {
		return 0, err
	}
	argv := append([]string{"ip", "netns", "exec", name}, words...)
	p, err := os.StartProcess("/proc/self/exe", argv, &os.ProcAttr{
		Env:   early.Environ(os.Environ()),
		Files: []*os.File{os.Stdin, os.Stdout, os.Stderr},
	})
	if err != nil {
		return 0, arg.Exit(1, "fork: "+strerror(err))
	}
	s, err := p.Wait()
	if err != nil {
		return 0, arg.Exit(1, "waitpid: "+strerror(err))
	}
	if !s.Exited() {
		// Killed by a signal: the reference ends at once, in the middle of its batch.
		return 0, arg.Exit(1, "")
	}
	return s.ExitCode(), nil
}

// execvp replaces the process by a command that is looked for in PATH, as execvp(3) does: a file that
// may not be run is passed over, and one that is no program is given to the shell.
func execvp(words []string) error {
	file := words[0]
	dirs := []string{""}
	if !strings.Contains(file, "/") {
		path, ok := os.LookupEnv("PATH")
		if !ok {
			path = "/bin:/usr/bin"
		}
		dirs = strings.Split(path, ":")
	}
	result := syscall.ENOENT
	for _, d := range dirs {
		if file == "" {
			break
		}
		full := file
		if d != "" {
			full = d + "/" + file
		}
		err := syscall.Exec(full, words, early.Environ(os.Environ()))
		if err == syscall.ENOEXEC {
			err = syscall.Exec("/bin/sh", append([]string{"/bin/sh", full}, words[1:]...), early.Environ(os.Environ()))
		}
		switch n, _ := err.(syscall.Errno); n {
		case syscall.ENOENT, syscall.ENOTDIR, syscall.ESTALE, syscall.ENODEV, syscall.ETIMEDOUT:
			if strings.Contains(file, "/") {
				result = n
			}
		case syscall.EACCES:
			result = n
		default:
			return execFailed(file, n)
		}
	}
	return execFailed(file, result)
}

func execFailed(file string, n syscall.Errno) error {
	return arg.Exit(1, `exec of "`+file+`" failed: `+strerror(n))
}

// leaveVRF takes the process out of the cgroup of a VRF (ip vrf exec), whose program would bind the
// command's sockets to a device that the other namespace does not have.
func leaveVRF() {
	b, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(b)) {
		_, path, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "::")
		if !ok {
			continue
		}
		base, _, ok := strings.Cut(path, "/vrf/")
		if !ok {
			return
		}
		if mnt := cgroup2Mount(); mnt != "" {
			// Should it fail, the command still runs, as bound as it was: the reference does the same.
			fd, err := unix.Open(mnt+base+"/cgroup.procs", unix.O_WRONLY|unix.O_CLOEXEC, 0)
			if err == nil {
				unix.Write(fd, []byte("0"))
				unix.Close(fd)
			}
		}
		return
	}
}

// cgroup2Mount is where the cgroup2 file system is mounted, "" if nowhere.
func cgroup2Mount() string {
	b, err := os.ReadFile("/proc/mounts")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) > 2 && f[2] == "cgroup2" {
			return f[1]
		}
	}
	return ""
}
