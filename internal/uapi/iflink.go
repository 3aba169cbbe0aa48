package uapi

// Attributes of a device (linux/if_link.h) newer than those of golang.org/x/sys/unix.
const (
	IFLA_MAX_PACING_OFFLOAD_HORIZON = 0x42
	IFLA_NETNS_IMMUTABLE            = 0x43
	IFLA_MAX                        = IFLA_NETNS_IMMUTABLE
)

// Attributes of one virtual function in IFLA_VFINFO_LIST.
const (
	IFLA_VF_INFO         = 1
	IFLA_VF_MAC          = 1
	IFLA_VF_VLAN         = 2
	IFLA_VF_TX_RATE      = 3
	IFLA_VF_SPOOFCHK     = 4
	IFLA_VF_LINK_STATE   = 5
	IFLA_VF_RATE         = 6
	IFLA_VF_RSS_QUERY_EN = 7
	IFLA_VF_STATS        = 8
	IFLA_VF_TRUST        = 9
	IFLA_VF_IB_NODE_GUID = 10
	IFLA_VF_IB_PORT_GUID = 11
	IFLA_VF_VLAN_LIST    = 12
	IFLA_VF_BROADCAST    = 13
	IFLA_VF_MAX          = IFLA_VF_BROADCAST
)

// Attributes of IFLA_VF_STATS, eight bytes each.
const (
	IFLA_VF_STATS_RX_PACKETS = 0
	IFLA_VF_STATS_TX_PACKETS = 1
	IFLA_VF_STATS_RX_BYTES   = 2
	IFLA_VF_STATS_TX_BYTES   = 3
	IFLA_VF_STATS_BROADCAST  = 4
	IFLA_VF_STATS_MULTICAST  = 5
	IFLA_VF_STATS_PAD        = 6
	IFLA_VF_STATS_RX_DROPPED = 7
	IFLA_VF_STATS_TX_DROPPED = 8
	IFLA_VF_STATS_MAX        = IFLA_VF_STATS_TX_DROPPED
)

// States of IFLA_VF_LINK_STATE.
const (
	IFLA_VF_LINK_STATE_AUTO   = 0
	IFLA_VF_LINK_STATE_ENABLE = 1
)

// Attributes of IFLA_XDP, and the values of IFLA_XDP_ATTACHED.
const (
	IFLA_XDP_ATTACHED    = 2
	IFLA_XDP_PROG_ID     = 4
	IFLA_XDP_DRV_PROG_ID = 5
	IFLA_XDP_SKB_PROG_ID = 6
	IFLA_XDP_HW_PROG_ID  = 7
	IFLA_XDP_MAX         = 8

	XDP_ATTACHED_NONE  = 0
	XDP_ATTACHED_DRV   = 1
	XDP_ATTACHED_SKB   = 2
	XDP_ATTACHED_HW    = 3
	XDP_ATTACHED_MULTI = 4
)

// Values of IFLA_INET6_ADDR_GEN_MODE.
const (
	IN6_ADDR_GEN_MODE_EUI64          = 0
	IN6_ADDR_GEN_MODE_NONE           = 1
	IN6_ADDR_GEN_MODE_STABLE_PRIVACY = 2
	IN6_ADDR_GEN_MODE_RANDOM         = 3
)

// Bits of IFLA_EXT_MASK (linux/rtnetlink.h).
const (
	RTEXT_FILTER_VF         = 1 << 0
	RTEXT_FILTER_SKIP_STATS = 1 << 3
)
