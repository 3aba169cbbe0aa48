package spec

import (
	"sync"

	"gip/internal/attr"
	"gip/internal/verb"
)

// views keeps Views for reuse: a dump shows thousands of records, and a View is too large to make one
// for each.
var views sync.Pool

// Print shows what the attributes in data say, in text with a blank behind each value. data may be
// anything: what is too short or unknown is left out.
func (k *Kind) Print(e *verb.Env, data []byte) {
	v, _ := views.Get().(*View)
	if v == nil {
		v = new(View)
	}
	v.Printer, v.Env = e.Out, e
	attr.Index(v.T[:], data)
	if data != nil && v.has(k) {
		for r := range k.all {
			v.row(r)
		}
	}
	clear(v.T[:])
	v.Printer, v.Env = nil, nil
	views.Put(v)
}

// has says whether what the kind needs to be shown is there.
func (v *View) has(k *Kind) bool {
	n := k.NeedLen
	if n == 0 {
		n = 4
	}
	return k.Need == 0 || len(v.T[k.Need]) >= n
}

func (v *View) row(r *Row) {
	if r.Hidden {
		return
	}
	n := r.Val.Size()
	if t := v.T[r.Attr]; t != nil && len(t) < n {
		return
	}
	if v.T[r.Attr] == nil && (r.Attr2 == 0 || v.T[r.Attr2] == nil) {
		if a, ok := r.Val.(Absenter); ok {
			a.PrintAbsent(v, r)
		}
		return
	}
	r.Val.Print(v, r)
}

// shows says whether a number is shown, by the row's When.
func (v *View) shows(r *Row, n uint64) bool {
	switch r.Show {
	case NonZero:
		return n != 0
	case TextIfNotDef:
		return v.InJSON() || n != r.Def
	}
	return true
}

// pre writes the label of a value in text: the row's own and a blank.
func (v *View) pre(r *Row) {
	v.Text(r.label())
	v.Text(" ")
}

// Number shows an unsigned number.
func (v *View) Number(r *Row, n uint64) {
	v.pre(r)
	v.Uint(r.jsonKey(), "", n, " ")
}

// Word shows a string.
func (v *View) Word(r *Row, s string) {
	v.pre(r)
	v.Str(r.jsonKey(), "", s, " ")
}

// Keyword shows a flag that is set: the label, in JSON true.
func (v *View) Keyword(r *Row) {
	v.Bool(r.jsonKey(), true, r.label())
	v.Text(" ")
}

// Formatted shows what f appends; in JSON it is a string. It must need no escaping.
func (v *View) Formatted(r *Row, f func([]byte) []byte) {
	v.pre(r)
	v.Append(r.jsonKey(), "", f, " ")
}

// Literal shows a number that f formats.
func (v *View) Literal(r *Row, f func([]byte) []byte) {
	v.pre(r)
	v.Printer.Number(r.jsonKey(), "", f, " ")
}

// Link shows the name of a device.
func (v *View) Link(r *Row, index uint32) { v.Word(r, v.Links.Name(int(index))) }
