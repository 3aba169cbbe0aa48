package link

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"

	"golang.org/x/sys/unix"
)

// head prints the first line: index, name, flags and what else describes the device.
func (v *View) head() {
	p := v.p
	v.Front()
	if b := v.tb[unix.IFLA_XDP]; b != nil {
		v.xdp(b, v.f.Links, false)
	}
	if b := v.tb[unix.IFLA_QDISC]; b != nil {
		p.Bytes("qdisc", "qdisc ", attr.CString(b), " ")
	}
	if b := v.tb[unix.IFLA_MASTER]; b != nil {
		p.Str("master", "master ", v.e.Links.Name(int(attr.U32(b))), " ")
	}
	if b := v.tb[unix.IFLA_OPERSTATE]; b != nil {
		v.operState(attr.U8(b))
	}
	if b := v.tb[unix.IFLA_LINKMODE]; b != nil && v.f.Links {
		v.linkMode(attr.U8(b))
	}
	if b := v.tb[unix.IFLA_GROUP]; b != nil {
		v.buf = v.e.Names.AppendGroup(v.buf[:0], attr.U32(b))
		p.Bytes("group", "group ", v.buf, " ")
	}
	if v.f.QueueLen {
		v.queueLen()
	}
	if b := v.tb[unix.IFLA_EVENT]; b != nil {
		v.event(attr.U32(b))
	}
}

// Front prints what the line of a device begins with, for the tool bridge as well: index, name, flags and
// MTU.
func (v *View) Front() {
	v.p.Int("ifindex", "", int64(v.Index), ": ")
	down := v.name(0, ": ")
	v.flags(down)
	if b := v.tb[unix.IFLA_MTU]; b != nil {
		v.mtu(attr.U32(b))
	}
}

// mtu prints an unsigned number in text and, as the reference does, a signed one in JSON.
func (v *View) mtu(mtu uint32) {
	if v.p.InJSON() {
		v.p.Int("mtu", "", int64(int32(mtu)), "")
		return
	}
	v.p.Uint("", "mtu ", uint64(mtu), " ")
}

// brief prints the columns of -brief; for ip address the addresses follow.
func (v *View) brief() {
	down := v.name(16, " ")
	if b := v.tb[unix.IFLA_OPERSTATE]; b != nil {
		v.operState(attr.U8(b))
	}
	if v.f.Family != unix.AF_PACKET {
		return
	}
	if b := v.tb[unix.IFLA_ADDRESS]; b != nil {
		v.llAddr("address", b, " ")
	}
	v.flags(down)
	v.p.Text("\n")
}

// name prints the name with that of the device below it, in a column of width bytes, with post behind
// it. It says whether that device is known to be down.
func (v *View) name(width int, post string) (down bool) {
	p, name := v.p, v.Name
	if b := v.tb[unix.IFLA_LINK]; b != nil {
		lower := attr.U32(b)
		switch {
		case lower == 0:
			if p.InJSON() {
				p.Null("link", "")
			} else {
				name = v.at("NONE")
			}
		case v.tb[unix.IFLA_LINK_NETNSID] != nil:
			// It is the index of a device in another namespace.
			if p.InJSON() {
				p.Int("link_index", "", int64(int32(lower)), "")
			} else {
				v.buf = append(append(v.buf[:0], name...), "@if"...)
				v.buf = strconv.AppendUint(v.buf, uint64(lower), 10)
				name = v.buf
			}
		default:
			link := v.e.Links.Name(int(lower))
			if p.InJSON() {
				p.Str("link", "", link, "")
			} else {
				name = v.at(link)
			}
			flags, known := v.e.Links.Flags(int(lower))
			down = known && flags&unix.IFF_UP == 0
		}
	}
	p.In(out.IfName).Field("ifname", "", string(name), width, post)
	return down
}

// at is the device's name with that of the device below it.
func (v *View) at(link string) []byte {
	v.buf = append(append(append(v.buf[:0], v.Name...), '@'), link...)
	return v.buf
}

