package nl

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// ifreq is struct ifreq with an index as its value (linux/if.h).
type ifreq struct {
	name  [unix.IFNAMSIZ]byte
	index int32
	_     [20]byte
}

// ioctl works on any socket, netlink's too, and answers for the socket's namespace.
func (c *Conn) ioctl(req uintptr, arg unsafe.Pointer) (err error) {
	e := c.control(func(fd uintptr) {
		if _, _, n := syscall.RawSyscall(unix.SYS_IOCTL, fd, req, uintptr(arg)); n != 0 {
			err = n
		}
	})
	if e != nil {
		return e
	}
	return err
}

// LinkName is the name of the device with that index (SIOCGIFNAME); ENODEV if there is none. It may be
// called inside a Dump loop.
func (c *Conn) LinkName(index int) (string, error) {
	r := ifreq{index: int32(index)}
	if err := c.ioctl(unix.SIOCGIFNAME, unsafe.Pointer(&r)); err != nil {
		return "", err
	}
	return unix.ByteSliceToString(r.name[:]), nil
}

// LinkIndex is the index of the device with that name or alternative name (SIOCGIFINDEX), which here
// may have at most 15 bytes; ENODEV if there is none. It may be called inside a Dump loop.
func (c *Conn) LinkIndex(name string) (int, error) {
	var r ifreq
	if len(name) >= len(r.name) || name == "" {
		return 0, unix.ENODEV
	}
	copy(r.name[:], name)
	if err := c.ioctl(unix.SIOCGIFINDEX, unsafe.Pointer(&r)); err != nil {
		return 0, err
	}
	return int(r.index), nil
}

// LinkFlags are the low 16 flags (IFF_*) of the device with that name (SIOCGIFFLAGS); ENODEV if there is
// none. It may be called inside a Dump loop.
func (c *Conn) LinkFlags(name string) (uint32, error) {
	r, err := c.byName(unix.SIOCGIFFLAGS, name)
	return uint32(le.Uint16(r[:])), err
}

// TxQueueLen is the length of the transmit queue, in packets, of the device with that name
// (SIOCGIFTXQLEN); ENODEV if there is none. It may be called inside a Dump loop.
func (c *Conn) TxQueueLen(name string) (int32, error) {
	r, err := c.byName(unix.SIOCGIFTXQLEN, name)
	return int32(le.Uint32(r[:])), err
}

// byName asks for a value by the name of a device and returns its first bytes.
func (c *Conn) byName(req uintptr, name string) (value [4]byte, err error) {
	var r ifreq
	if len(name) >= len(r.name) || name == "" {
		return value, unix.ENODEV
	}
	copy(r.name[:], name)
	err = c.ioctl(req, unsafe.Pointer(&r))
	le.PutUint32(value[:], uint32(r.index))
	return value, err
}
