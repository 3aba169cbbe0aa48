package link

// Kinds that have no options and show nothing of their own. What there is to set of netdevsim, team and
// wireguard is not set by rtnetlink.
var (
	dummyKind     = kind{name: "dummy"}
	ifbKind       = kind{name: "ifb"}
	nlmonKind     = kind{name: "nlmon"}
	vcanKind      = kind{name: "vcan"}
	netdevsimKind = kind{name: "netdevsim"}
	virtWifiKind  = kind{name: "virt_wifi"}
	teamKind      = kind{name: "team"}
	teamSlaveKind = kind{name: "team_slave"}
	wireguardKind = kind{name: "wireguard", noHelp: true}
)
