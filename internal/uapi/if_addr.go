package uapi

// IFA_PROTO is the origin of an address (linux/if_addr.h, IFAPROT_*), one byte.
const IFA_PROTO = 11

// InfinityLifeTime is the lifetime, in seconds, of an address that lasts for ever (INFINITY_LIFE_TIME).
const InfinityLifeTime = 0xffffffff
