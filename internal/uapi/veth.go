package uapi

// VETH_INFO_PEER holds the other end of a veth: a struct ifinfomsg and attributes (linux/veth.h).
const VETH_INFO_PEER = 1
