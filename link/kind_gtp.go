package link

import (
	"gip/internal/arg"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var gtpKind = kind{name: "gtp", table: &gtp}

// gtp is an end of GTP-U tunnels of mobile networks (3GPP TS 29.281; IFLA_GTP_*).
var gtp = spec.Kind{
	Name: "gtp", Synopsis: "role ROLE [ OPTIONS ]", Once: true, Loose: true, HelpWord: spec.HelpFull, NoSuch: noWord,
	Check: checkGTP,
	Rows: []spec.Row{
		{Attr: unix.IFLA_GTP_ROLE, Key: "role", Exact: true, Bad: "invalid role, use sgsn or ggsn", Val: &gtpRoles, Help: "which end this is; needed"},
		{Attr: unix.IFLA_GTP_PDP_HASHSIZE, Key: "hsize", Exact: true, Arg: "HSIZE", Val: gtpSize{}, Help: "buckets of the table of tunnels, up to 131071; 1024 if not given"},
		{Attr: unix.IFLA_GTP_RESTART_COUNT, Key: "restart_count", Exact: true, Arg: "0..255", Val: gtpRestarts{}, Help: "counter in answers to echo requests"},
	},
}

var gtpRoles = spec.Enum{Width: 4, Unknown: "unknown", Names: []spec.Name{
	{N: uapi.GTP_ROLE_SGSN, Name: "sgsn"},
	{N: uapi.GTP_ROLE_GGSN, Name: "ggsn"},
}}

func checkGTP(s *spec.Scan) error {
	if !s.Seen(unix.IFLA_GTP_ROLE) {
		return arg.Fail(1, "gtp: role of the gtp device was not specified")
	}
	if !s.Seen(unix.IFLA_GTP_PDP_HASHSIZE) {
		s.U32(unix.IFLA_GTP_PDP_HASHSIZE, 1024)
	}
	// The kernel opens the sockets: nobody else does.
	s.U8(unix.IFLA_GTP_CREATE_SOCKETS, 1)
	return nil
}

// gtpSize is a number with an error of its own for a large one.
type gtpSize struct{ spec.U32 }

func (gtpSize) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	n, ok := arg.U32(word, 0)
	switch {
	case !ok:
		return arg.Invalid("invalid PDP hash size", word)
	case n >= 1<<17:
		return arg.Invalid("PDP hash size too big", word)
	}
	s.U32(r.Attr, n)
	return nil
}

// gtpRestarts is a byte that is read in decimal only.
type gtpRestarts struct{ spec.U8 }

func (gtpRestarts) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	n, ok := arg.U8(word, 10)
	if !ok {
		return r.Invalid(word)
	}
	s.U8(r.Attr, n)
	return nil
}
