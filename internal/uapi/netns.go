package uapi

// Attributes of RTM_GETNSID (linux/net_namespace.h).
const (
	NETNSA_NSID              = 1
	NETNSA_PID               = 2
	NETNSA_FD                = 3
	NETNSA_TARGET_NSID       = 4
	NETNSA_CURRENT_NSID      = 5
	NETNSA_NSID_NOT_ASSIGNED = -1
)
