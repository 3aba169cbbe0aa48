package nl

import "golang.org/x/sys/unix"

// Window is how many requests are on their way at once in a Batch. Their acknowledgements, each with
// the request it refuses, must fit the socket's receive buffer, or the kernel drops them.
const Window = 128

// A Batch sends acknowledged requests a window at a time, which saves the round trip per request. The
// kernel goes on after a refusal, so it serves only where that is wanted: flushing, and -force. Any other
// request on the Conn first flushes what is queued, so that the kernel sees all in their order.
type Batch struct {
	// Sparse has only the last request of a window acknowledged, which is enough to know that the others
	// were done or refused: the kernel works in order. What it says with a success (warnings) is lost.
	Sparse bool

	c     *Conn
	fail  func(i int, err error)
	first uint32 // sequence number of the first request of the window
	n     int    // requests in the window
	last  int    // where the last of them begins in what is to be sent
	sent  int    // requests before the window
}

// Batch starts one. fail is called for each refused request with its number, from 0 in the order of
// Add; a refusal does not stop the later requests of the same window.
func (c *Conn) Batch(fail func(i int, err error)) *Batch {
	return &Batch{c: c, fail: fail}
}

// Settle flushes the Batch that has requests queued, if there is one.
func (c *Conn) Settle() error {
	if c.queued == nil {
		return nil
	}
	return c.queued.Flush()
}

// Add queues a request, whose bytes are copied. It sends when the window is full.
func (b *Batch) Add(r Request) error {
	flags := uint16(unix.NLM_F_ACK)
	if b.Sparse {
		flags = 0
	}
	if b.n == 0 {
		if err := b.c.Settle(); err != nil {
			return err
		}
		b.c.out = b.c.out[:0]
		b.c.queued = b
	}
	b.last = len(b.c.out)
	seq := b.c.queue(r, flags)
	if b.n == 0 {
		b.first = seq
	}
	b.n++
	if b.n < Window {
		return nil
	}
	return b.Flush()
}

// Flush sends what is queued and waits for its acknowledgements. The error is one of the socket, after
// which the rest of the window is unknown.
func (b *Batch) Flush() error {
	if b.n == 0 {
		return nil
	}
	b.c.queued = nil
	err := b.exchange()
	b.sent += b.n
	b.n = 0
	return err
}

// exchange sends the window and tells the refusals in it.
func (b *Batch) exchange() error {
	le.PutUint16(b.c.out[b.last+6:], le.Uint16(b.c.out[b.last+6:])|unix.NLM_F_ACK)
	if err := b.c.flush(); err != nil {
		return err
	}
	for left := true; left; {
		d, err := b.c.receive()
		if err != nil {
			return err
		}
		for len(d) > 0 {
			m, rest, ok := split(d)
			if !ok {
				return errMalformed
			}
			d = rest
			i := m.Seq - b.first
			if i >= uint32(b.n) || m.Type != unix.NLMSG_ERROR {
				continue
			}
			left = i != uint32(b.n)-1
			if err := b.c.refusal(m); err != nil {
				b.fail(b.sent+int(i), err)
			}
		}
	}
	return nil
}
