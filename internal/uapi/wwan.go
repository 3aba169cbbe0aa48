package uapi

// IFLA_WWAN_LINK_ID is the number of a data channel of a modem, four bytes (linux/wwan.h).
const IFLA_WWAN_LINK_ID = 1
