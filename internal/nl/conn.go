// Package nl is gip's netlink connection: it sends requests to the kernel and streams what comes back.
//
// It stands on mdlayher/netlink for the socket (dialling, namespaces, options, multicast groups, the
// runtime's poller) and reads and writes messages through the socket's RawConn into one reused buffer:
// a dump of a million routes then costs no allocation per message, and the flags and extended
// acknowledgement that stand on the closing NLMSG_DONE are seen. What is in a message is the caller's
// matter; errors carry the kernel's own words.
package nl

import (
	"encoding/binary"
	"errors"
	"iter"
	"sync/atomic"
	"syscall"

	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"
)

const (
	headerLen = unix.NLMSG_HDRLEN
	ackLen    = headerLen + 4 + headerLen // of an acknowledgement that says nothing more
	// bufSize holds the largest datagram the kernel makes for a request of ours: dumps stay within
	// 32 KiB but for links with many VFs, whose longest attribute ends at 64 KiB.
	bufSize = 128 << 10
	// defaultRcvBuf is iproute2's socket receive buffer, in bytes.
	defaultRcvBuf = 1 << 20
)

var le = binary.NativeEndian

// Config says which netlink protocol a Conn speaks and where.
type Config struct {
	// Protocol is NETLINK_ROUTE, NETLINK_XFRM, …
	Protocol int
	// NetNS is a descriptor of the network namespace to work in; 0 is the caller's.
	NetNS int
	// Strict asks the kernel to check dump requests strictly and hence to honour the filters in them
	// (NETLINK_GET_STRICT_CHK, Linux 4.20). Older kernels are left as they are.
	Strict bool
	// RcvBuf is the socket's receive buffer in bytes; 0 is 1 MiB, as in iproute2.
	RcvBuf int
	// Groups are the multicast groups to join (RTNLGRP_*), for Listen.
	Groups []uint32
	// AllNSID delivers the notifications of every namespace that has an id in this one
	// (NETLINK_LISTEN_ALL_NSID).
	AllNSID bool
	// Warn gets the complete lines (without newline) that are no errors: the kernel's warnings with a
	// success, and that a dump was interrupted. nil drops them.
	Warn func(line string)
}

// A Conn is one netlink socket. It runs one request at a time: inside the body of a Dump loop no other
// call may be made on the same Conn. It is not safe for concurrent use.
type Conn struct {
	c      *netlink.Conn   // of a listener, else nil
	rc     syscall.RawConn // of c
	fd     int             // without c: the socket
	warn   func(string)
	seq    uint32
	out    []byte // the request being sent
	in     []byte // receive buffer
	n      int    // bytes of in that the last receive filled
	err    error  // of the last receive or send
	flags  int    // of the last receive
	nsid   int32  // of the last notification, -1 if none
	recvFn func(fd uintptr) bool
	sendFn func(fd uintptr) bool
	queued *Batch // has requests in out
	intr   bool
	oob    [64]byte
}

// A Request is a message to send. Flags are added to NLM_F_REQUEST and to what the method implies. Body
// is the fixed header of the message with the attributes behind it.
type Request struct {
	Type  uint16
	Flags uint16
	Body  []byte
}

// A Message is one message from the kernel. Data is what follows the netlink header; it lies in the
// Conn's buffer and is valid until the next message is asked for.
type Message struct {
	Type  uint16
	Flags uint16
	Seq   uint32
	Data  []byte
	// Raw is the whole message with its header. Rest is what the kernel sent together with it and
	// behind it: the messages of a dump that come next, for those who must look ahead.
	Raw, Rest []byte
	// NSID is the id of the namespace a notification comes from, -1 for this one.
	NSID int32
}

// Dial opens a socket. Options that an old kernel lacks are left out.
func Dial(cfg Config) (*Conn, error) {
	nc, err := netlink.Dial(cfg.Protocol, &netlink.Config{NetNS: cfg.NetNS})
	if err != nil {
		return nil, err
	}
	// Best effort all three: without them gip still works, it only explains less and filters more.
	nc.SetOption(netlink.ExtendedAcknowledge, true)
	if cfg.Strict {
		nc.SetOption(netlink.GetStrictCheck, true)
	}
	if cfg.AllNSID {
		if err := nc.SetOption(netlink.ListenAllNSID, true); err != nil {
			nc.Close()
			return nil, err
		}
	}
	rc, err := nc.SyscallConn()
	if err != nil {
		nc.Close()
		return nil, err
	}
	size := cfg.RcvBuf
	if size == 0 {
		size = defaultRcvBuf
	}
	rc.Control(func(fd uintptr) {
		unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_RCVBUF, size)
	})
	for _, g := range cfg.Groups {
		if err := nc.JoinGroup(g); err != nil {
			nc.Close()
			return nil, err
		}
	}
	c := &Conn{c: nc, rc: rc, fd: -1, warn: cfg.Warn}
	c.recvFn, c.sendFn = c.recvOnce, c.sendOnce
	if len(cfg.Groups) == 0 && !cfg.AllNSID {
		c.fd, err = detach(rc)
		nc.Close()
		if err != nil {
			return nil, err
		}
		c.c, c.rc = nil, nil
	}
	return c, nil
}

