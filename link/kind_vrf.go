package link

import (
	"gip/internal/attr"
	"gip/internal/spec"

	"golang.org/x/sys/unix"
)

var (
	vrfKind      = kind{name: "vrf", table: &vrf}
	vrfSlaveKind = kind{name: "vrf_slave", table: &vrfSlave, noHelp: true}
)

// vrf is a routing domain: its ports use the routing table of the device (IFLA_VRF_*).
var vrf = spec.Kind{Name: "vrf", Synopsis: "table TABLEID", Unknown: "option", Rows: []spec.Row{
	{Attr: unix.IFLA_VRF_TABLE, Key: "table", Bad: "invalid table ID\n", Arg: "TABLEID", Val: vrfTable{}, Help: "name or number of the routing table"},
}}

// vrfSlave is a port of a vrf (IFLA_VRF_PORT_*): there is nothing to set.
var vrfSlave = spec.Kind{Name: "vrf_slave", Rows: []spec.Row{
	{Attr: unix.IFLA_VRF_PORT_TABLE, Text: "table", Val: spec.U32{}},
}}

// vrfTable is a routing table, read as name or number and shown as number.
type vrfTable struct{}

func (vrfTable) Size() int { return 4 }
func (vrfTable) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	id, err := s.Names.ParseRouteTable(word)
	if err != nil {
		return r.Invalid(word)
	}
	s.U32(r.Attr, id)
	return nil
}
func (vrfTable) Print(v *spec.View, r *spec.Row) { v.Number(r, uint64(attr.U32(v.T[r.Attr]))) }
