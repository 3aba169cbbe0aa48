package route

import (
	"encoding/binary"
	"errors"
	"syscall"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runList is ip route list SELECTOR.
func runList(e *verb.Env, c *arg.Cursor) error {
	s, err := parseSelector(e, live{e}, c)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	p := NewPrinter(e)
	p.filter = s.filter
	e.Out.Begin()
	start := e.Out.Len()
	err = s.ended(s.dump(conn, p.Route))
	if err != nil {
		// The error stands behind the routes and before what closes them, for those who read both streams
		// as one.
		if e.Out.Len() != start {
			e.Out.Flush()
		}
		e.Warn(err.Error())
		err = arg.Fail(2, "")
	}
	e.Out.End()
	return err
}

// dump has the kernel list the routes and gives each to each, whose error ends it, as does one of the
// output.
func (s *selector) dump(conn *nl.Conn, each func(nl.Message) error) error {
	for m, err := range conn.Dump(s.request()) {
		if err == nil {
			err = each(m)
		}
		if err != nil {
			return err
		}
		if s.e.Out.Err() != nil {
			return nil // which the end of the process reports
		}
	}
	return nil
}

// request is the request of a dump with what the kernel can filter by itself: with strict checking it
// gives only routes of that table, protocol and device.
func (s *selector) request() nl.Request {
	enc := attr.Encoder{B: make([]byte, unix.SizeofRtMsg, 64)}
	enc.B[0] = s.family()
	enc.B[5] = s.protocol
	if s.cloned == cached {
		binary.NativeEndian.PutUint32(enc.B[8:], unix.RTM_F_CLONED)
	}
	if s.table != 0 {
		enc.U32(unix.RTA_TABLE, s.table)
	}
	if s.filter.oif != 0 {
		enc.U32(unix.RTA_OIF, s.filter.oif)
	}
	return nl.Request{Type: unix.RTM_GETROUTE, Body: enc.B}
}

// ended makes the error of list and save out of a dump's. That table main does not exist, as in a new
// namespace, is none.
func (s *selector) ended(err error) error {
	var ne *nl.Error
	if errors.As(err, &ne) && ne.Done && ne.Errno == unix.ENOENT && s.table == unix.RT_TABLE_MAIN {
		return nil
	}
	return terminated(err, "Dump terminated")
}

// terminated adds the reference's last words to the error of a dump. The status is 2.
func terminated(err error, words string) error {
	if err == nil {
		return nil
	}
	var se *nl.SendError
	if errors.As(err, &se) {
		var n syscall.Errno
		errors.As(err, &n)
		return arg.Fail(2, "Cannot send dump request: "+errno.StrError(n))
	}
	if text := err.Error(); text != "" {
		words = text + "\n" + words
	}
	return arg.Fail(2, words)
}
