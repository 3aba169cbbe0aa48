package uapi

// VETH_INFO_PEER holds the other end of a veth: a struct ifinfomsg and attributes (linux/veth.h).
const VETH_INFO_PEER = 1

// VXCAN_INFO_PEER is the same of a vxcan (linux/can/vxcan.h).
const VXCAN_INFO_PEER = 1
