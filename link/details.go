package link

import (
	"gip/internal/attr"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// details prints what -details adds to the line of link-layer addresses.
func (v *View) details() {
	v.u32(unix.IFLA_PROMISCUITY, "promiscuity", " promiscuity ")
	v.u32(unix.IFLA_ALLMULTI, "allmulti", "allmulti ")
	v.u32(unix.IFLA_MIN_MTU, "min_mtu", "minmtu ")
	v.u32(unix.IFLA_MAX_MTU, "max_mtu", "maxmtu ")
	if b := v.tb[unix.IFLA_LINKINFO]; b != nil {
		printLinkInfo(v.e, b)
	}
	if b := v.tb[unix.IFLA_AF_SPEC]; b != nil && v.f.Links {
		v.afSpec(b)
	}
	v.u32(unix.IFLA_NUM_TX_QUEUES, "num_tx_queues", "numtxqueues ")
	v.u32(unix.IFLA_NUM_RX_QUEUES, "num_rx_queues", "numrxqueues ")
	v.u32(unix.IFLA_GSO_MAX_SIZE, "gso_max_size", "gso_max_size ")
	v.u32(unix.IFLA_GSO_MAX_SEGS, "gso_max_segs", "gso_max_segs ")
	v.u32(unix.IFLA_TSO_MAX_SIZE, "tso_max_size", "tso_max_size ")
	v.u32(unix.IFLA_TSO_MAX_SEGS, "tso_max_segs", "tso_max_segs ")
	v.u32(unix.IFLA_GRO_MAX_SIZE, "gro_max_size", "gro_max_size ")
	v.u32(unix.IFLA_GSO_IPV4_MAX_SIZE, "gso_ipv4_max_size", "gso_ipv4_max_size ")
	v.u32(unix.IFLA_GRO_IPV4_MAX_SIZE, "gro_ipv4_max_size", "gro_ipv4_max_size ")
	v.str(unix.IFLA_PHYS_PORT_NAME, "phys_port_name", "portname ")
	v.hex(unix.IFLA_PHYS_PORT_ID, "phys_port_id", "portid ")
	v.hex(unix.IFLA_PHYS_SWITCH_ID, "phys_switch_id", "switchid ")
	v.str(unix.IFLA_PARENT_DEV_BUS_NAME, "parentbus", "parentbus ")
	v.str(unix.IFLA_PARENT_DEV_NAME, "parentdev", "parentdev ")
}

func (v *View) u32(typ uint16, key, pre string) {
	if b := v.tb[typ]; b != nil {
		v.p.Uint(key, pre, uint64(attr.U32(b)), " ")
	}
}

func (v *View) str(typ uint16, key, pre string) {
	if b := v.tb[typ]; b != nil {
		v.p.Bytes(key, pre, attr.CString(b), " ")
	}
}

// maxHex is the number of bytes that the reference shows of an id.
const maxHex = 31

func (v *View) hex(typ uint16, key, pre string) {
	if b := v.tb[typ]; b != nil {
		v.buf = appendHex(v.buf[:0], b[:min(len(b), maxHex)])
		v.p.Bytes(key, pre, v.buf, " ")
	}
}

// appendHex appends bytes as hexadecimal digits with nothing between them.
func appendHex(dst, b []byte) []byte {
	const digits = "0123456789abcdef"
	for _, c := range b {
		dst = append(dst, digits[c>>4], digits[c&15])
	}
	return dst
}

// afSpec prints what IFLA_AF_SPEC says of IPv6: how it makes addresses.
func (v *View) afSpec(spec []byte) {
	b := attr.Find(attr.Find(spec, unix.AF_INET6), unix.IFLA_INET6_ADDR_GEN_MODE)
	if b == nil {
		return
	}
	mode := ""
	switch m := attr.U8(b); m {
	case uapi.IN6_ADDR_GEN_MODE_EUI64:
		mode = "eui64"
	case uapi.IN6_ADDR_GEN_MODE_NONE:
		mode = "none"
	case uapi.IN6_ADDR_GEN_MODE_STABLE_PRIVACY:
		mode = "stable_secret"
	case uapi.IN6_ADDR_GEN_MODE_RANDOM:
		mode = "random"
	default:
		mode = string(appendHex([]byte("0x"), []byte{m}))
	}
	v.p.Str("inet6_addr_gen_mode", "addrgenmode ", mode, " ")
}

// tail prints the lines behind the line of addresses.
func (v *View) tail() {
	p := v.p
	more := v.f.Links || p.Details > 0
	if b := v.tb[unix.IFLA_IFALIAS]; b != nil && more {
		p.NL()
		p.Text("    ")
		p.Bytes("ifalias", "alias ", attr.CString(b), "")
	}
	if b := v.tb[unix.IFLA_XDP]; b != nil && more {
		v.xdp(b, true, true)
	}
	if v.f.Links && p.Stats > 0 {
		p.NL()
		v.stats()
	}
	truncated := false
	if list, n := v.tb[unix.IFLA_VFINFO_LIST], v.tb[unix.IFLA_NUM_VF]; list != nil && n != nil && more {
		truncated = v.vfs(list) != attr.U32(n)
	}
	if b := v.tb[unix.IFLA_PROP_LIST]; b != nil {
		v.altNames(b)
	}
	p.Text("\n")
	if truncated {
		v.e.Warn("Truncated VF list: " + string(v.Name))
	}
}

func (v *View) altNames(list []byte) {
	p := v.p
	p.Array("altnames", "")
	for {
		typ, name, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		if typ == unix.IFLA_ALT_IFNAME {
			p.NL()
			p.Bytes("", "    altname ", attr.CString(name), "")
		}
	}
	p.EndArray("")
}
