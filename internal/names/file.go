package names

import (
	"bytes"

	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

// maxLine is how much of a line the reference reads at once; what is behind it is read as a line of its
// own.
const maxLine = 511

// readFile reads a file by plain system calls: many a short command reads one small table, and what
// package os does beside (a file object with a finalizer, the poller) takes longer than the reading. The
// error is an errno; what was read before it counts.
func readFile(path string) ([]byte, error) {
	fd, err := ignoringEINTR(func() (int, error) { return unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0) })
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	data := make([]byte, 0, 2048)
	for {
		n, err := ignoringEINTR(func() (int, error) { return unix.Read(fd, data[len(data):cap(data)]) })
		if n <= 0 {
			return data, err
		}
		data = data[:len(data)+n]
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// ignoringEINTR repeats a system call that a signal has interrupted.
func ignoringEINTR(f func() (int, error)) (int, error) {
	for {
		if n, err := f(); err != unix.EINTR {
			return n, err
		}
	}
}

// parseFile hands the entries of a table file to add, in order. When a line is damaged it stops and
// returns that line, from its first non-blank to its newline.
func parseFile(data []byte, add func(id int32, name string)) (bad string, ok bool) {
	for len(data) > 0 {
		n := bytes.IndexByte(data, '\n') + 1
		if n == 0 {
			n = len(data)
		}
		n = min(n, maxLine)
		line := data[:n]
		data = data[n:]
		if nul := bytes.IndexByte(line, 0); nul >= 0 {
			line = line[:nul]
		}
		line = bytes.TrimLeft(line, " \t")
		if len(line) == 0 || line[0] == '#' || line[0] == '\n' {
			continue
		}
		id, name, ok := parseLine(string(line))
		if !ok {
			return string(line), false
		}
		add(id, name)
	}
	return "", true
}

// parseLine reads a number, decimal or with 0x, and a name. Anything may follow the name. The number
// needs no blank behind it, as the reference reads it with sscanf.
func parseLine(line string) (id int32, name string, ok bool) {
	if len(line) > 2 && line[:2] == "0x" {
		if id, rest, ok := arg.ScanHex(line[2:]); ok {
			if name, ok := word(rest); ok {
				return id, name, true
			}
		}
	}
	id, rest, ok := arg.ScanInt(line)
	if !ok {
		return 0, "", false
	}
	name, ok = word(rest)
	return id, name, ok
}

// word is the first run of non-blanks in s.
func word(s string) (string, bool) {
	start := 0
	for start < len(s) && isBlank(s[start]) {
		start++
	}
	end := start
	for end < len(s) && !isBlank(s[end]) {
		end++
	}
	return s[start:end], end > start
}

// isBlank is isspace of the C locale.
func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }
