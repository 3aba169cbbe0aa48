package uapi

// Attributes of a route, behind RTA_DPORT (linux/rtnetlink.h).
const (
	RTA_NH_ID     = 30
	RTA_FLOWLABEL = 31
)

// Families of multicast routing, as rtm_family has them (linux/rtnetlink.h).
const (
	RTNL_FAMILY_IPMR  = 128
	RTNL_FAMILY_IP6MR = 129
)

// Bits of IFLA_EXT_MASK (linux/rtnetlink.h): what is to be gathered, and what not.
const (
	RTEXT_FILTER_VF                = 1 << 0
	RTEXT_FILTER_BRVLAN            = 1 << 1
	RTEXT_FILTER_BRVLAN_COMPRESSED = 1 << 2
	RTEXT_FILTER_SKIP_STATS        = 1 << 3
	RTEXT_FILTER_MST               = 1 << 7
)
