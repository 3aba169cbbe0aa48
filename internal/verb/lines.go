package verb

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unsafe"

	"gip/internal/arg"
)

// maxWords is the reference's limit of words on a line of a batch, plus one.
const maxWords = 512

// ErrContinuation says that the file ends after a line that asks for another.
//
//lint:ignore ST1005 the words are the reference's
var ErrContinuation = errors.New("Missing continuation line")

// arenaSize is the room for the lines of a batch that are allocated at once.
const arenaSize = 16 << 10

// Lines splits a batch file into commands: one a line, a backslash before the line's end joins the next
// line, # starts a comment anywhere in a line (inside quotes too), words are split at blanks, and a word
// that begins with a quote runs to the same quote.
type Lines struct {
	r *bufio.Reader
	n int
	// buf holds lines, one behind the other. The words are parts of it, so no byte of a line that was
	// returned is written again, and one allocation serves hundreds of lines.
	buf   []byte
	words []string
}

// NewLines reads from r.
func NewLines(r *bufio.Reader) *Lines { return &Lines{r: r} }

// Line is the number of the physical line read last, from 1.
func (l *Lines) Line() int { return l.n }

// Next returns the words of the next line, none for an empty one, or io.EOF behind the last. The slice
// is valid until the next call; the words themselves may be kept.
func (l *Lines) Next() ([]string, error) {
	if cap(l.buf)-len(l.buf) < arenaSize/4 {
		l.buf = make([]byte, 0, arenaSize)
	}
	start := len(l.buf)
	for joined := false; ; joined = true {
		if err := l.read(); err != nil {
			if err == io.EOF && joined {
				return nil, ErrContinuation
			}
			return nil, err
		}
		line := l.buf[start:]
		if !bytes.HasSuffix(line, continuation[:]) || commented(line) {
			return l.split(unsafe.String(unsafe.SliceData(line), len(line)))
		}
		l.buf = l.buf[:len(l.buf)-len(continuation)]
	}
}

// commented says that there is a comment in the line: what looks like a continuation behind it is none.
func commented(line []byte) bool {
	return bytes.IndexByte(line, '#') >= 0 || bytes.IndexByte(line, 0) >= 0
}

var continuation = [...]byte{'\\', '\n'}

// read appends a physical line to buf.
func (l *Lines) read() error {
	start := len(l.buf)
	for {
		part, err := l.r.ReadSlice('\n')
		l.buf = append(l.buf, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && (err != io.EOF || len(l.buf) == start) {
			return err
		}
		break
	}
	l.n++
	return nil
}

// Classes of the bytes of a line.
const (
	blank = 1 + iota
	comment
)

// classes has the class of each byte, 0 for those of words. A NUL byte ends a line as a comment does.
var classes = [256]uint8{' ': blank, '\n': blank, '\t': blank, '\r': blank, '#': comment, 0: comment}

// split takes a line apart, up to a comment.
func (l *Lines) split(s string) ([]string, error) {
	l.words = l.words[:0]
	for i := 0; ; {
		for i < len(s) && classes[s[i]] == blank {
			i++
		}
		if i == len(s) || classes[s[i]] == comment {
			return l.words, nil
		}
		if len(l.words) >= maxWords-1 {
			return nil, arg.Exit(1, "Too many arguments to command")
		}
		start := i
		if q := s[i]; q == '\'' || q == '"' {
			for i++; i < len(s) && s[i] != q; i++ {
				if classes[s[i]] == comment {
					i = len(s)
				}
			}
			if i >= len(s) {
				return nil, arg.Exit(1, "Unterminated quoted string")
			}
			l.words = append(l.words, s[start+1:i])
			i++
			continue
		}
		for i < len(s) && classes[s[i]] == 0 {
			i++
		}
		l.words = append(l.words, s[start:i])
	}
}
