package link

import (
	"gip/internal/spec"
	"gip/internal/uapi"
)

var batadvKind = kind{name: "batadv", table: &batadv, silent: true}

// batadv is a mesh of B.A.T.M.A.N. advanced (IFLA_BATADV_*). The reference shows nothing of it.
var batadv = spec.Kind{Name: "batadv", Synopsis: "[ OPTIONS ]", Rows: []spec.Row{
	{Attr: uapi.IFLA_BATADV_ALGO_NAME, Key: "ra", Arg: "{ BATMAN_IV | BATMAN_V }", Val: batadvAlgo{}, Help: "routing algorithm"},
}}

// batadvAlgo is the name of an algorithm, which the kernel checks.
type batadvAlgo struct{}

func (batadvAlgo) Size() int { return 0 }
func (batadvAlgo) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	s.Drop(r.Attr)
	s.Enc.String(r.Attr, word)
	return nil
}
func (batadvAlgo) Print(*spec.View, *spec.Row) {}
