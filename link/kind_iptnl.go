package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var (
	ipipKind = kind{name: "ipip", table: &ipip, keeps: true}
	sitKind  = kind{name: "sit", table: &sit, keeps: true}
)

// ipip is IPv4 in IPv4 (RFC 2003), sit IPv6 in IPv4 (RFC 4213, RFC 5214, RFC 5969); both carry other
// protocols as well (IFLA_IPTUN_*).
var (
	ipip = spec.Kind{
		Name: "ipip", Synopsis: "[ OPTIONS ]", Notes: iptunNotes, Order: iptunOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startIPIP, Check: checkIPIP, Rows: ipipRows, Parts: [][]spec.Row{iptunRows, iptunEnd, iptunEncap},
	}
	sit = spec.Kind{
		Name: "sit", Synopsis: "[ OPTIONS ]", Notes: iptunNotes, Order: iptunOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startSIT, Check: checkSIT, Rows: sitRows, Parts: [][]spec.Row{iptunRows, sitFlags, iptunEnd, iptunEncap},
	}
)

const iptunNotes = "The options that begin with 6rd have an effect on sit only.\n"

var iptunOrder = []string{"dev", "dsfield"}

var ipipRows = []spec.Row{
	{Attr: uapi.IFLA_IPTUN_COLLECT_METADATA, Key: "external", Exact: true, Val: spec.Mark{}, Help: "routes choose the destination; but for mode, all else is left out"},
	{Attr: uapi.IFLA_IPTUN_PROTO, Key: "mode", Exact: true, JSON: "proto", Bad: "Cannot guess tunnel mode.", Val: &ipipModes, Help: "what is carried; any if not given"},
}

var sitRows = []spec.Row{
	{Attr: uapi.IFLA_IPTUN_COLLECT_METADATA, Key: "external", Exact: true, Val: spec.Mark{}, Help: "routes choose the destination; but for mode, all else is left out"},
	{Attr: uapi.IFLA_IPTUN_PROTO, Key: "mode", Exact: true, JSON: "proto", Bad: "Cannot guess tunnel mode.", Val: &sitModes, Help: "what is carried; any if not given"},
}

var iptunRows = []spec.Row{
	{Attr: uapi.IFLA_IPTUN_REMOTE, Key: "remote", Exact: true, Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET}, Help: "IPv4 address of the other end"},
	{Attr: uapi.IFLA_IPTUN_LOCAL, Key: "local", Exact: true, Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET}, Help: "own IPv4 address"},
	{Attr: uapi.IFLA_IPTUN_LINK, Key: "dev", JSON: "link", Arg: "PHYS_DEV", Val: spec.Dev{}, Show: spec.NonZero, Help: "device that tunnel packets go through"},
	{Attr: uapi.IFLA_IPTUN_TTL, Key: "ttl", Alias: "hoplimit", Also: "hlim", Exact: true, Arg: "{ 1..255 | inherit }", Bad: "invalid TTL\n", Val: spec.Hops{}, Help: "of outgoing packets; not with nopmtudisc"},
	{Attr: uapi.IFLA_IPTUN_TOS, Key: "tos", Alias: "tclass", Also: "tc", Exact: true, Arg: "{ TOS | inherit }", Bad: "bad TOS value", Val: spec.TOS{}, Help: "of outgoing packets"},
	{Attr: uapi.IFLA_IPTUN_TOS, Key: "dsfield", Hidden: true, Arg: "TOS", Bad: "bad TOS value", Val: spec.TOS{}, Help: "the same"},
	{Attr: uapi.IFLA_IPTUN_PMTUDISC, Key: "pmtudisc", Exact: true, Val: iptunPMTU{}, Help: "path MTU discovery; it is on if not given"},
}

// sitFlags are only sit's.
var sitFlags = []spec.Row{
	{Attr: uapi.IFLA_IPTUN_FLAGS, Bit: uapi.SIT_ISATAP, Key: "isatap", Exact: true, Val: isatap{}, Help: "find routers as ISATAP does"},
}

