package main

import (
	"gip/addr"
	"gip/addr/maddress"
	"gip/link"
	"gip/link/bridge"
	"gip/link/macsec"
	"gip/link/stats"
	"gip/link/tunnel"
	"gip/link/vrf"
	"gip/netns"
	"gip/route"
	"gip/route/netconf"
	"gip/tuntap"
)

// ipObjects are the objects of ip, in the order in which iproute2 tries them. The order is grammar: it
// makes "a" address and "ro" route.
var ipObjects = [...]entry{
	{"address", addr.Object},
	{"addrlabel", nil},
	{"maddress", maddress.Object},
	{"route", route.Object},
	{"rule", nil},
	{"neighbor", nil},
	{"neighbour", nil},
	{"ntable", nil},
	{"ntbl", nil},
	{"link", link.Object},
	{"l2tp", nil},
	{"fou", nil},
	{"ila", nil},
	{"macsec", macsec.Object},
	{"tunnel", tunnel.Object},
	{"tunl", tunnel.Object},
	{"tuntap", tuntap.Object},
	{"tap", tuntap.Object},
	{"token", nil},
	{"tcpmetrics", nil},
	{"tcp_metrics", nil},
	{"monitor", nil},
	{"xfrm", nil},
	{"mroute", nil},
	{"mrule", nil},
	{"netns", netns.Object},
	{"netconf", netconf.Object},
	{"vrf", vrf.Object},
	{"sr", nil},
	{"nexthop", nil},
	{"mptcp", nil},
	{"ioam", nil},
	{"help", nil},
	{"stats", stats.Object},
}

// bridgeObjects are the objects of bridge, in the order in which iproute2 tries them.
var bridgeObjects = [...]entry{
	{"link", bridge.Link},
	{"fdb", bridge.FDB},
	{"mdb", bridge.MDB},
	{"mst", bridge.MST},
	{"vlan", bridge.VLAN},
	{"vni", bridge.VNI},
	{"monitor", bridge.Monitor},
	{"help", nil},
}
