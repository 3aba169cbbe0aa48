package bridge

import (
	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// FDB describes bridge fdb.
func FDB() *verb.Object {
	return &verb.Object{
		Name:    "fdb",
		Noun:    "bridge fdb",
		Short:   "the forwarding database",
		Default: showFDB,
		Usage:   fdbUsage,
		Verbs: []verb.Verb{
			{Name: "add", Run: modifyFDB(unix.RTM_NEWNEIGH, unix.NLM_F_CREATE|unix.NLM_F_EXCL)},
			{Name: "append", Run: modifyFDB(unix.RTM_NEWNEIGH, unix.NLM_F_CREATE|unix.NLM_F_APPEND)},
			{Name: "replace", Run: modifyFDB(unix.RTM_NEWNEIGH, unix.NLM_F_CREATE|unix.NLM_F_REPLACE)},
			{Name: "delete", Run: modifyFDB(unix.RTM_DELNEIGH, 0)},
			{Name: "get", Run: getFDB},
			{Name: "show", Run: showFDB},
			{Name: "lst", Run: showFDB},
			{Name: "list", Run: showFDB},
			{Name: "flush", Exact: true, Run: flushFDB},
		},
	}
}

// modifyFDB makes the verb that sends a message of that type.
func modifyFDB(typ, flags uint16) func(*verb.Env, *arg.Cursor) error {
	return func(e *verb.Env, c *arg.Cursor) error { return changeFDB(e, c, typ, flags) }
}

func fdbUsage() string {
	return `Usage: bridge fdb [ show ] [ br BRIDGE ] [ brport DEV ] [ vlan VID ] [ state STATE ] [ dynamic ]
       bridge fdb { add | append | replace | del } MAC dev DEV [ WHERE ] [ OPTION ... ]
       bridge fdb get MAC { br BRIDGE | dev DEV } [ vlan VID ] [ vni VNI ] [ self ] [ master ] [ dynamic ]
       bridge fdb flush dev DEV [ FILTER ... ]

WHERE of a vxlan device, where the address is to be found:
  dst ADDR [ port PORT ] [ vni VNI ] [ via DEV ]  that host
  nhid ID                                         that nexthop
  src_vni VNI                                     in this VNI of an external device

Options of an entry:
  self, master             of the device itself, which is the default, or of its bridge
  local|permanent          an address of this host: the default
  static|temp              forward to it, never forget it
  dynamic                  forward to it, forget it in time
  vlan VID                 in that VLAN
  router, use, extern_learn, sticky

Filters of a flush:
  brport DEV, vlan VID, src_vni VNI, nhid ID, vni VNI, port PORT, dst ADDR
  [no]permanent, [no]static, [no]dynamic, [no]added_by_user, [no]extern_learn, [no]sticky,
  [no]offloaded, [no]router

STATE := permanent|static|temp|stale|reachable|dynamic|all|NUMBER
`
}
