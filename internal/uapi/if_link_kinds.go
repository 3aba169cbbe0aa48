package uapi

// Modes and flags of ipvlan (linux/if_link.h).
const (
	IPVLAN_MODE_L2   = 0
	IPVLAN_MODE_L3   = 1
	IPVLAN_MODE_L3S  = 2
	IPVLAN_F_PRIVATE = 0x1
	IPVLAN_F_VEPA    = 0x2
)

// Attributes and values of netkit that are newer than x/sys/unix (linux/if_link.h).
const (
	IFLA_NETKIT_SCRUB      = 6
	IFLA_NETKIT_PEER_SCRUB = 7
	NETKIT_SCRUB_NONE      = 0
	NETKIT_SCRUB_DEFAULT   = 1
)

// Modes of IP over InfiniBand (linux/if_link.h).
const (
	IPOIB_MODE_DATAGRAM  = 0
	IPOIB_MODE_CONNECTED = 1
)

// Flags of rmnet (linux/if_link.h).
const (
	RMNET_FLAGS_INGRESS_DEAGGREGATION = 1 << 0
	RMNET_FLAGS_INGRESS_MAP_COMMANDS  = 1 << 1
	RMNET_FLAGS_INGRESS_MAP_CKSUMV4   = 1 << 2
	RMNET_FLAGS_EGRESS_MAP_CKSUMV4    = 1 << 3
	RMNET_FLAGS_INGRESS_MAP_CKSUMV5   = 1 << 4
	RMNET_FLAGS_EGRESS_MAP_CKSUMV5    = 1 << 5
)

// Values of the attributes of MACsec devices (linux/if_link.h).
const (
	MACSEC_VALIDATE_DISABLED = 0
	MACSEC_VALIDATE_CHECK    = 1
	MACSEC_VALIDATE_STRICT   = 2
	MACSEC_OFFLOAD_OFF       = 0
	MACSEC_OFFLOAD_PHY       = 1
	MACSEC_OFFLOAD_MAC       = 2
)
