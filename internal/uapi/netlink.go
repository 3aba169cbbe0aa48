// Package uapi holds the constants of the kernel's user-space headers that golang.org/x/sys/unix does
// not have, under the kernel's own names and grouped by header, so that one search finds a name in the
// kernel, in iproute2 and here. It holds nothing else.
package uapi

// Attributes of an extended acknowledgement (linux/netlink.h, enum nlmsgerr_attrs).
const (
	NLMSGERR_ATTR_MISS_TYPE = 5
	NLMSGERR_ATTR_MISS_NEST = 6
)
