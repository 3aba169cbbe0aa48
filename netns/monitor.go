package netns

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runMonitor tells when names come and go, until it is interrupted.
func runMonitor(e *verb.Env, _ *arg.Cursor) error {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC)
	if err != nil {
		return arg.Fail(1, "inotify_init failed: "+strerror(err))
	}
	defer unix.Close(fd)
	if err := makeRunDir(); err != nil {
		return err
	}
	if _, err := unix.InotifyAddWatch(fd, RunDir, unix.IN_CREATE|unix.IN_DELETE); err != nil {
		return arg.Fail(1, "inotify_add_watch failed: "+strerror(err))
	}
	buf := make([]byte, 4096)
	for {
		n, err := unix.Read(fd, buf)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return arg.Fail(1, "read failed: "+strerror(err))
		}
		events(buf[:n], func(mask uint32, name []byte) {
			if mask&unix.IN_CREATE != 0 {
				e.Out.Raw(append(append([]byte("add "), name...), '\n'))
			}
			if mask&unix.IN_DELETE != 0 {
				e.Out.Raw(append(append([]byte("delete "), name...), '\n'))
			}
		})
		// Each event at once: whoever watches acts on it.
		if err := e.Out.Flush(); err != nil {
			return err
		}
	}
}

// events splits what an inotify descriptor gave (struct inotify_event, inotify(7)).
func events(b []byte, f func(mask uint32, name []byte)) {
	for len(b) >= unix.SizeofInotifyEvent {
		n := int(binary.NativeEndian.Uint32(b[12:]))
		if n > len(b)-unix.SizeofInotifyEvent {
			return
		}
		name := b[unix.SizeofInotifyEvent:][:n]
		f(binary.NativeEndian.Uint32(b[4:]), attr.CString(name))
		b = b[unix.SizeofInotifyEvent+n:]
	}
}
