package uapi

// Attributes of RTM_NEWNETCONF, four bytes each (linux/netconf.h).
const (
	NETCONFA_IFINDEX                     = 1
	NETCONFA_FORWARDING                  = 2
	NETCONFA_RP_FILTER                   = 3
	NETCONFA_MC_FORWARDING               = 4
	NETCONFA_PROXY_NEIGH                 = 5
	NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN = 6
	NETCONFA_INPUT                       = 7
	NETCONFA_MAX                         = 8

	// Values of NETCONFA_IFINDEX that are no devices.
	NETCONFA_IFINDEX_ALL     = -1
	NETCONFA_IFINDEX_DEFAULT = -2

	// SizeofNetconfMsg is the length of struct netconfmsg, one byte of family, with its padding.
	SizeofNetconfMsg = 4
)
