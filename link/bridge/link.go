package bridge

import (
	"gip/internal/verb"
)

// Link describes bridge link.
func Link() *verb.Object {
	return &verb.Object{
		Name:    "link",
		Noun:    "bridge link",
		Short:   "ports of bridges",
		Default: showLinks,
		Usage:   linkUsage,
		Verbs: []verb.Verb{
			{Name: "set", Run: sends(linkSet)},
			{Name: "change", Run: sends(linkSet)},
			{Name: "show", Run: showLinks},
			{Name: "lst", Run: showLinks},
			{Name: "list", Run: showLinks},
		},
	}
}

func linkUsage() string {
	return `Usage: bridge link show [ dev DEV ] [ master BRIDGE ]
       bridge link set dev DEV [ OPTION ... ] [ self ] [ master ]

Options of a port:
  state STATE              disabled, listening, learning, forwarding, blocking, or its number
  priority PRIO            0 to 63, the lowest is preferred
  cost COST                of a path through the port, 1 to 65535
  guard on|off             drop STP packets
  root_block on|off        never become the root port
  hairpin on|off           may send back through the port it came from
  fastleave on|off         drop a group at the first leave
  learning on|off          learn addresses
  learning_sync on|off     learn those that the hardware has learned
  flood on|off             send what nobody is known for
  mcast_flood on|off       send groups without members
  bcast_flood on|off       send broadcasts
  mcast_router N           0 no router, 1 found by queries, 2 always, 3 for a while
  mcast_to_unicast on|off  send groups to each member as unicast
  mcast_max_groups N       entries that the port may have in the mdb, 0 for no limit
  neigh_suppress on|off    keep ARP and ND from the port where the answer is known
  neigh_vlan_suppress on|off  the same per VLAN
  vlan_tunnel on|off       map VLANs to tunnels
  isolated on|off          talk only to ports that are not
  locked on|off            let only known addresses in
  mab on|off               MAC authentication bypass
  backup_port DEV, nobackup_port  takes over while this port has no carrier
  backup_nhid NHID         nexthop for what goes to the backup port
  hwmode vepa|veb          of a device with a bridge of its own; implies self
`
}
