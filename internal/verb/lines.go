package verb

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"gip/internal/arg"
)

// maxWords is the reference's limit of words on a line of a batch, plus one.
const maxWords = 512

// ErrContinuation says that the file ends after a line that asks for another.
var ErrContinuation = errors.New("Missing continuation line")

// Lines splits a batch file into commands: one a line, a backslash before the line's end joins the next
// line, # starts a comment anywhere in a line (inside quotes too), words are split at blanks, and a word
// that begins with a quote runs to the same quote.
type Lines struct {
	r     *bufio.Reader
	n     int
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
	l.buf = l.buf[:0]
	if err := l.read(); err != nil {
		return nil, err
	}
	for {
		i := bytes.Index(l.buf, []byte("\\\n"))
		if i < 0 {
			return l.split(string(l.buf))
		}
		l.buf = l.buf[:i]
		switch err := l.read(); err {
		case nil:
		case io.EOF:
			return nil, ErrContinuation
		default:
			return nil, err
		}
	}
}

// read appends a physical line to buf, up to a comment or NUL byte.
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
	if i := bytes.IndexAny(l.buf[start:], "#\x00"); i >= 0 {
		l.buf = l.buf[:start+i]
	}
	return nil
}

func (l *Lines) split(s string) ([]string, error) {
	const blanks = " \t\r\n"
	l.words = l.words[:0]
	for {
		s = strings.TrimLeft(s, blanks)
		if s == "" {
			return l.words, nil
		}
		if len(l.words) >= maxWords-1 {
			return nil, arg.Exit(1, "Too many arguments to command")
		}
		if q := s[0]; q == '\'' || q == '"' {
			i := strings.IndexByte(s[1:], q)
			if i < 0 {
				return nil, arg.Exit(1, "Unterminated quoted string")
			}
			l.words = append(l.words, s[1:1+i])
			s = s[i+2:]
			continue
		}
		i := strings.IndexAny(s, blanks)
		if i < 0 {
			l.words = append(l.words, s)
			return l.words, nil
		}
		l.words = append(l.words, s[:i])
		s = s[i+1:]
	}
}
