package verb

import "gip/internal/nl"

// later holds the requests that Do has queued: with -force the lines of a batch do not wait for each
// other's acknowledgement.
type later struct {
	batch *nl.Batch
	tell  func(line int, err error)
	line  func() int
	// asked are the requests of the window, each at its number modulo the window.
	asked [nl.Window]struct {
		line   int
		refuse func(error) error
	}
	n   int   // requests so far
	err error // of a Settle that could not return it
}

// Later has Do queue its requests from now on. tell is called for each that fails, in order, with the
// line it is from, which line gives. Whoever reports something else or waits for more input calls Settle
// first; verbs that are not marked Sends have it called for them.
func (e *Env) Later(tell func(line int, err error), line func() int) {
	e.later = &later{tell: tell, line: line}
}

// Do sends the request that a command ends with. refuse, which may be nil, makes of the error what the
// command returns. With Later the answer is not waited for, and the error is one of sending.
func (e *Env) Do(r nl.Request, refuse func(error) error) error {
	if refuse == nil {
		refuse = asIs
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	if e.later == nil {
		return refuse(conn.Do(r))
	}
	return refuse(e.later.add(conn, r, refuse))
}

func asIs(err error) error { return err }

func (l *later) add(conn *nl.Conn, r nl.Request, refuse func(error) error) error {
	if l.batch == nil {
		l.batch = conn.Batch(func(i int, err error) {
			a := &l.asked[i%nl.Window]
			l.tell(a.line, a.refuse(err))
		})
	}
	a := &l.asked[l.n%nl.Window]
	a.line, a.refuse = l.line(), refuse
	l.n++
	return l.batch.Add(r)
}

// Settle waits for the answers to what Do has queued.
func (e *Env) Settle() error {
	l := e.later
	if l == nil || e.conn == nil {
		return nil
	}
	err := e.conn.Settle()
	if err == nil {
		err, l.err = l.err, nil
	}
	return err
}
