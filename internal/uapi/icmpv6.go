package uapi

// Values of RTA_PREF, the preference of a route (linux/icmpv6.h; RFC 4191, section 2.1).
const (
	ICMPV6_ROUTER_PREF_LOW    = 3
	ICMPV6_ROUTER_PREF_MEDIUM = 0
	ICMPV6_ROUTER_PREF_HIGH   = 1
)