// firstBuffer is the receive buffer of the process's first Conn, mostly its only one: memory of the program
// itself, which costs nothing but the pages that are filled. Allocating as much takes a hundredth of a short
// command's time.
var (
	firstBuffer      [bufSize]byte
	firstBufferTaken atomic.Bool
)

func buffer() []byte {
	if firstBufferTaken.CompareAndSwap(false, true) {
		return firstBuffer[:]
	}
	return make([]byte, bufSize)
}

// receive reads one datagram into the buffer and returns it.
func (c *Conn) receive() ([]byte, error) {
	if c.in == nil {
		c.in = buffer()
	}
	// With MSG_TRUNC the kernel tells the length that the datagram had, so a cut one is seen.
	c.flags = unix.MSG_TRUNC
	if c.c != nil || !c.recvOnce(uintptr(c.fd)) {
		if err := c.wait(unix.POLLIN, c.recvFn); err != nil {
			return nil, err
		}
	}
	return c.received()
}

// received is what the last receive has brought.
func (c *Conn) received() ([]byte, error) {
	switch {
	case c.err != nil:
		return nil, &ReceiveError{c.err}
	case c.n == 0:
		return nil, &ReceiveError{unix.ENODATA}
	case c.n > len(c.in):
		return nil, errTruncated
	}
	return c.in[:c.n], nil
}

// queue appends a request to what is about to be sent and returns its sequence number.
func (c *Conn) queue(r Request, flags uint16) uint32 {
	c.seq++
	var h [headerLen]byte // with the port 0, the kernel's
	le.PutUint32(h[:], uint32(headerLen+len(r.Body)))
	le.PutUint16(h[4:], r.Type)
	le.PutUint16(h[6:], r.Flags|flags|unix.NLM_F_REQUEST)
	le.PutUint32(h[8:], c.seq)
	c.out = append(c.out, h[:]...)
	c.out = append(c.out, r.Body...)
	for len(c.out)%4 != 0 {
		c.out = append(c.out, 0)
	}
	return c.seq
}

func (c *Conn) flush() error {
	if c.c != nil || !c.sendOnce(uintptr(c.fd)) {
		if err := c.wait(unix.POLLOUT, c.sendFn); err != nil {
			return err
		}
	}
	c.out = c.out[:0]
	if c.err != nil {
		return &SendError{c.err}
	}
	return nil
}

func (c *Conn) send(r Request, flags uint16) (uint32, error) {
	if err := c.Settle(); err != nil {
		return 0, err
	}
	c.out = c.out[:0]
	seq := c.queue(r, flags)
	return seq, c.flush()
}

// Split takes the first message off what the kernel sent, such as the Rest of another message.
func Split(b []byte) (m Message, rest []byte, ok bool) { return split(b) }

// split takes the first message off a datagram.
func split(b []byte) (m Message, rest []byte, ok bool) {
	if len(b) < headerLen {
		return m, nil, false
	}
	n := int(le.Uint32(b))
	if n < headerLen || n > len(b) {
		return m, nil, false
	}
	m = Message{Type: le.Uint16(b[4:]), Flags: le.Uint16(b[6:]), Seq: le.Uint32(b[8:]), Data: b[headerLen:n:n],
		Raw: b[:n:n], NSID: -1}
	if n = (n + 3) &^ 3; n < len(b) {
		rest = b[n:]
	}
	m.Rest = rest
	return m, rest, true
}

// Do sends a request and waits for the acknowledgement. A refusal is an *Error.
func (c *Conn) Do(r Request) error {
	if err := c.Settle(); err != nil {
		return err
	}
	c.out = c.out[:0]
	seq := c.queue(r, unix.NLM_F_ACK)
	b, err := c.exchange()
	if err != nil {
		return err
	}
	// Most answers are one message: no error, no text, and nothing of the request but its header.
	if len(b) == ackLen && le.Uint32(b[8:]) == seq && le.Uint16(b[4:]) == unix.NLMSG_ERROR && le.Uint32(b[16:]) == 0 {
		return nil
	}
	_, err = c.answer(seq, true, b)
	return err
}

// Echo sends a request that changes something, waits for the acknowledgement and returns a copy of the
// first message that the kernel sent before it: what was made, as everybody is told. m.Data is nil
// where it tells nothing, as for most changes of devices. A refusal is an *Error, even one that comes
// after the message.
func (c *Conn) Echo(r Request) (m Message, err error) {
	seq, err := c.send(r, unix.NLM_F_ACK|unix.NLM_F_ECHO)
	if err != nil {
		return m, err
	}
	for {
		b, err := c.receive()
		if err != nil {
			return Message{}, err
		}
		for len(b) > 0 {
			x, rest, ok := split(b)
			if !ok {
				return Message{}, errMalformed
			}
			b = rest
			switch {
			case x.Seq != seq:
			case x.Type == unix.NLMSG_ERROR:
				return m, c.refusal(x)
			case m.Data == nil:
				m = x
				m.Raw = append([]byte(nil), x.Raw...)
				m.Data = m.Raw[headerLen:]
			}
		}
	}
}

