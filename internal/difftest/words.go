package difftest

import (
	"fmt"
	"strings"
)

// A char is one character of a command line and whether it was quoted, in
// which case neither blanks nor braces mean anything.
type char struct {
	c      byte
	quoted bool
}

// splitWords splits a command line into words and expands {a,b} into one word
// list per combination. 'x' and "x" quote; within "x" the escapes \n, \t, \\
// and \" are known. A word that expands to nothing and has no quotes is left
// out, as in a shell.
func splitWords(s string) ([][]string, error) {
	words, err := scanWords(s)
	if err != nil {
		return nil, err
	}
	lines := [][]string{nil}
	for _, w := range words {
		if strings.Count(w.unquoted(), "{") != strings.Count(w.unquoted(), "}") {
			return nil, fmt.Errorf("a brace does not close in its word (quote blanks inside): %s", s)
		}
		alts := expandBraces(w.chars)
		var next [][]string
		for _, line := range lines {
			for _, a := range alts {
				l := append([]string(nil), line...)
				if a != "" || w.quoted {
					l = append(l, a)
				}
				next = append(next, l)
			}
		}
		lines = next
	}
	return lines, nil
}

// A word is the characters of one word; quoted tells "" from nothing.
type word struct {
	chars  []char
	quoted bool
}

// unquoted returns the characters that were not quoted.
func (w word) unquoted() string {
	var b strings.Builder
	for _, c := range w.chars {
		if !c.quoted {
			b.WriteByte(c.c)
		}
	}
	return b.String()
}

// scanWords splits at unquoted blanks.
func scanWords(s string) ([]word, error) {
	var words []word
	var cur word
	in := false
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote == 0 && (c == ' ' || c == '\t'):
			if in {
				words = append(words, cur)
			}
			cur, in = word{}, false
		case quote == 0 && (c == '\'' || c == '"'):
			quote, in, cur.quoted = c, true, true
		case quote != 0 && c == quote:
			quote = 0
		case quote == '"' && c == '\\' && i+1 < len(s):
			i++
			switch s[i] {
			case 'n':
				c = '\n'
			case 't':
				c = '\t'
			default:
				c = s[i]
			}
			cur.chars = append(cur.chars, char{c, true})
		default:
			in = true
			cur.chars = append(cur.chars, char{c, quote != 0})
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("unterminated %c", quote)
	}
	if in {
		words = append(words, cur)
	}
	return words, nil
}

// expandBraces expands the first unquoted {a,b} of w and, by recursion, the
// others. Braces without a comma are ordinary characters.
func expandBraces(w []char) []string {
	for i, c := range w {
		if c.quoted || c.c != '{' {
			continue
		}
		alts, end := braceAlternatives(w, i)
		if len(alts) < 2 {
			continue
		}
		var out []string
		for _, a := range alts {
			joined := append(append(append([]char(nil), w[:i]...), a...), w[end+1:]...)
			out = append(out, expandBraces(joined)...)
		}
		return out
	}
	var b strings.Builder
	for _, c := range w {
		b.WriteByte(c.c)
	}
	return []string{b.String()}
}

// braceAlternatives returns what stands between the commas of the brace that
// opens at start, and where it closes.
func braceAlternatives(w []char, start int) (alts [][]char, end int) {
	depth, from := 0, start+1
	for i := start; i < len(w); i++ {
		if w[i].quoted {
			continue
		}
		switch w[i].c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return append(alts, w[from:i]), i
			}
		case ',':
			if depth == 1 {
				alts = append(alts, w[from:i])
				from = i + 1
			}
		}
	}
	return nil, start
}
