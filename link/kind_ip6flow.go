package link

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"
)

// Shapes of tunnels over IPv6. Their rows have in Attr2 the attribute of the tunnel's flags
// (IP6_TNL_F_*), four bytes in host byte order: a flag can stand for a value, such as that of the packet
// inside, and is shown in JSON under a name of its own.

// setIP6Flag sets or clears a flag of the tunnel.
func setIP6Flag(s *spec.Scan, typ uint16, flag uint32, on bool) {
	n := attr.U32(s.Find(typ))
	if on {
		n |= flag
	} else {
		n &^= flag
	}
	s.U32(typ, n)
}

func hasIP6Flag(v *spec.View, r *spec.Row, flag uint32) bool {
	return attr.U32(v.T[r.Attr2])&flag != 0
}

// ip6Limit is how many tunnels inside each other are allowed (RFC 2473, section 6.6), a byte.
type ip6Limit struct{}

func (ip6Limit) Size() int { return 1 }

func (ip6Limit) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	if word == "none" {
		setIP6Flag(s, r.Attr2, uapi.IP6_TNL_F_IGN_ENCAP_LIMIT, true)
		return nil
	}
	n, ok := arg.U8(word, 0)
	if !ok {
		return r.Invalid(word)
	}
	s.U8(r.Attr, n)
	setIP6Flag(s, r.Attr2, uapi.IP6_TNL_F_IGN_ENCAP_LIMIT, false)
	return nil
}

func (ip6Limit) Print(v *spec.View, r *spec.Row) {
	if hasIP6Flag(v, r, uapi.IP6_TNL_F_IGN_ENCAP_LIMIT) {
		v.Bool("ip6_tnl_f_ign_encap_limit", true, "encaplimit none ")
	} else if v.T[r.Attr] != nil {
		v.Number(r, uint64(attr.U8(v.T[r.Attr])))
	}
}

// ip6Flow is a part of the flow information word: the traffic class or the flow label. The user writes
// it in hexadecimal with or without 0x.
type ip6Flow struct {
	mask   uint32 // of the word
	shift  uint8
	digits int    // shown at least
	flag   uint32 // which stands for inherit
	json   string // key of the flag
}

func (ip6Flow) Size() int { return 4 }

func (f *ip6Flow) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	flow := attr.BE32(s.Find(r.Attr)) &^ f.mask
	if word != "inherit" {
		n, ok := arg.U32(word, 16)
		if !ok || n > f.mask>>f.shift {
			return r.Invalid(word)
		}
		flow |= n << f.shift
	}
	s.BE32(r.Attr, flow)
	setIP6Flag(s, r.Attr2, f.flag, word == "inherit")
	return nil
}

func (f *ip6Flow) Print(v *spec.View, r *spec.Row) {
	if hasIP6Flag(v, r, f.flag) {
		v.Text(r.Key)
		v.Bool(f.json, true, " inherit ")
		return
	}
	if flow := v.T[r.Attr]; flow != nil {
		n := attr.BE32(flow) & f.mask >> f.shift
		v.Formatted(r, func(dst []byte) []byte { return appendHex0(dst, n, f.digits) })
	}
}

// appendHex0 appends 0x and at least so many hexadecimal digits.
func appendHex0(dst []byte, n uint32, digits int) []byte {
	dst = append(dst, "0x"...)
	for v := n >> 4; v != 0; v >>= 4 {
		digits--
	}
	for ; digits > 1; digits-- {
		dst = append(dst, '0')
	}
	return strconv.AppendUint(dst, uint64(n), 16)
}

var (
	ip6Class = ip6Flow{mask: uapi.IPV6_FLOWINFO_TCLASS, shift: 20, digits: 2, flag: uapi.IP6_TNL_F_USE_ORIG_TCLASS, json: "ip6_tnl_f_use_orig_tclass"}
	ip6Label = ip6Flow{mask: uapi.IPV6_FLOWINFO_FLOWLABEL, digits: 5, flag: uapi.IP6_TNL_F_USE_ORIG_FLOWLABEL, json: "ip6_tnl_f_use_orig_flowlabel"}
)

// ip6Mark is the firewall mark of outgoing packets.
type ip6Mark struct{}

func (ip6Mark) Size() int { return 4 }

func (ip6Mark) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	var mark uint32
	if word != "inherit" {
		var ok bool
		if mark, ok = arg.U32(word, 0); !ok {
			return r.Invalid(word)
		}
	}
	s.U32(r.Attr, mark)
	setIP6Flag(s, r.Attr2, uapi.IP6_TNL_F_USE_ORIG_FWMARK, word == "inherit")
	return nil
}

func (ip6Mark) Print(v *spec.View, r *spec.Row) {
	switch mark := attr.U32(v.T[r.Attr]); {
	case hasIP6Flag(v, r, uapi.IP6_TNL_F_USE_ORIG_FWMARK):
		v.Bool("ip6_tnl_f_use_orig_fwmark", true, "fwmark inherit ")
	case mark != 0:
		v.Hex("fwmark", "fwmark ", uint64(mark), " ")
	}
}

// ip6Flag is the flag Bit of the tunnel, in Attr. Its keyword takes a value where value is set, and has a
// form with "no" where not.
type ip6Flag struct{ value string }

func (ip6Flag) Size() int              { return 4 }
func (f ip6Flag) HasNo(*spec.Row) bool { return f.value == "" }

func (f ip6Flag) Parse(s *spec.Scan, r *spec.Row) error {
	if f.value != "" {
		word, err := s.Value(r)
		if err != nil {
			return err
		}
		if word != f.value {
			return r.Invalid(word)
		}
	}
	setIP6Flag(s, r.Attr, r.Bit, !s.No)
	return nil
}

func (ip6Flag) Print(v *spec.View, r *spec.Row) {
	if attr.U32(v.T[r.Attr])&r.Bit != 0 {
		v.Keyword(r)
	}
}
