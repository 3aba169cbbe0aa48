package link

// kinds are the kinds that gip knows, in the order in which help lists them.
var kinds = []*kind{
	&bridgeKind, &bridgeSlaveKind, &dummyKind, &ifbKind, &macvlanKind, &macvtapKind, &netdevsimKind,
	&nlmonKind, &teamKind, &teamSlaveKind, &tunKind, &vcanKind, &vethKind, &virtWifiKind, &vxlanKind,
}
