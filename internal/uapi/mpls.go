package uapi

// MPLS_STATS_LINK is struct mpls_link_stats in the AF_MPLS part of IFLA_STATS_AF_SPEC (linux/mpls.h).
const MPLS_STATS_LINK = 1
