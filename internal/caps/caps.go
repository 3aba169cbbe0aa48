// Package caps gives up the capabilities that the binary's file may carry (setcap, capabilities(7)):
// they are there so that everybody may run a command in a VRF ("ip vrf exec"), not to let everybody
// configure the network.
package caps

import (
	"errors"
	"os"
	"runtime"
	"syscall"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/errno"

	"golang.org/x/sys/unix"
)

// Drop gives up every capability of the process, unless it runs for root or through sudo, or its caller
// has CAP_NET_ADMIN to pass on (inheritable).
func Drop() error {
	if os.Getuid() == 0 || os.Geteuid() == 0 {
		return nil
	}
	hdr := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	if err := unix.Capget(&hdr, &data[0]); err != nil {
		return arg.Exit(1, "capget: "+cause(err))
	}
	if data[0].Permitted == 0 && data[1].Permitted == 0 || data[0].Inheritable&(1<<unix.CAP_NET_ADMIN) != 0 {
		return nil
	}
	data = [2]unix.CapUserData{}
	// Capabilities belong to threads, and the runtime has started some already.
	_, _, n := syscall.AllThreadsSyscall(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&hdr)), uintptr(unsafe.Pointer(&data[0])), 0)
	if n == syscall.ENOTSUP {
		// A binary with C in it, such as a test's, cannot reach all of them: this one gives them up, and the
		// goroutine that does what the command asks for never leaves it.
		runtime.LockOSThread()
		_, _, n = syscall.RawSyscall(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&hdr)), uintptr(unsafe.Pointer(&data[0])), 0)
	}
	if n != 0 {
		return arg.Exit(1, "capset: "+cause(n))
	}
	return nil
}

// cause is the text of the error number in err.
func cause(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
