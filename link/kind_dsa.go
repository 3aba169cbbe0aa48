package link

import (
	"gip/internal/spec"

	"golang.org/x/sys/unix"
)

var dsaKind = kind{name: "dsa", table: &dsa}

// dsa is a port of a switch that the kernel drives (IFLA_DSA_*).
var dsa = spec.Kind{Name: "dsa", Synopsis: "[ OPTIONS ]", HelpWord: spec.HelpFull, Rows: []spec.Row{
	{Attr: unix.IFLA_DSA_CONDUIT, Key: "conduit", Alias: "master", Exact: true, Bad: "Device does not exist\n", Arg: "DEVICE", Val: spec.Dev{}, Help: "device of this host that leads to the switch"},
}}
