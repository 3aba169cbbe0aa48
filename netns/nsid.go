package netns

import (
	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/nsid"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// rtgenmsg is struct rtgenmsg (linux/rtnetlink.h), a family byte, with its padding.
const rtgenmsgLen = 4

// openNS opens a namespace by name, or by path where the name holds a slash.
func openNS(name string) (int, error) {
	return unix.Open(RunDir+"/"+name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
}

// idOf is the id that the named namespace has in this one, -1 if none.
func idOf(conn *nl.Conn, name string) (int32, error) {
	fd, err := openNS(name)
	if err != nil {
		return -1, err
	}
	defer unix.Close(fd)
	return nsid.Of(conn, fd)
}

func runSet(e *verb.Env, c *arg.Cursor) error {
	name, err := c.Value()
	if err != nil {
		return arg.Fail(1, "No netns name specified")
	}
	word, err := c.Value()
	if err != nil {
		return arg.Fail(1, "No nsid specified")
	}
	id := int32(-1) // the kernel chooses
	if word != "auto" {
		var ok bool
		if id, ok = arg.Int(word, 0); !ok {
			return arg.Invalid(`Invalid "netnsid" value`, word)
		}
		if id < 0 {
			return arg.Invalid(`"netnsid" value should be >= 0`, word)
		}
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	fd, err := openNS(name)
	if err != nil {
		// The reference says nothing here and returns 1.
		return arg.Fail(1, `Cannot open network namespace "`+name+`": `+strerror(err))
	}
	defer unix.Close(fd)
	enc := nsid.Request(fd)
	enc.U32(unix.NETNSA_NSID, uint32(id))
	return conn.Do(nl.Request{Type: unix.RTM_NEWNSID, Body: enc.B})
}
