package link

import (
	"strconv"

	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var bridgeSlaveKind = kind{name: "bridge_slave", table: &bridgeSlave}

// bridgeSlave is a port of a bridge (IFLA_BRPORT_*).
var bridgeSlave = spec.Kind{
	Name:    "bridge_slave",
	Unknown: "option",
	Order:   []string{"fdb_flush", "mcast_flood", "mcast_to_unicast"},
	Rows: []spec.Row{
		{Attr: unix.IFLA_BRPORT_STATE, Key: "state", Bad: "state is invalid", Arg: "STATE", Val: portState{}, Help: "0 disabled, 1 listening, 2 learning, 3 forwarding, 4 blocking"},
		{Attr: unix.IFLA_BRPORT_PRIORITY, Key: "priority", Bad: "priority is invalid", Arg: "PRIO", Val: spec.U16{}, Help: "0 to 63, the lowest is preferred"},
		{Attr: unix.IFLA_BRPORT_COST, Key: "cost", Bad: "cost is invalid", Arg: "COST", Val: spec.U32{}, Help: "of a path through the port, 1 to 65535"},
		{Attr: unix.IFLA_BRPORT_MODE, Key: "hairpin", Val: spec.OnOff{}, Help: "may send back through the port it came from"},
		{Attr: unix.IFLA_BRPORT_GUARD, Key: "guard", Val: spec.OnOff{}, Help: "drop STP packets"},
		{Attr: unix.IFLA_BRPORT_PROTECT, Key: "root_block", Val: spec.OnOff{}, Help: "never become the root port"},
		{Attr: unix.IFLA_BRPORT_FAST_LEAVE, Key: "fastleave", Val: spec.OnOff{}, Help: "same as mcast_fast_leave"},
		{Attr: unix.IFLA_BRPORT_LEARNING, Key: "learning", Val: spec.OnOff{}, Help: "learn addresses"},
		{Attr: unix.IFLA_BRPORT_UNICAST_FLOOD, Key: "flood", Val: spec.OnOff{}, Help: "send what nobody is known for"},
		{Attr: unix.IFLA_BRPORT_ID, Text: "port_id", JSON: "id", Val: spec.Hex16{}},
		{Attr: unix.IFLA_BRPORT_NO, Text: "port_no", JSON: "no", Val: spec.Hex16{}},
		{Attr: unix.IFLA_BRPORT_DESIGNATED_PORT, Text: "designated_port", Val: spec.U16{}},
		{Attr: unix.IFLA_BRPORT_DESIGNATED_COST, Text: "designated_cost", Val: spec.U16{}},
		{Attr: unix.IFLA_BRPORT_BRIDGE_ID, Text: "designated_bridge", JSON: "bridge_id", Val: bridgeID{}},
		{Attr: unix.IFLA_BRPORT_ROOT_ID, Text: "designated_root", JSON: "root_id", Val: bridgeID{}},
		{Attr: unix.IFLA_BRPORT_HOLD_TIMER, Text: "hold_timer", Val: bridgeTimer{}},
		{Attr: unix.IFLA_BRPORT_MESSAGE_AGE_TIMER, Text: "message_age_timer", Val: bridgeTimer{}},
		{Attr: unix.IFLA_BRPORT_FORWARD_DELAY_TIMER, Text: "forward_delay_timer", Val: bridgeTimer{}},
		{Attr: unix.IFLA_BRPORT_TOPOLOGY_CHANGE_ACK, Text: "topology_change_ack", Val: spec.U8{}},
		{Attr: unix.IFLA_BRPORT_CONFIG_PENDING, Text: "config_pending", Val: spec.U8{}},
		{Attr: unix.IFLA_BRPORT_PROXYARP, Key: "proxy_arp", Val: spec.OnOff{}, Help: "answer ARP for known neighbours"},
		{Attr: unix.IFLA_BRPORT_PROXYARP_WIFI, Key: "proxy_arp_wifi", Val: spec.OnOff{}, Help: "the same, as IEEE 802.11 and Hotspot 2.0 ask for"},
		{Attr: unix.IFLA_BRPORT_MULTICAST_ROUTER, Key: "mcast_router", JSON: "multicast_router", Arg: "MULTICAST_ROUTER", Val: spec.U8{}, Help: "0 no router, 1 found by queries, 2 always, 3 for a while"},
		{Attr: unix.IFLA_BRPORT_FAST_LEAVE, Key: "mcast_fast_leave", Val: textOnOff{}, Help: "drop a group at the first leave"},
		{Attr: unix.IFLA_BRPORT_MCAST_FLOOD, Key: "mcast_flood", Val: spec.OnOff{}, Help: "send groups without members"},
		{Attr: unix.IFLA_BRPORT_BCAST_FLOOD, Key: "bcast_flood", Val: spec.OnOff{}, Help: "send broadcasts"},
		{Attr: unix.IFLA_BRPORT_MCAST_TO_UCAST, Key: "mcast_to_unicast", Val: spec.OnOff{}, Help: "send groups to each member as unicast"},
		{Attr: unix.IFLA_BRPORT_NEIGH_SUPPRESS, Key: "neigh_suppress", Val: spec.OnOff{}, Help: "keep ARP and ND from the port where the answer is known"},
		{Attr: unix.IFLA_BRPORT_NEIGH_VLAN_SUPPRESS, Key: "neigh_vlan_suppress", Exact: true, Val: spec.OnOff{}, Help: "the same per VLAN"},
		{Attr: unix.IFLA_BRPORT_GROUP_FWD_MASK, Key: "group_fwd_mask", Arg: "MASK", Val: portFwdMask{}, Help: "link-local groups to forward: bit N for 01-80-C2-00-00-0N"},
		{Attr: unix.IFLA_BRPORT_VLAN_TUNNEL, Key: "vlan_tunnel", Val: spec.OnOff{}, Help: "map VLANs to tunnels"},
		{Attr: unix.IFLA_BRPORT_ISOLATED, Key: "isolated", Val: spec.OnOff{}, Help: "talk only to ports that are not"},
		{Attr: unix.IFLA_BRPORT_LOCKED, Key: "locked", Val: spec.OnOff{}, Help: "let only known addresses in"},
		{Attr: unix.IFLA_BRPORT_MAB, Key: "mab", Exact: true, Val: spec.OnOff{}, Help: "MAC authentication bypass"},
		{Attr: unix.IFLA_BRPORT_BACKUP_PORT, Key: "backup_port", Bad: "Device does not exist\n", Arg: "DEVICE", Val: backupPort{}, Help: "takes over while this port has no carrier"},
		{Attr: unix.IFLA_BRPORT_BACKUP_NHID, Key: "backup_nhid", Exact: true, Bad: "backup_nhid is invalid", Arg: "NHID", Val: spec.U32{}, Help: "nexthop for what goes to the backup port"},
		{Attr: unix.IFLA_BRPORT_FLUSH, Key: "fdb_flush", Val: spec.Action{}, Help: "forget the addresses learned here"},
	},
}

// portState is the spanning tree state of a port: a number in commands, a word in output.
type portState struct{ spec.U8 }

func (portState) Print(v *spec.View, r *spec.Row) {
	var word string
	n := attr.U8(v.T[r.Attr])
	switch n {
	case uapi.BR_STATE_DISABLED:
		word = "disabled"
	case uapi.BR_STATE_LISTENING:
		word = "listening"
	case uapi.BR_STATE_LEARNING:
		word = "learning"
	case uapi.BR_STATE_FORWARDING:
		word = "forwarding"
	case uapi.BR_STATE_BLOCKING:
		word = "blocking"
	default:
		v.Int("state_index", "state (", int64(n), ") ")
		return
	}
	v.Word(r, word)
}

// textOnOff is a switch that another row has in JSON already.
type textOnOff struct{ spec.OnOff }

func (textOnOff) Print(v *spec.View, r *spec.Row) {
	if !v.InJSON() {
		spec.OnOff{}.Print(v, r)
	}
}

// backupPort is a device, or none with "no" in front of the keyword.
type backupPort struct{ spec.Dev }

func (backupPort) Parse(s *spec.Scan, r *spec.Row) error {
	if !s.No {
		return spec.Dev{}.Parse(s, r)
	}
	if err := s.Flag(r); err != nil {
		return err
	}
	s.U32(r.Attr, 0)
	return nil
}
func (backupPort) HasNo(*spec.Row) bool { return true }

// portFwdMask is shown as a number, and once more as the names of its bits.
type portFwdMask struct{ spec.Hex16 }

func (portFwdMask) Print(v *spec.View, r *spec.Row) {
	spec.Hex16{}.Print(v, r)
	mask := attr.U16(v.T[r.Attr])
	v.Append("group_fwd_mask_str", "group_fwd_mask_str ", func(dst []byte) []byte {
		if mask == 0 {
			return append(dst, "0x0"...)
		}
		sep := ""
		for i := 0; i < 16; i++ {
			if mask>>i&1 == 0 {
				continue
			}
			dst = append(dst, sep...)
			sep = ","
			switch i {
			case 0:
				dst = append(dst, "stp"...)
			case 2:
				dst = append(dst, "lacp"...)
			case 14:
				dst = append(dst, "lldp"...)
			default:
				dst = strconv.AppendUint(append(dst, "0x"...), 1<<i, 16)
			}
		}
		return dst
	}, " ")
}
