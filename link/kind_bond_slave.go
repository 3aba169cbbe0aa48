package link

import (
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var bondSlaveKind = kind{name: "bond_slave", table: &bondSlave}

// bondSlave is a port of a bond (IFLA_BOND_SLAVE_*).
var bondSlave = spec.Kind{Name: "bond_slave", Synopsis: "[ OPTIONS ]", Unknown: "option", Rows: []spec.Row{
	{Attr: unix.IFLA_BOND_SLAVE_STATE, Text: "state", Val: bondState{names: &bondStates}},
	{Attr: unix.IFLA_BOND_SLAVE_MII_STATUS, Text: "mii_status", Val: bondState{names: &bondLinks}},
	{Attr: unix.IFLA_BOND_SLAVE_LINK_FAILURE_COUNT, Text: "link_failure_count", Val: spec.S32{}},
	{Attr: unix.IFLA_BOND_SLAVE_PERM_HWADDR, Text: "perm_hwaddr", Val: spec.LLAddr{}},
	{Attr: unix.IFLA_BOND_SLAVE_QUEUE_ID, Key: "queue_id", Bad: "queue_id is invalid", Arg: "ID", Val: spec.U16{}, Help: "transmit queue of the bond for the port, 0 for none"},
	{Attr: unix.IFLA_BOND_SLAVE_PRIO, Key: "prio", Exact: true, Bad: "prio is invalid", Arg: "PRIORITY", Val: spec.S32{}, Help: "in the choice of the port in use, the highest wins"},
	{Attr: unix.IFLA_BOND_SLAVE_AD_AGGREGATOR_ID, Text: "ad_aggregator_id", Val: spec.U16{}},
	{Attr: unix.IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE, Text: "ad_actor_oper_port_state", JSON: "ad_actor_oper_port_state_str", Val: bondPort{}},
	{Attr: unix.IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE, Text: "ad_partner_oper_port_state", JSON: "ad_partner_oper_port_state_str", Val: bondPort{}},
}}

// bondState is one of a few states; JSON has another key for a number without a name. Print only.
type bondState struct {
	printOnly
	names *spec.Enum
}

var (
	bondStates = spec.Enum{Width: 1, Names: []spec.Name{
		{N: uapi.BOND_STATE_ACTIVE, Name: "ACTIVE"},
		{N: uapi.BOND_STATE_BACKUP, Name: "BACKUP"},
	}}
	bondLinks = spec.Enum{Width: 1, Names: []spec.Name{
		{N: uapi.BOND_LINK_UP, Name: "UP"},
		{N: uapi.BOND_LINK_FAIL, Name: "GOING_DOWN"},
		{N: uapi.BOND_LINK_DOWN, Name: "DOWN"},
		{N: uapi.BOND_LINK_BACK, Name: "GOING_BACK"},
	}}
)

func (bondState) Size() int { return 1 }
func (b bondState) Print(v *spec.View, r *spec.Row) {
	if n := b.names.Number(v.T[r.Attr]); int(n) < len(b.names.Names) {
		b.names.Print(v, r)
	} else {
		v.Text(r.Text)
		v.Text(" ")
		v.Uint(bondIndexKey(r.Text), "", uint64(n), " ")
	}
}

// bondIndexKey is the JSON key of a state without a name.
func bondIndexKey(key string) string {
	if key == "state" {
		return "state_index"
	}
	return "mii_status_index"
}

// bondPort is the state of the port in LACP, as number and as names. The row's JSON is the key of the
// names, which is the label in text too. Print only.
type bondPort struct{ printOnly }

var bondPortStates = [...]spec.Name{
	{N: uapi.LACP_STATE_LACP_ACTIVITY, Name: "active"},
	{N: uapi.LACP_STATE_LACP_TIMEOUT, Name: "short_timeout"},
	{N: uapi.LACP_STATE_AGGREGATION, Name: "aggregating"},
	{N: uapi.LACP_STATE_SYNCHRONIZATION, Name: "in_sync"},
	{N: uapi.LACP_STATE_COLLECTING, Name: "collecting"},
	{N: uapi.LACP_STATE_DISTRIBUTING, Name: "distributing"},
	{N: uapi.LACP_STATE_DEFAULTED, Name: "defaulted"},
	{N: uapi.LACP_STATE_EXPIRED, Name: "expired"},
}

func (bondPort) Size() int { return 1 }
func (bondPort) Print(v *spec.View, r *spec.Row) {
	state := uint32(attr.U8(v.T[r.Attr]))
	v.Text(r.Text)
	v.Text(" ")
	v.Uint(r.Text, "", uint64(state), " ")
	v.Text(r.JSON)
	v.Text(" ")
	v.FlagNames(r.JSON, bondPortStates[:], state)
}
