// Package process runs other programs: in place of this one, as "netns exec" and "vrf exec" do, and this
// one again as a child, which is what they do in a batch, since a process of several threads cannot fork
// and go on by itself.
package process

import (
	"errors"
	"os"
	"strings"
	"syscall"

	"gip/internal/arg"
	"gip/internal/early"
	"gip/internal/errno"
)

// Again runs this program again, as ip with the given words, and returns its exit status. The child says
// what goes wrong on its way. It works where the calling thread works: in its namespaces.
func Again(words ...string) (status int, err error) {
	p, err := os.StartProcess("/proc/self/exe", append([]string{"ip"}, words...), &os.ProcAttr{
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

// Status is the error that passes on the status of a child, nil for 0.
func Status(status int) error {
	if status == 0 {
		return nil
	}
	return arg.Fail(status, "")
}

// Exec replaces the process by a command that is looked for in PATH, as execvp(3) does: a file that
// may not be run is passed over, and one that is no program is given to the shell.
func Exec(words []string) error {
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

// strerror is the text of the error number in err.
func strerror(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
