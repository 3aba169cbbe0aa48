package main

import (
	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

func ipTool() *tool {
	return &tool{
		name: "ip", options: ipOptions[:], objects: ipObjects[:], usage: ipUsage,
		helpOption: "ip -help",
		version:    "ip utility, iproute2-" + version + ", gip",
	}
}

// ipOptions are the options of ip, in the order in which iproute2 tries them.
var ipOptions = [...]option{
	{name: "-loops", value: "loop count", set: setLoops},
	{name: "-family", value: "family type", set: setFamily},
	{name: "-4", exact: true, set: setFamily4},
	{name: "-6", exact: true, set: setFamily6},
	{name: "-0", exact: true, set: func(g *globals, _ string) error { g.env.Family = unix.AF_PACKET; return nil }},
	{name: "-M", exact: true, set: func(g *globals, _ string) error { g.env.Family = unix.AF_MPLS; return nil }},
	{name: "-B", exact: true, set: func(g *globals, _ string) error { g.env.Family = unix.AF_BRIDGE; return nil }},
	{name: "-human-readable", set: func(g *globals, _ string) error { g.env.Out.Human = true; return nil }},
	{name: "-iec", set: func(g *globals, _ string) error { g.env.Out.IEC = true; return nil }},
	{name: "-stats", set: setStats},
	{name: "-statistics", set: setStats},
	{name: "-details", set: setDetails},
	{name: "-resolve", set: func(g *globals, _ string) error { g.env.Out.Resolve = true; return nil }},
	{name: "-oneline", set: setOneline},
	{name: "-timestamp", set: setTimestamp},
	{name: "-tshort", set: func(g *globals, _ string) error {
		g.env.Timestamp, g.env.TimestampShort = true, true
		return nil
	}},
	{name: "-Version", set: showVersion},
	{name: "-force", set: setForce},
	{name: "-batch", value: "batch file", set: setBatch},
	{name: "-brief", set: func(g *globals, _ string) error { g.env.Out.Brief = true; return nil }},
	{name: "-json", set: setJSON},
	{name: "-pretty", set: setPretty},
	{name: "-rcvbuf", value: "rcvbuf size", set: setRcvBuf},
	{name: "-color"}, // matched by setColor, which knows the =WHEN behind it
	{name: "-help", set: showUsage},
	{name: "-netns", value: orNull, set: setNetNS},
	{name: "-Numeric", set: func(g *globals, _ string) error { g.env.SetNumeric(); return nil }},
	{name: "-all", set: func(g *globals, _ string) error { g.env.All = true; return nil }},
	{name: "-echo", exact: true, set: func(g *globals, _ string) error { g.env.Echo = true; return nil }},
}

func setFamily(g *globals, v string) error {
	switch v {
	case "help":
		return g.tool.help()
	case "inet":
		g.env.Family = unix.AF_INET
	case "inet6":
		g.env.Family = unix.AF_INET6
	case "link":
		g.env.Family = unix.AF_PACKET
	case "mpls":
		g.env.Family = unix.AF_MPLS
	case "bridge":
		g.env.Family = unix.AF_BRIDGE
	default:
		return arg.Invalid("invalid protocol family", v)
	}
	return nil
}

// ipUsage is the help of ip itself.
func ipUsage() string {
	return `Usage: ip [ OPTIONS ] OBJECT [ COMMAND ] [ ARGUMENTS ]
       ip [ OPTIONS ] -batch FILE
       ip OBJECT help

Objects, abbreviated as far as the first match in this order allows:
  address     addresses of devices
  maddress    multicast addresses of devices
  route       routes, and the lookup of one (route get)
  link        devices: show, add, set, delete
  tuntap      persistent tun and tap devices
  tunnel      tunnels over IPv4 and, with -6, over IPv6
  netns       network namespaces
  netconf     forwarding, rp_filter and the like, by device
  vrf         virtual routing tables: show them, run commands in one
  macsec      channels and keys of MACsec devices
  stats       statistics of devices, by groups

Options, before the object, with one dash or two:
  -4 -6 -0 -M -B, -f[amily] inet|inet6|link|mpls|bridge    address family
  -s[tatistics]      counters; twice for more      -d[etails]     more of everything
  -j[son]            JSON                          -p[retty]      JSON, indented
  -o[neline]         one line a record             -br[ief]       a short table
  -h[uman-readable]  counters with k, M, G         -iec           ... with Ki, Mi, Gi
  -N[umeric]         numbers for names             -r[esolve]     host names for addresses
  -c[olor][=always|auto|never]                     -t[imestamp], -ts[hort]
  -n[etns] NAME      work in that namespace        -a[ll]         all namespaces
  -b[atch] FILE      commands from FILE, - is standard input
  -force             go on after a failed line     -l[oops] N     rounds of a flush
  -echo              show what the kernel made     -rc[vbuf] N    socket buffer, bytes
  -V[ersion]
`
}
