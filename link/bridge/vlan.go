package bridge

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// VLAN describes bridge vlan.
func VLAN() *verb.Object {
	show := func(e *verb.Env, c *arg.Cursor) error { return showVLANs(e, c, &vlanTable) }
	return &verb.Object{
		Name:    "vlan",
		Noun:    "bridge vlan",
		Short:   "VLANs of ports and bridges",
		Default: show,
		Usage:   vlanUsage,
		Verbs: []verb.Verb{
			{Name: "add", Run: sends(vlanAdd)},
			{Name: "delete", Run: sends(vlanDelete)},
			{Name: "show", Run: show},
			{Name: "lst", Run: show},
			{Name: "list", Run: show},
			{Name: "tunnelshow", Run: func(e *verb.Env, c *arg.Cursor) error { return showVLANs(e, c, &tunnelTable) }},
			{Name: "set", Run: sends(vlanSet)},
			{Name: "global", Exact: true, Run: runGlobal},
		},
	}
}

// runGlobal runs bridge vlan global, whose verbs match only when written in full.
func runGlobal(e *verb.Env, c *arg.Cursor) error {
	if !c.Next() {
		return showGlobal(e, c)
	}
	switch c.Word() {
	case "show", "lst", "list":
		return showGlobal(e, c)
	case "set":
		return sends(globalSet)(e, c)
	}
	return verb.Usage(vlanUsage())
}

func vlanUsage() string {
	return `Usage: bridge vlan [ show ] [ dev DEV ] [ vid VID ]
       bridge vlan { add | delete } dev DEV vid VID[-VID] [ tunnel_info id ID[-ID] ]
                   [ pvid ] [ untagged ] [ self ] [ master ]
       bridge vlan set dev DEV vid VID[-VID] [ state STATE ] [ mcast_router N ]
                   [ mcast_max_groups N ] [ neigh_suppress on|off ]
       bridge vlan tunnelshow [ dev DEV ] [ vid VID ]
       bridge vlan global [ show ] [ dev DEV ] [ vid VID ]
       bridge vlan global set dev DEV vid VID[-VID] [ OPTION N ... ]

  pvid          what comes in without a tag is of this VLAN
  untagged      frames of it go out without a tag
  tunnel_info   the id (such as a VNI) that it has in a tunnel
  self, master  the device itself, or the bridge that it is a port of

Global options, of all ports of a bridge; intervals are in hundredths of a second:
  mcast_snooping mcast_querier mcast_igmp_version mcast_mld_version
  mcast_last_member_count mcast_last_member_interval mcast_startup_query_count
  mcast_startup_query_interval mcast_membership_interval mcast_querier_interval
  mcast_query_interval mcast_query_response_interval msti
`
}
