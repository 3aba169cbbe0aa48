// Package spec is the language in which gip describes the options of a kind of thing: a kind of network
// device, later xfrm states and tc options. A Kind is a list of Rows. One row says what the user types,
// what goes on the wire and what is printed, so that parsing, encoding, decoding, text, JSON and help
// cannot drift apart.
//
// A row names a Value, which is one shape on the wire: a byte, an address in one of two attributes, a
// switch. Values hold no state and are shared by many rows; a kind that needs a shape of its own writes
// a Value beside its rows. What no row can say (options that exclude each other, attributes that are
// sent only on creation) stands in the kind's Check, in plain Go. A Kind is static data: it costs
// nothing until it is used.
//
// The package changes nothing in the kernel and knows no kind. It reads words (internal/arg) and writes
// attributes (internal/attr) one way, and attributes and a printer (internal/out) the other.
package spec

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/verb"
)

// MaxAttr is the number of attribute numbers that a Kind may use: 0 to MaxAttr-1.
const MaxAttr = 128

// A Kind is a table of options.
type Kind struct {
	// Name is what the user types and what errors begin with.
	Name string
	// Rows are in the order of output. Print-only rows have no Key. Parts are rows that several kinds
	// share; they follow.
	Rows  []Row
	Parts [][]Row
	// Order names keywords that are tried before all others, in that order, when a word is matched by
	// prefix; the others follow in the order of the rows (of each: Key, Alias, Also, then the form with "no").
	// It is needed where the reference's tests do not stand in the order of its output.
	Order []string
	// Once says that each option may be given once only: a second is the error "either KEY is
	// duplicate, or VALUE is garbage". Without it the last of several counts.
	Once bool
	// Check runs behind the last word: it adds what the words imply and refuses what does not fit
	// together. nil if there is nothing to check.
	Check func(s *Scan) error
	// Need is an attribute without which, or with less than NeedLen bytes of which (four if that is 0),
	// nothing is shown; 0 for none.
	Need    uint16
	NeedLen int
	// Unknown is what errors call an option that does not exist: "command" if empty, or "option".
	// NoSuch makes the whole line of that error instead.
	Unknown string
	NoSuch  func(word string) string
	// HelpWord says how the word help is told from other words.
	HelpWord HelpWord
	// Loose kinds pass over words that are no options, as if they were not there.
	Loose bool
	// Lead reads words that must stand in front of all options; nil if there are none. The cursor
	// stands in front of the first word, and is left on the last one that Lead took.
	Lead func(s *Scan) error
	// Synopsis stands behind the kind's name in the first line of help, Notes at its end. Notes has
	// lines of its own, each ending in a newline.
	Synopsis, Notes string
}

// HelpWord says how the word help is told from other words.
type HelpWord uint8

const (
	HelpPrefix HelpWord = iota // by prefix, as keywords are
	HelpFull                   // only when written in full
	HelpNone                   // not at all: help is one more unknown option
)

// A Row is one option of a Kind, or with Key "" something that is only shown.
type Row struct {
	// Attr is the attribute's number. Attr2 is a second attribute of the same option: that of an IPv6
	// address where Attr has the IPv4 one, or a modifier.
	Attr, Attr2 uint16
	// Key is the keyword, matched by prefix unless Exact is set. Alias and Also are other ones.
	Key, Alias, Also string
	// Exact keywords match only when written in full.
	Exact bool
	// Hidden options are never shown.
	Hidden bool
	// Text is the label in text and JSON the key in JSON, where they differ from Key.
	// JSON6 is the key of the IPv6 address in Attr2, if not that of the IPv4 one.
	Text, JSON, JSON6 string
	// Arg is the metavariable in help: "VNI". Without it the Value lists its words. Help explains the
	// option in half a line.
	Arg, Help string
	// Val is the shape.
	Val Value
	// Max is the largest number accepted; 0 stands for what the shape can hold.
	Max uint64
	// Bit is this row's bit, for rows that share an attribute of flags.
	Bit uint32
	// Show says when the value is shown, and Def is the value that TextIfNotDef leaves out.
	Show When
	Def  uint64
	// Bad is the reason given for a wrong value ("invalid KEY" if empty), in the error
	// `argument "VALUE" is wrong: REASON`. Err makes the whole error instead.
	Bad string
	Err func(word string) error
}

// When says when a value is shown.
type When uint8

const (
	Always       When = iota
	NonZero           // not if it is zero
	TextIfNotDef      // always in JSON; in text only if it differs from Def
)

// A Value is one shape of an option. It has no state that changes.
type Value interface {
	// Size is the shortest payload in bytes that Print can use: an attribute that is shorter is not
	// shown.
	Size() int
	// Parse reads the option's value from s and appends the attribute. The cursor stands on the
	// keyword.
	Parse(s *Scan, r *Row) error
	// Print shows the option. v.T[r.Attr] is long enough, or it is nil and v.T[r.Attr2] is there.
	Print(v *View, r *Row)
}

// An Absenter is a Value that shows something even where its attribute is absent.
type Absenter interface {
	PrintAbsent(v *View, r *Row)
}

// A Hinter is a Value whose words can be listed, for help and completion.
type Hinter interface {
	Hint(r *Row) []string
}

// A Switch is a Value whose keyword takes no value and, with "no" in front, means the contrary.
type Switch interface {
	Value
	HasNo(r *Row) bool
}

func (r *Row) label() string {
	if r.Text != "" {
		return r.Text
	}
	return r.Key
}

func (r *Row) jsonKey() string {
	if r.JSON != "" {
		return r.JSON
	}
	return r.label()
}

// Invalid is the error for a wrong value.
func (r *Row) Invalid(word string) error {
	switch {
	case r.Err != nil:
		return r.Err(word)
	case r.Bad != "":
		return arg.Invalid(r.Bad, word)
	}
	return arg.Invalid("invalid "+r.Key, word)
}

// all goes over the rows of a kind.
func (k *Kind) all(yield func(*Row) bool) {
	for i := range k.Rows {
		if !yield(&k.Rows[i]) {
			return
		}
	}
	for _, part := range k.Parts {
		for i := range part {
			if !yield(&part[i]) {
				return
			}
		}
	}
}

// hasNo says whether the keyword may stand with "no" in front.
func (r *Row) hasNo() bool {
	s, ok := r.Val.(Switch)
	return ok && r.Key != "" && s.HasNo(r)
}

// A View shows the attributes of one message.
type View struct {
	*out.Printer
	*verb.Env
	// T holds the payloads by attribute number, nil where there is none. They alias the message.
	T [MaxAttr][]byte
}

// A Scan reads the words of one command.
type Scan struct {
	*verb.Env
	*arg.Cursor
	Kind *Kind
	Enc  *attr.Encoder
	// Create is set when the command makes something, rather than changing it.
	Create bool
	// Word is the keyword as the user wrote it; No says that it was the form with "no" in front.
	Word string
	No   bool

	// Old holds the present settings, in the same attributes, of what is changed. It is nil when
	// something is made, and for kinds that do not ask for it.
	Old []byte

	start int // where the attributes of this kind begin in Enc.B
	seen  [MaxAttr / 64]uint64
}
