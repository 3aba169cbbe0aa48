package uapi

// Cipher suites of MACsec (linux/if_macsec.h; IEEE 802.1AE, table 14-1). The kernel takes the default
// for GCM-AES-128.
const (
	MACSEC_DEFAULT_CIPHER_ID         = 0x0080020001000001
	MACSEC_CIPHER_ID_GCM_AES_128     = 0x0080c20001000001
	MACSEC_CIPHER_ID_GCM_AES_256     = 0x0080c20001000002
	MACSEC_CIPHER_ID_GCM_AES_XPN_128 = 0x0080c20001000003
	MACSEC_CIPHER_ID_GCM_AES_XPN_256 = 0x0080c20001000004
)

// Length of an integrity check value in bytes (linux/if_macsec.h).
const (
	MACSEC_MIN_ICV_LEN = 8
	MACSEC_STD_ICV_LEN = 16
)

// Names and versions of the generic netlink family (linux/if_macsec.h).
const (
	MACSEC_GENL_NAME    = "macsec"
	MACSEC_GENL_VERSION = 1
)

// Lengths in bytes (linux/if_macsec.h).
const (
	MACSEC_MAX_KEY_LEN = 128
	MACSEC_KEYID_LEN   = 16
	MACSEC_SALT_LEN    = 12
)

// Attributes of a message (linux/if_macsec.h, enum macsec_attrs).
const (
	MACSEC_ATTR_IFINDEX     = 1
	MACSEC_ATTR_RXSC_CONFIG = 2
	MACSEC_ATTR_SA_CONFIG   = 3
	MACSEC_ATTR_SECY        = 4
	MACSEC_ATTR_TXSA_LIST   = 5
	MACSEC_ATTR_RXSC_LIST   = 6
	MACSEC_ATTR_TXSC_STATS  = 7
	MACSEC_ATTR_SECY_STATS  = 8
	MACSEC_ATTR_OFFLOAD     = 9
)

// Attributes of a device (enum macsec_secy_attrs).
const (
	MACSEC_SECY_ATTR_SCI          = 1
	MACSEC_SECY_ATTR_ENCODING_SA  = 2
	MACSEC_SECY_ATTR_WINDOW       = 3
	MACSEC_SECY_ATTR_CIPHER_SUITE = 4
	MACSEC_SECY_ATTR_ICV_LEN      = 5
	MACSEC_SECY_ATTR_PROTECT      = 6
	MACSEC_SECY_ATTR_REPLAY       = 7
	MACSEC_SECY_ATTR_OPER         = 8
	MACSEC_SECY_ATTR_VALIDATE     = 9
	MACSEC_SECY_ATTR_ENCRYPT      = 10
	MACSEC_SECY_ATTR_INC_SCI      = 11
	MACSEC_SECY_ATTR_ES           = 12
	MACSEC_SECY_ATTR_SCB          = 13
)

// Attributes of a receive channel (enum macsec_rxsc_attrs).
const (
	MACSEC_RXSC_ATTR_SCI     = 1
	MACSEC_RXSC_ATTR_ACTIVE  = 2
	MACSEC_RXSC_ATTR_SA_LIST = 3
	MACSEC_RXSC_ATTR_STATS   = 4
)

// Attributes of a secure association (enum macsec_sa_attrs).
const (
	MACSEC_SA_ATTR_AN     = 1
	MACSEC_SA_ATTR_ACTIVE = 2
	MACSEC_SA_ATTR_PN     = 3
	MACSEC_SA_ATTR_KEY    = 4
	MACSEC_SA_ATTR_KEYID  = 5
	MACSEC_SA_ATTR_STATS  = 6
	MACSEC_SA_ATTR_SSCI   = 8
	MACSEC_SA_ATTR_SALT   = 9
)

// MACSEC_OFFLOAD_ATTR_TYPE is in MACSEC_ATTR_OFFLOAD (enum macsec_offload_attrs).
const MACSEC_OFFLOAD_ATTR_TYPE = 1

// Commands (enum macsec_nl_commands).
const (
	MACSEC_CMD_GET_TXSC    = 0
	MACSEC_CMD_ADD_RXSC    = 1
	MACSEC_CMD_DEL_RXSC    = 2
	MACSEC_CMD_UPD_RXSC    = 3
	MACSEC_CMD_ADD_TXSA    = 4
	MACSEC_CMD_DEL_TXSA    = 5
	MACSEC_CMD_UPD_TXSA    = 6
	MACSEC_CMD_ADD_RXSA    = 7
	MACSEC_CMD_DEL_RXSA    = 8
	MACSEC_CMD_UPD_RXSA    = 9
	MACSEC_CMD_UPD_OFFLOAD = 10
)
