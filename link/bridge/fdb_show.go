package bridge

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// userHz is the number of ticks a second in which the kernel counts for user space.
const userHz = 100

// An fdbView prints entries of forwarding databases. It is made once for all of a dump.
type fdbView struct {
	e      *verb.Env
	header header
	// What is to be shown, 0 and false for everything: entries of a device, of some of the states NUD_*,
	// of a VLAN, and only those that are not permanent.
	dev     int32
	state   uint32
	vlan    uint32
	dynamic bool
	tb      [uapi.NDA_MAX + 1][]byte
	buf     []byte
}

func newFDBView(e *verb.Env) *fdbView { return &fdbView{e: e, buf: make([]byte, 0, 64)} }

// showFDB runs bridge fdb show.
func showFDB(e *verb.Env, c *arg.Cursor) error {
	v := newFDBView(e)
	master, err := v.parse(c)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := fdbRequest(e, v.dev, 0, 0)
	if master != 0 {
		enc.U32(unix.NDA_MASTER, uint32(master))
	}
	e.Out.Begin()
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETNEIGH, Body: enc.B}) {
		if err != nil {
			return dumpTerminated(e, err)
		}
		v.print(m)
	}
	e.Out.End()
	return nil
}

// fdbRequest begins a message about entries of a device: struct ndmsg.
func fdbRequest(e *verb.Env, dev int32, state uint16, flags uint8) *attr.Encoder {
	enc := &e.Scratch
	enc.Reset()
	var ndm [unix.SizeofNdMsg]byte
	ndm[0] = unix.AF_BRIDGE
	binary.NativeEndian.PutUint32(ndm[4:], uint32(dev))
	binary.NativeEndian.PutUint16(ndm[8:], state)
	ndm[10] = flags
	enc.B = append(enc.B, ndm[:]...)
	return enc
}

// parse reads the words of a show. Those it does not know do not matter to the reference.
func (v *fdbView) parse(c *arg.Cursor) (master int32, err error) {
	var dev, br *string
	for c.Next() {
		switch c.Word() {
		case "brport", "dev":
			if dev, err = last(c); err != nil {
				return 0, err
			}
		case "br":
			if br, err = last(c); err != nil {
				return 0, err
			}
		case "vlan":
			if v.vlan, err = filterVLAN(c, "vlan", v.vlan); err != nil {
				return 0, err
			}
		case "state":
			word, err := c.Value()
			if err != nil {
				return 0, err
			}
			state, ok := parseNUD(word)
			if !ok {
				return 0, arg.Invalid("invalid state", word)
			}
			v.state |= state
		case "dynamic":
			v.dynamic = true
		default:
			if arg.Prefix(c.Word(), "help") {
				return 0, verb.Usage(fdbUsage())
			}
		}
	}
	if br != nil {
		if master = int32(v.e.Links.Index(*br)); master == 0 {
			return 0, noBridge(*br)
		}
	}
	v.dev, err = findDevice(v.e, dev)
	return master, err
}

// parseNUD reads a state of an entry.
func parseNUD(s string) (state uint32, ok bool) {
	switch {
	case arg.Prefix(s, "permanent"):
		return unix.NUD_PERMANENT, true
	case arg.Prefix(s, "static"), arg.Prefix(s, "temp"):
		return unix.NUD_NOARP, true
	case arg.Prefix(s, "stale"):
		return unix.NUD_STALE, true
	case arg.Prefix(s, "reachable"), arg.Prefix(s, "dynamic"):
		return unix.NUD_REACHABLE, true
	case s == "all":
		return 1<<32 - 1, true
	}
	return arg.Uint(s, 0)
}

// print prints the entry of a message, if it is asked for.
func (v *fdbView) print(m nl.Message) {
	if m.Type != unix.RTM_NEWNEIGH && m.Type != unix.RTM_DELNEIGH || len(m.Data) < unix.SizeofNdMsg ||
		m.Data[0] != unix.AF_BRIDGE {
		return
	}
	dev, state, flags := int32(attr.U32(m.Data[4:])), attr.U16(m.Data[8:]), m.Data[10]
	if v.dev != 0 && v.dev != dev || v.state != 0 && uint32(state)&v.state == 0 {
		return
	}
	attr.Index(v.tb[:], m.Data[unix.SizeofNdMsg:])
	vid := attr.U16(v.tb[unix.NDA_VLAN])
	if v.vlan != 0 && v.vlan != uint32(vid) || v.dynamic && state&unix.NUD_PERMANENT != 0 {
		return
	}
	p := v.e.Out
	v.header.print("[NEIGH]")
	p.Object("")
	if m.Type == unix.RTM_DELNEIGH {
		p.Bool("deleted", true, "Deleted ")
	}
	if b := v.tb[unix.NDA_LLADDR]; b != nil {
		v.buf = arg.AppendLLAddr(v.buf[:0], b, unix.ARPHRD_ETHER)
		p.In(out.MAC).Bytes("mac", "", v.buf, " ")
	}
	if v.dev == 0 && dev != 0 {
		p.Text("dev ")
		p.In(out.IfName).Str("ifname", "", v.e.Links.Name(int(dev)), " ")
	}
	v.where(vid)
	if b := v.tb[unix.NDA_CACHEINFO]; b != nil && p.Stats > 0 {
		v.ages(b)
	}
	v.flags(flags, attr.U32(v.tb[uapi.NDA_FLAGS_EXT]))
	if b := v.tb[unix.NDA_MASTER]; b != nil {
		p.Str("master", "master ", v.e.Links.Name(int(attr.U32(b))), " ")
	}
	v.nud(state)
	p.EndObject()
	p.Record()
}

