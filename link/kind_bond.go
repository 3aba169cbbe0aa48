package link

import (
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"

	"golang.org/x/sys/unix"
)

var bondKind = kind{name: "bond", table: &bond}

// bond makes one device of several (IFLA_BOND_*). Times are in milliseconds unless said otherwise.
var bond = spec.Kind{
	Name:  "bond",
	Notes: "Times are in milliseconds. A word from a list may be given as its place in the list, from 0.\n",
	Order: []string{"mode", "active_slave", "clear_active_slave", "miimon", "updelay", "downdelay", "peer_notify_delay",
		"use_carrier", "arp_interval", "arp_ip_target", "arp_validate", "arp_all_targets", "primary", "primary_reselect",
		"fail_over_mac", "xmit_hash_policy", "resend_igmp", "num_grat_arp", "num_unsol_na", "all_slaves_active",
		"min_links", "lp_interval", "packets_per_slave", "lacp_rate", "ad_select", "ad_user_port_key",
		"ad_actor_sys_prio", "ad_actor_system", "tlb_dynamic_lb"},
	Rows: []spec.Row{
		{Attr: unix.IFLA_BOND_MODE, Key: "mode", Val: &bondModes, Help: "how the ports are used"},
		{Attr: unix.IFLA_BOND_ACTIVE_SLAVE, Key: "active_slave", Show: spec.NonZero, Err: failNoDevice, Arg: "DEVICE", Val: spec.Dev{}, Help: "the port in use"},
		{Attr: unix.IFLA_BOND_ACTIVE_SLAVE, Key: "clear_active_slave", Val: spec.Fixed(0), Help: "let the bond choose the port in use"},
		{Attr: unix.IFLA_BOND_MIIMON, Key: "miimon", Arg: "MIIMON", Val: spec.U32{}, Help: "between looks at the ports' carrier, 0 for never"},
		{Attr: unix.IFLA_BOND_UPDELAY, Key: "updelay", Arg: "UPDELAY", Val: spec.U32{}, Help: "until a port that came up is used"},
		{Attr: unix.IFLA_BOND_DOWNDELAY, Key: "downdelay", Arg: "DOWNDELAY", Val: spec.U32{}, Help: "until a port that went down is given up"},
		{Attr: unix.IFLA_BOND_PEER_NOTIF_DELAY, Key: "peer_notify_delay", Arg: "DELAY", Val: spec.U32{}, Help: "between notices to the neighbours"},
		{Attr: unix.IFLA_BOND_USE_CARRIER, Key: "use_carrier", Arg: "{ 0 | 1 }", Val: spec.U8{}, Help: "take the carrier from the driver rather than from MII"},
		{Attr: unix.IFLA_BOND_ARP_INTERVAL, Key: "arp_interval", Arg: "ARP_INTERVAL", Val: spec.U32{}, Help: "between probes of the targets, 0 for none"},
		{Attr: unix.IFLA_BOND_MISSED_MAX, Key: "arp_missed_max", Exact: true, Arg: "MISSED_MAX", Val: spec.U8{}, Help: "probes without an answer until a port is down"},
		{Attr: unix.IFLA_BOND_ARP_IP_TARGET, Key: "arp_ip_target", Arg: "[ ADDR[,ADDR]... ]", Val: bondTargets{unix.AF_INET}, Help: "up to 16 addresses to probe"},
		{Attr: unix.IFLA_BOND_NS_IP6_TARGET, Key: "ns_ip6_target", Exact: true, Arg: "[ ADDR[,ADDR]... ]", Val: bondTargets{unix.AF_INET6}, Help: "the same for IPv6"},
		{Attr: unix.IFLA_BOND_ARP_VALIDATE, Key: "arp_validate", Val: bondValidate{&bondValidates}, Help: "which probes and answers count"},
		{Attr: unix.IFLA_BOND_ARP_ALL_TARGETS, Key: "arp_all_targets", Val: &bondAllTargets, Help: "targets that have to answer"},
		{Attr: unix.IFLA_BOND_PRIMARY, Key: "primary", Show: spec.NonZero, Err: failNoDevice, Arg: "DEVICE", Val: spec.Dev{}, Help: "the port to prefer"},
		{Attr: unix.IFLA_BOND_PRIMARY_RESELECT, Key: "primary_reselect", Val: &bondReselects, Help: "when to go back to the primary"},
		{Attr: unix.IFLA_BOND_FAIL_OVER_MAC, Key: "fail_over_mac", Val: &bondFailOvers, Help: "whose link-layer address the bond has"},
		{Attr: unix.IFLA_BOND_XMIT_HASH_POLICY, Key: "xmit_hash_policy", Val: &bondPolicies, Help: "what of a packet chooses the port"},
		{Attr: unix.IFLA_BOND_RESEND_IGMP, Key: "resend_igmp", Arg: "RESEND_IGMP", Val: spec.U32{}, Help: "reports after a failover, 0 to 255"},
		{Attr: unix.IFLA_BOND_NUM_PEER_NOTIF, Key: "num_grat_arp", Alias: "num_unsol_na", JSON: "num_peer_notif", Bad: "invalid num_grat_arp|num_unsol_na", Arg: "N", Val: spec.U8{}, Help: "notices to the neighbours after a failover"},
		{Attr: unix.IFLA_BOND_ALL_SLAVES_ACTIVE, Key: "all_slaves_active", Arg: "{ 0 | 1 }", Val: spec.U8{}, Help: "take what ports not in use receive"},
		{Attr: unix.IFLA_BOND_MIN_LINKS, Key: "min_links", Arg: "MIN_LINKS", Val: spec.U32{}, Help: "ports that must be up for the bond to be"},
		{Attr: unix.IFLA_BOND_LP_INTERVAL, Key: "lp_interval", Arg: "LP_INTERVAL", Val: spec.U32{}, Help: "seconds between learning packets"},
		{Attr: unix.IFLA_BOND_PACKETS_PER_SLAVE, Key: "packets_per_slave", Arg: "N", Val: spec.U32{}, Help: "packets until the next port, 0 for a random one"},
		{Attr: unix.IFLA_BOND_AD_LACP_ACTIVE, Key: "lacp_active", Exact: true, JSON: "ad_lacp_active", Val: &bondOffOn, Help: "send LACPDUs without being asked"},
		{Attr: unix.IFLA_BOND_AD_LACP_RATE, Key: "lacp_rate", JSON: "ad_lacp_rate", Val: &bondRates, Help: "of LACPDUs asked of the partner: each 30 s or each 1 s"},
		{Attr: unix.IFLA_BOND_COUPLED_CONTROL, Key: "coupled_control", Exact: true, Val: spec.Toggle{}, Help: "one state for collecting and distributing"},
		{Attr: unix.IFLA_BOND_AD_SELECT, Key: "ad_select", Val: &bondSelects, Help: "how the aggregator is chosen"},
		{Attr: unix.IFLA_BOND_AD_INFO, JSON: "ad_info", Val: bondInfo{}},
		{Attr: unix.IFLA_BOND_AD_ACTOR_SYS_PRIO, Key: "ad_actor_sys_prio", Arg: "SYSPRIO", Val: spec.U16{}, Help: "priority of the system, 1 to 65535"},
		{Attr: unix.IFLA_BOND_AD_USER_PORT_KEY, Key: "ad_user_port_key", Arg: "PORTKEY", Val: spec.U16{}, Help: "upper ten bits of the port keys, 0 to 1023"},
		{Attr: unix.IFLA_BOND_AD_ACTOR_SYSTEM, Key: "ad_actor_system", Arg: "LLADDR", Val: spec.LLAddr{}, Help: "address of the system"},
		{Attr: unix.IFLA_BOND_TLB_DYNAMIC_LB, Key: "tlb_dynamic_lb", Arg: "{ 0 | 1 }", Val: spec.U8{}, Help: "move flows to ports with less load"},
	},
}

