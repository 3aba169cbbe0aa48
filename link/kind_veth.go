package link

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
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
	peer := request{Env: r.Env, Create: r.Create, Enc: r.Enc}
	nest := peer.Enc.Nest(uapi.VETH_INFO_PEER)
	head := len(peer.Enc.B)
	peer.Enc.B = append(peer.Enc.B, make([]byte, unix.SizeofIfInfomsg)...)
	if err := peer.parseWords(c); err != nil {
		return err
	}
	if peer.Kind != "" {
		return arg.Duplicate("type", peer.Kind)
	}
	if len(peer.Enc.B) >= head+unix.SizeofIfInfomsg {
		b := peer.Enc.B[head:]
		binary.NativeEndian.PutUint32(b[4:], uint32(peer.Index))
		binary.NativeEndian.PutUint32(b[8:], peer.Flags)
		binary.NativeEndian.PutUint32(b[12:], peer.Change)
	}
	peer.Enc.EndNest(nest)
	r.Enc = peer.Enc
	return r.Enc.Err()
}
