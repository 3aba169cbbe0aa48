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
