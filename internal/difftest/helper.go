package difftest

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// helperEnv makes a session's shell line run something that no tool does:
//
//	GIP_DIFFTEST_HELPER=hold-tun:NAME /proc/1/exe &
//
// (inside a sandbox, process 1 is the driver). hold-tun creates the tun device
// NAME and keeps it open until killed, with the file /tmp/held as a sign that
// it is there.
const helperEnv = "GIP_DIFFTEST_HELPER"

// helperMain runs a helper if this process was started as one.
func helperMain() {
	what := os.Getenv(helperEnv)
	if what == "" {
		return
	}
	name, ok := strings.CutPrefix(what, "hold-tun:")
	err := fmt.Errorf("unknown helper %s", what)
	if ok {
		err = holdTun(name)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// holdTun returns only when it fails.
func holdTun(name string) error {
	fd, err := syscall.Open("/dev/net/tun", syscall.O_RDWR|syscall.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	var ifreq struct { // struct ifreq of <linux/if.h>
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(ifreq.name[:syscall.IFNAMSIZ-1], name)
	ifreq.flags = syscall.IFF_TUN | syscall.IFF_NO_PI
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TUNSETIFF, uintptr(unsafe.Pointer(&ifreq))); errno != 0 {
		return errno
	}
	if err := os.WriteFile("/tmp/held", nil, 0o644); err != nil {
		return err
	}
	time.Sleep(time.Hour)
	return nil
}
