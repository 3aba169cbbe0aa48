package link

import (
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var (
	ip6greKind    = kind{name: "ip6gre", table: &ip6gre, keeps: true}
	ip6gretapKind = kind{name: "ip6gretap", table: &ip6gretap, keeps: true}
	ip6erspanKind = kind{name: "ip6erspan", table: &ip6erspan, keeps: true}
)

// ip6gre is a GRE tunnel over IPv6 (RFC 7676; IFLA_GRE_*). ip6gretap carries Ethernet frames, and
// ip6erspan mirrored ones.
var (
	ip6gre = spec.Kind{
		Name: "ip6gre", Synopsis: "[ OPTIONS ]", Notes: ip6greNotes, Order: ip6greOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startIP6GRE, Check: checkIP6GRE, Rows: ip6greRows, Parts: [][]spec.Row{erspanRows, greEncap},
	}
	ip6gretap = spec.Kind{
		Name: "ip6gretap", Synopsis: "[ OPTIONS ]", Notes: ip6greNotes, Order: ip6greOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startIP6GRE, Check: checkIP6GRE, Rows: ip6greRows, Parts: [][]spec.Row{erspanRows, greEncap},
	}
	ip6erspan = spec.Kind{
		Name: "ip6erspan", Synopsis: "[ OPTIONS ]", Notes: ip6greNotes, Order: ip6greOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startIP6GRE, Check: checkIP6GRE, Rows: ip6greRows, Parts: [][]spec.Row{erspanRows, greEncap},
	}
)

const ip6greNotes = "KEY is a number or four bytes in dotted form. TCLASS and FLOWLABEL are hexadecimal.\n"

var ip6greOrder = []string{
	"key", "nokey", "ikey", "noikey", "okey", "nookey",
	"seq", "noseq", "iseq", "noiseq", "oseq", "nooseq",
	"csum", "nocsum", "icsum", "noicsum", "ocsum", "noocsum",
	"remote", "local", "dev", "ttl", "hoplimit", "hlim", "tos", "tclass", "dsfield",
}

var ip6greRows = []spec.Row{
	{Attr: uapi.IFLA_GRE_COLLECT_METADATA, Key: "external", Exact: true, Val: spec.Mark{}, Help: "routes choose the destination; all else is left out"},
	{Attr: uapi.IFLA_GRE_REMOTE, Key: "remote", Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET6}, Help: "IPv6 address of the other end"},
	{Attr: uapi.IFLA_GRE_LOCAL, Key: "local", Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET6}, Help: "own IPv6 address"},
	{Attr: uapi.IFLA_GRE_LINK, Key: "dev", JSON: "link", Arg: "PHYS_DEV", Val: spec.Dev{}, Show: spec.NonZero, Help: "device that tunnel packets go through"},
	{Attr: uapi.IFLA_GRE_TTL, Key: "ttl", Alias: "hoplimit", Also: "hlim", Text: "hoplimit", JSON: "ttl", Arg: "{ 1..255 | inherit }", Bad: "invalid HLIM\n", Val: spec.Hops{}, Help: "of outgoing packets; 64 if not given"},
	{Attr: uapi.IFLA_GRE_ENCAP_LIMIT, Attr2: uapi.IFLA_GRE_FLAGS, Key: "encaplimit", Exact: true, JSON: "encap_limit", Arg: "{ 0..255 | none }", Bad: "invalid ELIM", Val: ip6Limit{}, Help: "tunnels inside each other; 4 if not given"},
	{Attr: uapi.IFLA_GRE_FLOWINFO, Attr2: uapi.IFLA_GRE_FLAGS, Key: "tclass", Alias: "tos", Also: "dsfield", Arg: "{ TCLASS | inherit }", Bad: "invalid TClass", Val: &ip6Class, Help: "traffic class of outgoing packets"},
	{Attr: uapi.IFLA_GRE_FLOWINFO, Attr2: uapi.IFLA_GRE_FLAGS, Key: "flowlabel", Alias: "fl", Exact: true, Arg: "{ FLOWLABEL | inherit }", Bad: "invalid Flowlabel", Val: &ip6Label, Help: "of outgoing packets"},
	{Attr: uapi.IFLA_GRE_FLAGS, Bit: uapi.IP6_TNL_F_RCV_DSCP_COPY, Key: "dscp", Exact: true, Text: "dscp inherit", JSON: "ip6_tnl_f_rcv_dscp_copy", Arg: "inherit", Bad: "not inherit", Val: ip6Flag{value: "inherit"}, Help: "copy it to received packets"},
	{Attr: uapi.IFLA_GRE_IKEY, Attr2: uapi.IFLA_GRE_OKEY, Key: "key", Arg: "KEY", Val: greKeys, Hidden: true, Help: "both keys"},
	{Attr: uapi.IFLA_GRE_IKEY, Key: "ikey", Arg: "KEY", Val: greIKey, Help: "key of incoming packets"},
	{Attr: uapi.IFLA_GRE_OKEY, Key: "okey", Arg: "KEY", Val: greOKey, Help: "key of outgoing packets"},
	{Attr: uapi.IFLA_GRE_IFLAGS, Attr2: uapi.IFLA_GRE_OFLAGS, Bit: uapi.GRE_SEQ, Key: "seq", Val: greFlag{}, Hidden: true, Help: "iseq and oseq"},
	{Attr: uapi.IFLA_GRE_IFLAGS, Bit: uapi.GRE_SEQ, Key: "iseq", Val: greFlag{}, Help: "incoming packets must be in sequence"},
	{Attr: uapi.IFLA_GRE_OFLAGS, Bit: uapi.GRE_SEQ, Key: "oseq", Val: greFlag{}, Help: "number outgoing packets"},
	{Attr: uapi.IFLA_GRE_IFLAGS, Attr2: uapi.IFLA_GRE_OFLAGS, Bit: uapi.GRE_CSUM, Key: "csum", Val: greFlag{}, Hidden: true, Help: "icsum and ocsum"},
	{Attr: uapi.IFLA_GRE_IFLAGS, Bit: uapi.GRE_CSUM, Key: "icsum", Val: greFlag{}, Help: "incoming packets must have a checksum"},
	{Attr: uapi.IFLA_GRE_OFLAGS, Bit: uapi.GRE_CSUM, Key: "ocsum", Val: greFlag{}, Help: "outgoing packets have a checksum"},
	{Attr: uapi.IFLA_GRE_FLAGS, Bit: uapi.IP6_TNL_F_ALLOW_LOCAL_REMOTE, Key: "allow-localremote", Exact: true, JSON: "ip6_tnl_f_allow_local_remote", Val: ip6Flag{}, Help: "the other end may be this machine"},
	{Attr: uapi.IFLA_GRE_FWMARK, Attr2: uapi.IFLA_GRE_FLAGS, Key: "fwmark", Exact: true, Arg: "{ MARK | inherit }", Bad: "invalid fwmark\n", Val: ip6Mark{}, Help: "firewall mark of outgoing packets"},
}

