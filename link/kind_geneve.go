package link

import (
	"gip/internal/arg"
	"gip/internal/spec"

	"golang.org/x/sys/unix"
)

var geneveKind = kind{name: "geneve", table: &geneve}

// geneve is a Geneve tunnel (RFC 8926; IFLA_GENEVE_*).
var geneve = spec.Kind{
	Name:     "geneve",
	Synopsis: "id VNI remote ADDR [ OPTIONS ]",
	Order:    []string{"id", "vni", "remote", "ttl", "hoplimit", "tos", "dsfield", "df", "label", "flowlabel", "dstport", "external", "noexternal"},
	Once:     true,
	Check:    checkGeneve,
	Rows: []spec.Row{
		{Attr: unix.IFLA_GENEVE_COLLECT_METADATA, Key: "external", Val: spec.Mark{No: true}, Help: "routes and filters choose the destination"},
		{Attr: unix.IFLA_GENEVE_ID, Key: "id", Alias: "vni", Arg: "VNI", Val: spec.U32{}, Max: 1<<24 - 1, Help: "network identifier, 0 to 16777215; needed unless external"},
		{Attr: unix.IFLA_GENEVE_REMOTE, Attr2: unix.IFLA_GENEVE_REMOTE6, Key: "remote", JSON6: "remote6", Arg: "ADDR", Val: geneveRemote{}, Help: "address of the other end; a new tunnel needs it unless external"},
		{Attr: unix.IFLA_GENEVE_TTL, Attr2: unix.IFLA_GENEVE_TTL_INHERIT, Key: "ttl", Alias: "hoplimit", Arg: "{ 1..255 | auto | inherit }", Val: spec.TTL{InheritByte: true}, Help: "of outgoing packets"},
		{Attr: unix.IFLA_GENEVE_TOS, Key: "tos", Alias: "dsfield", Arg: "{ TOS | inherit }", Bad: "bad TOS value", Val: spec.TOS{}, Help: "of outgoing packets"},
		{Attr: unix.IFLA_GENEVE_DF, Key: "df", Val: &tunnelDF, Show: spec.TextIfNotDef, Bad: "DF must be 'unset', 'set' or 'inherit'", Help: "the bit that forbids fragments"},
		{Attr: unix.IFLA_GENEVE_LABEL, Key: "flowlabel", Alias: "label", JSON: "label", Arg: "LABEL", Val: spec.Label{}, Show: spec.NonZero, Help: "IPv6 flow label, 0 to 1048575"},
		{Attr: unix.IFLA_GENEVE_PORT, Key: "dstport", JSON: "port", Arg: "PORT", Bad: "dstport", Val: spec.Port{}, Help: "UDP port to send to and listen on; 6081 if not given"},
		{Attr: unix.IFLA_GENEVE_UDP_CSUM, Key: "udpcsum", JSON: "udp_csum", Val: spec.Both{}, Help: "UDP checksums over IPv4"},
		{Attr: unix.IFLA_GENEVE_UDP_ZERO_CSUM6_TX, Key: "udp6zerocsumtx", JSON: "udp_zero_csum6_tx", Val: spec.Both{}, Help: "send without UDP checksum over IPv6"},
		{Attr: unix.IFLA_GENEVE_UDP_ZERO_CSUM6_RX, Key: "udp6zerocsumrx", JSON: "udp_zero_csum6_rx", Val: spec.Both{}, Help: "accept IPv6 without UDP checksum"},
		{Attr: unix.IFLA_GENEVE_INNER_PROTO_INHERIT, Key: "innerprotoinherit", Exact: true, JSON: "inner_proto_inherit", Val: spec.Mark{}, Help: "carry IP packets, not Ethernet frames"},
	},
}

func checkGeneve(s *spec.Scan) error {
	external := s.Find(unix.IFLA_GENEVE_COLLECT_METADATA) != nil
	id := s.Seen(unix.IFLA_GENEVE_ID)
	switch {
	case external && id:
		return arg.Fail(1, "geneve: both 'external' and vni cannot be specified")
	case !external && !id:
		return arg.Fail(1, "geneve: missing virtual network identifier")
	case !external && s.Create && !s.Seen(unix.IFLA_GENEVE_REMOTE):
		return arg.Fail(1, "geneve: remote link partner not specified")
	}
	if !id {
		s.U32(unix.IFLA_GENEVE_ID, 0)
	}
	// A new tunnel has these in any case, a changed one those that were given: "ttl inherit" is a ttl.
	if s.Find(unix.IFLA_GENEVE_LABEL) == nil && s.Create {
		s.U32(unix.IFLA_GENEVE_LABEL, 0)
	}
	if s.Find(unix.IFLA_GENEVE_TTL) == nil && (s.Create || s.Seen(unix.IFLA_GENEVE_TTL)) {
		s.U8(unix.IFLA_GENEVE_TTL, 0)
	}
	if s.Find(unix.IFLA_GENEVE_TOS) == nil && s.Create {
		s.U8(unix.IFLA_GENEVE_TOS, 0)
	}
	return nil
}

// geneveRemote is the address of the other end, which is no multicast address.
type geneveRemote struct{ spec.Addr }

func (geneveRemote) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	a, err := arg.ParseAddr(word, unix.AF_UNSPEC)
	if err != nil {
		return err
	}
	if !a.IsInetNotMulticast() {
		return arg.Invalid("invalid remote address", word)
	}
	s.Address(r, &a)
	return nil
}
