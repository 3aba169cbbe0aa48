// Package out writes what gip says on standard output: text and JSON from one description.
//
// Every value is printed by one call that names the JSON key and the text around the value, so the two
// forms cannot drift apart. A Printer appends to one buffer and allocates nothing per value; JSON is
// streamed in iproute2's own layout, since scripts compare it byte for byte. The package knows nothing
// of netlink and nothing of any object; colours, -oneline and -pretty are settled here alone.
package out

import (
	"io"
	"strconv"
)

// flushAt is the size, in bytes, from which a finished record is handed to the writer. Larger writes
// save system calls no more; smaller ones cost them.
const flushAt = 32 << 10

// Options are the global output options of the command line.
type Options struct {
	JSON     bool // -json
	Pretty   bool // -pretty: indent JSON
	Oneline  bool // -oneline: line breaks inside a record become a backslash
	Brief    bool // -brief
	Numeric  bool // -Numeric: no names for numbers
	Human    bool // -human: k, M, G in statistics
	IEC      bool // -iec: with -human, powers of 1024
	Resolve  bool // -resolve: host names for addresses
	Colored  bool // colour is on for this run: decided from -color, -json and the terminal
	DarkBack bool // the terminal's background is dark: choose the light palette's counterpart
	Details  int  // how often -details was given
	Stats    int  // how often -statistics was given
}

// A Printer collects the output of commands. The first error of the writer is kept: later output is
// dropped, and Flush and Err report it.
type Printer struct {
	Options
	w     io.Writer
	buf   []byte
	err   error
	depth int    // JSON: objects and arrays open now
	doc   bool   // JSON: a document is open
	comma bool   // JSON: the next element needs a comma before it
	tint  Colour // colour of the next value only
}

// New returns a Printer that writes to w.
func New(w io.Writer, o Options) *Printer { return &Printer{Options: o, w: w} }

// Begin opens the document: in JSON the array that iproute2 puts around the records of a command. It
// does nothing in text.
func (p *Printer) Begin() {
	if p.Options.JSON {
		p.doc = true
		p.comma = false
		p.depth = 0
		p.open('[')
		p.arrayPad()
	}
}

// End closes the document that Begin opened, with whatever is still open inside it.
func (p *Printer) End() {
	if !p.doc {
		return
	}
	p.closeArray()
	p.doc = false
	p.buf = append(p.buf, '\n')
	p.Record()
}

// Break leaves the document that Begin opened as it is, unfinished: where the reference exits in the
// middle of it.
func (p *Printer) Break() { p.doc = false }

// BeginPlain opens a document that is not an array: what comes next is the document.
func (p *Printer) BeginPlain() {
	if p.Options.JSON {
		p.doc, p.comma, p.depth = true, false, 0
	}
}

// EndPlain ends the document that BeginPlain opened.
func (p *Printer) EndPlain() {
	if p.doc {
		p.doc = false
		p.buf = append(p.buf, '\n')
		p.Record()
	}
}

// InJSON says whether values go to a JSON document now. It is false in a command that prints text even
// under -json.
func (p *Printer) InJSON() bool { return p.doc }

// Record ends a record: what is collected goes to the writer once it is large enough.
func (p *Printer) Record() {
	if len(p.buf) >= flushAt {
		p.Flush()
	}
}

// Flush hands everything collected to the writer. It returns the first error of the writer since the
// Printer was made.
func (p *Printer) Flush() error {
	if len(p.buf) > 0 && p.err == nil {
		_, p.err = p.w.Write(p.buf)
	}
	p.buf = p.buf[:0]
	return p.err
}

// Err is the first error of the writer, nil so far if none.
func (p *Printer) Err() error { return p.err }

// Len is the number of bytes collected and not yet handed over. With Truncate it serves output that is
// taken back.
func (p *Printer) Len() int { return len(p.buf) }

// A Mark remembers a place in the output.
type Mark struct {
	n, depth int
	comma    bool
}

// Mark remembers this place, for Rewind. It is valid until the next Record, Flush or End.
func (p *Printer) Mark() Mark { return Mark{len(p.buf), p.depth, p.comma} }