// gre6Settings are what GRE tunnels over IPv6 send besides greSettings and erspanSettings.
var gre6Settings = []setting{
	{typ: uapi.IFLA_GRE_LOCAL, size: 16, form: address},
	{typ: uapi.IFLA_GRE_REMOTE, size: 16, form: address},
	{typ: uapi.IFLA_GRE_TTL, size: 1, def: ip6HopLimit},
	{typ: uapi.IFLA_GRE_ENCAP_LIMIT, size: 1, def: uapi.IPV6_DEFAULT_TNL_ENCAP_LIMIT},
	{typ: uapi.IFLA_GRE_FLOWINFO, size: 4},
	{typ: uapi.IFLA_GRE_FLAGS, size: 4},
	{typ: uapi.IFLA_GRE_ENCAP_FLAGS, size: 2, def: uapi.TUNNEL_ENCAP_FLAG_CSUM6},
}

// ip6HopLimit is the hop limit of a new tunnel over IPv6, as iproute2 has it.
const ip6HopLimit = 64

func startIP6GRE(s *spec.Scan) error {
	for _, list := range [...][]setting{greSettings, gre6Settings, erspanSettings} {
		if err := startTunnel(s, list); err != nil {
			return err
		}
	}
	return nil
}

func checkIP6GRE(s *spec.Scan) error {
	if !onlyExternal(s, uapi.IFLA_GRE_COLLECT_METADATA) {
		finishERSPAN(s)
	}
	return nil
}
