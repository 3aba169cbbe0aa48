package addr

import (
	"errors"
	"strconv"
	"syscall"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

// runFlush runs ip address flush: it deletes the selected addresses, in rounds, since deleting one may
// bring another to the fore.
func runFlush(e *verb.Env, c *arg.Cursor) error {
	if c.Len() == 0 {
		return arg.Fail(1, "Flush requires arguments.")
	}
	if e.Family == unix.AF_PACKET {
		return arg.Fail(1, "Cannot flush link addresses.")
	}
	f, err := link.ParseFilter(e, c, false, usage)
	if err != nil {
		return err
	}
	if err := f.Find(e); err != nil {
		return err
	}
	fl := flusher{view: newView(e, f)}
	fl.flushing = true
	round := 0
	for e.Loops == 0 || round < e.Loops {
		if err := fl.collect(); err != nil {
			return err
		}
		if len(fl.ends) == 0 {
			fl.done(round)
			return nil
		}
		round++
		if err := fl.delete(); err != nil {
			return err
		}
		if e.Out.Stats > 0 {
			e.Out.Text("\n*** Round " + strconv.Itoa(round) + ", deleting " + strconv.Itoa(len(fl.ends)) +
				" addresses ***\n")
		}
		if f.FlagMask&unix.IFA_F_SECONDARY != 0 && f.Flags&unix.IFA_F_SECONDARY == 0 {
			// Only primary addresses are to go: the next round would take secondary ones that have
			// become primary.
			fl.done(round)
			return nil
		}
	}
	return arg.Fail(255, "*** Flush remains incomplete after "+strconv.Itoa(e.Loops)+" rounds. ***")
}

// A flusher keeps the requests of a round.
type flusher struct {
	*view
	data []byte // the bodies of the requests
	ends []int  // where each ends
}

// collect asks for the addresses and keeps those that are to be deleted.
func (fl *flusher) collect() error {
	fl.data, fl.ends = fl.data[:0], fl.ends[:0]
	err := dump(fl.e, fl.f.Family, fl.f.Index, func(m nl.Message) {
		if m.Type != unix.RTM_NEWADDR || !fl.read(m.Data) || !fl.selected() {
			return
		}
		fl.data = append(fl.data, m.Data...)
		fl.ends = append(fl.ends, len(fl.data))
		if fl.p.Stats > 1 {
			fl.printRead(false)
			fl.p.Record()
		}
	})
	if err == nil {
		return nil
	}
	text := "Flush terminated"
	if err.Error() != "" {
		text = err.Error() + "\n" + text
	}
	return arg.Exit(1, text)
}

// delete sends the requests. An address may be gone with an earlier one; that is no error.
func (fl *flusher) delete() error {
	conn, err := fl.e.Conn()
	if err != nil {
		return err
	}
	var first error
	b := conn.Batch(func(_ int, err error) {
		if first == nil && !errors.Is(err, unix.EADDRNOTAVAIL) {
			first = err
		}
	})
	start := 0
	for _, end := range fl.ends {
		if err := b.Add(nl.Request{Type: unix.RTM_DELADDR, Body: fl.data[start:end]}); err != nil {
			return err
		}
		start = end
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if first != nil {
		return arg.Fail(255, "Failed to send flush request: "+cause(first))
	}
	return nil
}

// done reports the end of the flush, if asked to.
func (fl *flusher) done(round int) {
	switch {
	case fl.p.Stats == 0:
	case round == 0:
		fl.p.Text("Nothing to flush.\n")
	case round == 1:
		fl.p.Text("*** Flush is complete after 1 round ***\n")
	default:
		fl.p.Text("*** Flush is complete after " + strconv.Itoa(round) + " rounds ***\n")
	}
}

// cause is the text of the error number at the bottom of an error.
func cause(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
