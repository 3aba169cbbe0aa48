// Package arg reads the words of a command line the way iproute2 does: one word at a time, keywords
// and positionals mixed in any order, with iproute2's messages and exit statuses for what is wrong.
//
// It holds the Cursor (which word comes next), the errors of the command line (what the user sees and
// what the process returns) and the readers of values: numbers, addresses, prefixes, link-layer
// addresses, times and switches. It sends nothing and prints nothing.
package arg

import "strings"

// A Cursor walks over the words of one command. Before the first call of Next it stands in front of
// the first word.
type Cursor struct {
	words []string
	pos   int // index of the current word; -1 in front of the first
}

// New returns a Cursor in front of the first of words. It keeps words and does not change them.
func New(words []string) *Cursor { return &Cursor{words: words, pos: -1} }

// Next moves to the next word and says whether there is one.
func (c *Cursor) Next() bool {
	if c.pos+1 >= len(c.words) {
		c.pos = len(c.words)
		return false
	}
	c.pos++
	return true
}

// Word is the current word, "" when the cursor stands before the first or behind the last.
func (c *Cursor) Word() string {
	if c.pos < 0 || c.pos >= len(c.words) {
		return ""
	}
	return c.words[c.pos]
}

// Value moves to the next word and returns it: the value of the keyword at hand. Where the line ends,
// the error is the one of an incomplete command line (status 255).
func (c *Cursor) Value() (string, error) {
	if !c.Next() {
		return "", Incomplete()
	}
	return c.words[c.pos], nil
}

// Peek returns the word after the current one without moving.
func (c *Cursor) Peek() (string, bool) {
	if c.pos+1 < len(c.words) {
		return c.words[c.pos+1], true
	}
	return "", false
}

// Back moves one word back, so that Next finds the current word again.
func (c *Cursor) Back() {
	if c.pos >= 0 {
		c.pos--
	}
}

// Rest returns the words after the current one. The slice aliases the cursor's words.
func (c *Cursor) Rest() []string {
	if c.pos+1 >= len(c.words) {
		return nil
	}
	return c.words[c.pos+1:]
}

// Len is the number of words after the current one.
func (c *Cursor) Len() int { return len(c.Rest()) }

// Prefix says whether word is a non-empty prefix of key: iproute2's matches(). The first keyword in
// the order of the tests that has the word as its prefix wins, so callers ask in that order.
func Prefix(word, key string) bool { return word != "" && strings.HasPrefix(key, word) }

// Fold says whether word is key, given in lower case, without regard to the case of ASCII letters:
// strcasecmp, which iproute2 uses for a few sets of values.
func Fold(word, key string) bool { return fold(word, key) }
