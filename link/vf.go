package link

import (
	"encoding/binary"
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"

	"golang.org/x/sys/unix"
)

// Link types and address lengths of virtual functions (linux/if_arp.h, linux/if_infiniband.h).
const (
	arphrdEther      = 1
	arphrdInfiniband = 32
	etherLen         = 6
	infinibandLen    = 20
)

// unknown is the value of a setting that the driver does not know.
const unknown = 0xffffffff

// vfs prints the virtual functions of a device and returns their number.
func (v *View) vfs(list []byte) (n uint32) {
	v.p.Array("vfinfo_list", "")
	for {
		typ, info, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		n++
		v.p.Object("")
		if typ == unix.IFLA_VF_INFO {
			v.vf(info)
		} else {
			v.e.Warn("BUG: rta type is " + strconv.Itoa(int(typ)))
		}
		v.p.EndObject()
	}
	v.p.EndArray("")
	return n
}

// A vfAttrs holds the attributes of a virtual function. The payload of each but the lists starts with
// the number of the function, four bytes.
type vfAttrs [unix.IFLA_VF_BROADCAST + 1][]byte

// u32 is the i-th 32-bit number of an attribute.
func (a *vfAttrs) u32(typ, i int) uint32 { return attr.U32(skip(a[typ], 4*i)) }

func (v *View) vf(info []byte) {
	var a vfAttrs
	attr.Index(a[:], info)
	p := v.p
	p.NL()
	p.Text("    ")
	p.Int("vf", "vf ", int64(int32(a.u32(unix.IFLA_VF_MAC, 0))), " ")
	v.linkType("    link/")
	v.vfAddr("address", skip(a[unix.IFLA_VF_MAC], 4))
	if b := a[unix.IFLA_VF_BROADCAST]; b != nil {
		v.peerOrBroadcast()
		v.vfAddr("broadcast", b)
	}
	if list := a[unix.IFLA_VF_VLAN_LIST]; list != nil {
		v.vfVLANs(list)
	} else {
		v.vfVLAN(a.u32(unix.IFLA_VF_VLAN, 1), a.u32(unix.IFLA_VF_VLAN, 2))
	}
	v.vfRates(&a)
	v.vfSettings(&a)
	if b := a[unix.IFLA_VF_STATS]; b != nil && p.Stats > 0 {
		v.vfStats(b)
	}
}

func (v *View) vfAddr(key string, b []byte) {
	n := infinibandLen
	if v.hw == arphrdEther {
		n = etherLen
	}
	var addr [infinibandLen]byte
	copy(addr[:], b)
	v.llAddr(key, addr[:n], "")
}

// vfVLANs prints the VLANs of a function, the outer one last.
func (v *View) vfVLANs(list []byte) {
	p := v.p
	p.Array("vlan_list", "")
	for {
		_, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		p.Object("")
		v.vfVLAN(attr.U32(skip(b, 4)), attr.U32(skip(b, 8)))
		if proto := attr.BE16(skip(b, 12)); proto != 0 && proto != unix.ETH_P_8021Q {
			v.buf = v.e.Names.AppendEtherProto(v.buf[:0], proto)
			p.Bytes("protocol", ", vlan protocol ", v.buf, "")
		}
		p.EndObject()
	}
	p.EndArray("")
}

func (v *View) vfVLAN(vlan, qos uint32) {
	if vlan != 0 {
		v.p.Int("vlan", ", vlan ", int64(int32(vlan)), "")
	}
	if qos != 0 {
		v.p.Int("qos", ", qos ", int64(int32(qos)), "")
	}
}

// vfRates prints the bandwidths, in Mbit/s.
func (v *View) vfRates(a *vfAttrs) {
	p := v.p
	if rate := a.u32(unix.IFLA_VF_TX_RATE, 1); rate != 0 {
		p.Uint("tx_rate", ", tx rate ", uint64(rate), " (Mbps)")
	}
	if a[unix.IFLA_VF_RATE] == nil {
		return
	}
	least, most := uint64(a.u32(unix.IFLA_VF_RATE, 1)), uint64(a.u32(unix.IFLA_VF_RATE, 2))
	if p.InJSON() {
		p.Object("rate")
		p.Uint("max_tx", "", most, "")
		p.Uint("min_tx", "", least, "")
		p.EndObject()
		return
	}
	if most != 0 {
		p.Uint("", ", max_tx_rate ", most, "Mbps")
	}
	if least != 0 {
		p.Uint("", ", min_tx_rate ", least, "Mbps")
	}
}

