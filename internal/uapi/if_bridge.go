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

// Attributes of IFLA_AF_SPEC of the family AF_BRIDGE (linux/if_bridge.h).
const (
	IFLA_BRIDGE_FLAGS            = 0
	IFLA_BRIDGE_MODE             = 1
	IFLA_BRIDGE_VLAN_INFO        = 2
	IFLA_BRIDGE_VLAN_TUNNEL_INFO = 3
	IFLA_BRIDGE_MST              = 6
)

// Values of IFLA_BRIDGE_FLAGS: who is meant, the bridge that the device is a port of or its own.
const (
	BRIDGE_FLAGS_MASTER = 1
	BRIDGE_FLAGS_SELF   = 2
)

// Values of IFLA_BRIDGE_MODE.
const (
	BRIDGE_MODE_VEB  = 0
	BRIDGE_MODE_VEPA = 1
)

// Flags of a VLAN, in struct bridge_vlan_info and elsewhere (linux/if_bridge.h).
const (
	BRIDGE_VLAN_INFO_MASTER      = 1 << 0
	BRIDGE_VLAN_INFO_PVID        = 1 << 1
	BRIDGE_VLAN_INFO_UNTAGGED    = 1 << 2
	BRIDGE_VLAN_INFO_RANGE_BEGIN = 1 << 3
	BRIDGE_VLAN_INFO_RANGE_END   = 1 << 4
	BRIDGE_VLAN_INFO_BRENTRY     = 1 << 5
	BRIDGE_VLAN_INFO_ONLY_OPTS   = 1 << 6
)

// Attributes of IFLA_BRIDGE_VLAN_TUNNEL_INFO.
const (
	IFLA_BRIDGE_VLAN_TUNNEL_ID    = 1
	IFLA_BRIDGE_VLAN_TUNNEL_VID   = 2
	IFLA_BRIDGE_VLAN_TUNNEL_FLAGS = 3
	IFLA_BRIDGE_VLAN_TUNNEL_MAX   = IFLA_BRIDGE_VLAN_TUNNEL_FLAGS
)

// Attributes of IFLA_BRIDGE_MST, and of the entries in it.
const (
	IFLA_BRIDGE_MST_ENTRY       = 1
	IFLA_BRIDGE_MST_ENTRY_MSTI  = 1
	IFLA_BRIDGE_MST_ENTRY_STATE = 2
	IFLA_BRIDGE_MST_ENTRY_MAX   = IFLA_BRIDGE_MST_ENTRY_STATE
)