// linkFlags are the interface flags (IFF_*, linux/if.h) that have names, in the order in which they are
// shown. IFF_RUNNING is shown by its absence.
var linkFlags = [...]struct {
	mask uint32
	name string
}{
	{unix.IFF_LOOPBACK, "LOOPBACK"},
	{unix.IFF_BROADCAST, "BROADCAST"},
	{unix.IFF_POINTOPOINT, "POINTOPOINT"},
	{unix.IFF_MULTICAST, "MULTICAST"},
	{unix.IFF_NOARP, "NOARP"},
	{unix.IFF_ALLMULTI, "ALLMULTI"},
	{unix.IFF_PROMISC, "PROMISC"},
	{unix.IFF_MASTER, "MASTER"},
	{unix.IFF_SLAVE, "SLAVE"},
	{unix.IFF_DEBUG, "DEBUG"},
	{unix.IFF_DYNAMIC, "DYNAMIC"},
	{unix.IFF_AUTOMEDIA, "AUTOMEDIA"},
	{unix.IFF_PORTSEL, "PORTSEL"},
	{unix.IFF_NOTRAILERS, "NOTRAILERS"},
	{unix.IFF_UP, "UP"},
	{unix.IFF_LOWER_UP, "LOWER_UP"},
	{unix.IFF_DORMANT, "DORMANT"},
	{unix.IFF_ECHO, "ECHO"},
}

// flags prints the interface flags. lowerDown says that the device below is down.
func (v *View) flags(lowerDown bool) {
	p, flags := v.p, v.Flags
	p.Array("flags", "<")
	if flags&unix.IFF_UP != 0 && flags&unix.IFF_RUNNING == 0 {
		p.Str("", "", "NO-CARRIER", ",")
	}
	flags &^= unix.IFF_RUNNING
	for i := range linkFlags {
		f := &linkFlags[i]
		if flags&f.mask == 0 {
			continue
		}
		flags &^= f.mask
		sep := ""
		if flags != 0 {
			sep = ","
		}
		p.Str("", "", f.name, sep)
	}
	if flags != 0 {
		p.HexBare("", "", uint64(flags), "")
	}
	if lowerDown {
		p.Str("", ",", "M-DOWN", "")
	}
	p.EndArray("> ")
}

// operStates are the values of IFLA_OPERSTATE (linux/if.h, IF_OPER_*).
var operStates = [...]string{"UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP"}

// Places in operStates of those that have a colour.
const (
	operDown = 2
	operUp   = 6
)

func (v *View) operState(state uint8) {
	p := v.p
	if int(state) >= len(operStates) {
		if p.InJSON() {
			p.Uint("operstate_index", "", uint64(state), "")
		} else {
			p.Hex("", "state ", uint64(state), "")
		}
		return
	}
	colour := out.NoColour
	switch state {
	case operUp:
		colour = out.OperUp
	case operDown:
		colour = out.OperDown
	}
	width := 14
	if !p.Brief {
		p.Text("state ")
		width = 0
	}
	p.In(colour).Field("operstate", "", operStates[state], width, " ")
}

func (v *View) linkMode(mode uint8) {
	switch mode {
	case 0:
		v.p.Str("linkmode", "mode ", "DEFAULT", " ")
	case 1:
		v.p.Str("linkmode", "mode ", "DORMANT", " ")
	default:
		v.p.Int("linkmode_index", "mode ", int64(mode), " ")
	}
}

// queueLen prints the length of the transmit queue. Answers for AF_INET6 do not carry it.
func (v *View) queueLen() {
	var n int32
	if b := v.tb[unix.IFLA_TXQLEN]; b != nil {
		n = int32(attr.U32(b))
	} else {
		conn, err := v.e.Conn()
		if err != nil {
			return
		}
		if n, err = conn.TxQueueLen(string(v.Name)); err != nil {
			v.e.Warn("ioctl(SIOCGIFTXQLEN) failed: " + cause(err))
			return
		}
	}
	if n != 0 {
		v.p.Int("txqlen", "qlen ", int64(n), "")
	}
}