func (v *View) vfSettings(a *vfAttrs) {
	v.vfSwitch(a, unix.IFLA_VF_SPOOFCHK, "spoofchk", ", spoof checking ")
	v.vfGUID(a[unix.IFLA_VF_IB_NODE_GUID], "node guid", ", NODE_GUID ")
	v.vfGUID(a[unix.IFLA_VF_IB_PORT_GUID], "port guid", ", PORT_GUID ")
	if a[unix.IFLA_VF_LINK_STATE] != nil {
		state := "disable"
		switch a.u32(unix.IFLA_VF_LINK_STATE, 1) {
		case unix.IFLA_VF_LINK_STATE_AUTO:
			state = "auto"
		case unix.IFLA_VF_LINK_STATE_ENABLE:
			state = "enable"
		}
		v.p.Str("link_state", ", link-state ", state, "")
	}
	v.vfSwitch(a, unix.IFLA_VF_TRUST, "trust", ", trust ")
	v.vfSwitch(a, unix.IFLA_VF_RSS_QUERY_EN, "query_rss_en", ", query_rss ")
}

func (v *View) vfSwitch(a *vfAttrs, typ int, key, pre string) {
	if a[typ] == nil {
		return
	}
	if set := a.u32(typ, 1); set != unknown {
		v.p.OnOff(key, pre, set != 0, "")
	}
}

// vfGUID prints a GUID of InfiniBand, which stands behind the number of the function and four bytes of
// padding.
func (v *View) vfGUID(b []byte, key, pre string) {
	if b == nil {
		return
	}
	var guid [8]byte
	binary.BigEndian.PutUint64(guid[:], attr.U64(skip(b, 8)))
	v.buf = arg.AppendLLAddr(v.buf[:0], guid[:], arphrdInfiniband)
	v.p.In(out.NoColour).Bytes(key, pre, v.buf, "")
}

// vfStats prints the statistics of a function.
func (v *View) vfStats(b []byte) {
	var a [unix.IFLA_VF_STATS_TX_DROPPED + 1][]byte
	attr.Index(a[:], b)
	p := v.p
	rxDrop, txDrop := a[unix.IFLA_VF_STATS_RX_DROPPED], a[unix.IFLA_VF_STATS_TX_DROPPED]
	if p.InJSON() {
		num := func(key string, typ int) { p.Uint(key, "", attr.U64(a[typ]), "") }
		p.Object("stats")
		p.Object("rx")
		num("bytes", unix.IFLA_VF_STATS_RX_BYTES)
		num("packets", unix.IFLA_VF_STATS_RX_PACKETS)
		num("multicast", unix.IFLA_VF_STATS_MULTICAST)
		num("broadcast", unix.IFLA_VF_STATS_BROADCAST)
		if rxDrop != nil {
			num("dropped", unix.IFLA_VF_STATS_RX_DROPPED)
		}
		p.EndObject()
		p.Object("tx")
		num("tx_bytes", unix.IFLA_VF_STATS_TX_BYTES)
		num("tx_packets", unix.IFLA_VF_STATS_TX_PACKETS)
		if txDrop != nil {
			num("dropped", unix.IFLA_VF_STATS_TX_DROPPED)
		}
		p.EndObject()
		p.EndObject()
		return
	}
	p.NL()
	v.vfStatsHead("    RX: bytes  packets  mcast   bcast ", rxDrop)
	v.num(10, attr.U64(a[unix.IFLA_VF_STATS_RX_BYTES]))
	v.num(8, attr.U64(a[unix.IFLA_VF_STATS_RX_PACKETS]))
	v.num(7, attr.U64(a[unix.IFLA_VF_STATS_MULTICAST]))
	v.num(7, attr.U64(a[unix.IFLA_VF_STATS_BROADCAST]))
	if rxDrop != nil {
		v.num(8, attr.U64(rxDrop))
	}
	p.NL()
	v.vfStatsHead("    TX: bytes  packets ", txDrop)
	v.num(10, attr.U64(a[unix.IFLA_VF_STATS_TX_BYTES]))
	v.num(8, attr.U64(a[unix.IFLA_VF_STATS_TX_PACKETS]))
	if txDrop != nil {
		v.num(8, attr.U64(txDrop))
	}
}

// vfStatsHead prints a row of headings and the start of the row of numbers below it.
func (v *View) vfStatsHead(heads string, dropped []byte) {
	v.p.Text(heads)
	if dropped != nil {
		v.p.Text("  dropped ")
	}
	v.p.NL()
	v.p.Text("    ")
}