var iptunEnd = []spec.Row{
	{Attr: uapi.IFLA_IPTUN_6RD_PREFIX, Attr2: uapi.IFLA_IPTUN_6RD_PREFIXLEN, Key: "6rd-prefix", Exact: true, Arg: "PREFIX", Val: sixRD{}, Help: "IPv6 prefix of the 6rd domain"},
	{Attr: uapi.IFLA_IPTUN_6RD_RELAY_PREFIX, Attr2: uapi.IFLA_IPTUN_6RD_RELAY_PREFIXLEN, Key: "6rd-relay_prefix", Exact: true, Hidden: true, Arg: "PREFIX", Val: sixRDRelay{}, Help: "IPv4 prefix of the 6rd relays"},
	{Attr: uapi.IFLA_IPTUN_6RD_PREFIX, Key: "6rd-reset", Exact: true, Hidden: true, Val: sixRDReset{}, Help: "6to4: 2002::/16, and no relay prefix"},
	{Attr: uapi.IFLA_IPTUN_FWMARK, Key: "fwmark", Exact: true, Arg: "MARK", Bad: "invalid fwmark\n", Val: spec.Hex32{}, Show: spec.NonZero, Help: "firewall mark of outgoing packets"},
}

// The first word of a number is the one that is shown.
var ipipModes = spec.Enum{Width: 1, Bare: true, Silent: true, Names: []spec.Name{
	{N: unix.IPPROTO_IPIP, Name: "ipip"}, {N: unix.IPPROTO_IPIP, Name: "ip4ip4"}, {N: unix.IPPROTO_IPIP, Name: "ipv4/ipv4"},
	{N: unix.IPPROTO_MPLS, Name: "mplsip"}, {N: unix.IPPROTO_MPLS, Name: "mpls/ipv4"},
	{N: 0, Name: "any"}, {N: 0, Name: "any/ipv4"},
}}

var sitModes = spec.Enum{Width: 1, Bare: true, Silent: true, Names: []spec.Name{
	{N: unix.IPPROTO_IPV6, Name: "ip6ip"}, {N: unix.IPPROTO_IPV6, Name: "ipv6/ipv4"},
	{N: unix.IPPROTO_IPIP, Name: "ipip"}, {N: unix.IPPROTO_IPIP, Name: "ip4ip4"}, {N: unix.IPPROTO_IPIP, Name: "ipv4/ipv4"},
	{N: unix.IPPROTO_MPLS, Name: "mplsip"}, {N: unix.IPPROTO_MPLS, Name: "mpls/ipv4"},
	{N: 0, Name: "any"}, {N: 0, Name: "any/ipv4"},
}}

var iptunSettings = []setting{
	{typ: uapi.IFLA_IPTUN_COLLECT_METADATA, form: optional},
	{typ: uapi.IFLA_IPTUN_PROTO, size: 1},
	{typ: uapi.IFLA_IPTUN_LINK, size: 4},
	{typ: uapi.IFLA_IPTUN_LOCAL, size: 4, form: address},
	{typ: uapi.IFLA_IPTUN_REMOTE, size: 4, form: address},
	{typ: uapi.IFLA_IPTUN_TTL, size: 1},
	{typ: uapi.IFLA_IPTUN_TOS, size: 1},
	{typ: uapi.IFLA_IPTUN_PMTUDISC, size: 1, def: 1},
	{typ: uapi.IFLA_IPTUN_FWMARK, size: 4},
	{typ: uapi.IFLA_IPTUN_ENCAP_TYPE, size: 2},
	{typ: uapi.IFLA_IPTUN_ENCAP_FLAGS, size: 2},
	{typ: uapi.IFLA_IPTUN_ENCAP_SPORT, size: 2},
	{typ: uapi.IFLA_IPTUN_ENCAP_DPORT, size: 2},
}

func startIPIP(s *spec.Scan) error { return startTunnel(s, iptunSettings) }

// startSIT takes the prefixes of a tunnel over as they are: the unspecified address is one, too.
func startSIT(s *spec.Scan) error {
	if err := startTunnel(s, iptunSettings); err != nil {
		return err
	}
	if flags := attr.Find(s.Old, uapi.IFLA_IPTUN_FLAGS); len(flags) >= 2 {
		s.Enc.Bytes(uapi.IFLA_IPTUN_FLAGS, flags[:2])
	} else {
		s.U16(uapi.IFLA_IPTUN_FLAGS, 0)
	}
	for _, p := range [...]struct{ prefix, bits, size uint16 }{
		{uapi.IFLA_IPTUN_6RD_PREFIX, uapi.IFLA_IPTUN_6RD_PREFIXLEN, 16},
		{uapi.IFLA_IPTUN_6RD_RELAY_PREFIX, uapi.IFLA_IPTUN_6RD_RELAY_PREFIXLEN, 4},
	} {
		prefix := attr.Find(s.Old, p.prefix)
		switch {
		case prefix == nil:
		case len(prefix) != int(p.size):
			return noTunnel("")
		default:
			s.Enc.Bytes(p.prefix, prefix)
			s.U16(p.bits, attr.U16(attr.Find(s.Old, p.bits)))
		}
	}
	return nil
}