// linkEvents are the values of IFLA_EVENT (linux/if_link.h).
var linkEvents = [...]string{"NONE", "REBOOT", "FEATURE CHANGE", "BONDING FAILOVER", "NOTIFY PEERS",
	"RESEND IGMP", "BONDING OPTION"}

func (v *View) event(event uint32) {
	switch {
	case event >= uint32(len(linkEvents)):
		v.p.Int("event", "event ", int64(int32(event)), " ")
	case event != 0:
		v.p.Str("event", "event ", linkEvents[event], " ")
	}
}

// address prints the line of link-layer addresses.
func (v *View) address() {
	p := v.p
	p.NL()
	v.linkType("    link/")
	own := v.tb[unix.IFLA_ADDRESS]
	if own != nil {
		v.llAddr("address", own, "")
	}
	if b := v.tb[unix.IFLA_BROADCAST]; b != nil {
		v.peerOrBroadcast()
		v.llAddr("broadcast", b, "")
	}
	if b := v.tb[unix.IFLA_PERM_ADDRESS]; b != nil && (own == nil || string(own) != string(b)) {
		p.Text(" permaddr ")
		v.llAddr("permaddr", b, "")
	}
}

func (v *View) linkType(pre string) {
	v.buf = v.e.Names.AppendLinkType(v.buf[:0], v.hw)
	v.p.Bytes("link_type", pre, v.buf, " ")
}

// peerOrBroadcast says what the address of IFLA_BROADCAST is.
func (v *View) peerOrBroadcast() {
	if v.Flags&unix.IFF_POINTOPOINT == 0 {
		v.p.Text(" brd ")
		return
	}
	v.p.Text(" peer ")
	v.p.Bool("link_pointtopoint", true, "")
}

func (v *View) llAddr(key string, addr []byte, post string) {
	v.buf = arg.AppendLLAddr(v.buf[:0], addr, v.hw)
	v.p.In(out.MAC).Bytes(key, "", v.buf, post)
}

// elsewhere prints what ties the device to other namespaces.
func (v *View) elsewhere() {
	p := v.p
	if b := v.tb[unix.IFLA_LINK_NETNSID]; b != nil {
		id := int32(attr.U32(b))
		switch {
		case p.InJSON():
			p.Int("link_netnsid", "", int64(id), "")
		case id < 0:
			p.Text(" link-netnsid unknown")
		default:
			v.netns(" link-netns", id)
		}
	}
	if p.InJSON() {
		return
	}
	if b := v.tb[unix.IFLA_NEW_NETNSID]; b != nil {
		v.netns(" new-netns", int32(attr.U32(b)))
	}
	if b := v.tb[unix.IFLA_NEW_IFINDEX]; b != nil {
		p.Int("", " new-ifindex ", int64(int32(attr.U32(b))), "")
	}
}

// netns prints a namespace by its name, or with "id" behind the keyword by its id.
func (v *View) netns(key string, id int32) {
	v.p.Text(key)
	if name, ok := v.names.Name(id); ok {
		v.p.Str("", " ", name, "")
		return
	}
	v.p.Int("", "id ", int64(id), "")
}

// protoDown prints that the device is kept down, and why.
func (v *View) protoDown() {
	p := v.p
	if attr.U8(v.tb[unix.IFLA_PROTO_DOWN]) != 0 {
		p.Bool("proto_down", true, " protodown on ")
	}
	b := v.tb[unix.IFLA_PROTO_DOWN_REASON]
	// The reference prints reasons only of devices with a broadcast address, and the first eight.
	if b == nil || v.tb[unix.IFLA_BROADCAST] == nil {
		return
	}
	reason := attr.U8(attr.Find(b, unix.IFLA_PROTO_DOWN_REASON_VALUE))
	if reason == 0 {
		return
	}
	p.Array("proto_down_reason", "protodown_reason <")
	sep := ""
	for bit := uint8(0); bit < 8; bit++ {
		if reason&(1<<bit) != 0 {
			v.buf = v.e.Names.AppendProtoDownReason(v.buf[:0], bit)
			p.Bytes("", sep, v.buf, "")
			sep = ","
		}
	}
	p.EndArray(">")
}
