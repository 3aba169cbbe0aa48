// Package genl speaks generic netlink (linux/genetlink.h): it opens a socket, finds a family by its name
// and makes the header that stands in front of a message's attributes. What is in the messages is the
// caller's matter.
package genl

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// HeaderLen is the length in bytes of struct genlmsghdr, which is in front of the attributes.
const HeaderLen = unix.GENL_HDRLEN

// A Conn is a socket that speaks with one family. The caller closes it.
type Conn struct {
	*nl.Conn
	// ID is the type of the family's messages, Version what the caller knows of the family.
	ID      uint16
	Version uint8
}

// Open opens a socket and finds the family of that name; the kernel loads the module that has it. As in
// the reference, that there is no such family ends the process with status 1.
func Open(e *verb.Env, family string, version uint8) (*Conn, error) {
	conn, err := nl.Dial(nl.Config{Protocol: unix.NETLINK_GENERIC, RcvBuf: e.RcvBuf, Warn: e.Warn})
	if err != nil {
		return nil, arg.Exit(1, verb.Lines2(err.Error(), "Cannot open generic netlink socket"))
	}
	c := &Conn{Conn: conn, Version: version}
	if c.ID, err = nl.Family(family); err != nil {
		conn.Close()
		return nil, arg.Exit(1, verb.Lines2(err.Error(), "Error talking to the kernel"))
	}
	return c, nil
}

// Start empties enc and writes the header of a message with that command.
func (c *Conn) Start(enc *attr.Encoder, command uint8) {
	enc.Reset()
	enc.B = append(enc.B, command, c.Version, 0, 0)
}

// Request is the request with the message in enc.
func (c *Conn) Request(enc *attr.Encoder) (nl.Request, error) {
	return nl.Request{Type: c.ID, Body: enc.B}, enc.Err()
}
