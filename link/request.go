package link

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// A request is an RTM_NEWLINK or RTM_DELLINK in the making: what the words of a command have said so
// far. The peer of a veth is a request inside another, and shares its Enc.
type request struct {
	Env *verb.Env
	// Family, Index, Flags and Change are the fields of struct ifinfomsg (linux/rtnetlink.h).
	Family        uint8
	Index         int32
	Flags, Change uint32
	// Enc collects the attributes.
	Enc attr.Encoder
	// Name and Dev are the words after "name" and "dev" (or the positional); Kind is that after "type".
	Name, Dev, Kind string
	// Create is set for commands that make a device (NLM_F_CREATE).
	Create bool

	// typed says that the word "type" was there.
	typed bool
	// files are descriptors that the attributes speak of. They stay open until the message is sent.
	files []int
}

// newRequest returns an empty request whose Enc has room for struct ifinfomsg in front. Enc has the memory
// of e.Scratch until close gives it back.
func newRequest(e *verb.Env, create bool) *request {
	r := &request{Env: e, Family: e.Family, Create: create, Enc: e.Scratch}
	r.Enc.Reset()
	r.Enc.B = append(r.Enc.B, make([]byte, unix.SizeofIfInfomsg)...)
	return r
}

// keep has fd closed together with the request.
func (r *request) keep(fd int) { r.files = append(r.files, fd) }

// close closes what keep was given. The message must have been sent by then.
func (r *request) close() {
	r.Env.Scratch = r.Enc
	for _, fd := range r.files {
		unix.Close(fd)
	}
	r.files = nil
}

// body is the finished message behind its netlink header.
func (r *request) body() ([]byte, error) {
	if err := r.Enc.Err(); err != nil {
		return nil, arg.Fail(1, err.Error())
	}
	r.header(r.Enc.B)
	return r.Enc.B, nil
}

// header writes struct ifinfomsg to b.
func (r *request) header(b []byte) {
	le := binary.NativeEndian
	b[0] = r.Family
	le.PutUint32(b[4:], uint32(r.Index))
	le.PutUint32(b[8:], r.Flags)
	le.PutUint32(b[12:], r.Change)
}

// parsePeer reads the words of the other end of a pair (veth, vxcan, netkit), which are those of a
// device of its own, to the end of the line. It appends the payload of the kind's peer attribute,
// struct ifinfomsg and attributes, to Enc; the caller opens and closes the attribute. As in the
// reference, the peer's ifinfomsg has no family. A word "type" among them is an error, in which the
// caller has a say: second gets the kind, on which the cursor stands, and returns what the error calls
// the second value.
func (r *request) parsePeer(c *arg.Cursor, second func(kind string) string) error {
	outer := *r
	start := len(r.Enc.B)
	r.Enc.B = append(r.Enc.B, make([]byte, unix.SizeofIfInfomsg)...)
	r.Family, r.Index, r.Flags, r.Change = 0, 0, 0, 0
	r.Name, r.Dev, r.Kind, r.typed = "", "", "", false
	err := r.parseWords(c)
	if err == nil && r.typed {
		err = arg.Duplicate("type", second(r.Kind))
	}
	if err == nil && r.Enc.Err() == nil {
		r.header(r.Enc.B[start:])
	}
	outer.Enc, outer.files = r.Enc, r.files
	*r = outer
	return err
}
