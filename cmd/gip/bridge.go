package main

import (
	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

func bridgeTool() *tool {
	return &tool{
		name: "bridge", options: bridgeOptions[:], objects: bridgeObjects[:], usage: bridgeUsage,
		helpOption: "bridge help", version: "bridge utility, " + version + ", gip",
		returnsFailures: true,
	}
}

// bridgeOptions are the options of bridge, in the order in which iproute2 tries them.
var bridgeOptions = [...]option{
	{name: "-help", set: showUsage},
	{name: "-Version", set: showVersion},
	{name: "-stats", set: setStats},
	{name: "-statistics", set: setStats},
	{name: "-details", set: setDetails},
	{name: "-oneline", set: setOneline},
	{name: "-timestamp", set: setTimestamp},
	{name: "-family", value: orUsage, set: setBridgeFamily},
	{name: "-4", exact: true, set: setFamily4},
	{name: "-6", exact: true, set: setFamily6},
	{name: "-netns", value: orNull, set: setNetNS},
	{name: "-color"}, // matched by setColor, which knows the =WHEN behind it
	{name: "-compressvlans", set: func(g *globals, _ string) error { g.env.CompressVLANs = true; return nil }},
	{name: "-force", set: setForce},
	{name: "-json", set: setJSON},
	{name: "-pretty", set: setPretty},
	{name: "-batch", value: orUsage, set: setBatch},
}

func setBridgeFamily(g *globals, v string) error {
	switch v {
	case "inet":
		g.env.Family = unix.AF_INET
	case "inet6":
		g.env.Family = unix.AF_INET6
	case "help":
		return g.tool.help()
	default:
		return arg.Invalid("invalid protocol family", v)
	}
	return nil
}

// bridgeUsage is the help of bridge itself.
func bridgeUsage() string {
	return `Usage: bridge [ OPTIONS ] OBJECT [ COMMAND ] [ ARGUMENTS ]
       bridge [ OPTIONS ] -batch FILE
       bridge OBJECT help

Objects, abbreviated as far as the first match in this order allows:
  link        ports of bridges, and their options
  fdb         the forwarding database: where addresses are
  mdb         the multicast database: where groups are
  mst         states of ports in multiple spanning trees
  vlan        VLANs of ports and bridges
  vni         VNIs that a vxlan device lets in
  monitor     changes, as they happen

Options, before the object, with one dash or two:
  -s[tatistics]      counters                      -d[etails]     more of everything
  -j[son]            JSON                          -p[retty]      JSON, indented
  -o[neline]         one line a record             -com[pressvlans]  ranges of VLANs in one line
  -c[olor][=always|auto|never]                     -t[imestamp]
  -n[etns] NAME      work in that namespace        -4 -6, -fam[ily] inet|inet6
  -b[atch] FILE      commands from FILE, - is standard input
  -fo[rce]           go on after a failed line     -V[ersion]
`
}
