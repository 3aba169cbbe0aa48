package uapi

// IFLA_VXLAN_RESERVED_BITS is the header bits that a VXLAN device lets pass (linux/if_link.h).
const IFLA_VXLAN_RESERVED_BITS = 33

// Modes of a macvlan (linux/if_link.h, enum macvlan_mode).
const (
	MACVLAN_MODE_PRIVATE  = 1
	MACVLAN_MODE_VEPA     = 2
	MACVLAN_MODE_BRIDGE   = 4
	MACVLAN_MODE_PASSTHRU = 8
	MACVLAN_MODE_SOURCE   = 16
)

// Flags of a macvlan, and what IFLA_MACVLAN_MACADDR_MODE asks for (linux/if_link.h).
const (
	MACVLAN_FLAG_NOPROMISC = 1
	MACVLAN_FLAG_NODST     = 2

	MACVLAN_MACADDR_ADD   = 0
	MACVLAN_MACADDR_DEL   = 1
	MACVLAN_MACADDR_FLUSH = 2
	MACVLAN_MACADDR_SET   = 3
)

// Don't fragment settings of a VXLAN device (linux/if_link.h, enum ifla_vxlan_df).
const (
	VXLAN_DF_UNSET   = 0
	VXLAN_DF_SET     = 1
	VXLAN_DF_INHERIT = 2
)

// Attributes of a device newer than those of golang.org/x/sys/unix, and the last one known.
const (
	IFLA_MAX_PACING_OFFLOAD_HORIZON = 0x42
	IFLA_NETNS_IMMUTABLE            = 0x43
	IFLA_MAX                        = IFLA_NETNS_IMMUTABLE
)

// Values of IFLA_XDP_ATTACHED.
const (
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

// Ends of GTP tunnels (linux/if_link.h, enum ifla_gtp_role).
const (
	GTP_ROLE_GGSN = 0
	GTP_ROLE_SGSN = 1
)

// Statistics that a kind of device adds, in IFLA_STATS_LINK_XSTATS and IFLA_STATS_LINK_XSTATS_SLAVE
// (linux/if_link.h).
const (
	LINK_XSTATS_TYPE_BRIDGE = 1
	LINK_XSTATS_TYPE_BOND   = 2
)

// SizeofIfStatsMsg is the length of struct if_stats_msg (linux/if_link.h), the header of RTM_GETSTATS:
// family, three bytes of padding, interface index, mask of the statistics asked for.
const SizeofIfStatsMsg = 12
