package bridge

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/uapi"
	"gip/internal/verb"
)

// A globalOption is an option that a VLAN has at all ports of a bridge, a number of some bits.
type globalOption struct {
	attr uint16
	key  string
	bits uint8
}

// globalOptions are in the order in which they are shown.
var globalOptions = [...]globalOption{
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_SNOOPING, "mcast_snooping", 8},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_QUERIER, "mcast_querier", 8},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_IGMP_VERSION, "mcast_igmp_version", 8},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_MLD_VERSION, "mcast_mld_version", 8},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_CNT, "mcast_last_member_count", 32},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_INTVL, "mcast_last_member_interval", 64},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_CNT, "mcast_startup_query_count", 32},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_INTVL, "mcast_startup_query_interval", 64},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_MEMBERSHIP_INTVL, "mcast_membership_interval", 64},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_QUERIER_INTVL, "mcast_querier_interval", 64},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_QUERY_INTVL, "mcast_query_interval", 64},
	{uapi.BRIDGE_VLANDB_GOPTS_MCAST_QUERY_RESPONSE_INTVL, "mcast_query_response_interval", 64},
	{uapi.BRIDGE_VLANDB_GOPTS_MSTI, "msti", 16},
}

// findGlobalOption returns the option that a word sets, nil if there is none.
func findGlobalOption(word string) *globalOption {
	for i := range globalOptions {
		if globalOptions[i].key == word {
			return &globalOptions[i]
		}
	}
	return nil
}

func (o *globalOption) value(b []byte) uint64 {
	switch o.bits {
	case 8:
		return uint64(attr.U8(b))
	case 16:
		return uint64(attr.U16(b))
	case 32:
		return uint64(attr.U32(b))
	}
	return attr.U64(b)
}

// showGlobal runs bridge vlan global show.
func showGlobal(e *verb.Env, c *arg.Cursor) error {
	v := newVLANView(e, &vlanTable)
	v.globalOnly = true
	if err := v.parse(c); err != nil {
		return err
	}
	return v.dumpDB(uapi.BRIDGE_VLANDB_DUMPF_GLOBAL)
}

// printGlobal prints the global options of a range of VLANs, a BRIDGE_VLANDB_GLOBAL_OPTIONS.
func (v *vlanView) printGlobal(b []byte) {
	p := v.e.Out
	attr.Index(v.tb[:], b)
	start := attr.U16(v.tb[uapi.BRIDGE_VLANDB_GOPTS_ID])
	end := start
	if r := v.tb[uapi.BRIDGE_VLANDB_GOPTS_RANGE]; r != nil {
		end = attr.U16(r)
	}
	if v.vid != 0 && (v.vid < uint32(start) || v.vid > uint32(end)) {
		return
	}
	v.next()
	p.Object("")
	printRange(p, "vlan", "vlanEnd", uint32(start), uint32(end))
	p.NL()
	p.Text(column + "  ")
	for i := range globalOptions {
		if o := &globalOptions[i]; v.tb[o.attr] != nil {
			p.Text(o.key)
			p.Uint(o.key, " ", o.value(v.tb[o.attr]), " ")
		}
	}
	p.NL()
	if r := v.tb[uapi.BRIDGE_VLANDB_GOPTS_MCAST_ROUTER_PORTS]; r != nil {
		if _, ports, _, ok := attr.Next(r); ok { // MDBA_ROUTER
			v.routerPorts(ports)
		}
	}
	p.EndObject()
}

// routerPorts prints the ports of a VLAN behind which there are multicast routers.
func (v *vlanView) routerPorts(list []byte) {
	p := v.e.Out
	p.Text(column + "  ")
	p.Array("router_ports", "router ports: ")
	for first := true; ; first = false {
		_, port, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		p.Object("")
		if p.Stats > 0 && !first {
			p.NL()
			p.Text(column + "  " + "              ")
		}
		p.Str("port", "", v.e.Links.Name(int(attr.U32(port))), " ")
		if p.Stats > 0 {
			printRouterPortStats(p, port)
		}
		p.EndObject()
	}
	p.EndArray("")
	p.NL()
}
