package link

import (
	"gip/internal/arg"
	"gip/internal/uapi"
)

// vethKind is a pair of devices: what one sends the other receives. Its only option is the other end,
// which is described in the words of ip link add.
var vethKind = kind{
	name: "veth", reader: vethPeer{}, synopsis: "[ peer OPTIONS ]",
	notes: "OPTIONS are those of the other end, as in ip link add: name, netns, address, mtu and so on.\n",
}

type vethPeer struct{}

func (vethPeer) parse(r *request, c *arg.Cursor) error {
	if c.Next(); c.Word() != "peer" {
		// The reference's usage text goes to standard output here.
		r.Env.Out.Raw([]byte(vethKind.usage()))
		return arg.Fail(1, "")
	}
	nest := r.Enc.Nest(uapi.VETH_INFO_PEER)
	if err := r.parsePeer(c); err != nil {
		return err
	}
	r.Enc.EndNest(nest)
	return r.Enc.Err()
}
