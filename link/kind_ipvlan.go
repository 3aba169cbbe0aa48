package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var (
	ipvlanKind = kind{name: "ipvlan", table: &ipvlan}
	ipvtapKind = kind{name: "ipvtap", table: &ipvtap}
)

// ipvlan is a device with addresses of its own, and the link-layer address of the device below
// (IFLA_IPVLAN_*). ipvtap is the same with a character device for user space.
var (
	ipvlan = spec.Kind{Name: "ipvlan", Synopsis: "[ OPTIONS ]", Unknown: "option", Notes: ipvlanNotes, Rows: ipvlanRows, Check: checkIpvlan}
	ipvtap = spec.Kind{Name: "ipvtap", Synopsis: "[ OPTIONS ]", Unknown: "option", Notes: ipvlanNotes, Rows: ipvlanRows, Check: checkIpvlan}
)

const ipvlanNotes = "Without a word bridge is meant. Of private, vepa and bridge one can be given.\n"

var ipvlanRows = []spec.Row{
	{Attr: unix.IFLA_IPVLAN_MODE, Key: "mode", Text: " mode", JSON: "mode", Val: &ipvlanModes, Err: ipvlanModeError, Help: "layer at which the device works"},
	{Attr: unix.IFLA_IPVLAN_FLAGS, Bit: uapi.IPVLAN_F_PRIVATE, Key: "private", Val: ipvlanFlag{}, Help: "devices do not reach each other"},
	{Attr: unix.IFLA_IPVLAN_FLAGS, Bit: uapi.IPVLAN_F_VEPA, Key: "vepa", Val: ipvlanFlag{}, Help: "devices reach each other through the switch outside"},
	{Attr: unix.IFLA_IPVLAN_FLAGS, Key: "bridge", Val: ipvlanFlag{}, Help: "devices reach each other"},
}

var ipvlanModes = spec.Enum{Width: 2, Unknown: "unknown", Names: []spec.Name{
	{N: uapi.IPVLAN_MODE_L2, Name: "l2"},
	{N: uapi.IPVLAN_MODE_L3, Name: "l3"},
	{N: uapi.IPVLAN_MODE_L3S, Name: "l3s"},
}}

func ipvlanModeError(string) error {
	return arg.Fail(1, `Error: argument of "mode" must be either "l2", "l3" or "l3s"`)
}

// checkIpvlan sends the flags in any case.
func checkIpvlan(s *spec.Scan) error {
	if !s.Seen(unix.IFLA_IPVLAN_FLAGS) {
		s.U16(unix.IFLA_IPVLAN_FLAGS, 0)
	}
	return nil
}

// ipvlanFlag is one of three words that exclude each other: bridge stands for no flag.
type ipvlanFlag struct{}

func (ipvlanFlag) Size() int { return 2 }
func (ipvlanFlag) Parse(s *spec.Scan, r *spec.Row) error {
	if s.Seen(r.Attr) {
		return s.Kind.NoOption(s.Word)
	}
	s.U16(r.Attr, uint16(r.Bit))
	return s.Flag(r)
}
func (ipvlanFlag) Print(v *spec.View, r *spec.Row) {
	flags := uint32(attr.U16(v.T[r.Attr]))
	private, vepa := flags&uapi.IPVLAN_F_PRIVATE != 0, flags&uapi.IPVLAN_F_VEPA != 0
	var show bool
	switch r.Bit {
	case uapi.IPVLAN_F_PRIVATE:
		show = private
	case uapi.IPVLAN_F_VEPA:
		show = vepa && !private
	default:
		show = !private && !vepa
	}
	if show {
		v.Keyword(r)
	}
}
