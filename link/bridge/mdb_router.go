package bridge

import (
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// routers prints the ports of a bridge that lead to multicast routers: those of a dump on one line or,
// with -statistics, on one line each; the one of a notification in words of its own.
func (v *mdbView) routers(m nl.Message) {
	dev, ports := v.read(m, uapi.MDBA_ROUTER)
	if ports == nil {
		return
	}
	p := v.e.Out
	bridge := v.e.Links.Name(int(dev))
	if m.Type != unix.RTM_GETMDB {
		_, port, _, _ := attr.Next(ports)
		p.Text("router port dev " + v.e.Links.Name(int(attr.U32(port))) + " master " + bridge + "\n")
		return
	}
	p.Array(bridge, "")
	if p.Stats == 0 {
		p.Text("router ports on " + bridge + ": ")
	}
	for {
		_, port, rest, ok := attr.Next(ports)
		if !ok {
			break
		}
		ports = rest
		name := v.e.Links.Name(int(attr.U32(port)))
		p.Object("")
		if p.Stats == 0 {
			p.Str("port", "", name, " ")
		} else {
			p.Text("router ports on " + bridge + ": ")
			p.Str("port", "", name, "")
			printRouterPortStats(p, port)
			p.Text("\n")
		}
		p.EndObject()
	}
	if p.Stats == 0 {
		p.NL()
	}
	p.EndArray("")
}

// change prints a notification.
func (v *mdbView) change(m nl.Message) {
	v.header.print("[MDB]")
	if m.Type == unix.RTM_DELMDB {
		v.e.Out.Bool("deleted", true, "Deleted ")
	}
	v.groups(m)
	v.routers(m)
}
