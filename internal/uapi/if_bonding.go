package uapi

// Statistics of a bond or of a port of one, in LINK_XSTATS_TYPE_BOND (linux/if_bonding.h).
const BOND_XSTATS_3AD = 1

// Counters in BOND_XSTATS_3AD, eight bytes each (linux/if_bonding.h).
const (
	BOND_3AD_STAT_LACPDU_RX         = 0
	BOND_3AD_STAT_LACPDU_TX         = 1
	BOND_3AD_STAT_LACPDU_UNKNOWN_RX = 2
	BOND_3AD_STAT_LACPDU_ILLEGAL_RX = 3
	BOND_3AD_STAT_MARKER_RX         = 4
	BOND_3AD_STAT_MARKER_TX         = 5
	BOND_3AD_STAT_MARKER_RESP_RX    = 6
	BOND_3AD_STAT_MARKER_RESP_TX    = 7
	BOND_3AD_STAT_MARKER_UNKNOWN_RX = 8
)

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
