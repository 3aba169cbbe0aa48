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
