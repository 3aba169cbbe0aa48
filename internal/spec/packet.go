package spec

import (
	"gip/internal/arg"
	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// Shapes of what tunnels write into the IP headers of the packets they send.
type (
	// TOS is a TOS byte, in words of the table rt_dsfield; 1 means that of the packet inside, for
	// which the user writes inherit. A 0 is not shown.
	TOS struct{}
	// TTL is a byte of 0 to 255; 0, for which the user writes auto, lets the kernel choose. "inherit",
	// that of the packet inside, is the attribute Attr2: one without payload, or with InheritByte a
	// byte of 1. The kernel answers a byte.
	TTL struct{ InheritByte bool }
	// Hops is a TTL or hop limit of which 0 means that of the packet inside. Text shows that as
	// inherit, also where the attribute is absent; JSON has the number.
	Hops struct{}
	// Endpoint is an end of a tunnel: an address of Family, the unspecified one if there is none,
	// which is shown as any.
	Endpoint struct{ Family uint8 }
)

// inherit is the word for what is taken from the packet inside.
const inherit = "inherit"

func (TOS) Size() int { return 1 }
func (TOS) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	var tos uint8 = 1
	if word != inherit {
		if tos, err = s.Names.ParseDSField(word); err != nil {
			return r.Invalid(word)
		}
	}
	s.U8(r.Attr, tos)
	return nil
}
func (TOS) Print(v *View, r *Row) {
	tos := attr.U8(v.T[r.Attr])
	switch {
	case tos == 0:
	case tos == 1 && !v.InJSON():
		v.Word(r, inherit)
	default:
		v.pre(r)
		v.Hex(r.jsonKey(), "", uint64(tos), " ")
	}
}

func (TTL) Size() int { return 1 }
func (t TTL) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	switch word {
	case inherit:
		if s.Drop(r.Attr2); t.InheritByte {
			s.Enc.U8(r.Attr2, 1)
		} else {
			s.Enc.Flag(r.Attr2)
		}
		return nil
	case "auto":
		s.U8(r.Attr, 0)
		return nil
	}
	n, ok := arg.U32(word, 0)
	switch {
	case !ok:
		return arg.Invalid("invalid TTL", word)
	case n > 255:
		return arg.Invalid("TTL must be <= 255", word)
	}
	s.U8(r.Attr, uint8(n))
	return nil
}
func (TTL) Print(v *View, r *Row) {
	ttl := v.T[r.Attr]
	switch {
	case attr.U8(v.T[r.Attr2]) != 0:
		v.pre(r)
		v.Text(inherit + " ")
	case ttl == nil:
	case attr.U8(ttl) == 0 && !v.InJSON():
		v.Word(r, "auto")
	default:
		v.Number(r, uint64(attr.U8(ttl)))
	}
}

func (Hops) Size() int { return 1 }
func (Hops) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	var n uint8
	if word != inherit {
		var ok bool
		if n, ok = arg.U8(word, 0); !ok {
			return r.Invalid(word)
		}
	}
	s.U8(r.Attr, n)
	return nil
}
func (Hops) Print(v *View, r *Row) {
	n := attr.U8(v.T[r.Attr])
	if n == 0 && !v.InJSON() {
		v.Word(r, inherit)
		return
	}
	v.Number(r, uint64(n))
}
func (h Hops) PrintAbsent(v *View, r *Row) { h.Print(v, r) }

func (Endpoint) Size() int { return 0 }
func (p Endpoint) Parse(s *Scan, r *Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	a, err := arg.ParseAddr(word, p.Family)
	if err != nil {
		return err
	}
	if s.Drop(r.Attr); a.IsInetNotUnspec() {
		s.Enc.Bytes(r.Attr, a.Bytes())
	}
	return nil
}
func (p Endpoint) Print(v *View, r *Row) {
	a := v.T[r.Attr]
	switch {
	case len(a) != p.size():
		v.Word(r, "unknown")
	case IsZero(a):
		v.Word(r, "any")
	default:
		v.ShowAddress(r.label(), r.jsonKey(), p.Family, a)
	}
}
func (Endpoint) PrintAbsent(v *View, r *Row) { v.Word(r, "any") }

func (p Endpoint) size() int {
	if p.Family == unix.AF_INET6 {
		return 16
	}
	return 4
}
