package link

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var bridgeKind = kind{name: "bridge", table: &bridge}

// bridge is the IEEE 802.1D bridge (IFLA_BR_*). Times are in hundredths of a second.
var bridge = spec.Kind{
	Name:  "bridge",
	Order: []string{"forward_delay", "max_age", "fdb_flush", "mcast_router"},
	Notes: "Times and intervals are in hundredths of a second. Switches are 0 or 1.\n",
	Rows: []spec.Row{
		{Attr: unix.IFLA_BR_FORWARD_DELAY, Key: "forward_delay", Arg: "FORWARD_DELAY", Val: spec.U32{}, Help: "time in the listening and in the learning state"},
		{Attr: unix.IFLA_BR_HELLO_TIME, Key: "hello_time", Arg: "HELLO_TIME", Val: spec.U32{}, Help: "between hello packets of the root bridge"},
		{Attr: unix.IFLA_BR_MAX_AGE, Key: "max_age", Arg: "MAX_AGE", Val: spec.U32{}, Help: "until another bridge counts as gone"},
		{Attr: unix.IFLA_BR_AGEING_TIME, Key: "ageing_time", Arg: "AGEING_TIME", Val: spec.U32{}, Help: "until a learned address is forgotten"},
		{Attr: unix.IFLA_BR_STP_STATE, Key: "stp_state", Arg: "STP_STATE", Val: spec.U32{}, Help: "spanning tree protocol"},
		{Attr: unix.IFLA_BR_PRIORITY, Key: "priority", Arg: "PRIORITY", Val: spec.U16{}, Help: "in the election of the root, the lowest wins"},
		{Attr: unix.IFLA_BR_VLAN_FILTERING, Key: "vlan_filtering", Arg: "VLAN_FILTERING", Val: spec.U8{}, Help: "look at VLAN tags"},
		{Attr: unix.IFLA_BR_VLAN_PROTOCOL, Key: "vlan_protocol", Arg: "{ 802.1Q | 802.1ad }", Val: spec.EtherProto{}, Help: "of the tags to look at"},
		{Attr: unix.IFLA_BR_BRIDGE_ID, Text: "bridge_id", Val: bridgeID{}},
		{Attr: unix.IFLA_BR_ROOT_ID, Text: "designated_root", JSON: "root_id", Val: bridgeID{}},
		{Attr: unix.IFLA_BR_ROOT_PORT, Text: "root_port", Val: spec.U16{}},
		{Attr: unix.IFLA_BR_ROOT_PATH_COST, Text: "root_path_cost", Val: spec.U32{}},
		{Attr: unix.IFLA_BR_TOPOLOGY_CHANGE, Text: "topology_change", Val: spec.U8{}},
		{Attr: unix.IFLA_BR_TOPOLOGY_CHANGE_DETECTED, Text: "topology_change_detected", Val: spec.U8{}},
		{Attr: unix.IFLA_BR_HELLO_TIMER, Text: "hello_timer", Val: bridgeTimer{}},
		{Attr: unix.IFLA_BR_TCN_TIMER, Text: "tcn_timer", Val: bridgeTimer{}},
		{Attr: unix.IFLA_BR_TOPOLOGY_CHANGE_TIMER, Text: "topology_change_timer", Val: bridgeTimer{}},
		{Attr: unix.IFLA_BR_GC_TIMER, Text: "gc_timer", Val: bridgeTimer{}},
		{Attr: unix.IFLA_BR_FDB_N_LEARNED, Text: "fdb_n_learned", Val: spec.U32{}},
		{Attr: unix.IFLA_BR_FDB_MAX_LEARNED, Key: "fdb_max_learned", Exact: true, Arg: "FDB_MAX_LEARNED", Val: spec.U32{}, Help: "most addresses to learn, 0 for no limit"},
		{Attr: unix.IFLA_BR_VLAN_DEFAULT_PVID, Key: "vlan_default_pvid", Arg: "VLAN_DEFAULT_PVID", Val: spec.U16{}, Help: "VLAN of untagged frames at new ports, 0 for none"},
		{Attr: unix.IFLA_BR_VLAN_STATS_ENABLED, Key: "vlan_stats_enabled", Arg: "VLAN_STATS_ENABLED", Val: spec.U8{}, Help: "count per VLAN"},
		{Attr: unix.IFLA_BR_VLAN_STATS_PER_PORT, Key: "vlan_stats_per_port", Arg: "VLAN_STATS_PER_PORT", Val: spec.U8{}, Help: "count per VLAN and port"},
		{Attr: unix.IFLA_BR_GROUP_FWD_MASK, Key: "group_fwd_mask", Arg: "MASK", Val: spec.Hex16{}, Help: "link-local groups to forward: bit N for 01-80-C2-00-00-0N"},
		{Attr: unix.IFLA_BR_GROUP_ADDR, Key: "group_address", JSON: "group_addr", Arg: "ADDRESS", Val: spec.LLAddr{}, Help: "to which STP packets go"},
		{Attr: unix.IFLA_BR_MCAST_SNOOPING, Key: "mcast_snooping", Arg: "MULTICAST_SNOOPING", Val: spec.U8{}, Help: "send groups to their members only"},
		{Attr: unix.IFLA_BR_MULTI_BOOLOPT, Bit: 1 << uapi.BR_BOOLOPT_NO_LL_LEARN, Key: "no_linklocal_learn", Exact: true, Arg: "NO_LINKLOCAL_LEARN", Val: spec.Bit{}, Help: "do not learn from link-local frames"},
		{Attr: unix.IFLA_BR_MULTI_BOOLOPT, Bit: 1 << uapi.BR_BOOLOPT_MCAST_VLAN_SNOOPING, Key: "mcast_vlan_snooping", Exact: true, Arg: "MULTICAST_VLAN_SNOOPING", Val: spec.Bit{}, Help: "multicast snooping per VLAN"},
		{Attr: unix.IFLA_BR_MULTI_BOOLOPT, Bit: 1 << uapi.BR_BOOLOPT_MST_ENABLE, Key: "mst_enabled", Exact: true, Arg: "MST_ENABLED", Val: spec.Bit{}, Help: "multiple spanning trees"},
		{Attr: unix.IFLA_BR_MCAST_ROUTER, Key: "mcast_router", Arg: "MULTICAST_ROUTER", Val: spec.U8{}, Help: "0 no router, 1 found by queries, 2 always"},
		{Attr: unix.IFLA_BR_MCAST_QUERY_USE_IFADDR, Key: "mcast_query_use_ifaddr", Arg: "MCAST_QUERY_USE_IFADDR", Val: spec.U8{}, Help: "query from the bridge's own address"},
		{Attr: unix.IFLA_BR_MCAST_QUERIER, Key: "mcast_querier", Arg: "MULTICAST_QUERIER", Val: spec.U8{}, Help: "send queries if nobody does"},
		{Attr: unix.IFLA_BR_MCAST_QUERIER_STATE, Val: querierState{}},
		{Attr: unix.IFLA_BR_MCAST_HASH_ELASTICITY, Key: "mcast_hash_elasticity", Arg: "HASH_ELASTICITY", Val: spec.U32{}, Help: "without effect since Linux 5.2"},
		{Attr: unix.IFLA_BR_MCAST_HASH_MAX, Key: "mcast_hash_max", Arg: "HASH_MAX", Val: spec.U32{}, Help: "most groups to remember"},
		{Attr: unix.IFLA_BR_MCAST_LAST_MEMBER_CNT, Key: "mcast_last_member_count", JSON: "mcast_last_member_cnt", Arg: "LAST_MEMBER_COUNT", Val: spec.U32{}, Help: "queries after a leave"},
		{Attr: unix.IFLA_BR_MCAST_STARTUP_QUERY_CNT, Key: "mcast_startup_query_count", JSON: "mcast_startup_query_cnt", Arg: "STARTUP_QUERY_COUNT", Val: spec.U32{}, Help: "queries at start"},
		{Attr: unix.IFLA_BR_MCAST_LAST_MEMBER_INTVL, Key: "mcast_last_member_interval", JSON: "mcast_last_member_intvl", Arg: "LAST_MEMBER_INTERVAL", Val: spec.U64{}, Help: "between queries after a leave"},
		{Attr: unix.IFLA_BR_MCAST_MEMBERSHIP_INTVL, Key: "mcast_membership_interval", JSON: "mcast_membership_intvl", Arg: "MEMBERSHIP_INTERVAL", Val: spec.U64{}, Help: "until a silent member is dropped"},
		{Attr: unix.IFLA_BR_MCAST_QUERIER_INTVL, Key: "mcast_querier_interval", JSON: "mcast_querier_intvl", Arg: "QUERIER_INTERVAL", Val: spec.U64{}, Help: "until a silent querier counts as gone"},
		{Attr: unix.IFLA_BR_MCAST_QUERY_INTVL, Key: "mcast_query_interval", JSON: "mcast_query_intvl", Arg: "QUERY_INTERVAL", Val: spec.U64{}, Help: "between queries"},
		{Attr: unix.IFLA_BR_MCAST_QUERY_RESPONSE_INTVL, Key: "mcast_query_response_interval", JSON: "mcast_query_response_intvl", Arg: "QUERY_RESPONSE_INTERVAL", Val: spec.U64{}, Help: "in which members have to answer"},
		{Attr: unix.IFLA_BR_MCAST_STARTUP_QUERY_INTVL, Key: "mcast_startup_query_interval", JSON: "mcast_startup_query_intvl", Arg: "STARTUP_QUERY_INTERVAL", Val: spec.U64{}, Help: "between queries at start"},
		{Attr: unix.IFLA_BR_MCAST_STATS_ENABLED, Key: "mcast_stats_enabled", Arg: "MCAST_STATS_ENABLED", Val: spec.U8{}, Help: "count multicast packets"},
		{Attr: unix.IFLA_BR_MCAST_IGMP_VERSION, Key: "mcast_igmp_version", Arg: "IGMP_VERSION", Val: spec.U8{}, Help: "2 or 3"},
		{Attr: unix.IFLA_BR_MCAST_MLD_VERSION, Key: "mcast_mld_version", Arg: "MLD_VERSION", Val: spec.U8{}, Help: "1 or 2"},
		{Attr: unix.IFLA_BR_NF_CALL_IPTABLES, Key: "nf_call_iptables", Arg: "NF_CALL_IPTABLES", Val: spec.U8{}, Help: "let iptables see bridged packets"},
		{Attr: unix.IFLA_BR_NF_CALL_IP6TABLES, Key: "nf_call_ip6tables", Arg: "NF_CALL_IP6TABLES", Val: spec.U8{}, Help: "let ip6tables see bridged packets"},
		{Attr: unix.IFLA_BR_NF_CALL_ARPTABLES, Key: "nf_call_arptables", Arg: "NF_CALL_ARPTABLES", Val: spec.U8{}, Help: "let arptables see bridged packets"},
		{Attr: unix.IFLA_BR_FDB_FLUSH, Key: "fdb_flush", Val: spec.Action{}, Help: "forget all learned addresses"},
	},
}

