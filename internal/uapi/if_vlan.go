package uapi

// Flags of a VLAN device (linux/if_vlan.h, enum vlan_flags).
const (
	VLAN_FLAG_REORDER_HDR    = 0x1
	VLAN_FLAG_GVRP           = 0x2
	VLAN_FLAG_LOOSE_BINDING  = 0x4
	VLAN_FLAG_MVRP           = 0x8
	VLAN_FLAG_BRIDGE_BINDING = 0x10
)
