package route

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strconv"
	"syscall"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/errno"
	"gip/internal/nl"

	"golang.org/x/sys/unix"
)

// dumpMagic begins a file of saved routes, in the machine's byte order. Netlink messages follow, as the
// kernel sent them, each padded to four bytes.
const dumpMagic = 0x45311224

// maxSaved is the longest message that a file of saved routes may hold.
const maxSaved = 16384

// A dumpFile reads a file of saved routes.
type dumpFile struct {
	src  io.Reader
	r    *bufio.Reader
	base int64 // offset of the first message in src; -1 where src cannot seek
	pos  int64 // offset behind what was read, counted from base
	buf  [maxSaved]byte
}

// openDump reads the magic number.
func openDump(src io.Reader) (*dumpFile, error) {
	if f, ok := src.(*os.File); ok && isTerminal(f) {
		return nil, arg.Fail(1, "Can't restore route dump from a terminal")
	}
	d := &dumpFile{src: src, base: -1}
	if s, ok := src.(io.Seeker); ok {
		if at, err := s.Seek(0, io.SeekCurrent); err == nil {
			d.base = at + 4
		}
	}
	d.r = bufio.NewReaderSize(src, 32<<10)
	var b [4]byte
	n, _ := io.ReadFull(d.r, b[:])
	if magic := binary.NativeEndian.Uint32(b[:]); magic != dumpMagic {
		return nil, arg.Fail(1, "Magic mismatch ("+itoa(n/4)+" elems, "+strconv.FormatUint(uint64(magic), 16)+" magic)")
	}
	return d, nil
}

func isTerminal(f *os.File) bool {
	_, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	return err == nil
}

// rewind goes back to the first message.
func (d *dumpFile) rewind() error {
	if _, err := d.src.(io.Seeker).Seek(d.base, io.SeekStart); err != nil {
		return err
	}
	d.r.Reset(d.src)
	d.pos = 0
	return nil
}

// next returns the next message, valid until the call after it, or io.EOF. Another error, whose status
// is 2, says what is wrong with the file.
func (d *dumpFile) next() (m nl.Message, err error) {
	h := d.buf[:unix.NLMSG_HDRLEN]
	if n, err := d.fill(h); n == 0 && err == io.EOF {
		return m, io.EOF
	} else if err != nil {
		return m, damaged(err)
	}
	n := int(int32(attr.U32(h)))
	if n < len(h) || n > len(d.buf) {
		at := "18446744073709551615" // as the reference writes that there is no position
		if d.base >= 0 {
			at = strconv.FormatInt(d.base+d.pos, 10)
		}
		return m, arg.Fail(2, "!!!malformed message: len="+itoa(n)+" @"+at)
	}
	if _, err := d.fill(d.buf[len(h) : (n+3)&^3]); err != nil {
		return m, damaged(err)
	}
	return nl.Message{Type: attr.U16(h[4:]), Flags: attr.U16(h[6:]), Data: d.buf[len(h):n:n], Raw: d.buf[:n:n],
		NSID: -1}, nil
}

// fill reads len(b) bytes.
func (d *dumpFile) fill(b []byte) (int, error) {
	n, err := io.ReadFull(d.r, b)
	d.pos += int64(n)
	return n, err
}

// damaged is the error for a file that ends within a message or cannot be read.
func damaged(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return arg.Fail(2, "rtnl-from_file: truncated message")
	}
	var n syscall.Errno
	errors.As(err, &n)
	return arg.Fail(2, "rtnl_from_file: fread: "+errno.StrError(n))
}