// where prints where the entry leads to.
func (v *fdbView) where(vid uint16) {
	p := v.e.Out
	if b := v.tb[unix.NDA_DST]; b != nil {
		family := uint8(unix.AF_INET)
		if len(b) == 16 {
			family = unix.AF_INET6
		}
		p.Text("dst ")
		v.buf = arg.AppendAddr(v.buf[:0], family, b)
		p.In(out.FamilyColour(family)).Bytes("dst", "", v.buf, " ")
	}
	if vid != 0 {
		p.Uint("vlan", "vlan ", uint64(vid), " ")
	}
	if b := v.tb[unix.NDA_PORT]; b != nil {
		p.Uint("port", "port ", uint64(attr.BE16(b)), " ")
	}
	if b := v.tb[unix.NDA_VNI]; b != nil {
		p.Uint("vni", "vni ", uint64(attr.U32(b)), " ")
	}
	if b := v.tb[unix.NDA_SRC_VNI]; b != nil {
		p.Uint("src_vni", "src_vni ", uint64(attr.U32(b)), " ")
	}
	netns := v.tb[unix.NDA_LINK_NETNSID]
	if b := v.tb[unix.NDA_IFINDEX]; b != nil {
		// The index of a device in another namespace says nothing of the names here.
		if netns != nil {
			p.Uint("viaIfIndex", "via ifindex ", uint64(attr.U32(b)), " ")
		} else {
			p.Str("viaIf", "via ", v.e.Links.Name(int(attr.U32(b))), " ")
		}
	}
	if b := v.tb[uapi.NDA_NH_ID]; b != nil {
		p.Uint("nhid", "nhid ", uint64(attr.U32(b)), " ")
	}
	if netns == nil {
		return
	}
	// Signed in text and unsigned in JSON, as the reference has it.
	if id := attr.U32(netns); p.InJSON() {
		p.Uint("linkNetNsId", "", uint64(id), "")
	} else {
		p.Int("", "link-netnsid ", int64(int32(id)), " ")
	}
}

// ages prints for how many seconds the entry has not been used and not been changed: struct
// nda_cacheinfo.
func (v *fdbView) ages(b []byte) {
	if len(b) < 12 {
		return
	}
	p := v.e.Out
	p.Uint("used", "used ", uint64(attr.U32(b[4:])/userHz), "")
	p.Uint("updated", "/", uint64(attr.U32(b[8:])/userHz), " ")
}

func (v *fdbView) flags(flags uint8, ext uint32) {
	p := v.e.Out
	p.Array("flags", "")
	for i := range fdbFlags {
		if flags&fdbFlags[i].bit != 0 {
			p.Str("", "", fdbFlags[i].name, " ")
		}
	}
	if ext&uapi.NTF_EXT_LOCKED != 0 {
		p.Str("", "", "locked", " ")
	}
	p.EndArray("")
}

// fdbFlags are in the order in which they are shown.
var fdbFlags = [...]struct {
	bit  uint8
	name string
}{
	{unix.NTF_SELF, "self"}, {unix.NTF_ROUTER, "router"}, {unix.NTF_EXT_LEARNED, "extern_learn"},
	{unix.NTF_OFFLOADED, "offload"}, {unix.NTF_MASTER, "master"}, {uapi.NTF_STICKY, "sticky"},
}

// nud prints the state, and ends the line.
func (v *fdbView) nud(state uint16) {
	p := v.e.Out
	switch {
	case state&unix.NUD_PERMANENT != 0:
		p.Str("state", "", "permanent", "\n")
	case state&unix.NUD_NOARP != 0:
		p.Str("state", "", "static", "\n")
	case state&unix.NUD_STALE != 0:
		p.Str("state", "", "stale", "\n")
	case state&unix.NUD_REACHABLE != 0:
		p.Str("state", "", "", "\n")
	default:
		p.Hex("state", "state=", uint64(state), "\n")
	}
}
