package uapi

// Attributes of GRE tunnels, over IPv4 and IPv6, and of ERSPAN (linux/if_tunnel.h).
const (
	IFLA_GRE_LINK             = 1
	IFLA_GRE_IFLAGS           = 2
	IFLA_GRE_OFLAGS           = 3
	IFLA_GRE_IKEY             = 4
	IFLA_GRE_OKEY             = 5
	IFLA_GRE_LOCAL            = 6
	IFLA_GRE_REMOTE           = 7
	IFLA_GRE_TTL              = 8
	IFLA_GRE_TOS              = 9
	IFLA_GRE_PMTUDISC         = 10
	IFLA_GRE_ENCAP_LIMIT      = 11
	IFLA_GRE_FLOWINFO         = 12
	IFLA_GRE_FLAGS            = 13
	IFLA_GRE_ENCAP_TYPE       = 14
	IFLA_GRE_ENCAP_FLAGS      = 15
	IFLA_GRE_ENCAP_SPORT      = 16
	IFLA_GRE_ENCAP_DPORT      = 17
	IFLA_GRE_COLLECT_METADATA = 18
	IFLA_GRE_IGNORE_DF        = 19
	IFLA_GRE_FWMARK           = 20
	IFLA_GRE_ERSPAN_INDEX     = 21
	IFLA_GRE_ERSPAN_VER       = 22
	IFLA_GRE_ERSPAN_DIR       = 23
	IFLA_GRE_ERSPAN_HWID      = 24
)

// Attributes of ipip, sit and ip6tnl tunnels (linux/if_tunnel.h).
const (
	IFLA_IPTUN_LINK                = 1
	IFLA_IPTUN_LOCAL               = 2
	IFLA_IPTUN_REMOTE              = 3
	IFLA_IPTUN_TTL                 = 4
	IFLA_IPTUN_TOS                 = 5
	IFLA_IPTUN_ENCAP_LIMIT         = 6
	IFLA_IPTUN_FLOWINFO            = 7
	IFLA_IPTUN_FLAGS               = 8
	IFLA_IPTUN_PROTO               = 9
	IFLA_IPTUN_PMTUDISC            = 10
	IFLA_IPTUN_6RD_PREFIX          = 11
	IFLA_IPTUN_6RD_RELAY_PREFIX    = 12
	IFLA_IPTUN_6RD_PREFIXLEN       = 13
	IFLA_IPTUN_6RD_RELAY_PREFIXLEN = 14
	IFLA_IPTUN_ENCAP_TYPE          = 15
	IFLA_IPTUN_ENCAP_FLAGS         = 16
	IFLA_IPTUN_ENCAP_SPORT         = 17
	IFLA_IPTUN_ENCAP_DPORT         = 18
	IFLA_IPTUN_COLLECT_METADATA    = 19
	IFLA_IPTUN_FWMARK              = 20
)

// Attributes of virtual tunnel interfaces of IPsec (linux/if_tunnel.h).
const (
	IFLA_VTI_LINK   = 1
	IFLA_VTI_IKEY   = 2
	IFLA_VTI_OKEY   = 3
	IFLA_VTI_LOCAL  = 4
	IFLA_VTI_REMOTE = 5
	IFLA_VTI_FWMARK = 6
)

// What a tunnel's packets are wrapped in once more, and its flags (linux/if_tunnel.h).
const (
	TUNNEL_ENCAP_NONE = 0
	TUNNEL_ENCAP_FOU  = 1
	TUNNEL_ENCAP_GUE  = 2

	TUNNEL_ENCAP_FLAG_CSUM    = 1
	TUNNEL_ENCAP_FLAG_CSUM6   = 2
	TUNNEL_ENCAP_FLAG_REMCSUM = 4
)

// Flags of a GRE header, two bytes in network byte order (linux/if_tunnel.h, RFC 2890).
const (
	GRE_CSUM = 0x8000
	GRE_KEY  = 0x2000
	GRE_SEQ  = 0x1000
)

// Flags in the same two bytes that are in host byte order: a sit tunnel is ISATAP (RFC 5214), and the
// tunnel is a VTI (linux/if_tunnel.h).
const (
	SIT_ISATAP = 1
	VTI_ISVTI  = 1
)

// ioctls of tunnels (linux/if_tunnel.h). The value of struct ifreq points to the parameters.
const (
	SIOCGETTUNNEL = 0x89f0
	SIOCADDTUNNEL = 0x89f1
	SIOCDELTUNNEL = 0x89f2
	SIOCCHGTUNNEL = 0x89f3
	SIOCGETPRL    = 0x89f4
	SIOCADDPRL    = 0x89f5
	SIOCDELPRL    = 0x89f6
	SIOCGET6RD    = 0x89f8
	SIOCADD6RD    = 0x89f9
	SIOCDEL6RD    = 0x89fa
)

// PRL_DEFAULT marks the default router of an ISATAP tunnel (linux/if_tunnel.h).
const PRL_DEFAULT = 1

// Flags of tunnels over IPv6 (linux/ip6_tunnel.h).
const (
	IP6_TNL_F_IGN_ENCAP_LIMIT    = 0x1
	IP6_TNL_F_USE_ORIG_TCLASS    = 0x2
	IP6_TNL_F_USE_ORIG_FLOWLABEL = 0x4
	IP6_TNL_F_MIP6_DEV           = 0x8
	IP6_TNL_F_RCV_DSCP_COPY      = 0x10
	IP6_TNL_F_USE_ORIG_FWMARK    = 0x20
	IP6_TNL_F_ALLOW_LOCAL_REMOTE = 0x40

	IPV6_DEFAULT_TNL_ENCAP_LIMIT = 4
)

// Parts of an IPv6 flow information word, in network byte order (RFC 8200).
const (
	IPV6_FLOWINFO_TCLASS    = 0x0ff00000
	IPV6_FLOWINFO_FLOWLABEL = 0x000fffff
)
