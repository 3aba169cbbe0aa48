package route

import (
	"errors"
	"os"
	"syscall"
	"time"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// flushFor is how long rounds of flushing go on while new routes keep coming.
const flushFor = 30 * time.Second

// flushKnob empties IPv4's routing cache when a number is written to it (ip-sysctl).
const flushKnob = "/proc/sys/net/ipv4/route/flush"

// runFlush is ip route flush SELECTOR: it deletes what list would show, in rounds until a round finds
// nothing. With -statistics it reports the rounds, twice given also the routes.
func runFlush(e *verb.Env, c *arg.Cursor) error {
	if c.Len() == 0 {
		return arg.Fail(1, `"ip route flush" requires arguments.`)
	}
	s, err := parseSelector(e, live{e}, c)
	if err != nil {
		return err
	}
	if s.cloned == cached && s.family() != unix.AF_INET6 {
		if err := flushCache(); err != nil {
			return err
		}
		if e.Out.Stats > 0 {
			e.Out.Text("*** IPv4 routing cache is flushed.\n")
		}
		if s.family() == unix.AF_INET {
			return nil
		}
	}
	f := &flusher{s: s, e: e, out: NewPrinter(e)}
	f.out.filter = s.filter
	f.out.filter.flushing = true
	return f.run()
}

func flushCache() error {
	f, err := os.OpenFile(flushKnob, os.O_WRONLY, 0)
	if err != nil {
		var n syscall.Errno
		errors.As(err, &n)
		return arg.Fail(1, `Cannot open "`+flushKnob+`": `+errno.StrError(n))
	}
	_, err = f.WriteString("-1")
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return arg.Fail(1, "Cannot flush routing cache")
	}
	return nil
}

// A flusher deletes routes. They are listed on one socket and deleted on another while the list still
// comes, so that no round has to be held in memory.
type flusher struct {
	s    *selector
	e    *verb.Env
	out  *Printer
	del  *nl.Batch
	n    int   // routes of this round
	fail error // the first refusal
}

func (f *flusher) run() error {
	conn, err := f.e.Conn()
	if err != nil {
		return err
	}
	second, err := f.e.Dial()
	if err != nil {
		return err
	}
	defer second.Close()
	f.del = second.Batch(func(_ int, err error) {
		if f.fail == nil {
			f.fail = err
		}
	})
	f.del.Sparse = true
	start := time.Now()
	for round := 0; ; round++ {
		f.n = 0
		if err := f.s.dump(conn, f.each); err != nil {
			if err == errFlush {
				return f.refused()
			}
			return terminated(err, "Flush terminated")
		}
		if f.n == 0 {
			f.complete(round)
			return nil
		}
		if err := f.del.Flush(); err != nil {
			return err
		}
		if f.fail != nil {
			return f.refused()
		}
		if took := time.Since(start); took > flushFor {
			f.e.Out.Text("\n*** Flush not completed after " + itoa(int(took/time.Second)) + " seconds, " + itoa(f.n) +
				" entries remain ***\n")
			return arg.Fail(1, "")
		}
		if f.e.Out.Stats > 0 {
			f.e.Out.Text("\n*** Round " + itoa(round+1) + ", deleting " + itoa(f.n) + " entries ***\n")
			f.e.Out.Flush()
		}
	}
}

// errFlush ends the dump of a round in which the kernel refused a deletion.
var errFlush = arg.Fail(2, "")

// each queues the deletion of one route.
func (f *flusher) each(m nl.Message) error {
	if m.Type == unix.RTM_DELROUTE {
		return nil
	}
	ok, err := f.out.parse(m)
	if !ok {
		return err
	}
	f.n++
	if err := f.del.Add(nl.Request{Type: unix.RTM_DELROUTE, Body: m.Data}); err != nil {
		return err
	}
	if f.fail != nil {
		return errFlush
	}
	if f.e.Out.Stats > 1 {
		f.out.print(m.Type)
	}
	return nil
}

// refused is the error of a flush whose deletions the kernel does not accept.
func (f *flusher) refused() error {
	var n syscall.Errno
	errors.As(f.fail, &n)
	return arg.Fail(2, "Failed to send flush request: "+errno.StrError(n))
}

func (f *flusher) complete(rounds int) {
	if f.e.Out.Stats == 0 {
		return
	}
	// Behind the line that the IPv4 cache is flushed, nothing more to flush is no news.
	if rounds == 0 && (f.s.cloned != cached || f.s.family() == unix.AF_INET6) {
		f.e.Out.Text("Nothing to flush.\n")
		return
	}
	s := ""
	if rounds > 1 {
		s = "s"
	}
	f.e.Out.Text("*** Flush is complete after " + itoa(rounds) + " round" + s + " ***\n")
}
