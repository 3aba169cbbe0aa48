package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var (
	greKind    = kind{name: "gre", table: &gre, keeps: true}
	gretapKind = kind{name: "gretap", table: &gretap, keeps: true}
	erspanKind = kind{name: "erspan", table: &erspan, keeps: true}
)

// gre is a GRE tunnel over IPv4 (RFC 2784, RFC 2890; IFLA_GRE_*). gretap carries Ethernet frames, and
// erspan mirrored ones.
var (
	gre = spec.Kind{
		Name: "gre", Synopsis: "[ OPTIONS ]", Notes: greNotes, Order: greOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startGRE, Check: checkGRE, Rows: greRows, Parts: [][]spec.Row{erspanShown, greEncap},
	}
	gretap = spec.Kind{
		Name: "gretap", Synopsis: "[ OPTIONS ]", Notes: greNotes, Order: greOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startGRE, Check: checkGRE, Rows: greRows, Parts: [][]spec.Row{erspanShown, greEncap},
	}
	erspan = spec.Kind{
		Name: "erspan", Synopsis: "[ OPTIONS ]", Notes: greNotes, Order: greOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startERSPAN, Check: checkERSPAN, Rows: greRows, Parts: [][]spec.Row{erspanRows, greEncap},
	}
)

// noWord is for the kinds that say nothing of the word that is no option: their help is all.
func noWord(string) string { return "" }

const greNotes = "KEY is a number or four bytes in dotted form. A multicast remote needs local, and is the key by itself.\n"

var greOrder = []string{
	"key", "nokey", "ikey", "noikey", "okey", "nookey",
	"seq", "noseq", "iseq", "noiseq", "oseq", "nooseq",
	"csum", "nocsum", "icsum", "noicsum", "ocsum", "noocsum",
	"nopmtudisc", "pmtudisc", "remote", "local", "dev", "ttl", "hoplimit", "hlim", "tos", "tclass", "dsfield",
}

var greRows = []spec.Row{
	{Attr: uapi.IFLA_GRE_COLLECT_METADATA, Key: "external", Exact: true, Val: spec.Mark{}, Help: "routes choose the destination; all else is left out"},
	{Attr: uapi.IFLA_GRE_REMOTE, Key: "remote", Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET}, Help: "IPv4 address of the other end"},
	{Attr: uapi.IFLA_GRE_LOCAL, Key: "local", Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET}, Help: "own IPv4 address"},
	{Attr: uapi.IFLA_GRE_LINK, Key: "dev", JSON: "link", Arg: "PHYS_DEV", Val: spec.Dev{}, Show: spec.NonZero, Help: "device that tunnel packets go through"},
	{Attr: uapi.IFLA_GRE_TTL, Key: "ttl", Alias: "hoplimit", Also: "hlim", Arg: "{ 1..255 | inherit }", Bad: "invalid TTL\n", Val: spec.Hops{}, Help: "of outgoing packets"},
	{Attr: uapi.IFLA_GRE_TOS, Key: "tos", Alias: "tclass", Also: "dsfield", Arg: "{ TOS | inherit }", Bad: "bad TOS value", Val: spec.TOS{}, Help: "of outgoing packets"},
	{Attr: uapi.IFLA_GRE_PMTUDISC, Key: "pmtudisc", Val: pmtudisc{}, Help: "path MTU discovery; it is on if not given"},
	{Attr: uapi.IFLA_GRE_IGNORE_DF, Key: "ignore-df", Exact: true, JSON: "ignore_df", Val: ignoreDF{}, Help: "fragment packets that must not be"},
	{Attr: uapi.IFLA_GRE_IKEY, Attr2: uapi.IFLA_GRE_OKEY, Key: "key", Arg: "KEY", Val: greKeys, Hidden: true, Help: "both keys"},
	{Attr: uapi.IFLA_GRE_IKEY, Key: "ikey", Arg: "KEY", Val: greIKey, Help: "key of incoming packets"},
	{Attr: uapi.IFLA_GRE_OKEY, Key: "okey", Arg: "KEY", Val: greOKey, Help: "key of outgoing packets"},
	{Attr: uapi.IFLA_GRE_IFLAGS, Attr2: uapi.IFLA_GRE_OFLAGS, Bit: uapi.GRE_SEQ, Key: "seq", Val: greFlag{}, Hidden: true, Help: "iseq and oseq"},
	{Attr: uapi.IFLA_GRE_IFLAGS, Bit: uapi.GRE_SEQ, Key: "iseq", Val: greFlag{}, Help: "incoming packets must be in sequence"},
	{Attr: uapi.IFLA_GRE_OFLAGS, Bit: uapi.GRE_SEQ, Key: "oseq", Val: greFlag{}, Help: "number outgoing packets"},
	{Attr: uapi.IFLA_GRE_IFLAGS, Attr2: uapi.IFLA_GRE_OFLAGS, Bit: uapi.GRE_CSUM, Key: "csum", Val: greFlag{}, Hidden: true, Help: "icsum and ocsum"},
	{Attr: uapi.IFLA_GRE_IFLAGS, Bit: uapi.GRE_CSUM, Key: "icsum", Val: greFlag{}, Help: "incoming packets must have a checksum"},
	{Attr: uapi.IFLA_GRE_OFLAGS, Bit: uapi.GRE_CSUM, Key: "ocsum", Val: greFlag{}, Help: "outgoing packets have a checksum"},
	{Attr: uapi.IFLA_GRE_FWMARK, Key: "fwmark", Exact: true, Arg: "MARK", Bad: "invalid fwmark\n", Val: spec.Hex32{}, Show: spec.NonZero, Help: "firewall mark of outgoing packets"},
}