// Rewind takes back everything printed since m.
func (p *Printer) Rewind(m Mark) {
	p.buf, p.depth, p.comma = p.buf[:m.n], m.depth, m.comma
}

// In sets the colour of the next value.
func (p *Printer) In(c Colour) *Printer {
	p.tint = c
	return p
}

// Uint prints an unsigned number.
func (p *Printer) Uint(key, pre string, v uint64, post string) {
	if p.doc {
		p.name(key)
		p.buf = strconv.AppendUint(p.buf, v, 10)
		p.tint = 0
		return
	}
	p.paint()
	p.buf = append(p.buf, pre...)
	p.buf = strconv.AppendUint(p.buf, v, 10)
	p.buf = append(p.buf, post...)
	p.unpaint()
}

// Int prints a signed number.
func (p *Printer) Int(key, pre string, v int64, post string) {
	if p.doc {
		p.name(key)
		p.buf = strconv.AppendInt(p.buf, v, 10)
		p.tint = 0
		return
	}
	p.paint()
	p.buf = append(p.buf, pre...)
	p.buf = strconv.AppendInt(p.buf, v, 10)
	p.buf = append(p.buf, post...)
	p.unpaint()
}

// Hex prints a number in base 16 as C's %#x does: 0x before it, but zero is "0". In JSON it is a string.
func (p *Printer) Hex(key, pre string, v uint64, post string) {
	if v == 0 {
		p.hex(key, pre, v, post, "", "")
		return
	}
	p.hex(key, pre, v, post, "0x", "0x")
}

// Hex0x prints a number in base 16 with 0x before it even where it is zero in text (C's 0x%x); in JSON
// it is the string that Hex prints.
func (p *Printer) Hex0x(key, pre string, v uint64, post string) {
	if v == 0 {
		p.hex(key, pre, v, post, "0x", "")
		return
	}
	p.hex(key, pre, v, post, "0x", "0x")
}

// HexBare prints a number in base 16 without 0x, in JSON as a string.
func (p *Printer) HexBare(key, pre string, v uint64, post string) { p.hex(key, pre, v, post, "", "") }

func (p *Printer) hex(key, pre string, v uint64, post, text0x, json0x string) {
	if p.doc {
		p.name(key)
		p.buf = append(p.buf, '"')
		p.buf = append(p.buf, json0x...)
		p.buf = strconv.AppendUint(p.buf, v, 16)
		p.buf = append(p.buf, '"')
		p.tint = 0
		return
	}
	p.paint()
	p.buf = append(p.buf, pre...)
	p.buf = append(p.buf, text0x...)
	p.buf = strconv.AppendUint(p.buf, v, 16)
	p.buf = append(p.buf, post...)
	p.unpaint()
}

// Str prints a string.
func (p *Printer) Str(key, pre, v, post string) {
	if p.doc {
		p.name(key)
		p.buf = appendQuoted(p.buf, v)
		p.tint = 0
		return
	}
	p.paint()
	p.buf = append(p.buf, pre...)
	p.buf = append(p.buf, v...)
	p.buf = append(p.buf, post...)
	p.unpaint()
}

// Bytes prints a string that lies in a message. It does not keep v.
func (p *Printer) Bytes(key, pre string, v []byte, post string) {
	if p.doc {
		p.name(key)
		p.buf = appendQuoted(p.buf, v)
		p.tint = 0
		return
	}
	p.paint()
	p.buf = append(p.buf, pre...)
	p.buf = append(p.buf, v...)
	p.buf = append(p.buf, post...)
	p.unpaint()
}

// Field prints a string in a column of width bytes, left-justified (right-justified where width is
// negative); JSON has it without the padding.
func (p *Printer) Field(key, pre, v string, width int, post string) {
	if p.doc {
		p.Str(key, "", v, "")
		return
	}
	p.paint()
	p.buf = append(p.buf, pre...)
	if width < 0 {
		p.pad(-width - len(v))
	}
	p.buf = append(p.buf, v...)
	if width > 0 {
		p.pad(width - len(v))
	}
	p.buf = append(p.buf, post...)
	p.unpaint()
}