// Get sends a request and returns the message that answers it. A refusal is an *Error, and so is an
// acknowledgement where a message was due (errno 0).
func (c *Conn) Get(r Request) (Message, error) {
	seq, err := c.send(r, 0)
	if err != nil {
		return Message{}, err
	}
	m, err := c.answer(seq, false, nil)
	if err == nil && m.Type == unix.NLMSG_ERROR {
		return m, ErrNoAnswer
	}
	return m, err
}

// answer finds the answer to a request in the datagrams from b on: its acknowledgement where acked is
// set, else its first message. A refusal is an error.
func (c *Conn) answer(seq uint32, acked bool, b []byte) (Message, error) {
	for {
		for len(b) > 0 {
			m, rest, ok := split(b)
			if !ok {
				return m, errMalformed
			}
			b = rest
			if m.Seq != seq {
				continue
			}
			if m.Type == unix.NLMSG_ERROR {
				return m, c.refusal(m)
			}
			if !acked {
				return m, nil
			}
			// An acknowledged request that is also answered (NLM_F_ECHO): the answer is not asked for.
		}
		var err error
		if b, err = c.receive(); err != nil {
			return Message{}, err
		}
	}
}

// Dump sends an NLM_F_DUMP request and streams the answer. A refusal, or an error on the way, is the
// last thing yielded. The loop may stop early: what is left of the dump is then read and dropped.
func (c *Conn) Dump(r Request) iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		c.intr = false
		seq, err := c.send(r, unix.NLM_F_DUMP)
		if err != nil {
			yield(Message{}, err)
			return
		}
		stopped := false
		for {
			b, err := c.receive()
			if err != nil {
				if !stopped {
					yield(Message{}, err)
				}
				return
			}
			for len(b) > 0 {
				m, rest, ok := split(b)
				if !ok {
					if !stopped {
						yield(m, errMalformed)
					}
					return
				}
				b = rest
				if m.Seq != seq {
					continue
				}
				if m.Flags&unix.NLM_F_DUMP_INTR != 0 {
					c.intr = true
				}
				switch m.Type {
				case unix.NLMSG_DONE:
					err := c.done(m)
					if stopped {
						return
					}
					if err != nil {
						yield(m, err)
					} else if c.intr && c.warn != nil {
						c.warn("Dump was interrupted and may be inconsistent.")
					}
					return
				case unix.NLMSG_ERROR:
					if err := c.dumpRefusal(m); err != nil {
						if !stopped {
							yield(m, err)
						}
						return
					}
				case unix.NLMSG_NOOP, unix.NLMSG_OVERRUN:
				default:
					if !stopped && !yield(m, nil) {
						stopped = true
					}
				}
			}
		}
	}
}

// Interrupted says whether the last dump ran while the kernel's table changed (NLM_F_DUMP_INTR), so
// that entries may be missing or doubled.
func (c *Conn) Interrupted() bool { return c.intr }

// Listen streams the notifications of the groups that the Conn has joined, until the loop stops or the
// Conn is closed. An overflow of the socket's buffer is yielded as an error for which
// errors.Is(err, unix.ENOBUFS) holds, and the stream goes on.
func (c *Conn) Listen() iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		if c.in == nil {
			c.in = buffer()
		}
		for {
			if err := c.wait(unix.POLLIN, c.listenOnce); err != nil {
				yield(Message{}, err)
				return
			}
			if c.err != nil {
				if !yield(Message{}, &ReceiveError{c.err}) || !errors.Is(c.err, unix.ENOBUFS) {
					return
				}
				continue
			}
			for b := c.in[:c.n]; len(b) > 0; {
				m, rest, ok := split(b)
				if !ok {
					break
				}
				b = rest
				m.NSID = c.nsid
				if !yield(m, nil) {
					return
				}
			}
		}
	}
}

// listenOnce is recvOnce with the control message that tells the sender's namespace.
func (c *Conn) listenOnce(fd uintptr) bool {
	n, oobn, _, _, err := unix.Recvmsg(int(fd), c.in, c.oob[:], 0)
	if err == unix.EAGAIN {
		return false
	}
	c.n, c.err, c.nsid = max(n, 0), err, -1
	if err == nil && oobn > 0 {
		if ms, e := unix.ParseSocketControlMessage(c.oob[:oobn]); e == nil {
			for _, m := range ms {
				if m.Header.Level == unix.SOL_NETLINK && m.Header.Type == unix.NETLINK_LISTEN_ALL_NSID && len(m.Data) >= 4 {
					c.nsid = int32(le.Uint32(m.Data))
				}
			}
		}
	}
	return true
}
