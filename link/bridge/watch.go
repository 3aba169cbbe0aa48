package bridge

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strconv"
	"syscall"
	"time"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/stamp"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// tstamp is the type of a message that rtmon puts into its files: the time of what follows, in seconds
// and microseconds (NLMSG_TSTAMP of iproute2).
const tstamp = 15

// maxRecord is the size, in bytes, of the longest message that the reference takes from a file.
const maxRecord = 16384

// A watch prints changes of all kinds from messages.
type watch struct {
	e    *verb.Env
	link *linkView
	fdb  *fdbView
	mdb  *mdbView
	vlan *vlanView
	vni  *vniView
	buf  []byte
}

// newWatch returns a watch that shows the kinds of changes where banner is set.
func newWatch(e *verb.Env, banner bool) *watch {
	w := &watch{
		e: e, link: newLinkView(e), fdb: newFDBView(e), mdb: newMDBView(e), vlan: newVLANView(e, &vlanTable),
		vni: newVNIView(e),
	}
	h := header(func(label string) {
		if e.Timestamp {
			w.stamp(stamp.AppendLong, time.Now())
		}
		if banner {
			e.Out.Text(label)
		}
	})
	w.link.header, w.fdb.header, w.mdb.header, w.vlan.header, w.vni.header = h, h, h, h, h
	return w
}

func (w *watch) stamp(f func([]byte, time.Time) []byte, t time.Time) {
	w.buf = f(w.buf[:0], t)
	w.e.Out.Raw(w.buf)
}

// print prints a change. The error is for a message that is too short to be one.
func (w *watch) print(m nl.Message) error {
	switch m.Type {
	case unix.RTM_NEWLINK, unix.RTM_DELLINK:
		if len(m.Data) < unix.SizeofIfInfomsg {
			return arg.Fail(1, "Message too short!")
		}
		w.link.print(m)
	case unix.RTM_NEWNEIGH, unix.RTM_DELNEIGH:
		if len(m.Data) < unix.SizeofNdMsg {
			return tooShort(m, unix.SizeofNdMsg)
		}
		w.fdb.print(m)
	case unix.RTM_NEWMDB, unix.RTM_DELMDB:
		if len(m.Data) < uapi.SizeofBrPortMsg {
			return tooShort(m, uapi.SizeofBrPortMsg)
		}
		w.mdb.change(m)
	case unix.RTM_NEWVLAN, unix.RTM_DELVLAN:
		if len(m.Data) < uapi.SizeofBrVlanMsg {
			return tooShort(m, uapi.SizeofBrVlanMsg)
		}
		w.vlan.event(m)
	case unix.RTM_NEWTUNNEL, unix.RTM_DELTUNNEL:
		if len(m.Data) < uapi.SizeofTunnelMsg {
			return tooShort(m, uapi.SizeofTunnelMsg)
		}
		w.vni.print(m)
	case tstamp:
		if len(m.Data) >= 8 {
			t := time.Unix(int64(attr.U32(m.Data)), int64(attr.U32(m.Data[4:]))*1000)
			w.stamp(stamp.AppendRecorded, t)
		}
	}
	return nil
}

func tooShort(m nl.Message, header int) error {
	return arg.Fail(1, "BUG: wrong nlmsg len "+strconv.Itoa(len(m.Data)-header))
}

// replay prints the changes that a file holds: netlink messages as the kernel sent them.
func (w *watch) replay(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return arg.Exit(255, "Cannot fopen: "+reason(err))
	}
	defer f.Close()
	r := bufio.NewReader(f)
	buf := make([]byte, maxRecord)
	for at := 0; ; {
		n, err := io.ReadFull(r, buf[:unix.NLMSG_HDRLEN])
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return badRecord(err)
		}
		at += n
		size := int(int32(binary.NativeEndian.Uint32(buf)))
		if size < unix.NLMSG_HDRLEN || size > maxRecord {
			return arg.Fail(1, "!!!malformed message: len="+strconv.Itoa(size)+" @"+strconv.Itoa(at))
		}
		n, err = io.ReadFull(r, buf[unix.NLMSG_HDRLEN:(size+3)&^3])
		if err != nil {
			return badRecord(err)
		}
		at += n
		if m, _, ok := nl.Split(buf[:size]); ok {
			if err := w.print(m); err != nil {
				return err
			}
		}
		w.e.Out.Record()
	}
}

// badRecord is the error for a file that ends inside a message or cannot be read.
func badRecord(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return arg.Fail(1, "rtnl-from_file: truncated message")
	}
	return arg.Fail(1, "rtnl_from_file: fread: "+reason(err))
}

// reason is the text of the error number in err.
func reason(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
