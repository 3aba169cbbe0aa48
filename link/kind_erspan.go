package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"
)

// Options of ERSPAN, mirrored frames in GRE: of erspan, and of all kinds of GRE over IPv6.

var erspanRows = []spec.Row{
	{Attr: uapi.IFLA_GRE_ERSPAN_INDEX, Key: "erspan", Exact: true, Text: "erspan_index", Arg: "IDX", Val: erspanIndex{}, Help: "version 1: the mirrored port, 1 to 1048575"},
	{Attr: uapi.IFLA_GRE_ERSPAN_VER, Key: "erspan_ver", Exact: true, Arg: "{ 0 | 1 | 2 }", Val: erspanVersion{}, Help: "version of ERSPAN; 1 if not given"},
	{Attr: uapi.IFLA_GRE_ERSPAN_DIR, Key: "erspan_dir", Exact: true, Bad: "Invalid erspan direction.", Val: &erspanDir, Help: "version 2: direction of the mirrored frames"},
	{Attr: uapi.IFLA_GRE_ERSPAN_HWID, Key: "erspan_hwid", Exact: true, Arg: "HWID", Bad: "invalid erspan hwid\n", Val: spec.Hex16{}, Help: "version 2: number of the mirroring engine"},
}

// erspanShown are the same for the kinds that have no such options.
var erspanShown = []spec.Row{
	{Attr: uapi.IFLA_GRE_ERSPAN_INDEX, Text: "erspan_index", Val: erspanIndex{}},
	{Attr: uapi.IFLA_GRE_ERSPAN_VER, Text: "erspan_ver", Val: erspanVersion{}},
	{Attr: uapi.IFLA_GRE_ERSPAN_DIR, Text: "erspan_dir", Val: &erspanDir},
	{Attr: uapi.IFLA_GRE_ERSPAN_HWID, Text: "erspan_hwid", Val: spec.Hex16{}},
}

var erspanSettings = []setting{
	{typ: uapi.IFLA_GRE_ERSPAN_INDEX, size: 4, form: optional},
	{typ: uapi.IFLA_GRE_ERSPAN_VER, size: 1, def: 1},
	{typ: uapi.IFLA_GRE_ERSPAN_DIR, size: 1},
	{typ: uapi.IFLA_GRE_ERSPAN_HWID, size: 2},
}

// finishERSPAN takes back what the version does not have.
func finishERSPAN(s *spec.Scan) {
	version := attr.U8(s.Find(uapi.IFLA_GRE_ERSPAN_VER))
	if version != 1 {
		s.Drop(uapi.IFLA_GRE_ERSPAN_INDEX)
	}
	if version != 2 {
		s.Drop(uapi.IFLA_GRE_ERSPAN_DIR)
		s.Drop(uapi.IFLA_GRE_ERSPAN_HWID)
	}
}

var erspanDir = spec.Enum{Width: 1, Prefix: true, Unknown: "egress", Names: []spec.Name{{N: 0, Name: "ingress"}, {N: 1, Name: "egress"}}}

type erspanIndex struct{ spec.U32 }

func (erspanIndex) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	n, ok := arg.U32(word, 0)
	switch {
	case !ok:
		return arg.Invalid("invalid erspan index\n", word)
	case n == 0 || n >= 1<<20:
		return arg.Invalid("erspan index must be > 0 and <= 20-bit\n", word)
	}
	s.U32(r.Attr, n)
	return nil
}

type erspanVersion struct{ spec.U8 }

func (erspanVersion) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	n, ok := arg.U8(word, 0)
	switch {
	case !ok:
		return arg.Invalid("invalid erspan version\n", word)
	case n > 2:
		return arg.Invalid("erspan version must be 0/1/2\n", word)
	}
	s.U8(r.Attr, n)
	return nil
}
