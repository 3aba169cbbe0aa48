package link

// Kinds that have no options and show nothing of their own.
var (
	dummyKind     = kind{name: "dummy"}
	ifbKind       = kind{name: "ifb"}
	nlmonKind     = kind{name: "nlmon"}
	vcanKind      = kind{name: "vcan"}
	netdevsimKind = kind{name: "netdevsim"}
	virtWifiKind  = kind{name: "virt_wifi"}
	teamKind      = kind{name: "team"}
	teamSlaveKind = kind{name: "team_slave"}
)
