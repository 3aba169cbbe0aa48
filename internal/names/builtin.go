package names

// The tables with the names that need no file. They are static data: nothing runs at start-up.
var (
	routeProtos = byteSpec{file: "rt_protos", main: true, sub: true, size: 256, builtin: routeProtoBuiltin}
	addrProtos  = byteSpec{file: "rt_addrprotos", main: true, sub: true, size: 256, builtin: addrProtoBuiltin}
	scopes      = byteSpec{file: "rt_scopes", main: true, size: 256, builtin: scopeBuiltin}
	realms      = byteSpec{file: "rt_realms", main: true, size: 256, builtin: realmBuiltin}
	dsFields    = byteSpec{file: "rt_dsfield", main: true, size: 256, builtin: dsFieldBuiltin}
	nlProtos    = byteSpec{file: "nl_protos", main: true, size: 256, builtin: nlProtoBuiltin}
	protoDowns  = byteSpec{file: "protodown_reasons", sub: true, size: 32, builtin: protoDownBuiltin}
)

// routeProtoBuiltin names RTPROT_* of linux/rtnetlink.h.
func routeProtoBuiltin(id uint8) string {
	switch id {
	case 0:
		return "unspec"
	case 1:
		return "redirect"
	case 2:
		return "kernel"
	case 3:
		return "boot"
	case 4:
		return "static"
	case 8:
		return "gated"
	case 9:
		return "ra"
	case 10:
		return "mrt"
	case 11:
		return "zebra"
	case 12:
		return "bird"
	case 13:
		return "dnrouted"
	case 14:
		return "xorp"
	case 15:
		return "ntk"
	case 16:
		return "dhcp"
	case 18:
		return "keepalived"
	case 42:
		return "babel"
	case 186:
		return "bgp"
	case 187:
		return "isis"
	case 188:
		return "ospf"
	case 189:
		return "rip"
	case 192:
		return "eigrp"
	}
	return ""
}

// addrProtoBuiltin names IFAPROT_* of linux/if_addr.h.
func addrProtoBuiltin(id uint8) string {
	switch id {
	case 0:
		return "unspec"
	case 1:
		return "kernel_lo"
	case 2:
		return "kernel_ra"
	case 3:
		return "kernel_ll"
	}
	return ""
}

// scopeBuiltin names RT_SCOPE_* of linux/rtnetlink.h.
func scopeBuiltin(id uint8) string {
	switch id {
	case 0:
		return "global"
	case 200:
		return "site"
	case 253:
		return "link"
	case 254:
		return "host"
	case 255:
		return "nowhere"
	}
	return ""
}

func realmBuiltin(id uint8) string {
	if id == 0 {
		return "unknown"
	}
	return ""
}

func dsFieldBuiltin(id uint8) string {
	if id == 0 {
		return "0"
	}
	return ""
}

// nlProtoBuiltin names NETLINK_* of linux/netlink.h.
func nlProtoBuiltin(id uint8) string {
	switch id {
	case 0:
		return "rtnl"
	case 1:
		return "unused"
	case 2:
		return "usersock"
	case 3:
		return "fw"
	case 4:
		return "tcpdiag"
	case 5:
		return "nflog"
	case 6:
		return "xfrm"
	case 7:
		return "selinux"
	case 8:
		return "iscsi"
	case 9:
		return "audit"
	case 10:
		return "fiblookup"
	case 11:
		return "connector"
	case 12:
		return "nft"
	case 13:
		return "ip6fw"
	case 14:
		return "dec-rt"
	case 15:
		return "uevent"
	case 16:
		return "genl"
	case 18:
		return "scsi-trans"
	case 19:
		return "ecryptfs"
	case 20:
		return "rdma"
	case 21:
		return "crypto"
	}
	return ""
}

func protoDownBuiltin(uint8) string { return "" }