// Values of the rows of keys.
var (
	greKeys = tunnelKey{Flags: uapi.IFLA_GRE_IFLAGS, Flags2: uapi.IFLA_GRE_OFLAGS}
	greIKey = tunnelKey{Flags: uapi.IFLA_GRE_IFLAGS}
	greOKey = tunnelKey{Flags: uapi.IFLA_GRE_OFLAGS}
)

// greSettings are what all kinds of GRE tunnels send.
var greSettings = []setting{
	{typ: uapi.IFLA_GRE_COLLECT_METADATA, form: optional},
	{typ: uapi.IFLA_GRE_LINK, size: 4, form: optional},
	{typ: uapi.IFLA_GRE_IFLAGS, size: 2},
	{typ: uapi.IFLA_GRE_OFLAGS, size: 2},
	{typ: uapi.IFLA_GRE_IKEY, size: 4},
	{typ: uapi.IFLA_GRE_OKEY, size: 4},
	{typ: uapi.IFLA_GRE_FWMARK, size: 4},
	{typ: uapi.IFLA_GRE_ENCAP_TYPE, size: 2},
	{typ: uapi.IFLA_GRE_ENCAP_SPORT, size: 2},
	{typ: uapi.IFLA_GRE_ENCAP_DPORT, size: 2},
}

// gre4Settings are what GRE tunnels over IPv4 send besides.
var gre4Settings = []setting{
	{typ: uapi.IFLA_GRE_LOCAL, size: 4, form: address},
	{typ: uapi.IFLA_GRE_REMOTE, size: 4, form: address},
	{typ: uapi.IFLA_GRE_TTL, size: 1},
	{typ: uapi.IFLA_GRE_TOS, size: 1},
	{typ: uapi.IFLA_GRE_PMTUDISC, size: 1, def: 1},
	{typ: uapi.IFLA_GRE_IGNORE_DF, size: 1, form: optional},
	{typ: uapi.IFLA_GRE_ENCAP_FLAGS, size: 2},
}

func startGRE(s *spec.Scan) error {
	if err := startTunnel(s, greSettings); err != nil {
		return err
	}
	return startTunnel(s, gre4Settings)
}

func startERSPAN(s *spec.Scan) error {
	if err := startGRE(s); err != nil {
		return err
	}
	return startTunnel(s, erspanSettings)
}

func checkGRE(s *spec.Scan) error {
	if remote := s.Find(uapi.IFLA_GRE_REMOTE); isMulticast(remote) {
		var key [4]byte
		copy(key[:], remote)
		if attr.U32(s.Find(uapi.IFLA_GRE_IKEY)) == 0 {
			greIKey.set(s, uapi.IFLA_GRE_IKEY, uapi.IFLA_GRE_IFLAGS, key)
			setGREFlag(s, uapi.IFLA_GRE_IFLAGS, uapi.GRE_KEY, true)
		}
		if attr.U32(s.Find(uapi.IFLA_GRE_OKEY)) == 0 {
			greOKey.set(s, uapi.IFLA_GRE_OKEY, uapi.IFLA_GRE_OFLAGS, key)
			setGREFlag(s, uapi.IFLA_GRE_OFLAGS, uapi.GRE_KEY, true)
		}
		if s.Find(uapi.IFLA_GRE_LOCAL) == nil {
			return arg.Fail(1, "A broadcast tunnel requires a source address.")
		}
	}
	onlyExternal(s, uapi.IFLA_GRE_COLLECT_METADATA)
	return nil
}

func checkERSPAN(s *spec.Scan) error {
	if err := checkGRE(s); err != nil {
		return err
	}
	finishERSPAN(s)
	return nil
}

// ignoreDF is a byte that is shown only when it is set.
type ignoreDF struct{ spec.NoForm }

func (ignoreDF) Print(v *spec.View, r *spec.Row) {
	if attr.U8(v.T[r.Attr]) != 0 {
		v.Keyword(r)
	}
}
