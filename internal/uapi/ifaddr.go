package uapi

// Attributes of an address (linux/if_addr.h) newer than those of golang.org/x/sys/unix.
const (
	IFA_PROTO = 11
	IFA_MAX   = IFA_PROTO
)

// InfinityLifeTime is the lifetime, in seconds, of an address that lasts for ever (INFINITY_LIFE_TIME).
const InfinityLifeTime = 0xffffffff
