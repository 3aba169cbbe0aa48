package uapi

// Bits of IFLA_BR_MULTI_BOOLOPT (linux/if_bridge.h, enum br_boolopt_id).
const (
	BR_BOOLOPT_NO_LL_LEARN         = 0
	BR_BOOLOPT_MCAST_VLAN_SNOOPING = 1
	BR_BOOLOPT_MST_ENABLE          = 2
)

// Attributes in IFLA_BR_MCAST_QUERIER_STATE (linux/if_bridge.h).
const (
	BRIDGE_QUERIER_IP_ADDRESS       = 1
	BRIDGE_QUERIER_IP_PORT          = 2
	BRIDGE_QUERIER_IP_OTHER_TIMER   = 3
	BRIDGE_QUERIER_IPV6_ADDRESS     = 5
	BRIDGE_QUERIER_IPV6_PORT        = 6
	BRIDGE_QUERIER_IPV6_OTHER_TIMER = 7
)

// States of a bridge port (linux/if_bridge.h).
const (
	BR_STATE_DISABLED   = 0
	BR_STATE_LISTENING  = 1
	BR_STATE_LEARNING   = 2
	BR_STATE_FORWARDING = 3
	BR_STATE_BLOCKING   = 4
)

// Statistics of a bridge or of a port of one, in LINK_XSTATS_TYPE_BRIDGE (linux/if_bridge.h).
const (
	BRIDGE_XSTATS_MCAST = 2
	BRIDGE_XSTATS_STP   = 4
	BRIDGE_XSTATS_MAX   = BRIDGE_XSTATS_STP
)
