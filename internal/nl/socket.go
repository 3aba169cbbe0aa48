package nl

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// detach takes the socket out of the runtime's poller, for request and answer: there the kernel has
// answered before send returns, and a poller that is told of every answer costs as much as a small
// request. What it returns is a descriptor of its own for the same socket, still non-blocking. Listeners,
// which do wait, stay with the poller.
func detach(rc syscall.RawConn) (fd int, err error) {
	e := rc.Control(func(p uintptr) { fd, err = unix.FcntlInt(p, unix.F_DUPFD_CLOEXEC, 0) })
	if e != nil {
		return -1, e
	}
	return fd, err
}

// Close closes the socket.
func (c *Conn) Close() error {
	if c.c != nil {
		return c.c.Close()
	}
	fd := c.fd
	c.fd = -1
	return unix.Close(fd)
}

// control runs f on the descriptor.
func (c *Conn) control(f func(fd uintptr)) error {
	if c.c != nil {
		return c.rc.Control(f)
	}
	f(uintptr(c.fd))
	return nil
}

// wait runs f until it returns true, each time that the socket may be ready for the poll events.
func (c *Conn) wait(events int16, f func(fd uintptr) bool) error {
	switch {
	case c.c != nil && events == unix.POLLIN:
		return c.rc.Read(f)
	case c.c != nil:
		return c.rc.Write(f)
	}
	for !f(uintptr(c.fd)) {
		fds := [1]unix.PollFd{{Fd: int32(c.fd), Events: events}}
		if _, err := unix.Poll(fds[:], -1); err != nil && err != unix.EINTR {
			return err
		}
	}
	return nil
}

// recvOnce reads one datagram. It returns false where there is none yet.
//
// Neither call below waits for anything but the kernel's own work, so the scheduler is not told of them
// (RawSyscall): being told, it hands our processor to another thread whenever a request takes more than
// some microseconds, and that costs more than the request.
func (c *Conn) recvOnce(fd uintptr) bool {
	for {
		n, _, e := syscall.RawSyscall6(unix.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(&c.in[0])), uintptr(len(c.in)),
			uintptr(c.flags), 0, 0)
		switch e {
		case 0:
			c.n, c.err = int(n), nil
			return true
		case unix.EINTR:
			continue
		case unix.EAGAIN:
			return false
		}
		c.n, c.err = 0, e
		return true
	}
}

// sendOnce sends what is queued. It returns false where the socket's buffer is full.
func (c *Conn) sendOnce(fd uintptr) bool {
	for {
		_, _, e := syscall.RawSyscall6(unix.SYS_SENDTO, fd, uintptr(unsafe.Pointer(&c.out[0])), uintptr(len(c.out)), 0, 0, 0)
		switch e {
		case 0:
			c.err = nil
			return true
		case unix.EINTR:
			continue
		case unix.EAGAIN:
			return false
		}
		c.err = e
		return true
	}
}

// exchange sends what is queued and receives a datagram: flush and receive in one, in which the lines of
// a batch spend their time.
func (c *Conn) exchange() ([]byte, error) {
	if c.c != nil || c.in == nil {
		if err := c.flush(); err != nil {
			return nil, err
		}
		return c.receive()
	}
	_, _, e := syscall.RawSyscall6(unix.SYS_SENDTO, uintptr(c.fd), uintptr(unsafe.Pointer(&c.out[0])), uintptr(len(c.out)),
		0, 0, 0)
	if e != 0 { // once more, and say what is wrong
		if err := c.flush(); err != nil {
			return nil, err
		}
	}
	c.out = c.out[:0]
	n, _, e := syscall.RawSyscall6(unix.SYS_RECVFROM, uintptr(c.fd), uintptr(unsafe.Pointer(&c.in[0])), uintptr(len(c.in)),
		unix.MSG_TRUNC, 0, 0)
	if e != 0 {
		return c.receive()
	}
	c.n, c.err = int(n), nil
	return c.received()
}
