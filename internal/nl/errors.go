package nl

import (
	"errors"
	"strconv"
	"syscall"

	"gip/internal/attr"
	"gip/internal/errno"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// ErrNoAnswer is an acknowledgement where a message was due.
var ErrNoAnswer = errors.New("netlink: the kernel acknowledged but sent no answer")

var (
	errTruncated = errors.New("Message truncated")
	errMalformed = errors.New("netlink: malformed message from the kernel")
)

// An Error is a refusal by the kernel. errors.Is sees Errno, hence os.ErrNotExist and the like.
type Error struct {
	Errno syscall.Errno
	// Msg is the kernel's own text (NLMSGERR_ATTR_MSG), "" if it gave none.
	Msg string
	// Offset is the byte of the request, counted from its netlink header, that the kernel blames
	// (NLMSGERR_ATTR_OFFS); 0 if none.
	Offset int
	// Path is the types of the attributes around Offset, outermost first: what was wrong.
	Path []uint16
	// Missing is the attribute that the request lacks (NLMSGERR_ATTR_MISS_TYPE); -1 if none.
	Missing int
	// Dump is set where a dump was refused; Quiet is then set where iproute2 says nothing more than
	// that the dump ended.
	Dump, Quiet bool
	// Done is set where the error stood at the end of a dump (NLMSG_DONE), not in its place.
	Done bool
}

// Error is what iproute2 prints: the kernel's text where there is one, else that of the errno.
func (e *Error) Error() string {
	s := ""
	if e.Missing >= 0 {
		s = "Missing required attribute type " + strconv.Itoa(e.Missing) + "\n"
	}
	switch {
	case e.Msg != "":
		return s + "Error: " + stop(e.Msg)
	case e.Dump && e.Errno == unix.EMSGSIZE:
		return s + "Error: Buffer too small for object."
	case e.Quiet:
		return s
	}
	return s + "RTNETLINK answers: " + errno.StrError(e.Errno)
}

func (e *Error) Unwrap() error { return e.Errno }

// stop ends a sentence of the kernel's with a full stop, as iproute2 does.
func stop(s string) string {
	if s[len(s)-1] != '.' {
		return s + "."
	}
	return s
}

// A ReceiveError is a failure to read from the socket, ENOBUFS foremost: messages were lost.
type ReceiveError struct{ Err error }

func (e *ReceiveError) Error() string {
	var n syscall.Errno
	if errors.As(e.Err, &n) {
		if n == unix.ENODATA {
			return "EOF on netlink"
		}
		return "netlink receive error " + errno.StrError(n) + " (" + strconv.Itoa(int(n)) + ")"
	}
	return "netlink receive error " + e.Err.Error()
}

func (e *ReceiveError) Unwrap() error { return e.Err }

// A SendError is a failure to write to the socket.
type SendError struct{ Err error }

func (e *SendError) Error() string {
	var n syscall.Errno
	if errors.As(e.Err, &n) {
		return "Cannot talk to rtnetlink: " + errno.StrError(n)
	}
	return "Cannot talk to rtnetlink: " + e.Err.Error()
}

func (e *SendError) Unwrap() error { return e.Err }

// extack is the extended acknowledgement behind an NLMSG_ERROR or NLMSG_DONE (linux/netlink.h).
type extack struct {
	msg     string
	offset  int
	missing int
}

func parseExtack(b []byte) extack {
	x := extack{missing: -1}
	for {
		typ, p, rest, ok := attr.Next(b)
		if !ok {
			return x
		}
		switch typ {
		case unix.NLMSGERR_ATTR_MSG:
			x.msg = string(attr.CString(p))
		case unix.NLMSGERR_ATTR_OFFS:
			x.offset = int(attr.U32(p))
		case uapi.NLMSGERR_ATTR_MISS_TYPE:
			x.missing = int(attr.U32(p))
		}
		b = rest
	}
}

// refusal reads an NLMSG_ERROR: nil for an acknowledgement, whose text, if any, is a warning.
func (c *Conn) refusal(m Message) error {
	if len(m.Data) < 4+headerLen {
		return errMalformed
	}
	code := -int32(le.Uint32(m.Data))
	x := extack{missing: -1}
	var req []byte // the request as the kernel gives it back
	if m.Flags&unix.NLM_F_ACK_TLVS != 0 {
		n := 4 + headerLen
		if m.Flags&unix.NLM_F_CAPPED == 0 {
			// The whole request stands before the attributes.
			n = 4 + (int(le.Uint32(m.Data[4:]))+3)&^3
		}
		if n >= 4+headerLen && n <= len(m.Data) {
			req = m.Data[4:n]
			x = parseExtack(m.Data[n:])
		}
	}
	if code == 0 {
		if x.msg != "" && c.warn != nil {
			c.warn("Warning: " + stop(x.msg))
		}
		return nil
	}
	e := &Error{Errno: syscall.Errno(code), Msg: x.msg, Offset: x.offset, Missing: x.missing}
	if x.offset > 0 && m.Flags&unix.NLM_F_CAPPED == 0 {
		e.Path = attrPath(req, x.offset)
	}
	return e
}

// dumpRefusal reads an NLMSG_ERROR that answers a dump. iproute2 gives the errno's text alone there.
func (c *Conn) dumpRefusal(m Message) error {
	err := c.refusal(m)
	if e, ok := err.(*Error); ok {
		e.Dump, e.Msg, e.Missing = true, "", -1
		if e.Errno == unix.EMSGSIZE {
			e.Dump = false
		}
	}
	return err
}

// done reads the NLMSG_DONE of a dump: nil where the dump went well.
func (c *Conn) done(m Message) error {
	if len(m.Data) < 4 {
		return nil
	}
	code := -int32(le.Uint32(m.Data))
	x := parseExtack(m.Data[4:])
	if code <= 0 {
		if x.msg != "" && c.warn != nil {
			c.warn("Warning: " + stop(x.msg))
		}
		return nil
	}
	e := &Error{Errno: syscall.Errno(code), Msg: x.msg, Missing: -1, Dump: true, Done: true}
	e.Quiet = x.msg == "" && (e.Errno == unix.ENOENT || e.Errno == unix.EOPNOTSUPP)
	return e
}

// fixedLen is the length of the fixed header that stands before the attributes in the requests of a
// family of message types, for finding the attribute at an offset.
func fixedLen(typ uint16) int {
	switch (typ - unix.RTM_BASE) >> 2 {
	case 0, 15, 16: // link, …
		return unix.SizeofIfInfomsg
	case 1, 9, 10: // address
		return unix.SizeofIfAddrmsg
	case 2, 4: // route, rule
		return unix.SizeofRtMsg
	case 3: // neighbour
		return 12
	}
	return -1
}

// attrPath finds the attributes of the request that enclose the byte at off, outermost first.
func attrPath(req []byte, off int) []uint16 {
	if len(req) < headerLen || off >= len(req) {
		return nil
	}
	n := fixedLen(le.Uint16(req[4:]))
	if n < 0 || headerLen+n > len(req) {
		return nil
	}
	var path []uint16
	base := headerLen + n
	b := req[base:]
	for {
		typ, p, rest, ok := attr.Next(b)
		if !ok {
			return path
		}
		next := len(req)
		if rest != nil {
			next = base + len(b) - len(rest)
		}
		if off >= next {
			base, b = next, rest
			continue
		}
		if path = append(path, typ); off < base+4 || len(path) > 8 {
			return path
		}
		req, b, base = req[:base+4+len(p)], p, base+4
	}
}
