package maddress

import (
	"errors"
	"strconv"
	"syscall"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// ifreq is struct ifreq with a hardware address as its value (linux/if.h).
type ifreq struct {
	name   [unix.IFNAMSIZ]byte
	family uint16 // AF_UNSPEC: the kernel wants it so
	addr   [14]byte
	_      [8]byte
}

// addrLen is the length of the addresses that the kernel's ioctl can carry on its way to devices, those
// of Ethernet.
const addrLen = 6

// modify runs ip maddress add and del; request is SIOCADDMULTI or SIOCDELMULTI.
func modify(e *verb.Env, c *arg.Cursor, request uintptr) error {
	var r ifreq
	if err := r.read(c); err != nil {
		return err
	}
	family := unix.AF_INET
	switch e.Family {
	case unix.AF_INET6, unix.AF_PACKET:
		family = int(e.Family)
	}
	fd, err := unix.Socket(family, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return arg.Exit(1, "Cannot create socket: "+strerror(err))
	}
	defer unix.Close(fd)
	if _, _, n := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), request, uintptr(unsafe.Pointer(&r))); n != 0 {
		return arg.Exit(1, "ioctl: "+strerror(n))
	}
	return nil
}

// read reads the words into the request.
func (r *ifreq) read(c *arg.Cursor) error {
	for c.Next() {
		var err error
		if w := c.Word(); w == "dev" {
			err = r.readDev(c)
		} else {
			err = r.readAddr(c, w)
		}
		if err != nil {
			return err
		}
	}
	if r.name[0] == 0 {
		return arg.Exit(255, `Not enough information: "dev" is required.`)
	}
	return nil
}

func (r *ifreq) readDev(c *arg.Cursor) error {
	dev, err := c.Value()
	if err != nil {
		return err
	}
	if r.name[0] != 0 {
		return arg.Duplicate("dev", dev)
	}
	if !arg.IfName(dev) {
		return arg.Invalid(`"dev" not a valid ifname`, dev)
	}
	copy(r.name[:], dev)
	return nil
}

func (r *ifreq) readAddr(c *arg.Cursor, w string) (err error) {
	if arg.Prefix(w, "address") {
		if w, err = c.Value(); err != nil {
			return err
		}
	}
	if arg.Prefix(w, "help") {
		return verb.Usage(usage())
	}
	// An address that begins with a zero byte is taken for none here, as the reference does.
	if r.addr[0] != 0 {
		return arg.Duplicate("address", w)
	}
	addr, err := arg.ParseLLAddr(make([]byte, 0, len(r.addr)+1), w, len(r.addr))
	if err != nil {
		var ae *arg.Error
		if errors.As(err, &ae) {
			return arg.Exit(1, ae.Text)
		}
		return err
	}
	copy(r.addr[:], addr)
	if len(addr) != addrLen {
		return arg.Exit(1, "Error: Invalid address length "+strconv.Itoa(len(addr))+" - must be "+strconv.Itoa(addrLen)+" bytes")
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