func checkIPIP(s *spec.Scan) error {
	for _, typ := range [...]uint16{
		uapi.IFLA_IPTUN_6RD_PREFIX, uapi.IFLA_IPTUN_6RD_PREFIXLEN,
		uapi.IFLA_IPTUN_6RD_RELAY_PREFIX, uapi.IFLA_IPTUN_6RD_RELAY_PREFIXLEN,
	} {
		s.Drop(typ)
	}
	return checkSIT(s)
}

func checkSIT(s *spec.Scan) error {
	if attr.U8(s.Find(uapi.IFLA_IPTUN_TTL)) != 0 && attr.U8(s.Find(uapi.IFLA_IPTUN_PMTUDISC)) == 0 {
		return arg.Exit(255, "ttl != 0 and nopmtudisc are incompatible")
	}
	proto := attr.U8(s.Find(uapi.IFLA_IPTUN_PROTO))
	if onlyExternal(s, uapi.IFLA_IPTUN_COLLECT_METADATA) {
		s.U8(uapi.IFLA_IPTUN_PROTO, proto)
	}
	return nil
}

// iptunPMTU is a byte of which both forms are shown; where it is absent, it is 0.
type iptunPMTU struct{ spec.Both }

func (p iptunPMTU) PrintAbsent(v *spec.View, r *spec.Row) { p.Print(v, r) }

// isatap is the flag Bit in two bytes. There is no way to take it back.
type isatap struct{}

func (isatap) Size() int { return 2 }
func (isatap) Parse(s *spec.Scan, r *spec.Row) error {
	s.U16(r.Attr, attr.U16(s.Find(r.Attr))|uint16(r.Bit))
	return nil
}
func (isatap) Print(v *spec.View, r *spec.Row) {
	if attr.U16(v.T[r.Attr])&uint16(r.Bit) != 0 {
		v.Keyword(r)
	}
}

// sixRD is the prefix of a 6rd domain with its length in Attr2 (RFC 5969). It shows the relays' as well.
type sixRD struct{}

func (sixRD) Size() int { return 16 }

func (sixRD) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	p, err := arg.ParsePrefix(word, unix.AF_INET6)
	if err != nil {
		return err
	}
	s.Bytes(r.Attr, p.Bytes())
	s.U16(r.Attr2, uint16(p.Bits))
	return nil
}

func (sixRD) Print(v *spec.View, r *spec.Row) {
	bits := attr.U16(v.T[uapi.IFLA_IPTUN_6RD_PREFIXLEN])
	prefix := v.T[r.Attr]
	if bits == 0 || prefix == nil {
		return
	}
	v.Append("prefix", "6rd-prefix ", func(dst []byte) []byte { return arg.AppendAddr(dst, unix.AF_INET6, prefix) }, "/")
	v.Int("prefixlen", "", int64(bits), " ")
	relay := v.T[uapi.IFLA_IPTUN_6RD_RELAY_PREFIX]
	if len(relay) < 4 || spec.IsZero(relay) {
		return
	}
	v.Append("relay_prefix", "6rd-relay_prefix ", func(dst []byte) []byte { return v.AppendHost(dst, unix.AF_INET, relay) }, "/")
	v.Int("relay_prefixlen", "", int64(attr.U16(v.T[uapi.IFLA_IPTUN_6RD_RELAY_PREFIXLEN])), " ")
}

// sixRDRelay is the prefix of the 6rd relays with its length in Attr2.
type sixRDRelay struct{}

func (sixRDRelay) Size() int                   { return 4 }
func (sixRDRelay) Print(*spec.View, *spec.Row) {}

func (sixRDRelay) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	p, err := arg.ParsePrefix(word, unix.AF_INET)
	if err != nil {
		return err
	}
	s.Bytes(r.Attr, p.Data[:4])
	s.U16(r.Attr2, uint16(p.Bits))
	return nil
}

// sixRDReset makes the domain that of 6to4.
type sixRDReset struct{}

func (sixRDReset) Size() int                   { return 0 }
func (sixRDReset) Print(*spec.View, *spec.Row) {}

func (sixRDReset) Parse(s *spec.Scan, r *spec.Row) error {
	var prefix [16]byte
	prefix[0], prefix[1] = 0x20, 0x02
	s.Bytes(uapi.IFLA_IPTUN_6RD_PREFIX, prefix[:])
	s.U16(uapi.IFLA_IPTUN_6RD_PREFIXLEN, 16)
	s.Drop(uapi.IFLA_IPTUN_6RD_RELAY_PREFIX)
	s.Drop(uapi.IFLA_IPTUN_6RD_RELAY_PREFIXLEN)
	return nil
}
