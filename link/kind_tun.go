package link

import (
	"gip/internal/attr"
	"gip/internal/spec"

	"golang.org/x/sys/unix"
)

// tunKind is a tun or tap device. They are made by ip tuntap, so the kind is only shown.
var tunKind = kind{name: "tun", table: &tun, noHelp: true}

// tun has the attributes of a tun or tap device (IFLA_TUN_*).
var tun = spec.Kind{Name: "tun", Rows: []spec.Row{
	{Attr: unix.IFLA_TUN_TYPE, Text: "type", Val: &tunTypes},
	{Attr: unix.IFLA_TUN_PI, Text: "pi", Val: spec.OnOff{}},
	{Attr: unix.IFLA_TUN_VNET_HDR, Text: "vnet_hdr", Val: spec.OnOff{}},
	{Attr: unix.IFLA_TUN_MULTI_QUEUE, Text: "multi_queue", Val: tunQueues{}},
	{Attr: unix.IFLA_TUN_PERSIST, Text: "persist", Val: spec.OnOff{}},
	{Attr: unix.IFLA_TUN_OWNER, Text: "user", Val: tunUser{}},
	{Attr: unix.IFLA_TUN_GROUP, Text: "group", Val: tunGroup{}},
}}

var tunTypes = spec.Enum{Width: 1, Unknown: "UNKNOWN:", Names: []spec.Name{
	{N: unix.IFF_TUN, Name: "tun"},
	{N: unix.IFF_TAP, Name: "tap"},
}}

// tunQueues is whether there may be several queues, and how many there are. Print only.
type tunQueues struct{ printOnly }

func (tunQueues) Size() int { return 1 }
func (tunQueues) Print(v *spec.View, r *spec.Row) {
	on := attr.U8(v.T[r.Attr]) != 0
	if v.InJSON() {
		v.Bool("multi_queue", on, "")
	}
	if !on {
		return
	}
	v.Text("multi_queue ")
	if n := v.T[unix.IFLA_TUN_NUM_QUEUES]; len(n) >= 4 {
		v.Uint("numqueues", "numqueues ", uint64(attr.U32(n)), " ")
	}
	if n := v.T[unix.IFLA_TUN_NUM_DISABLED_QUEUES]; len(n) >= 4 {
		v.Uint("numdisabled", "numdisabled ", uint64(attr.U32(n)), " ")
	}
}

// tunUser is the user who may open the device; JSON has a number where the user has no name.
type tunUser struct{ printOnly }

func (tunUser) Size() int { return 4 }
func (tunUser) Print(v *spec.View, r *spec.Row) {
	id := attr.U32(v.T[r.Attr])
	if name := v.Names.User(id); name != "" {
		v.Word(r, name)
	} else {
		v.Number(r, uint64(id))
	}
}

// tunGroup is the group that may open the device.
type tunGroup struct{ printOnly }

func (tunGroup) Size() int { return 4 }
func (tunGroup) Print(v *spec.View, r *spec.Row) {
	id := attr.U32(v.T[r.Attr])
	if name := v.Names.UserGroup(id); name != "" {
		v.Word(r, name)
	} else {
		v.Number(r, uint64(id))
	}
}
