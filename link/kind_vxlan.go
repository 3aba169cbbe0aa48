package link

import (
	"io"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var vxlanKind = kind{name: "vxlan", table: &vxlan}

// vxlan is a VXLAN tunnel (RFC 7348; IFLA_VXLAN_*).
var vxlan = spec.Kind{
	Name:     "vxlan",
	Synopsis: "id VNI [ OPTIONS ]",
	Order:    []string{"dev", "dsfield", "ttl", "nolearning"},
	Once:     true,
	Check:    checkVxlan,
	Rows: []spec.Row{
		{Attr: unix.IFLA_VXLAN_ID, Key: "id", Alias: "vni", Arg: "VNI", Val: spec.U32{}, Max: 1<<24 - 1, Help: "network identifier, 0 to 16777215; needed unless external"},
		{Attr: unix.IFLA_VXLAN_GROUP, Attr2: unix.IFLA_VXLAN_GROUP6, Key: "remote", Arg: "IP_ADDRESS", Val: vxlanPeer{}, Help: "unicast address for what has no other destination"},
		{Attr: unix.IFLA_VXLAN_GROUP, Attr2: unix.IFLA_VXLAN_GROUP6, Key: "group", Arg: "IP_ADDRESS", Val: vxlanPeer{multicast: true}, Hidden: true, Help: "the same, a multicast address; needs dev"},
		{Attr: unix.IFLA_VXLAN_LOCAL, Attr2: unix.IFLA_VXLAN_LOCAL6, Key: "local", JSON6: "local6", Arg: "ADDR", Val: vxlanLocal{}, Help: "own address in outgoing packets"},
		{Attr: unix.IFLA_VXLAN_LINK, Key: "dev", JSON: "link", Arg: "PHYS_DEV", Val: spec.Dev{}, Show: spec.NonZero, Help: "device that tunnel packets go through"},
		{Attr: unix.IFLA_VXLAN_PORT_RANGE, Key: "srcport", Alias: "port", JSON: "port_range", Arg: "MIN MAX", Val: spec.PortRange{}, Help: "UDP ports to send from"},
		{Attr: unix.IFLA_VXLAN_PORT, Key: "dstport", JSON: "port", Arg: "PORT", Bad: "dst port", Val: spec.Port{}, Help: "UDP port to send to; 4789 is the standard, 0 the kernel's 8472"},
		{Attr: unix.IFLA_VXLAN_TOS, Key: "tos", Alias: "dsfield", Arg: "{ TOS | inherit }", Bad: "bad TOS value", Val: spec.TOS{}, Help: "of outgoing packets"},
		{Attr: unix.IFLA_VXLAN_TTL, Attr2: unix.IFLA_VXLAN_TTL_INHERIT, Key: "ttl", Alias: "hoplimit", Arg: "{ 1..255 | auto | inherit }", Val: spec.TTL{}, Help: "of outgoing packets"},
		{Attr: unix.IFLA_VXLAN_DF, Key: "df", Val: &tunnelDF, Show: spec.TextIfNotDef, Bad: "DF must be 'unset', 'set' or 'inherit'", Help: "the bit that forbids fragments"},
		{Attr: unix.IFLA_VXLAN_LABEL, Key: "flowlabel", Alias: "label", JSON: "label", Arg: "LABEL", Val: spec.Label{}, Show: spec.NonZero, Help: "IPv6 flow label, 0 to 1048575"},
		{Attr: unix.IFLA_VXLAN_AGEING, Key: "ageing", Arg: "{ SECONDS | none }", Bad: "ageing timer", Val: spec.Or{Word: "none", Says: true}, Help: "until a learned address is forgotten"},
		{Attr: unix.IFLA_VXLAN_LIMIT, Key: "maxaddress", Text: "maxaddr", JSON: "limit", Arg: "{ NUMBER | unlimited }", Bad: "max addresses", Val: spec.Or{Word: "unlimited"}, Show: spec.NonZero, Help: "most addresses to know"},
		{Attr: uapi.IFLA_VXLAN_RESERVED_BITS, Key: "reserved_bits", Exact: true, Arg: "VALUE", Bad: "reserved_bits", Val: vxlanReserved{}, Help: "header bits that may be set in received packets"},
		{Attr: unix.IFLA_VXLAN_GBP, Key: "gbp", Val: spec.Present{}, Help: "group policy extension"},
		{Attr: unix.IFLA_VXLAN_GPE, Key: "gpe", Val: spec.Present{}, Help: "generic protocol extension; dstport is 4790 then"},
		{Attr: unix.IFLA_VXLAN_COLLECT_METADATA, Key: "external", Val: vxlanExternal{}, Help: "routes and filters choose the destination"},
		{Attr: unix.IFLA_VXLAN_VNIFILTER, Key: "vnifilter", Exact: true, Val: spec.NoForm{}, Help: "take only the identifiers added with bridge vni"},
		{Attr: unix.IFLA_VXLAN_LEARNING, Key: "learning", Def: 1, Val: spec.NoForm{}, Help: "learn where addresses are"},
		{Attr: unix.IFLA_VXLAN_PROXY, Key: "proxy", Val: spec.NoForm{}, Help: "answer ARP and ND for known neighbours"},
		{Attr: unix.IFLA_VXLAN_RSC, Key: "rsc", Val: spec.NoForm{}, Help: "route short circuit"},
		{Attr: unix.IFLA_VXLAN_L2MISS, Key: "l2miss", Val: spec.NoForm{}, Help: "report unknown link-layer addresses"},
		{Attr: unix.IFLA_VXLAN_L3MISS, Key: "l3miss", Val: spec.NoForm{}, Help: "report unknown IP addresses"},
		{Attr: unix.IFLA_VXLAN_UDP_CSUM, Key: "udpcsum", JSON: "udp_csum", Def: 1, Val: spec.NoForm{}, Help: "UDP checksums over IPv4"},
		{Attr: unix.IFLA_VXLAN_UDP_ZERO_CSUM6_TX, Key: "udp6zerocsumtx", JSON: "udp_zero_csum6_tx", Val: spec.NoForm{}, Help: "send without UDP checksum over IPv6"},
		{Attr: unix.IFLA_VXLAN_UDP_ZERO_CSUM6_RX, Key: "udp6zerocsumrx", JSON: "udp_zero_csum6_rx", Val: spec.NoForm{}, Help: "accept IPv6 without UDP checksum"},
		{Attr: unix.IFLA_VXLAN_REMCSUM_TX, Key: "remcsumtx", JSON: "remcsum_tx", Val: spec.NoForm{}, Help: "remote checksum offload, sending"},
		{Attr: unix.IFLA_VXLAN_REMCSUM_RX, Key: "remcsumrx", JSON: "remcsum_rx", Val: spec.NoForm{}, Help: "remote checksum offload, receiving"},
		{Attr: unix.IFLA_VXLAN_LOCALBYPASS, Key: "localbypass", Exact: true, Def: 1, Val: spec.NoForm{}, Help: "hand packets to itself over without the network stack"},
	},
}

// noDstport is what the reference says when a VXLAN device is made without a port.
const noDstport = "vxlan: destination port not specified\n" +
	"Will use Linux kernel default (non-standard value)\n" +
	"Use 'dstport 4789' to get the IANA assigned value\n" +
	"Use 'dstport 0' to get default and quiet this message\n"

func checkVxlan(s *spec.Scan) error {
	external := attr.U8(s.Find(unix.IFLA_VXLAN_COLLECT_METADATA)) != 0
	filter := attr.U8(s.Find(unix.IFLA_VXLAN_VNIFILTER)) != 0
	id := s.Seen(unix.IFLA_VXLAN_ID)
	group := isMulticast(s.Find(unix.IFLA_VXLAN_GROUP)) || isMulticast(s.Find(unix.IFLA_VXLAN_GROUP6))
	switch {
	case filter && !external:
		return arg.Fail(1, "vxlan: vnifilter is valid only when 'external' is set")
	case external && id:
		return arg.Fail(1, "vxlan: both 'external' and vni cannot be specified")
	case !external && !id && s.Create:
		return arg.Fail(1, "vxlan: missing virtual network identifier")
	case group && !s.Seen(unix.IFLA_VXLAN_LINK):
		return arg.Fail(1, "vxlan: 'group' requires 'dev' to be specified")
	}
	if !s.Seen(unix.IFLA_VXLAN_PORT) {
		if s.Seen(unix.IFLA_VXLAN_GPE) {
			s.BE16(unix.IFLA_VXLAN_PORT, 4790)
		} else if s.Create {
			io.WriteString(s.Stderr, noDstport)
		}
	}
	if !s.Seen(unix.IFLA_VXLAN_LOCAL) && !s.Seen(unix.IFLA_VXLAN_GROUP) {
		// Only an address can tell the kernel the family.
		switch s.Family {
		case unix.AF_INET:
			s.Enc.Bytes(unix.IFLA_VXLAN_GROUP, make([]byte, 4))
		case unix.AF_INET6:
			s.Enc.Bytes(unix.IFLA_VXLAN_GROUP6, make([]byte, 16))
		}
	}
	if s.Create && !s.Seen(unix.IFLA_VXLAN_LEARNING) {
		var learning uint8 = 1
		if external {
			learning = 0
		}
		s.U8(unix.IFLA_VXLAN_LEARNING, learning)
	}
	return nil
}

// isMulticast says whether the payload of an address attribute is a multicast address.
func isMulticast(b []byte) bool {
	return len(b) == 4 && b[0]>>4 == 0xe || len(b) == 16 && b[0] == 0xff
}

// vxlanPeer is the remote address, or with multicast set the group. Both are one attribute.
type vxlanPeer struct{ multicast bool }

func (vxlanPeer) Size() int { return 4 }

func (p vxlanPeer) Parse(s *spec.Scan, r *spec.Row) error {
	have := s.Find(r.Attr)
	if have == nil {
		have = s.Find(r.Attr2)
	}
	if have != nil && isMulticast(have) != p.multicast {
		return arg.Fail(1, "vxlan: both group and remote cannot be specified")
	}
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	a, err := arg.ParseAddr(word, vxlanFamily(s, unix.IFLA_VXLAN_LOCAL, unix.IFLA_VXLAN_LOCAL6))
	if err != nil {
		return err
	}
	if !a.IsInet() || a.IsMulticast() != p.multicast {
		return arg.Invalid("invalid "+r.Key+" address", word)
	}
	s.Address(r, &a)
	return nil
}

func (vxlanPeer) Print(v *spec.View, r *spec.Row) {
	family, a := v.Address(r)
	if a == nil || spec.IsZero(a) {
		return
	}
	switch group, inet6 := isMulticast(a), family == unix.AF_INET6; {
	case group && inet6:
		v.ShowAddress("group", "group6", family, a)
	case group:
		v.ShowAddress("group", "group", family, a)
	case inet6:
		v.ShowAddress("remote", "remote6", family, a)
	default:
		v.ShowAddress("remote", "remote", family, a)
	}
}

// vxlanLocal is the local address: of the family of the peer where that came first.
type vxlanLocal struct{ spec.Addr }

func (vxlanLocal) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	a, err := arg.ParseAddr(word, vxlanFamily(s, unix.IFLA_VXLAN_GROUP, unix.IFLA_VXLAN_GROUP6))
	if err != nil {
		return err
	}
	if !a.IsInet() || a.IsMulticast() {
		return arg.Invalid("invalid local address", word)
	}
	s.Address(r, &a)
	return nil
}

// vxlanFamily is the family of the address given so far in one of two attributes.
func vxlanFamily(s *spec.Scan, inet, inet6 uint16) uint8 {
	switch {
	case s.Find(inet) != nil:
		return unix.AF_INET
	case s.Find(inet6) != nil:
		return unix.AF_INET6
	}
	return unix.AF_UNSPEC
}

// vxlanExternal is a switch that turns learning off as well; "learning" behind it turns that on again.
type vxlanExternal struct{ spec.NoForm }

func (vxlanExternal) Parse(s *spec.Scan, r *spec.Row) error {
	if err := (spec.NoForm{}).Parse(s, r); err != nil {
		return err
	}
	if !s.No && s.Seen(unix.IFLA_VXLAN_LEARNING) {
		s.U8(unix.IFLA_VXLAN_LEARNING, 0)
	}
	return nil
}

// vxlanReserved is a number of 64 bits. Of a second one the reference's error names the value twice.
type vxlanReserved struct{ spec.Hex64 }

func (v vxlanReserved) Parse(s *spec.Scan, r *spec.Row) error {
	if word, ok := s.Peek(); ok && s.Seen(r.Attr) {
		return arg.Garbage(word, word)
	}
	return v.Hex64.Parse(s, r)
}
