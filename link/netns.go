package link

import (
	"errors"
	"strconv"
	"strings"
	"syscall"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/nsid"
	"gip/internal/verb"
	"gip/netns"

	"golang.org/x/sys/unix"
)

// openNetNS opens the network namespace that a word means: a path if there is a slash in it, else the
// name of one of ip netns; with pid, failing that, that of a process. -1 means that there is none.
func openNetNS(word string, pid bool) int {
	path := word
	if strings.IndexByte(word, '/') < 0 {
		path = netns.RunDir + "/" + word
	}
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil && pid {
		n, ok := arg.Int(word, 0)
		if !ok {
			return -1
		}
		fd, err = unix.Open("/proc/"+strconv.Itoa(int(n))+"/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	}
	if err != nil {
		return -1
	}
	return fd
}

// linkNamespace finds the id of the namespace after "link-netns". Ids belong to the namespace that
// looks at others by them, which here is the one the device is made in.
func (w *words) linkNamespace() error {
	if w.netns >= 0 && (w.nsid != -1 || w.hasNS) {
		conn, err := w.r.Env.DialIn(w.netns)
		if err != nil {
			return netnsError(err)
		}
		w.far = conn
	}
	if !w.hasNS {
		return nil
	}
	id := int32(-1)
	if fd := openNetNS(w.peerNS, false); fd >= 0 {
		defer unix.Close(fd)
		conn, err := w.conn()
		if err != nil {
			return err
		}
		if id = netnsID(w.r.Env, conn, fd); id < 0 {
			giveID(w.r.Env, conn, fd)
			id = netnsID(w.r.Env, conn, fd)
		}
	}
	if id < 0 {
		// The reference blames the word that comes next, if any.
		word, ok := w.c.Peek()
		if !ok {
			word = "(null)"
		}
		return invalidValue("link-netns", word)
	}
	w.nsid = id
	w.r.Enc.U32(unix.IFLA_LINK_NETNSID, uint32(id))
	return nil
}

// conn is a socket in the namespace the device is made in.
func (w *words) conn() (*nl.Conn, error) {
	if w.far != nil {
		return w.far, nil
	}
	return w.r.Env.Conn()
}

// close closes the socket that linkNamespace may have opened.
func (w *words) close() {
	if w.far != nil {
		w.far.Close()
	}
}

func netnsError(err error) error {
	var n syscall.Errno
	if errors.As(err, &n) {
		return arg.Exit(verb.UsageStatus, "Cannot set namespace: "+errno.StrError(n))
	}
	return err
}

// netnsID is the id of the namespace of a descriptor, negative if it has none.
func netnsID(e *verb.Env, conn *nl.Conn, fd int) int32 {
	id, err := nsid.Of(conn, fd)
	if err != nil {
		e.Warn(err.Error())
	}
	return id
}

// giveID has the kernel give the namespace of a descriptor an id. That it could not shows when the id is
// asked for again.
func giveID(e *verb.Env, conn *nl.Conn, fd int) {
	body := nsid.Request(fd)
	body.U32(unix.NETNSA_NSID, 1<<32-1) // -1: any
	if err := conn.Do(nl.Request{Type: unix.RTM_NEWNSID, Body: body.B}); err != nil {
		e.Warn(err.Error())
	}
}