// Append prints a string that f appends to the buffer it is given: the way to print formatted values
// (addresses, names) without an intermediate string. In JSON what needs escaping is escaped, names from
// the user's tables may hold anything.
func (p *Printer) Append(key, pre string, f func([]byte) []byte, post string) {
	if p.doc {
		p.name(key)
		p.buf = append(p.buf, '"')
		n := len(p.buf)
		p.buf = f(p.buf)
		if plain(p.buf[n:]) {
			p.buf = append(p.buf, '"')
		} else {
			p.buf = appendQuoted(p.buf[:n-1], string(p.buf[n:]))
		}
		p.tint = 0
		return
	}
	p.paint()
	p.buf = append(p.buf, pre...)
	p.buf = f(p.buf)
	p.buf = append(p.buf, post...)
	p.unpaint()
}

// Number prints a number that f appends to the buffer it is given: Append without quotes in JSON, for
// numbers in a layout of their own such as 0.05.
func (p *Printer) Number(key, pre string, f func([]byte) []byte, post string) {
	if p.doc {
		p.name(key)
		p.buf = f(p.buf)
		p.tint = 0
		return
	}
	p.Append(key, pre, f, post)
}

// Bool prints a truth value: true or false in JSON; in text the given words, whatever the value is.
func (p *Printer) Bool(key string, v bool, text string) {
	if p.doc {
		p.name(key)
		p.buf = strconv.AppendBool(p.buf, v)
		p.tint = 0
		return
	}
	p.Str("", "", text, "")
}

// OnOff prints a switch: true or false in JSON, pre + "on" or "off" + post in text.
func (p *Printer) OnOff(key, pre string, v bool, post string) {
	if p.doc {
		p.Bool(key, v, "")
		return
	}
	s := "off"
	if v {
		s = "on"
	}
	p.Str("", pre, s, post)
}

// Null prints null in JSON and the given words in text: iproute2's form of some flags.
func (p *Printer) Null(key, text string) {
	if p.doc {
		p.name(key)
		p.buf = append(p.buf, "null"...)
		p.tint = 0
		return
	}
	p.Str("", "", text, "")
}

// Object opens a JSON object; key is "" inside an array. Text shows nothing.
func (p *Printer) Object(key string) {
	if p.doc {
		p.name(key)
		p.begin('{')
	}
}

// EndObject closes the object opened last.
func (p *Printer) EndObject() {
	if p.doc {
		p.close('}')
	}
}

// Array opens a JSON array; in text it writes the given words, such as "<".
func (p *Printer) Array(key, text string) {
	if p.doc {
		p.name(key)
		p.begin('[')
		p.arrayPad()
		return
	}
	p.buf = append(p.buf, text...)
}

// EndArray closes the array opened last; in text it writes the given words, such as "> ".
func (p *Printer) EndArray(text string) {
	if p.doc {
		p.closeArray()
		return
	}
	p.buf = append(p.buf, text...)
}

// Text writes s in text and nothing in JSON.
func (p *Printer) Text(s string) {
	if !p.doc {
		p.buf = append(p.buf, s...)
	}
}

// Spaces writes n spaces in text and nothing in JSON.
func (p *Printer) Spaces(n int) {
	if !p.doc {
		p.pad(n)
	}
}

// NL breaks the line inside a record in text: a newline, a backslash under -oneline.
func (p *Printer) NL() {
	if p.doc {
		return
	}
	if p.Oneline {
		p.buf = append(p.buf, '\\')
	} else {
		p.buf = append(p.buf, '\n')
	}
}

// Raw appends bytes as they are, in text and in JSON: for binary streams (save) and the like.
func (p *Printer) Raw(b []byte) { p.buf = append(p.buf, b...) }

// Buffer gives the bytes collected so far to a function that appends to them, for hot paths that
// format by themselves. It must keep what is there.
func (p *Printer) Buffer(f func([]byte) []byte) { p.buf = f(p.buf) }

func (p *Printer) pad(n int) {
	for ; n > 0; n-- {
		p.buf = append(p.buf, ' ')
	}
}
