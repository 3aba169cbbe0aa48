// Package nsid knows the ids that network namespaces have in the namespace at hand, and the names under
// which ip netns keeps those namespaces (ip-netns(8)).
//
// Messages about devices tell another namespace by its id; users know it by its name.
package nsid

import (
	"os"

	"gip/internal/attr"
	"gip/internal/nl"

	"golang.org/x/sys/unix"
)

// RunDir holds one file per named namespace, bind mounts of them.
const RunDir = "/run/netns"

// Of returns the id of the namespace that fd is a descriptor of, -1 where it has none here. c must not
// be in the middle of a dump.
func Of(c *nl.Conn, fd int) (int32, error) {
	m, err := c.Get(nl.Request{Type: unix.RTM_GETNSID, Body: Request(fd).B})
	if err != nil {
		return -1, err
	}
	if id := attr.Find(m.Data[min(headerLen, len(m.Data)):], unix.NETNSA_NSID); len(id) >= 4 {
		return int32(attr.U32(id)), nil
	}
	return -1, nil
}

// headerLen is the length of struct rtgenmsg (linux/rtnetlink.h), a family byte, with its padding.
const headerLen = 4

// Request is the body of a request about the namespace that fd is a descriptor of.
func Request(fd int) *attr.Encoder {
	e := &attr.Encoder{B: make([]byte, headerLen, 32)}
	e.U32(unix.NETNSA_FD, uint32(fd))
	return e
}

// Names are the names of the namespaces that have an id here, read once, when first asked for.
type Names struct {
	dial func() (*nl.Conn, error)
	read bool
	list []named
}

type named struct {
	id   int32
	name string
}

// NewNames returns Names that ask on a socket from dial: the names may be wanted in the middle of a dump.
func NewNames(dial func() (*nl.Conn, error)) *Names { return &Names{dial: dial} }

// Name is the name of the namespace with that id, and whether it has one.
func (n *Names) Name(id int32) (string, bool) {
	if id < 0 {
		return "", false
	}
	if !n.read {
		n.read = true
		n.load()
	}
	// Of several names of one namespace the reference gives the one it read last.
	for i := len(n.list) - 1; i >= 0; i-- {
		if n.list[i].id == id {
			return n.list[i].name, true
		}
	}
	return "", false
}

// load asks for the id of every named namespace. What cannot be asked has no name: output then shows
// the id.
func (n *Names) load() {
	dir, err := os.Open(RunDir)
	if err != nil {
		return
	}
	files, _ := dir.Readdirnames(-1)
	dir.Close()
	if len(files) == 0 {
		return
	}
	c, err := n.dial()
	if err != nil {
		return
	}
	defer c.Close()
	for _, file := range files {
		fd, err := unix.Open(RunDir+"/"+file, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != nil {
			continue
		}
		id, err := Of(c, fd)
		unix.Close(fd)
		if err == nil && id >= 0 {
			n.list = append(n.list, named{id, file})
		}
	}
}
