package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"

	"golang.org/x/sys/unix"
)

var xfrmKind = kind{name: "xfrm", table: &xfrm}

// xfrm is an interface of IPsec (IFLA_XFRM_*): policies and states with its number belong to it.
var xfrm = spec.Kind{
	Name: "xfrm", Synopsis: "{ [ dev PHYS_DEV ] if_id IF-ID | external }", NoSuch: noWord, HelpWord: spec.HelpNone,
	Check: checkXfrm,
	Rows: []spec.Row{
		{Attr: unix.IFLA_XFRM_LINK, Key: "dev", Arg: "PHYS_DEV", Val: spec.Dev{}, Hidden: true, Help: "device that IPsec packets go through"},
		{Attr: unix.IFLA_XFRM_COLLECT_METADATA, Key: "external", Exact: true, Val: spec.Mark{}, Help: "routes choose the number"},
		{Attr: unix.IFLA_XFRM_IF_ID, Key: "if_id", Arg: "IF-ID", Bad: "if_id value is invalid", Val: xfrmID{}, Help: "number of the interface, 1 to 4294967295"},
	},
}

func checkXfrm(s *spec.Scan) error {
	id := s.Find(unix.IFLA_XFRM_IF_ID) != nil
	switch {
	case s.Find(unix.IFLA_XFRM_COLLECT_METADATA) != nil && (id || s.Find(unix.IFLA_XFRM_LINK) != nil):
		return arg.Fail(1, "xfrmi: both 'external' and if_id/link cannot be specified")
	case s.Find(unix.IFLA_XFRM_COLLECT_METADATA) == nil && !id:
		return arg.Missing("IF_ID")
	}
	return nil
}

// xfrmID is the number of the interface, which is not 0. An external interface shows none.
type xfrmID struct{ spec.Hex32 }

func (xfrmID) Parse(s *spec.Scan, r *spec.Row) error {
	if err := (spec.Hex32{}).Parse(s, r); err != nil {
		return err
	}
	if attr.U32(s.Find(r.Attr)) == 0 {
		return r.Invalid(s.Cursor.Word())
	}
	return nil
}

func (x xfrmID) Print(v *spec.View, r *spec.Row) {
	if v.T[unix.IFLA_XFRM_COLLECT_METADATA] == nil {
		x.Hex32.Print(v, r)
	}
}
