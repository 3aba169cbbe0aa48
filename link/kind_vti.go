package link

import (
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var (
	vtiKind  = kind{name: "vti", table: &vti, keeps: true}
	vti6Kind = kind{name: "vti6", table: &vti6, keeps: true}
)

// vti is a virtual tunnel interface of IPsec over IPv4, vti6 over IPv6 (IFLA_VTI_*): what goes through it
// has the key as its mark, by which policies choose it.
var (
	vti = spec.Kind{
		Name: "vti", Synopsis: "[ OPTIONS ]", Notes: vtiNotes, Order: vtiOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startVTI, Rows: vtiEnds, Parts: [][]spec.Row{vtiRows},
	}
	vti6 = spec.Kind{
		Name: "vti6", Synopsis: "[ OPTIONS ]", Notes: vtiNotes, Order: vtiOrder, NoSuch: noWord, HelpWord: spec.HelpNone,
		Lead: startVTI6, Rows: vti6Ends, Parts: [][]spec.Row{vtiRows},
	}
)

const vtiNotes = "KEY is a number or four bytes in dotted form.\n"

var vtiOrder = []string{"key", "ikey", "okey"}

var vtiEnds = []spec.Row{
	{Attr: uapi.IFLA_VTI_REMOTE, Key: "remote", Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET}, Help: "IPv4 address of the other end"},
	{Attr: uapi.IFLA_VTI_LOCAL, Key: "local", Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET}, Help: "own IPv4 address"},
}

var vti6Ends = []spec.Row{
	{Attr: uapi.IFLA_VTI_REMOTE, Key: "remote", Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET6}, Help: "IPv6 address of the other end"},
	{Attr: uapi.IFLA_VTI_LOCAL, Key: "local", Arg: "{ ADDR | any }", Val: spec.Endpoint{Family: unix.AF_INET6}, Help: "own IPv6 address"},
}

var vtiRows = []spec.Row{
	{Attr: uapi.IFLA_VTI_LINK, Key: "dev", JSON: "link", Arg: "PHYS_DEV", Val: spec.Dev{}, Show: spec.NonZero, Help: "device that tunnel packets go through"},
	{Attr: uapi.IFLA_VTI_IKEY, Attr2: uapi.IFLA_VTI_OKEY, Key: "key", Arg: "KEY", Val: tunnelKey{}, Hidden: true, Help: "both keys"},
	{Attr: uapi.IFLA_VTI_IKEY, Key: "ikey", Arg: "KEY", Val: tunnelKey{}, Help: "key of incoming packets"},
	{Attr: uapi.IFLA_VTI_OKEY, Key: "okey", Arg: "KEY", Val: tunnelKey{}, Help: "key of outgoing packets"},
	{Attr: uapi.IFLA_VTI_FWMARK, Key: "fwmark", Exact: true, Arg: "MARK", Bad: "invalid fwmark\n", Val: spec.Hex32{}, Show: spec.NonZero, Help: "firewall mark of outgoing packets"},
}

var vtiSettings = []setting{
	{typ: uapi.IFLA_VTI_LOCAL, size: 4, form: address},
	{typ: uapi.IFLA_VTI_REMOTE, size: 4, form: address},
	{typ: uapi.IFLA_VTI_IKEY, size: 4},
	{typ: uapi.IFLA_VTI_OKEY, size: 4},
	{typ: uapi.IFLA_VTI_LINK, size: 4, form: optional},
	{typ: uapi.IFLA_VTI_FWMARK, size: 4},
}

var vti6Settings = []setting{
	{typ: uapi.IFLA_VTI_LOCAL, size: 16, form: address},
	{typ: uapi.IFLA_VTI_REMOTE, size: 16, form: address},
	{typ: uapi.IFLA_VTI_IKEY, size: 4},
	{typ: uapi.IFLA_VTI_OKEY, size: 4},
	{typ: uapi.IFLA_VTI_LINK, size: 4, form: optional},
	{typ: uapi.IFLA_VTI_FWMARK, size: 4},
}

func startVTI(s *spec.Scan) error  { return startTunnel(s, vtiSettings) }
func startVTI6(s *spec.Scan) error { return startTunnel(s, vti6Settings) }
