package main

import (
	"os"
	"syscall"
	"unsafe"

	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

// dropCaps gives up the capabilities that the binary's file may carry when an ordinary user runs it:
// they are there for "vrf exec", not to let everybody configure the network. A caller that itself has
// CAP_NET_ADMIN to pass on (inheritable) keeps it, and so do root and sudo.
func dropCaps() error {
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
	if n != 0 {
		return arg.Exit(1, "capset: "+cause(n))
	}
	return nil
}
