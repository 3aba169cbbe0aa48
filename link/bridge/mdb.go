package bridge

import (
	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// MDB describes bridge mdb.
func MDB() *verb.Object {
	return &verb.Object{
		Name:    "mdb",
		Noun:    "bridge mdb",
		Short:   "the multicast database",
		Default: showMDB,
		Usage:   mdbUsage,
		Verbs: []verb.Verb{
			{Name: "add", Run: modifyMDB(unix.RTM_NEWMDB, unix.NLM_F_CREATE|unix.NLM_F_EXCL)},
			{Name: "replace", Exact: true, Run: modifyMDB(unix.RTM_NEWMDB, unix.NLM_F_CREATE|unix.NLM_F_REPLACE)},
			{Name: "delete", Run: modifyMDB(unix.RTM_DELMDB, 0)},
			{Name: "show", Run: showMDB},
			{Name: "lst", Run: showMDB},
			{Name: "list", Run: showMDB},
			{Name: "get", Exact: true, Run: getMDB},
			{Name: "flush", Exact: true, Run: flushMDB},
		},
	}
}

// modifyMDB makes the verb that sends a message of that type.
func modifyMDB(typ, flags uint16) func(*verb.Env, *arg.Cursor) error {
	return func(e *verb.Env, c *arg.Cursor) error { return changeMDB(e, c, typ, flags) }
}

func mdbUsage() string {
	return `Usage: bridge mdb [ show ] [ dev DEV ] [ vid VID ]
       bridge mdb { add | replace | del } dev DEV port PORT grp GROUP [ OPTION ... ]
       bridge mdb get dev DEV grp GROUP [ src SOURCE ] [ vid VID ] [ src_vni VNI ]
       bridge mdb flush dev DEV [ FILTER ... ]

DEV is a bridge and PORT a port of it or the bridge itself, or both are a vxlan device. GROUP is a
multicast address of IPv4 or IPv6, or a MAC address.

Options of an entry:
  src SOURCE                       only what this host sends
  permanent|temp                   never forget it, or in time, which is the default
  vid VID                          in that VLAN
  filter_mode include|exclude      of the list of sources
  source_list ADDR[,ADDR...]       hosts whose packets are let through, or not
  proto PROTO                      who made the entry: name or number of a routing protocol
  dst ADDR, dst_port PORT, vni VNI, via DEV   of a vxlan device: the host to send the group to
  src_vni VNI                      of an external vxlan device: in this VNI

Filters of a flush:
  port PORT, vid VID, src_vni VNI, proto PROTO, dst ADDR, dst_port PORT, vni VNI, [no]permanent
`
}
