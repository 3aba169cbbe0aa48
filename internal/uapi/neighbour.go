package uapi

// Attributes of a neighbour or an entry of a forwarding database newer than those of
// golang.org/x/sys/unix (linux/neighbour.h).
const (
	NDA_PROTOCOL       = 12
	NDA_NH_ID          = 13
	NDA_FDB_EXT_ATTRS  = 14
	NDA_FLAGS_EXT      = 15
	NDA_NDM_STATE_MASK = 16
	NDA_NDM_FLAGS_MASK = 17
	NDA_MAX            = NDA_NDM_FLAGS_MASK
)

// Flags of a neighbour: NTF_STICKY in struct ndmsg, the others in NDA_FLAGS_EXT.
const (
	NTF_STICKY      = 1 << 6
	NTF_EXT_MANAGED = 1 << 0
	NTF_EXT_LOCKED  = 1 << 1
)