// bridgeID is struct ifla_bridge_id: a priority of two bytes and a link-layer address. It is shown in
// hexadecimal, the bytes of the address without leading zeros, as ether_ntoa writes them. Print only.
type bridgeID struct{ printOnly }

func (bridgeID) Size() int { return 8 }
func (bridgeID) Print(v *spec.View, r *spec.Row) {
	id := v.T[r.Attr]
	v.Formatted(r, func(dst []byte) []byte {
		const digits = "0123456789abcdef"
		dst = append(dst, digits[id[0]>>4], digits[id[0]&15], digits[id[1]>>4], digits[id[1]&15])
		sep := byte('.')
		for _, b := range id[2:8] {
			dst = strconv.AppendUint(append(dst, sep), uint64(b), 16)
			sep = ':'
		}
		return dst
	})
}

// bridgeTimer is the rest of a timer in hundredths of a second (USER_HZ), eight bytes. It is shown in
// seconds, the whole ones right-justified in four columns. Print only.
type bridgeTimer struct{ printOnly }

func (bridgeTimer) Size() int { return 8 }
func (bridgeTimer) Print(v *spec.View, r *spec.Row) {
	t := attr.U64(v.T[r.Attr])
	sec, hundredths := int64(int32(t/100)), t%100
	v.Literal(r, func(dst []byte) []byte {
		if !v.InJSON() {
			for limit := int64(1000); limit > 1 && sec < limit; limit /= 10 {
				dst = append(dst, ' ')
			}
		}
		dst = strconv.AppendInt(dst, sec, 10)
		return append(dst, '.', '0'+byte(hundredths/10), '0'+byte(hundredths%10))
	})
}

