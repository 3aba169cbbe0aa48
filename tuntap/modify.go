package tuntap

import (
	"errors"
	"syscall"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/names"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

const device = "/dev/net/tun"

// ifreq is struct ifreq with flags as its value (linux/if.h).
type ifreq struct {
	name  [unix.IFNAMSIZ]byte
	flags uint16
	_     [22]byte
}

// noOne is the owner or group of a device that has none.
const noOne = ^uint32(0)

// options are what the words of add and del say.
type options struct {
	req         ifreq
	user, group uint32 // noOne if not given
}

func (o *options) setName(name string) { copy(o.req.name[:len(o.req.name)-1], name) }

// parse reads the words of add, and of del, which takes no owners.
func parse(c *arg.Cursor, owners bool) (*options, error) {
	o := &options{user: noOne, group: noOne}
	o.req.flags = unix.IFF_NO_PI
	for c.Next() {
		w := c.Word()
		var err error
		switch {
		case arg.Prefix(w, "mode"):
			err = o.mode(c)
		case owners && arg.Prefix(w, "user"):
			o.user, err = account(c, "user", names.UserID)
		case owners && arg.Prefix(w, "group"):
			o.group, err = account(c, "group", names.GroupID)
		case arg.Prefix(w, "pi"):
			o.req.flags &^= unix.IFF_NO_PI
		case arg.Prefix(w, "one_queue"):
			o.req.flags |= unix.IFF_ONE_QUEUE
		case arg.Prefix(w, "vnet_hdr"):
			o.req.flags |= unix.IFF_VNET_HDR
		case arg.Prefix(w, "multi_queue"):
			o.req.flags |= unix.IFF_MULTI_QUEUE
		case arg.Prefix(w, "dev"):
			if w, err = c.Value(); err == nil {
				if !arg.IfName(w) {
					return nil, arg.Invalid(`"dev" not a valid ifname`, w)
				}
				o.req.name = [unix.IFNAMSIZ]byte{}
				o.setName(w)
			}
		default:
			err = o.positional(c)
		}
		if err != nil {
			return nil, err
		}
	}
	if o.req.flags&(unix.IFF_TUN|unix.IFF_TAP) == 0 {
		return nil, arg.Fail(1, "You failed to specify a tunnel mode")
	}
	return o, nil
}

func (o *options) mode(c *arg.Cursor) error {
	w, err := c.Value()
	if err != nil {
		return err
	}
	var this, other uint16
	switch {
	case arg.Prefix(w, "tun"):
		this, other = unix.IFF_TUN, unix.IFF_TAP
	case arg.Prefix(w, "tap"):
		this, other = unix.IFF_TAP, unix.IFF_TUN
	default:
		return arg.Exit(255, `Unknown tunnel mode "`+w+`"`)
	}
	if o.req.flags&other != 0 {
		return arg.Exit(255, "You managed to ask for more than one tunnel mode.")
	}
	o.req.flags |= this
	return nil
}

// positional reads the device's name, with or without "name" before it.
func (o *options) positional(c *arg.Cursor) error {
	w := c.Word()
	switch {
	case arg.Prefix(w, "name"):
		var err error
		if w, err = c.Value(); err != nil {
			return err
		}
	case arg.Prefix(w, "help"):
		return verb.Usage(usage())
	}
	if o.req.name[0] != 0 {
		return arg.Garbage("name", w)
	}
	if !arg.IfName(w) {
		return arg.Invalid(`"name" not a valid ifname`, w)
	}
	o.setName(w)
	return nil
}

// account reads a user or group, by number or by name.
func account(c *arg.Cursor, key string, byName func(string) (uint32, bool)) (uint32, error) {
	w, err := c.Value()
	if err != nil {
		return 0, err
	}
	if w != "" {
		// As the reference reads it: whatever number it is, its low 32 bits.
		if v, n, _ := arg.StrToL(w, 10); n == len(w) {
			return uint32(v), nil
		}
	}
	if id, ok := byName(w); ok {
		return id, nil
	}
	return 0, arg.Exit(255, "invalid "+key+` "`+w+`"`)
}

func runAdd(_ *verb.Env, c *arg.Cursor) error {
	o, err := parse(c, true)
	if err != nil {
		return err
	}
	o.req.flags |= unix.IFF_TUN_EXCL
	fd, err := attach(&o.req)
	if err != nil {
		return err
	}
	// Closing a descriptor whose device is not persistent yet takes the device away: nothing is left
	// half-done.
	defer unix.Close(fd)
	if o.user != noOne {
		if err := ioctl(fd, "TUNSETOWNER", unix.TUNSETOWNER, uintptr(o.user)); err != nil {
			return err
		}
	}
	if o.group != noOne {
		if err := ioctl(fd, "TUNSETGROUP", unix.TUNSETGROUP, uintptr(o.group)); err != nil {
			return err
		}
	}
	return ioctl(fd, "TUNSETPERSIST", unix.TUNSETPERSIST, 1)
}

func runDelete(e *verb.Env, c *arg.Cursor) error {
	o, err := parse(c, false)
	if err != nil {
		return err
	}
	fd, err := attach(&o.req)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	e.Links.Forget()
	return ioctl(fd, "TUNSETPERSIST", unix.TUNSETPERSIST, 0)
}

// attach opens the driver and attaches the descriptor to the device, which is made if it is not there.
func attach(req *ifreq) (fd int, err error) {
	fd, err = unix.Open(device, unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		return -1, arg.Fail(1, "open: "+strerror(err))
	}
	if err := ioctl(fd, "TUNSETIFF", unix.TUNSETIFF, uintptr(unsafe.Pointer(req))); err != nil {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

//go:uintptrescapes
func ioctl(fd int, name string, req uint, value uintptr) error {
	if _, _, n := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), uintptr(req), value); n != 0 {
		return arg.Fail(1, "ioctl("+name+"): "+errno.StrError(n))
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
