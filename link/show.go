package link

import (
	"encoding/binary"
	"errors"
	"syscall"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// Show runs ip link show: it prints the devices that the words behind it select.
func Show(e *verb.Env, c *arg.Cursor) error {
	f, err := ParseFilter(e, c, true, usage)
	if err != nil {
		return err
	}
	if f.HasDev && f.Group == -1 {
		return showOne(e, f)
	}
	if err := f.Find(e); err != nil {
		return err
	}
	e.Out.Begin()
	defer e.Out.End()
	v := NewView(e, f)
	if !f.HasDev {
		return Dump(e, f, func(m nl.Message) { v.record(m) })
	}
	m, ok, err := GetByIndex(e, f)
	if ok {
		v.record(m)
	}
	return err
}

// record prints a device as a record of its own. In JSON a device that does not pass the filter leaves
// an empty object behind, on which scripts count.
func (v *View) record(m nl.Message) {
	v.p.Object("")
	v.Print(m)
	v.p.EndObject()
	v.p.Record()
}

// showOne shows the one device of the filter with a single request.
//
// The reference asks twice: first for the index of the name, to which it falls back to ifN, then for the
// device. The first request would have the same answer as the second.
func showOne(e *verb.Env, f *Filter) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 64)}
	enc.B[0] = f.Dump
	typ := uint16(unix.IFLA_IFNAME)
	if !arg.IfName(f.Dev) {
		typ = unix.IFLA_ALT_IFNAME
	}
	enc.String(typ, f.Dev)
	enc.U32(unix.IFLA_EXT_MASK, extMask(e, f))
	if err := enc.Err(); err != nil {
		return err
	}
	m, err := conn.Get(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B})
	if err != nil {
		if err := f.Find(e); err != nil {
			return err
		}
		e.Out.Begin()
		e.Out.End()
		return arg.Exit(1, err.Error()+"\nCannot send link get request: "+cause(err))
	}
	if e.Batch { // else no one will ask for it
		remember(e, m)
	}
	v := NewView(e, f)
	if v.Read(m) {
		f.Index = v.Index
	}
	e.Out.Begin()
	v.record(m)
	e.Out.End()
	return nil
}

// extMask is the IFLA_EXT_MASK of a request: what the kernel need not gather costs nothing.
func extMask(e *verb.Env, f *Filter) (mask uint32) {
	if f.VF {
		mask |= uapi.RTEXT_FILTER_VF
	}
	if e.Out.Stats == 0 {
		mask |= uapi.RTEXT_FILTER_SKIP_STATS
	}
	return mask
}

// GetByIndex asks for the device of the filter by its index. ok is false where there is no answer; the
// reference says why and ends with status 0 all the same, hence so does this.
func GetByIndex(e *verb.Env, f *Filter) (m nl.Message, ok bool, err error) {
	conn, err := e.Conn()
	if err != nil {
		return m, false, err
	}
	enc := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 64)}
	enc.B[0] = f.Family
	binary.NativeEndian.PutUint32(enc.B[4:], uint32(f.Index))
	enc.U32(unix.IFLA_EXT_MASK, extMask(e, f))
	m, err = conn.Get(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B})
	if err != nil {
		e.Warn(err.Error())
		e.Warn("Cannot send link request: " + cause(err))
		return m, false, nil
	}
	remember(e, m)
	return m, true, nil
}

// Dump asks for the devices of the filter and hands each to print. What the kernel can filter (kind,
// master) it filters, unless the request is for one family of addresses. As in the reference, a dump that
// breaks off is told on standard error and leaves the exit status alone.
func Dump(e *verb.Env, f *Filter, print func(nl.Message)) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 64)}
	enc.B[0] = f.Dump
	if f.Dump == unix.AF_UNSPEC || f.Dump == unix.AF_PACKET {
		enc.U32(unix.IFLA_EXT_MASK, extMask(e, f))
		if f.Master != 0 {
			enc.U32(unix.IFLA_MASTER, uint32(f.Master))
		}
		if f.Kind != nil {
			n := enc.Nest(unix.IFLA_LINKINFO)
			enc.StringN(unix.IFLA_INFO_KIND, *f.Kind)
			enc.EndNest(n)
		}
	}
	if err := enc.Err(); err != nil {
		return err
	}
	left := 0
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B}) {
		if err != nil {
			WarnDump(e, err)
			return nil
		}
		if len(m.Rest) >= left {
			rememberAll(e, m)
		}
		left = len(m.Rest)
		print(m)
	}
	return nil
}

// rememberAll notes the name and flags of the device of a message and of those that came together with
// it: a device often refers to one behind it, such as its peer, which would have to be asked for.
func rememberAll(e *verb.Env, m nl.Message) {
	for ok := true; ok; m, _, ok = nl.Split(m.Rest) {
		remember(e, m)
	}
}

// remember notes the name and flags of the device of a message.
func remember(e *verb.Env, m nl.Message) {
	if m.Type != unix.RTM_NEWLINK || len(m.Data) < unix.SizeofIfInfomsg {
		return
	}
	if name := attr.Find(m.Data[unix.SizeofIfInfomsg:], unix.IFLA_IFNAME); name != nil {
		e.Links.Seen(int(int32(attr.U32(m.Data[4:]))), attr.CString(name), attr.U32(m.Data[8:]))
	}
}

// WarnDump tells on standard error that a dump broke off.
func WarnDump(e *verb.Env, err error) {
	e.Out.Flush()
	if text := err.Error(); text != "" {
		e.Warn(text)
	}
	e.Warn("Dump terminated")
}

// cause is the text of the error number at the bottom of an error.
func cause(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