// querierState is which queriers of IGMP and MLD the bridge knows. Print only.
type querierState struct{ printOnly }

func (querierState) Size() int { return 0 }
func (querierState) Print(v *spec.View, r *spec.Row) {
	var t [uapi.BRIDGE_QUERIER_IPV6_OTHER_TIMER + 1][]byte
	attr.Index(t[:], v.T[r.Attr])
	showQuerier(v, t[uapi.BRIDGE_QUERIER_IP_ADDRESS:], unix.AF_INET, &querierKeys{
		"mcast_querier_state_ipv4", "mcast_querier_ipv4_addr", "mcast_querier_ipv4_port", "mcast_querier_ipv4_other_timer",
	})
	showQuerier(v, t[uapi.BRIDGE_QUERIER_IPV6_ADDRESS:], unix.AF_INET6, &querierKeys{
		"mcast_querier_state_ipv6", "mcast_querier_ipv6_addr", "mcast_querier_ipv6_port", "mcast_querier_ipv6_other_timer",
	})
}

// querierKeys are the JSON keys of one querier; the last three are the labels in text too.
type querierKeys struct{ object, addr, port, timer string }

// showQuerier shows one querier: t begins with its address, its port and the timer, which the kernel
// gives in nanoseconds.
func showQuerier(v *spec.View, t [][]byte, family uint8, k *querierKeys) {
	v.Object(k.object)
	if a := t[0]; len(a) >= arg.BitLen(family)/8 {
		v.Text(k.addr)
		v.Text(" ")
		v.In(out.FamilyColour(family)).Append(k.addr, "", func(dst []byte) []byte { return v.AppendHost(dst, family, a) }, " ")
	}
	if port := t[1]; len(port) >= 4 {
		v.Text(k.port)
		v.Text(" ")
		v.Uint(k.port, "", uint64(attr.U32(port)), " ")
	}
	if left := t[2]; len(left) >= 8 {
		v.Text(k.timer)
		v.Text(" ")
		v.Append(k.timer, "", func(dst []byte) []byte { return appendTime64(dst, int64(attr.U64(left))) }, " ")
	}
	v.EndObject()
}