var (
	bondModes = spec.Enum{Width: 1, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: 0, Name: "balance-rr"}, {N: 1, Name: "active-backup"}, {N: 2, Name: "balance-xor"}, {N: 3, Name: "broadcast"},
		{N: 4, Name: "802.3ad"}, {N: 5, Name: "balance-tlb"}, {N: 6, Name: "balance-alb"},
	}}
	bondValidates = spec.Enum{Width: 4, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: 0, Name: "none"}, {N: 1, Name: "active"}, {N: 2, Name: "backup"}, {N: 3, Name: "all"},
		{N: 4, Name: "filter"}, {N: 5, Name: "filter_active"}, {N: 6, Name: "filter_backup"},
	}}
	bondAllTargets = spec.Enum{Width: 4, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: 0, Name: "any"}, {N: 1, Name: "all"},
	}}
	bondReselects = spec.Enum{Width: 1, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: 0, Name: "always"}, {N: 1, Name: "better"}, {N: 2, Name: "failure"},
	}}
	bondFailOvers = spec.Enum{Width: 1, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: 0, Name: "none"}, {N: 1, Name: "active"}, {N: 2, Name: "follow"},
	}}
	bondPolicies = spec.Enum{Width: 1, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: 0, Name: "layer2"}, {N: 1, Name: "layer3+4"}, {N: 2, Name: "layer2+3"}, {N: 3, Name: "encap2+3"},
		{N: 4, Name: "encap3+4"}, {N: 5, Name: "vlan+srcmac"},
	}}
	bondOffOn   = spec.Enum{Width: 1, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{{N: 0, Name: "off"}, {N: 1, Name: "on"}}}
	bondRates   = spec.Enum{Width: 1, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{{N: 0, Name: "slow"}, {N: 1, Name: "fast"}}}
	bondSelects = spec.Enum{Width: 1, Digits: true, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: 0, Name: "stable"}, {N: 1, Name: "bandwidth"}, {N: 2, Name: "count"},
	}}
)

