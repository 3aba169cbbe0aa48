package link

import (
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var rmnetKind = kind{name: "rmnet", table: &rmnet}

// rmnet is a data channel of a Qualcomm modem, multiplexed by the MAP protocol (IFLA_RMNET_*).
var rmnet = spec.Kind{
	Name:     "rmnet",
	Synopsis: "mux_id MUXID [ OPTIONS ]",
	HelpWord: spec.HelpFull,
	Need:     unix.IFLA_RMNET_MUX_ID, NeedLen: 2,
	Rows: []spec.Row{
		{Attr: unix.IFLA_RMNET_MUX_ID, Key: "mux_id", Exact: true, Bad: "mux_id is invalid", Arg: "MUXID", Val: spec.U16{}, Help: "number of the channel, 1 to 254"},
		{Attr: unix.IFLA_RMNET_FLAGS, Bit: uapi.RMNET_FLAGS_INGRESS_DEAGGREGATION, Key: "ingress-deaggregation", Exact: true, Val: rmnetFlag, Help: "take received frames apart"},
		{Attr: unix.IFLA_RMNET_FLAGS, Bit: uapi.RMNET_FLAGS_INGRESS_MAP_COMMANDS, Key: "ingress-commands", Exact: true, Val: rmnetFlag, Help: "obey MAP commands"},
		{Attr: unix.IFLA_RMNET_FLAGS, Bit: uapi.RMNET_FLAGS_INGRESS_MAP_CKSUMV4, Key: "ingress-mapv4-checksum", Exact: true, Val: rmnetFlag, Help: "check MAPv4 checksums"},
		{Attr: unix.IFLA_RMNET_FLAGS, Bit: uapi.RMNET_FLAGS_EGRESS_MAP_CKSUMV4, Key: "egress-mapv4-checksum", Exact: true, Val: rmnetFlag, Help: "send MAPv4 checksums"},
		{Attr: unix.IFLA_RMNET_FLAGS, Bit: uapi.RMNET_FLAGS_INGRESS_MAP_CKSUMV5, Key: "ingress-mapv5-checksum", Exact: true, Val: rmnetFlag, Help: "check MAPv5 checksums"},
		{Attr: unix.IFLA_RMNET_FLAGS, Bit: uapi.RMNET_FLAGS_EGRESS_MAP_CKSUMV5, Key: "egress-mapv5-checksum", Exact: true, Val: rmnetFlag, Help: "send MAPv5 checksums"},
		{Attr: unix.IFLA_RMNET_FLAGS, JSON: "flags", Val: &rmnetFlags},
	},
}

var rmnetFlag = spec.Flag{Wrong: spec.FailList}

var rmnetFlags = spec.FlagList{Names: []spec.Name{
	{N: uapi.RMNET_FLAGS_INGRESS_DEAGGREGATION, Name: "INGRESS_DEAGGREGATION"},
	{N: uapi.RMNET_FLAGS_INGRESS_MAP_COMMANDS, Name: "INGRESS_MAP_COMMANDS"},
	{N: uapi.RMNET_FLAGS_INGRESS_MAP_CKSUMV4, Name: "INGRESS_MAP_CKSUMV4"},
	{N: uapi.RMNET_FLAGS_EGRESS_MAP_CKSUMV4, Name: "EGRESS_MAP_CKSUMV4"},
	{N: uapi.RMNET_FLAGS_INGRESS_MAP_CKSUMV5, Name: "INGRESS_MAP_CKSUMV5"},
	{N: uapi.RMNET_FLAGS_EGRESS_MAP_CKSUMV5, Name: "EGRESS_MAP_CKSUMV5"},
}}
