package route

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"syscall"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runSave is ip route save SELECTOR: what list would show, as the kernel's own messages, to standard
// output. It is binary with -json too.
func runSave(e *verb.Env, c *arg.Cursor) error {
	if isTerminal(e.Stdout) {
		return arg.Fail(1, "Not sending a binary stream to stdout")
	}
	e.Out.Raw(binary.NativeEndian.AppendUint32(nil, dumpMagic))
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
	return s.ended(s.dump(conn, func(m nl.Message) error {
		ok, err := p.parse(m)
		if ok {
			e.Out.Raw(m.Raw)
			e.Out.Record()
		}
		return err
	}))
}

// runShowDump is ip route showdump: it lists the routes of a file on standard input, always as text.
// What is no route is reported and passed over.
func runShowDump(e *verb.Env, c *arg.Cursor) error {
	d, err := openDump(e.Stdin)
	if err != nil {
		return err
	}
	p := NewPrinter(e)
	for {
		m, err := d.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := p.Route(m); err != nil {
			e.Out.Flush() // so that the report stands where the message stood
			e.Warn(err.Error())
		}
		if e.Out.Err() != nil {
			return nil // which the end of the process reports
		}
	}
}

// Passes of restore: a route must come after the ones that its gateway is reached by.
const (
	passCheck   = iota // nothing: the file is read for errors
	passLocal          // addresses of this host
	passLink           // networks of a link
	passGateway        // what is behind a gateway
	passes
)

// passOf is the pass that restores a route with those attributes.
func passOf(tb *[rtaMax + 1][]byte) int {
	src := tb[unix.RTA_PREFSRC]
	switch {
	case tb[unix.RTA_GATEWAY] != nil, tb[unix.RTA_VIA] != nil, gatewayed(tb[unix.RTA_MULTIPATH]):
		return passGateway
	case src != nil && (tb[unix.RTA_DST] == nil || !bytes.Equal(src, tb[unix.RTA_DST])):
		return passLink
	}
	return passLocal
}

// gatewayed says that a nexthop has a gateway. (The reference looks only at the route's own, tries such
// a route before the networks of its links, and fails.)
func gatewayed(b []byte) bool {
	for {
		h, rest, ok := nextHop(b)
		if !ok {
			return false
		}
		if attr.Find(h.attrs, unix.RTA_GATEWAY) != nil || attr.Find(h.attrs, unix.RTA_VIA) != nil {
			return true
		}
		b = rest
	}
}

// runRestore is ip route restore: it makes the routes of a file on standard input, which must be able to
// seek. A route that is there already is reported and passed over; any other refusal ends it.
func runRestore(e *verb.Env, c *arg.Cursor) error {
	d, err := openDump(e.Stdin)
	if err != nil {
		return err
	}
	if d.base < 0 {
		return arg.Fail(1, "Failed to restore: ftell: "+errno.StrError(unix.ESPIPE))
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	return d.inOrder(func(m nl.Message) error {
		err := conn.Do(nl.Request{Type: m.Type, Flags: m.Flags | unix.NLM_F_CREATE, Body: m.Data})
		if errors.Is(err, unix.EEXIST) {
			e.Warn(err.Error())
			return nil
		}
		return err
	})
}

// inOrder gives the routes of the file to restore, pass by pass. Before the first it reads the file to its
// end, so that nothing is restored of one that is damaged or holds anything else than routes.
func (d *dumpFile) inOrder(restore func(nl.Message) error) error {
	var tb [rtaMax + 1][]byte
	for pass := passCheck; pass < passes; pass++ {
		for {
			m, err := d.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return err
			}
			if m.Type != unix.RTM_NEWROUTE {
				return notRoute(m)
			}
			if len(m.Data) < unix.SizeofRtMsg {
				return wrongLength(m)
			}
			attr.Index(tb[:], m.Data[unix.SizeofRtMsg:])
			if passOf(&tb) != pass {
				continue
			}
			if err := restore(m); err != nil {
				return err
			}
		}
		if err := d.rewind(); err != nil {
			var n syscall.Errno
			errors.As(err, &n)
			return arg.Fail(1, "Failed to restore: fseek: "+errno.StrError(n))
		}
	}
	return nil
}
