package addr

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strconv"

	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

// magic starts a stream of saved addresses, in the machine's byte order; netlink messages follow.
const magic = 0x47361222

// maxSaved is the longest message, in bytes, that restore and showdump take.
const maxSaved = 16384

// runSave runs ip address save: it writes the addresses as the kernel sent them. Of the filter only the
// device counts, and the family of the options.
func runSave(e *verb.Env, c *arg.Cursor) error {
	f, err := link.ParseFilter(e, c, false, usage)
	if err != nil {
		return err
	}
	if err := f.Find(e); err != nil {
		return err
	}
	if isTerminal(e.Stdout) {
		return arg.Exit(1, "Not sending a binary stream to stdout")
	}
	p := e.Out
	p.Raw(binary.NativeEndian.AppendUint32(nil, magic))
	err = dump(e, f.Dump, f.Index, func(m nl.Message) {
		p.Raw(m.Raw)
		p.Record()
	})
	if err == nil {
		return nil
	}
	text := "Save terminated"
	if err.Error() != "" {
		text = err.Error() + "\n" + text
	}
	return arg.Exit(1, text)
}

func isTerminal(f any) bool {
	file, ok := f.(*os.File)
	if !ok {
		return false
	}
	_, err := unix.IoctlGetTermios(int(file.Fd()), unix.TCGETS)
	return err == nil
}

// A stream reads saved messages.
type stream struct {
	r   *bufio.Reader
	e   *verb.Env
	pos int64
	buf []byte
}

// open reads the magic number from standard input.
func open(e *verb.Env) (*stream, error) {
	if isTerminal(e.Stdin) {
		return nil, arg.Exit(255, "Can't restore address dump from a terminal")
	}
	s := &stream{r: bufio.NewReaderSize(e.Stdin, 64<<10), e: e, buf: make([]byte, maxSaved+3)}
	var b [4]byte
	n, _ := io.ReadFull(s.r, b[:])
	s.pos = int64(n)
	if got := binary.NativeEndian.Uint32(b[:]); got != magic {
		return nil, arg.Exit(255, "Magic mismatch ("+strconv.Itoa(n/4)+" elems, "+
			strconv.FormatUint(uint64(got), 16)+" magic)")
	}
	return s, nil
}

// next reads a message, whose Data is valid until the next call; io.EOF behind the last.
func (s *stream) next() (m nl.Message, err error) {
	const header = unix.NLMSG_HDRLEN
	n, err := io.ReadFull(s.r, s.buf[:header])
	s.pos += int64(n)
	if err == io.EOF {
		return m, err
	}
	if err != nil {
		return m, s.broken(err)
	}
	size := int32(binary.NativeEndian.Uint32(s.buf))
	if size < header || size > maxSaved {
		return m, arg.Exit(255, "!!!malformed message: len="+strconv.Itoa(int(size))+" @"+
			strconv.FormatUint(s.tell(), 10))
	}
	padded := (int(size) + 3) &^ 3
	n, err = io.ReadFull(s.r, s.buf[header:padded])
	s.pos += int64(n)
	if err != nil {
		return m, s.broken(err)
	}
	m.Type = binary.NativeEndian.Uint16(s.buf[4:])
	m.Flags = binary.NativeEndian.Uint16(s.buf[6:])
	m.Data = s.buf[header:size:size]
	return m, nil
}

// tell is the place in the stream: of a pipe, which has none, the reference shows minus one without sign.
func (s *stream) tell() uint64 {
	if f, ok := s.e.Stdin.(io.Seeker); ok {
		if _, err := f.Seek(0, io.SeekCurrent); err == nil {
			return uint64(s.pos)
		}
	}
	return 1<<64 - 1
}

// broken makes the error for a stream that ends within a message, or that cannot be read.
func (s *stream) broken(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return arg.Exit(255, "rtnl-from_file: truncated message")
	}
	return arg.Exit(255, "rtnl_from_file: fread: "+cause(err))
}

// runRestore runs ip address restore: it makes the addresses of a stream. One that is there already is
// told and is no failure; anything else ends the command.
func runRestore(e *verb.Env, c *arg.Cursor) error {
	s, err := open(e)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	for {
		m, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		err = conn.Do(nl.Request{Type: m.Type, Flags: m.Flags | unix.NLM_F_CREATE, Body: m.Data})
		if errors.Is(err, unix.EEXIST) {
			e.Warn(err.Error())
			continue
		}
		if err != nil {
			return arg.Exit(255, err.Error())
		}
	}
}

// runShowDump runs ip address showdump: it prints the addresses of a stream.
func runShowDump(e *verb.Env, c *arg.Cursor) error {
	s, err := open(e)
	if err != nil {
		return err
	}
	p := e.Out
	v := newView(e, &link.Filter{})
	v.oneline = false
	p.Begin()
	p.Object("")
	p.Array("addr_info", "")
	for {
		var m nl.Message
		if m, err = s.next(); err != nil {
			break
		}
		p.Object("")
		index := int32(0)
		if len(m.Data) >= unix.SizeofIfAddrmsg {
			index = int32(binary.NativeEndian.Uint32(m.Data[4:]))
		}
		p.Int("index", "if", int64(index), ":")
		p.NL()
		v.print(m.Type, m.Data)
		p.EndObject()
		p.Record()
	}
	p.EndArray("")
	p.EndObject()
	p.End()
	if err == io.EOF {
		return nil
	}
	return err
}
