package link

import (
	"encoding/binary"
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var vlanKind = kind{name: "vlan", table: &vlan}

// vlan is one VLAN (IEEE 802.1Q) of the device below (IFLA_VLAN_*).
var vlan = spec.Kind{
	Name:     "vlan",
	Synopsis: "id VLANID [ OPTIONS ]",
	Notes:    "A map is a list of FROM:TO, priorities of packets here and of tags on the wire.\n",
	Need:     unix.IFLA_VLAN_ID, NeedLen: 2,
	Rows: []spec.Row{
		{Attr: unix.IFLA_VLAN_PROTOCOL, Key: "protocol", Bad: "protocol is invalid", Arg: "{ 802.1Q | 802.1ad }", Val: vlanProtocol{}, Help: "of the tag"},
		{Attr: unix.IFLA_VLAN_ID, Key: "id", Bad: "id is invalid", Arg: "VLANID", Val: spec.U16{}, Help: "0 to 4094"},
		{Attr: unix.IFLA_VLAN_FLAGS, Bit: uapi.VLAN_FLAG_REORDER_HDR, Key: "reorder_hdr", Val: vlanFlag, Help: "show packets here without the tag"},
		{Attr: unix.IFLA_VLAN_FLAGS, Bit: uapi.VLAN_FLAG_GVRP, Key: "gvrp", Val: vlanFlag, Help: "register the VLAN by GVRP"},
		{Attr: unix.IFLA_VLAN_FLAGS, Bit: uapi.VLAN_FLAG_MVRP, Key: "mvrp", Val: vlanFlag, Help: "register the VLAN by MVRP"},
		{Attr: unix.IFLA_VLAN_FLAGS, Bit: uapi.VLAN_FLAG_LOOSE_BINDING, Key: "loose_binding", Val: vlanFlag, Help: "do not follow the state of the device below"},
		{Attr: unix.IFLA_VLAN_FLAGS, Bit: uapi.VLAN_FLAG_BRIDGE_BINDING, Key: "bridge_binding", Val: vlanFlag, Help: "follow the state of the bridge's ports in the VLAN"},
		{Attr: unix.IFLA_VLAN_FLAGS, JSON: "flags", Val: &vlanFlags},
		{Attr: unix.IFLA_VLAN_INGRESS_QOS, Key: "ingress-qos-map", JSON: "ingress_qos", Arg: "FROM:TO...", Val: vlanMap{}, Help: "from tags to packets"},
		{Attr: unix.IFLA_VLAN_EGRESS_QOS, Key: "egress-qos-map", JSON: "egress_qos", Arg: "FROM:TO...", Val: vlanMap{}, Help: "from packets to tags"},
	},
}

var vlanFlag = spec.Flag{Wrong: spec.FailPair}

var vlanFlags = spec.FlagList{Names: []spec.Name{
	{N: uapi.VLAN_FLAG_REORDER_HDR, Name: "REORDER_HDR"},
	{N: uapi.VLAN_FLAG_GVRP, Name: "GVRP"},
	{N: uapi.VLAN_FLAG_MVRP, Name: "MVRP"},
	{N: uapi.VLAN_FLAG_LOOSE_BINDING, Name: "LOOSE_BINDING"},
	{N: uapi.VLAN_FLAG_BRIDGE_BINDING, Name: "BRIDGE_BINDING"},
}}

// vlanProtocol is the protocol of the tag. Kernels before 3.10 do not say it: they know one only.
type vlanProtocol struct{ spec.EtherProto }

func (vlanProtocol) PrintAbsent(v *spec.View, r *spec.Row) { v.Word(r, "802.1q") }

// vlanMap is a list of pairs of priorities.
type vlanMap struct{}

func (vlanMap) Size() int { return 0 }

// Parse reads the words with a colon behind the keyword; the first without one is the next option, and
// there may be none at all.
func (vlanMap) Parse(s *spec.Scan, r *spec.Row) error {
	if _, err := s.Value(r); err != nil {
		return err
	}
	s.Back()
	s.Drop(r.Attr)
	nest := s.Enc.Nest(r.Attr)
	for s.Next() {
		from, to, pair := strings.Cut(s.Cursor.Word(), ":")
		if !pair {
			s.Back()
			break
		}
		key, ok := arg.U32(from, 0)
		value, ok2 := arg.U32(to, 0)
		if !ok || !ok2 {
			return arg.Invalid("invalid "+r.Key, from)
		}
		var m [8]byte
		binary.NativeEndian.PutUint32(m[:], key)
		binary.NativeEndian.PutUint32(m[4:], value)
		s.Enc.Bytes(unix.IFLA_VLAN_QOS_MAPPING, m[:])
	}
	s.Enc.EndNest(nest)
	return nil
}

func (vlanMap) Print(v *spec.View, r *spec.Row) {
	v.Array(r.JSON, "")
	v.NL()
	v.Text("      ")
	v.Text(r.Key)
	v.Text(" { ")
	for b := v.T[r.Attr]; ; {
		_, m, rest, ok := attr.Next(b)
		if !ok {
			break
		}
		if len(m) >= 8 {
			v.Object("")
			v.Uint("from", "", uint64(attr.U32(m)), ":")
			v.Uint("to", "", uint64(attr.U32(m[4:])), " ")
			v.EndObject()
		}
		b = rest
	}
	v.EndArray("")
	v.Text("} ")
}
