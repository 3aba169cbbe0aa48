package uapi

// States of a port of a bond (linux/if_bonding.h).
const (
	BOND_STATE_ACTIVE = 0
	BOND_STATE_BACKUP = 1
)

// What MII monitoring says of a port of a bond (linux/if_bonding.h).
const (
	BOND_LINK_UP   = 0
	BOND_LINK_FAIL = 1
	BOND_LINK_DOWN = 2
	BOND_LINK_BACK = 3
)

// State of a port in LACP (linux/if_bonding.h; IEEE 802.1AX, 6.4.2.3).
const (
	LACP_STATE_LACP_ACTIVITY   = 0x1
	LACP_STATE_LACP_TIMEOUT    = 0x2
	LACP_STATE_AGGREGATION     = 0x4
	LACP_STATE_SYNCHRONIZATION = 0x8
	LACP_STATE_COLLECTING      = 0x10
	LACP_STATE_DISTRIBUTING    = 0x20
	LACP_STATE_DEFAULTED       = 0x40
	LACP_STATE_EXPIRED         = 0x80
)
