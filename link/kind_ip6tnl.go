package link

import (
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var ip6tnlKind = kind{name: "ip6tnl", table: &ip6tnl, keeps: true}

// ip6tnl is IPv6 or IPv4 in IPv6 (RFC 2473; IFLA_IPTUN_*).
var ip6tnl = spec.Kind{
	Name: "ip6tnl", Synopsis: "[ OPTIONS ]", Notes: "TCLASS and FLOWLABEL are hexadecimal.\n",
	Order: []string{"dev", "dsfield"}, NoSuch: noWord, HelpWord: spec.HelpNone,
	Lead: startIP6Tnl, Check: checkIP6Tnl, Rows: ip6tnlRows, Parts: [][]spec.Row{iptunEncap},
}

var ip6tnlRows = []spec.Row{
	{Attr: uapi.IFLA_IPTUN_COLLECT_METADATA, Key: "external", Exact: true, Val: spec.Mark{}, Help: "routes choose the destination; but for mode, all else is left out"},
	{Attr: uapi.IFLA_IPTUN_PROTO, Key: "mode", Exact: true, JSON: "proto", Bad: "Cannot guess tunnel mode.", Val: &ip6tnlModes, Help: "what is carried; any if not given"},
	{Attr: uapi.IFLA_IPTUN_REMOTE, Key: "remote", Exact: true, Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET6}, Help: "IPv6 address of the other end"},
	{Attr: uapi.IFLA_IPTUN_LOCAL, Key: "local", Exact: true, Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET6}, Help: "own IPv6 address"},
	{Attr: uapi.IFLA_IPTUN_LINK, Key: "dev", JSON: "link", Arg: "PHYS_DEV", Val: spec.Dev{}, Show: spec.NonZero, Help: "device that tunnel packets go through"},
	{Attr: uapi.IFLA_IPTUN_TTL, Key: "ttl", Alias: "hoplimit", Also: "hlim", Exact: true, Text: "hoplimit", JSON: "ttl", Arg: "{ 1..255 | inherit }", Bad: "invalid HLIM\n", Val: spec.Hops{}, Help: "of outgoing packets; 64 if not given"},
	{Attr: uapi.IFLA_IPTUN_ENCAP_LIMIT, Attr2: uapi.IFLA_IPTUN_FLAGS, Key: "encaplimit", Exact: true, JSON: "encap_limit", Arg: "{ 0..255 | none }", Bad: "invalid ELIM", Val: ip6Limit{}, Help: "tunnels inside each other; 4 if not given"},
	{Attr: uapi.IFLA_IPTUN_FLOWINFO, Attr2: uapi.IFLA_IPTUN_FLAGS, Key: "tclass", Alias: "tos", Also: "tc", Exact: true, Arg: "{ TCLASS | inherit }", Bad: "invalid TClass", Val: &ip6Class, Help: "traffic class of outgoing packets"},
	{Attr: uapi.IFLA_IPTUN_FLOWINFO, Attr2: uapi.IFLA_IPTUN_FLAGS, Key: "dsfield", Hidden: true, Arg: "TCLASS", Bad: "invalid TClass", Val: &ip6Class, Help: "the same"},
	{Attr: uapi.IFLA_IPTUN_FLOWINFO, Attr2: uapi.IFLA_IPTUN_FLAGS, Key: "flowlabel", Alias: "fl", Exact: true, Arg: "{ FLOWLABEL | inherit }", Bad: "invalid Flowlabel", Val: &ip6Label, Help: "of outgoing packets"},
	{Attr: uapi.IFLA_IPTUN_FLAGS, Bit: uapi.IP6_TNL_F_RCV_DSCP_COPY, Key: "dscp", Exact: true, Text: "dscp inherit", JSON: "ip6_tnl_f_rcv_dscp_copy", Arg: "inherit", Bad: "not inherit", Val: ip6Flag{value: "inherit"}, Help: "copy it to received packets"},
	{Attr: uapi.IFLA_IPTUN_FLAGS, Bit: uapi.IP6_TNL_F_MIP6_DEV, Text: "mip6", JSON: "ip6_tnl_f_mip6_dev", Val: ip6Flag{}},
	{Attr: uapi.IFLA_IPTUN_FLAGS, Bit: uapi.IP6_TNL_F_ALLOW_LOCAL_REMOTE, Key: "allow-localremote", Exact: true, JSON: "ip6_tnl_f_allow_local_remote", Val: ip6Flag{}, Help: "the other end may be this machine"},
	{Attr: uapi.IFLA_IPTUN_FWMARK, Attr2: uapi.IFLA_IPTUN_FLAGS, Key: "fwmark", Exact: true, Arg: "{ MARK | inherit }", Bad: "invalid fwmark\n", Val: ip6Mark{}, Help: "firewall mark of outgoing packets"},
}

// The first word of a number is the one that is shown.
var ip6tnlModes = spec.Enum{Width: 1, Bare: true, Silent: true, Names: []spec.Name{
	{N: unix.IPPROTO_IPV6, Name: "ip6ip6"}, {N: unix.IPPROTO_IPV6, Name: "ipv6/ipv6"},
	{N: unix.IPPROTO_IPIP, Name: "ipip6"}, {N: unix.IPPROTO_IPIP, Name: "ip4ip6"}, {N: unix.IPPROTO_IPIP, Name: "ip/ipv6"}, {N: unix.IPPROTO_IPIP, Name: "ipv4/ipv6"},
	{N: 0, Name: "any"}, {N: 0, Name: "any/ipv6"},
}}

var ip6tnlSettings = []setting{
	{typ: uapi.IFLA_IPTUN_COLLECT_METADATA, form: optional},
	{typ: uapi.IFLA_IPTUN_PROTO, size: 1},
	{typ: uapi.IFLA_IPTUN_LINK, size: 4},
	{typ: uapi.IFLA_IPTUN_LOCAL, size: 16, form: address},
	{typ: uapi.IFLA_IPTUN_REMOTE, size: 16, form: address},
	{typ: uapi.IFLA_IPTUN_TTL, size: 1, def: ip6HopLimit},
	{typ: uapi.IFLA_IPTUN_ENCAP_LIMIT, size: 1, def: uapi.IPV6_DEFAULT_TNL_ENCAP_LIMIT},
	{typ: uapi.IFLA_IPTUN_FLOWINFO, size: 4},
	{typ: uapi.IFLA_IPTUN_FLAGS, size: 4},
	{typ: uapi.IFLA_IPTUN_FWMARK, size: 4},
	{typ: uapi.IFLA_IPTUN_ENCAP_TYPE, size: 2},
	{typ: uapi.IFLA_IPTUN_ENCAP_FLAGS, size: 2, def: uapi.TUNNEL_ENCAP_FLAG_CSUM6},
	{typ: uapi.IFLA_IPTUN_ENCAP_SPORT, size: 2},
	{typ: uapi.IFLA_IPTUN_ENCAP_DPORT, size: 2},
}

func startIP6Tnl(s *spec.Scan) error { return startTunnel(s, ip6tnlSettings) }

func checkIP6Tnl(s *spec.Scan) error {
	proto := attr.U8(s.Find(uapi.IFLA_IPTUN_PROTO))
	if onlyExternal(s, uapi.IFLA_IPTUN_COLLECT_METADATA) {
		s.U8(uapi.IFLA_IPTUN_PROTO, proto)
	}
	return nil
}
