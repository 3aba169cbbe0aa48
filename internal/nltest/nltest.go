// Package nltest is support for tests of what gip would send: it reads the requests that record.sh has
// recorded from the reference, compares messages as trees of attributes, and makes an Env without a
// socket. Nothing of it is linked into gip.
package nltest

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// ErrNoSocket is what an Env of this package says to a command that wants to talk to the kernel.
var ErrNoSocket = errors.New("nltest: no socket")

// Env returns an Env that cannot send. Devices of the name ifN have the index N; there are no others.
func Env() *verb.Env {
	e := verb.NewEnv(out.Options{})
	e.Connect = func() (*nl.Conn, error) { return nil, ErrNoSocket }
	e.Stderr = io.Discard
	return e
}

// A Recorded is a command line and the message that the reference sends for it.
type Recorded struct {
	Line  string
	Words []string // with the options in front
	nl.Request
}

// Load reads a file that record.sh has made.
func Load(t testing.TB, file string) []Recorded {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []Recorded
	for line := range strings.Lines(string(b)) {
		words, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if words == "" || words[0] == '#' {
			continue
		}
		f := strings.Fields(rest)
		if !ok || len(f) != 3 {
			t.Fatalf("%s: not recorded: %s", file, line)
		}
		r := Recorded{Line: words}
		r.Words, err = verb.NewLines(bufio.NewReader(strings.NewReader(words + "\n"))).Next()
		if err != nil {
			t.Fatal(err)
		}
		head, err := hex.DecodeString(f[0] + f[1])
		if err != nil {
			t.Fatal(err)
		}
		r.Type, r.Flags = le.Uint16(head), le.Uint16(head[2:])
		if r.Body, err = hex.DecodeString(f[2]); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// Options takes the options that may stand before the object, as far as they matter to a message, off
// the words and sets them in e.
func Options(e *verb.Env, words []string) []string {
	for len(words) > 0 {
		switch words[0] {
		case "-4":
			e.Family = unix.AF_INET
		case "-6":
			e.Family = unix.AF_INET6
		case "-0":
			e.Family = unix.AF_PACKET
		case "-force":
			e.Force = true
		default:
			return words
		}
		words = words[1:]
	}
	return words
}

var le = binary.NativeEndian

// Tree writes the attributes of b as lines of text, sorted on every level, so that two messages with the
// same attributes in another order are equal. mask lists paths of types, such as "43.1", whose payload
// differs from run to run and is left out.
func Tree(b []byte, mask ...string) string {
	var s strings.Builder
	tree(&s, b, "", mask)
	return s.String()
}

func tree(s *strings.Builder, b []byte, path string, mask []string) {
	var lines []string
	for len(b) >= 4 {
		n := int(le.Uint16(b))
		if n < 4 || n > len(b) {
			lines = append(lines, fmt.Sprintf("%s rest %x\n", path, b))
			break
		}
		typ, p := le.Uint16(b[2:]), b[4:n]
		at := strings.TrimPrefix(path+"."+strconv.Itoa(int(typ&0x3fff)), ".")
		var x strings.Builder
		switch {
		case slices.Contains(mask, at):
			fmt.Fprintf(&x, "%s masked\n", at)
		case nested(p):
			fmt.Fprintf(&x, "%s flags %x {\n", at, typ&0xc000)
			tree(&x, p, at, mask)
			x.WriteString("}\n")
		default:
			fmt.Fprintf(&x, "%s flags %x = %x\n", at, typ&0xc000, p)
		}
		lines = append(lines, x.String())
		b = b[min((n+3)&^3, len(b)):]
	}
	slices.Sort(lines)
	for _, l := range lines {
		s.WriteString(l)
	}
}

// nested says whether b looks like attributes. What looks so by chance does so on both sides of a
// comparison.
func nested(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	for len(b) >= 4 {
		n := int(le.Uint16(b))
		if n < 4 || n > len(b) || le.Uint16(b[2:])&0x3fff > 255 {
			return false
		}
		if n = (n + 3) &^ 3; n >= len(b) {
			return true
		}
		b = b[n:]
	}
	return false
}
