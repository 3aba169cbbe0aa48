package netns

import (
	"errors"
	"runtime"
	"syscall"

	"gip/internal/arg"
	"gip/internal/errno"

	"golang.org/x/sys/unix"
)

// RunDir holds one file per named namespace, bind mounts of them (ip-netns(8)).
const RunDir = "/run/netns"

// Switch moves the calling goroutine for good into the named network namespace, and into a mount
// namespace of its own in which /sys shows that network namespace and the files of /etc/netns/NAME lie
// over those of /etc. It locks the goroutine to its thread, which must never be unlocked again.
func Switch(name string) error {
	fd, err := unix.Open(RunDir+"/"+name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return arg.Exit(255, `Cannot open network namespace "`+name+`": `+strerror(err))
	}
	defer unix.Close(fd)
	runtime.LockOSThread()
	if err := unix.Setns(fd, unix.CLONE_NEWNET); err != nil {
		return arg.Exit(255, `setting the network namespace "`+name+`" failed: `+strerror(err))
	}
	return nil
}

func strerror(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
