package link

import (
	"gip/internal/spec"
	"gip/internal/uapi"
)

var wwanKind = kind{name: "wwan", table: &wwan}

// wwan is a data channel of a modem (IFLA_WWAN_*).
var wwan = spec.Kind{Name: "wwan", Synopsis: "linkid LINKID", Rows: []spec.Row{
	{Attr: uapi.IFLA_WWAN_LINK_ID, Key: "linkid", Bad: "linkid", Arg: "LINKID", Val: spec.U32{}, Help: "number of the channel, 0 to 4294967295"},
}}
