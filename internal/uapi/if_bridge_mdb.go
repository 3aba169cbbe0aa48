package uapi

// SizeofBrPortMsg is the size of struct br_port_msg (linux/if_bridge.h), the header of messages about the
// multicast database: the family, and from byte 4 on the index of the bridge.
const SizeofBrPortMsg = 8

// Layout of struct br_mdb_entry: the port's index, a byte of state and one of flags, the VLAN, the group
// (16 bytes) and its ether type, 0 for a MAC address.
const (
	SizeofBrMdbEntry     = 28
	BrMdbEntry_State     = 4
	BrMdbEntry_Flags     = 5
	BrMdbEntry_VID       = 6
	BrMdbEntry_Addr      = 8
	BrMdbEntry_AddrProto = 24
)

// Values of the state of an entry.
const (
	MDB_TEMPORARY = 0
	MDB_PERMANENT = 1
)

// Flags of an entry.
const (
	MDB_FLAGS_OFFLOAD    = 1 << 0
	MDB_FLAGS_FAST_LEAVE = 1 << 1
	MDB_FLAGS_STAR_EXCL  = 1 << 2
	MDB_FLAGS_BLOCKED    = 1 << 3
)

// Attributes of a message about the multicast database, and of what is in them.
const (
	MDBA_MDB    = 1
	MDBA_ROUTER = 2
	MDBA_MAX    = MDBA_ROUTER

	MDBA_MDB_EATTR_TIMER      = 1
	MDBA_MDB_EATTR_SRC_LIST   = 2
	MDBA_MDB_EATTR_GROUP_MODE = 3
	MDBA_MDB_EATTR_SOURCE     = 4
	MDBA_MDB_EATTR_RTPROT     = 5
	MDBA_MDB_EATTR_DST        = 6
	MDBA_MDB_EATTR_DST_PORT   = 7
	MDBA_MDB_EATTR_VNI        = 8
	MDBA_MDB_EATTR_IFINDEX    = 9
	MDBA_MDB_EATTR_SRC_VNI    = 10
	MDBA_MDB_EATTR_MAX        = MDBA_MDB_EATTR_SRC_VNI

	MDBA_MDB_SRCATTR_ADDRESS = 1
	MDBA_MDB_SRCATTR_TIMER   = 2
)

// Attributes of a request. MDBA_GET_ENTRY and MDBA_GET_ENTRY_ATTRS have the same numbers as those of
// setting.
const (
	MDBA_SET_ENTRY       = 1
	MDBA_SET_ENTRY_ATTRS = 2

	MDBE_ATTR_SOURCE     = 1
	MDBE_ATTR_SRC_LIST   = 2
	MDBE_ATTR_GROUP_MODE = 3
	MDBE_ATTR_RTPROT     = 4
	MDBE_ATTR_DST        = 5
	MDBE_ATTR_DST_PORT   = 6
	MDBE_ATTR_VNI        = 7
	MDBE_ATTR_IFINDEX    = 8
	MDBE_ATTR_SRC_VNI    = 9
	MDBE_ATTR_STATE_MASK = 10

	MDBE_SRC_LIST_ENTRY  = 1
	MDBE_SRCATTR_ADDRESS = 1
)
