package spec

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/verb"
)

// Parse reads the words behind c, which must all be options of the kind, and appends their attributes to
// enc. Nothing is sent, and what enc holds after an error is of no use. create says that the command
// makes something.
func (k *Kind) Parse(e *verb.Env, create bool, enc *attr.Encoder, c *arg.Cursor) error {
	return k.Change(e, create, nil, enc, c)
}

// Change is Parse for a kind that must know the present settings of what it changes: old, see Scan.Old.
func (k *Kind) Change(e *verb.Env, create bool, old []byte, enc *attr.Encoder, c *arg.Cursor) error {
	s := Scan{Env: e, Cursor: c, Kind: k, Enc: enc, Create: create, Old: old, start: len(enc.B)}
	if k.Lead != nil {
		if err := k.Lead(&s); err != nil {
			return err
		}
	}
	for c.Next() {
		s.Word = c.Word()
		row, no := k.Find(s.Word)
		if row == nil {
			if k.Loose && !k.isHelp(s.Word) {
				continue
			}
			return k.NoOption(s.Word)
		}
		s.No = no
		if err := row.Val.Parse(&s, row); err != nil {
			return err
		}
	}
	if k.Check != nil {
		if err := k.Check(&s); err != nil {
			return err
		}
	}
	return enc.Err()
}

// NoOption is the error for a word that is no option: the kind's help, and in front of it, unless help
// was asked for, a line that says so. The status is 1.
func (k *Kind) NoOption(word string) error {
	if k.isHelp(word) {
		return k.HelpError("")
	}
	if k.NoSuch != nil {
		return k.HelpError(k.NoSuch(word))
	}
	what := k.Unknown
	if what == "" {
		what = "command"
	}
	return k.HelpError(k.Name + ": unknown " + what + ` "` + word + `"?`)
}

func (k *Kind) isHelp(word string) bool {
	switch k.HelpWord {
	case HelpPrefix:
		return arg.Prefix(word, "help")
	case HelpFull:
		return word == "help"
	}
	return false
}

// HelpError is an error of status 1 that shows a line, unless it is empty, and the kind's help.
func (k *Kind) HelpError(line string) error {
	u := k.Usage()
	u = u[:len(u)-1] // whoever prints the error ends the line
	if line != "" {
		u = line + "\n" + u
	}
	return arg.Fail(1, u)
}

// Find returns the row that a word stands for, nil if none. no says that it is the form with "no" in
// front.
func (k *Kind) Find(word string) (row *Row, no bool) {
	for _, key := range k.Order {
		if !arg.Prefix(word, key) {
			continue
		}
		if row, no := k.keyword(key); row != nil && (!row.Exact || word == key) {
			return row, no
		}
	}
	for r := range k.all {
		switch {
		case r.matches(word, r.Key), r.matches(word, r.Alias), r.matches(word, r.Also):
			return r, false
		case len(word) > 0 && word[0] == 'n' && r.hasNo() && r.matches(word, "no"+r.Key):
			return r, true
		}
	}
	return nil, false
}

func (r *Row) matches(word, key string) bool {
	if r.Exact {
		return word == key && word != ""
	}
	return arg.Prefix(word, key)
}

// keyword finds the row of a full keyword.
func (k *Kind) keyword(key string) (row *Row, no bool) {
	for r := range k.all {
		if key != "" && (key == r.Key || key == r.Alias || key == r.Also) {
			return r, false
		}
	}
	if len(key) > 2 && key[:2] == "no" {
		for r := range k.all {
			if r.Key == key[2:] && r.hasNo() {
				return r, true
			}
		}
	}
	return nil, false
}

// TakesOptions says whether the kind has an option, rather than only something to show.
func (k *Kind) TakesOptions() bool {
	for r := range k.all {
		if r.Key != "" {
			return true
		}
	}
	return false
}

// Keywords returns every keyword of the kind in the order in which they are tried.
func (k *Kind) Keywords() []string {
	all := append([]string(nil), k.Order...)
	add := func(key string) {
		for _, have := range k.Order {
			if have == key {
				return
			}
		}
		if key != "" {
			all = append(all, key)
		}
	}
	for r := range k.all {
		add(r.Key)
		add(r.Alias)
		add(r.Also)
		if r.hasNo() {
			add("no" + r.Key)
		}
	}
	return all
}

// Value moves to the word behind the keyword and returns it. A kind whose options may be given once
// refuses a second one here.
func (s *Scan) Value(r *Row) (string, error) {
	word, err := s.Cursor.Value()
	if err != nil {
		return "", err
	}
	return word, s.mark(r, r.Key, word)
}

// Flag is Value for a keyword that has no value.
func (s *Scan) Flag(r *Row) error { return s.mark(r, s.Word, s.Word) }

func (s *Scan) mark(r *Row, key, word string) error {
	if s.Kind.Once && s.Seen(r.Attr) {
		return arg.Garbage(key, word)
	}
	s.seen[r.Attr/64] |= 1 << (r.Attr % 64)
	return nil
}

// Seen says whether an option of that attribute was given.
func (s *Scan) Seen(typ uint16) bool { return s.seen[typ/64]>>(typ%64)&1 != 0 }

// Find returns the payload of an attribute appended so far, nil if there is none. It aliases Enc.B, so
// that flags can be added to it in place, and is valid until something is appended.
func (s *Scan) Find(typ uint16) []byte {
	return attr.Find(s.Enc.B[min(s.start, len(s.Enc.B)):], typ)
}

// Drop takes back the attribute of that type, if there is one: what is appended next replaces it.
func (s *Scan) Drop(typ uint16) {
	b := s.Enc.B
	for at := min(s.start, len(b)); at < len(b); {
		t, _, rest, ok := attr.Next(b[at:])
		if !ok {
			return
		}
		end := len(b) - len(rest)
		if t == typ {
			s.Enc.B = append(b[:at], rest...)
			return
		}
		at = end
	}
}

// Reset takes back all attributes appended so far.
func (s *Scan) Reset() { s.Enc.B = s.Enc.B[:min(s.start, len(s.Enc.B))] }

// U8 sets an attribute: it replaces one of the same type. U16, U32, U64, BE16, BE32 and Bytes likewise.
func (s *Scan) U8(typ uint16, v uint8) { s.Drop(typ); s.Enc.U8(typ, v) }

// U16 sets an attribute of two bytes in host byte order.
func (s *Scan) U16(typ uint16, v uint16) { s.Drop(typ); s.Enc.U16(typ, v) }

// U32 sets an attribute of four bytes in host byte order.
func (s *Scan) U32(typ uint16, v uint32) { s.Drop(typ); s.Enc.U32(typ, v) }

// U64 sets an attribute of eight bytes in host byte order.
func (s *Scan) U64(typ uint16, v uint64) { s.Drop(typ); s.Enc.U64(typ, v) }

// BE16 sets an attribute of two bytes in network byte order.
func (s *Scan) BE16(typ uint16, v uint16) { s.Drop(typ); s.Enc.BE16(typ, v) }

// BE32 sets an attribute of four bytes in network byte order.
func (s *Scan) BE32(typ uint16, v uint32) { s.Drop(typ); s.Enc.BE32(typ, v) }

// Bytes sets an attribute with the payload b, which it copies.
func (s *Scan) Bytes(typ uint16, b []byte) { s.Drop(typ); s.Enc.Bytes(typ, b) }
