package verb

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	const file = "link show\n" +
		"\n" +
		"  # all comment\n" +
		"addr add 10.0.0.1/24 \\\n\tdev v0 # and more\n" +
		"link set v0 alias 'two words' \"it's\" mid'quote\n" +
		"route \"\" x\r\n" +
		"last # no newline"
	want := []string{"link|show", "", "", "addr|add|10.0.0.1/24|dev|v0",
		"link|set|v0|alias|two words|it's|mid'quote", "route||x", "last"}
	lineOf := []int{1, 2, 3, 5, 6, 7, 8}
	l := NewLines(bufio.NewReader(strings.NewReader(file)))
	for i := range want {
		words, err := l.Next()
		if err != nil || strings.Join(words, "|") != want[i] || l.Line() != lineOf[i] {
			t.Errorf("line %d: %q, %v, number %d; want %q, number %d", i, words, err, l.Line(), want[i], lineOf[i])
		}
	}
	if _, err := l.Next(); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
}

func TestLinesErrors(t *testing.T) {
	for file, want := range map[string]string{
		"a 'b\n":                           "Unterminated quoted string",
		strings.Repeat("w ", 512) + "\n":   "Too many arguments to command",
		"link show \\\n":                   "Missing continuation line",
		"a \\\n# nothing goes on\nb \"c\n": "",
	} {
		l := NewLines(bufio.NewReader(strings.NewReader(file)))
		_, err := l.Next()
		if got := ""; err != nil {
			if got = err.Error(); got != want {
				t.Errorf("%.20q: %q, want %q", file, got, want)
			}
		} else if want != "" {
			t.Errorf("%.20q: no error, want %q", file, want)
		}
	}
	l := NewLines(bufio.NewReader(strings.NewReader(strings.Repeat("w ", 511) + "\n")))
	if w, err := l.Next(); err != nil || len(w) != 511 {
		t.Errorf("511 words: %d, %v", len(w), err)
	}
	long := strings.Repeat("x", 200000)
	l = NewLines(bufio.NewReader(strings.NewReader("a " + long + "\nb\n")))
	if w, err := l.Next(); err != nil || len(w) != 2 || w[1] != long {
		t.Errorf("a line longer than the buffer: %d words, %v", len(w), err)
	}
}

// Whatever is in the file, splitting ends, words hold no blanks unless quoted, and lines are counted.
func FuzzLines(f *testing.F) {
	f.Add([]byte("link show\n# c\naddr \\\n add\n"))
	f.Add([]byte("'a b' \"c\n"))
	f.Add([]byte("\\\n\\\n\x00#"))
	f.Fuzz(func(t *testing.T, file []byte) {
		l := NewLines(bufio.NewReaderSize(bytes.NewReader(file), 16))
		quoted := bytes.ContainsAny(file, `'"`)
		for n := 0; ; n++ {
			if n > len(file)+1 {
				t.Fatal("more lines than bytes")
			}
			words, err := l.Next()
			if err != nil {
				break
			}
			for _, w := range words {
				if !quoted && (w == "" || strings.ContainsAny(w, " \t\r\n#")) {
					t.Fatalf("word %q", w)
				}
			}
		}
		if l.Line() > bytes.Count(file, []byte("\n"))+1 {
			t.Fatalf("%d lines counted", l.Line())
		}
	})
}