// failNoDevice is the error for a device that is not there, in kinds in which it fails the command and does
// not end the process.
func failNoDevice(word string) error { return arg.NoDevice(word) }

// bondTargetsMax is how many targets there may be (BOND_MAX_ARP_TARGETS of the kernel).
const bondTargetsMax = 16

// bondTargets is a list of addresses of a family in a nest, by place from 0.
type bondTargets struct{ family uint8 }

func (bondTargets) Size() int { return 0 }

// Parse reads one word. As the last of the line the keyword stands for no target.
func (t bondTargets) Parse(s *spec.Scan, r *spec.Row) error {
	s.Drop(r.Attr)
	nest := s.Enc.Nest(r.Attr)
	defer s.Enc.EndNest(nest)
	if _, more := s.Peek(); !more {
		return nil
	}
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	var i uint16
	for _, part := range strings.Split(word, ",") {
		if part == "" {
			continue
		}
		if i == bondTargetsMax {
			break
		}
		if err := t.add(s, i, part); err != nil {
			return err
		}
		i++
	}
	return nil
}

func (t bondTargets) add(s *spec.Scan, i uint16, word string) error {
	if t.family == unix.AF_INET {
		a, err := arg.ParseAddr32(word)
		if err == nil {
			s.Enc.Bytes(i, a[:])
		}
		return err
	}
	a, err := arg.ParseAddr(word, t.family)
	if err == nil {
		s.Enc.Bytes(i, a.Data[:16])
	}
	return err
}

func (t bondTargets) Print(v *spec.View, r *spec.Row) {
	var tb [bondTargetsMax + 1][]byte
	attr.Index(tb[:], v.T[r.Attr])
	first := tb[0] != nil
	if !first && v.InJSON() {
		return // the reference prints addresses without a list around them
	}
	if first {
		v.Array(r.Key, "")
		v.Text(r.Key)
		v.Text(" ")
	}
	for i, a := range tb[:bondTargetsMax] {
		if len(a) >= arg.BitLen(t.family)/8 {
			v.Append("", "", func(dst []byte) []byte { return v.AppendHost(dst, t.family, a) }, "")
		}
		if i < bondTargetsMax-1 && tb[i+1] != nil {
			v.Text(",")
		}
	}
	if first {
		v.Text(" ")
		v.EndArray("")
	}
}

// bondValidate is an Enum whose zero is null in JSON.
type bondValidate struct{ *spec.Enum }

func (e bondValidate) Print(v *spec.View, r *spec.Row) {
	if v.InJSON() && e.Number(v.T[r.Attr]) == 0 {
		v.Null(r.Key, "")
		return
	}
	e.Enum.Print(v, r)
}

// bondInfo is the state of LACP (IFLA_BOND_AD_INFO_*). Print only.
type bondInfo struct{ printOnly }

func (bondInfo) Size() int { return 0 }
func (bondInfo) Print(v *spec.View, r *spec.Row) {
	var tb [unix.IFLA_BOND_AD_INFO_PARTNER_MAC + 1][]byte
	attr.Index(tb[:], v.T[r.Attr])
	v.Object(r.JSON)
	number := func(key, pre string, typ int) {
		if b := tb[typ]; len(b) >= 2 {
			v.Uint(key, pre, uint64(attr.U16(b)), " ")
		}
	}
	number("aggregator", "ad_aggregator ", unix.IFLA_BOND_AD_INFO_AGGREGATOR)
	number("num_ports", "ad_num_ports ", unix.IFLA_BOND_AD_INFO_NUM_PORTS)
	number("actor_key", "ad_actor_key ", unix.IFLA_BOND_AD_INFO_ACTOR_KEY)
	number("partner_key", "ad_partner_key ", unix.IFLA_BOND_AD_INFO_PARTNER_KEY)
	if mac := tb[unix.IFLA_BOND_AD_INFO_PARTNER_MAC]; len(mac) >= 6 {
		v.Append("partner_mac", "ad_partner_mac ", func(dst []byte) []byte { return arg.AppendLLAddr(dst, mac[:6], unix.ARPHRD_NETROM) }, " ")
	}
	v.EndObject()
}
