package link

import (
	"gip/internal/arg"
	"gip/internal/spec"
	"gip/internal/uapi"
)

// Pairs of devices: what one sends the other receives. Their only option is the other end, which is
// described in the words of ip link add.
var (
	vethKind  = kind{name: "veth", reader: pairPeer{"veth", uapi.VETH_INFO_PEER}, synopsis: pairSynopsis, notes: pairNotes}
	vxcanKind = kind{name: "vxcan", reader: pairPeer{"vxcan", uapi.VXCAN_INFO_PEER}, synopsis: pairSynopsis, notes: pairNotes}
)

const (
	pairSynopsis = "[ peer OPTIONS ]"
	pairNotes    = "OPTIONS are those of the other end, as in ip link add: name, netns, address, mtu and so on.\n"
)

// pairPeer reads the words of the other end.
type pairPeer struct {
	kind string
	typ  uint16 // the attribute that holds the other end
}

func (p pairPeer) parse(r *request, c *arg.Cursor) error {
	if c.Next(); c.Word() != "peer" {
		// The reference's usage text goes to standard output here.
		k := spec.Kind{Name: p.kind, Synopsis: pairSynopsis, Notes: pairNotes}
		r.Env.Out.Raw([]byte(k.Usage()))
		return arg.Fail(1, "")
	}
	nest := r.Enc.Nest(p.typ)
	if err := r.parsePeer(c, func(kind string) string { return kind }); err != nil {
		return err
	}
	r.Enc.EndNest(nest)
	return r.Enc.Err()
}