// appendTime64 appends a time in nanoseconds with three significant digits and the largest unit that
// leaves at least one before the point.
func appendTime64(dst []byte, ns int64) []byte {
	switch {
	case ns >= 1e9:
		return append(appendG3(dst, float64(ns)/1e9), 's')
	case ns >= 1e6:
		return append(appendG3(dst, float64(ns)/1e6), "ms"...)
	case ns >= 1e3:
		return append(appendG3(dst, float64(ns)/1e3), "us"...)
	}
	return append(strconv.AppendInt(dst, ns, 10), "ns"...)
}

// appendG3 appends a number of at least 1 as C's %.3g does: three significant digits without zeros at the
// end, with an exponent from 1000 on.
func appendG3(dst []byte, f float64) []byte {
	var buf [32]byte
	e := strconv.AppendFloat(buf[:0], f, 'e', 2, 64) // d.dde+xx
	const mantissa, exponent = len("d.dd"), len("d.dde+")
	tail := e[mantissa:]
	if exp, err := strconv.Atoi(string(e[exponent:])); err == nil && exp < 3 {
		e = strconv.AppendFloat(buf[:0], f, 'f', 2-exp, 64)
		tail = nil
		if exp == 2 {
			return append(dst, e...)
		}
	} else {
		e = e[:mantissa]
	}
	for e[len(e)-1] == '0' {
		e = e[:len(e)-1]
	}
	if e[len(e)-1] == '.' {
		e = e[:len(e)-1]
	}
	return append(append(dst, e...), tail...)
}

// printOnly is the half of a Value that has no keyword.
type printOnly struct{}

func (printOnly) Parse(s *spec.Scan, r *spec.Row) error { return s.Kind.NoOption(s.Word) }
