package bridge

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// vniWidth is the width of the column of ranges of VNIs.
const vniWidth = 17

// A vniView prints VNIs of VXLAN devices from messages. It is made once for all of a dump.
type vniView struct {
	e      *verb.Env
	header header
	dev    int32 // index of the only device to show, 0 for all
	tb     [uapi.VXLAN_VNIFILTER_ENTRY_MAX + 1][]byte
	stats  [uapi.VNIFILTER_ENTRY_STATS_MAX + 1][]byte
	buf    []byte
}

func newVNIView(e *verb.Env) *vniView { return &vniView{e: e, buf: make([]byte, 0, 64)} }

// showVNIs runs bridge vni show.
func showVNIs(e *verb.Env, c *arg.Cursor) error {
	v := newVNIView(e)
	var dev *string
	var err error
	for c.Next() {
		if c.Word() == "dev" {
			if dev, err = once(c, "dev", dev); err != nil {
				return err
			}
		}
	}
	if v.dev, err = findDevice(e, dev); err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	var flags uint8
	if e.Out.Stats > 0 {
		flags = uapi.TUNNEL_MSG_FLAG_STATS
	}
	p := e.Out
	p.Begin()
	p.Text("dev               vni                group/remote\n")
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETTUNNEL, Body: tunnelMsg(v.dev, flags)}) {
		if err != nil {
			p.Break()
			return arg.Exit(1, verb.Lines2(err.Error(), "Dump ternminated")) // the reference's spelling
		}
		v.print(m)
	}
	p.End()
	return nil
}

// print prints the VNIs in a message.
func (v *vniView) print(m nl.Message) {
	switch m.Type {
	case unix.RTM_GETTUNNEL, unix.RTM_NEWTUNNEL, unix.RTM_DELTUNNEL:
	default:
		return
	}
	if len(m.Data) < uapi.SizeofTunnelMsg || m.Data[0] != unix.AF_BRIDGE {
		return
	}
	dev := int32(attr.U32(m.Data[4:]))
	if v.dev != 0 && v.dev != dev {
		return
	}
	p := v.e.Out
	v.header.print("[TUNNEL]")
	if m.Type == unix.RTM_DELTUNNEL {
		p.Bool("deleted", true, "Deleted ")
	}
	opened := false
	for list := m.Data[uapi.SizeofTunnelMsg:]; ; {
		typ, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		if typ != uapi.VXLAN_VNIFILTER_ENTRY {
			continue
		}
		if opened {
			p.Text(column)
		} else {
			p.Object("")
			p.In(out.IfName).Field("ifname", "", v.e.Links.Name(int(dev)), nameWidth, "  ")
			p.Array("vnis", "")
			opened = true
		}
		v.entry(b)
		p.Record()
	}
	if opened {
		p.EndArray("")
		p.EndObject()
	}
	p.Record()
}

// entry prints a VNI or a range of VNIs.
func (v *vniView) entry(b []byte) {
	attr.Index(v.tb[:], b)
	p := v.e.Out
	start := attr.U32(v.tb[uapi.VXLAN_VNIFILTER_ENTRY_START])
	end := start
	if b := v.tb[uapi.VXLAN_VNIFILTER_ENTRY_END]; b != nil {
		end = attr.U32(b)
	}
	p.Object("")
	width := printRange(p, "vni", "vniEnd", start, end)
	p.Spaces(max(vniWidth-width, width-vniWidth))
	p.Text("  ")
	if b := v.tb[uapi.VXLAN_VNIFILTER_ENTRY_GROUP]; b != nil {
		v.destination(unix.AF_INET, b, 4)
	} else if b := v.tb[uapi.VXLAN_VNIFILTER_ENTRY_GROUP6]; b != nil {
		v.destination(unix.AF_INET6, b, 16)
	}
	if b := v.tb[uapi.VXLAN_VNIFILTER_ENTRY_STATS]; b != nil {
		v.traffic(b)
	}
	p.EndObject()
	p.NL()
}

// destination prints a group or a remote host, unless it is the unspecified address.
func (v *vniView) destination(family uint8, b []byte, size int) {
	if len(b) < size {
		return
	}
	specified := false
	for _, c := range b[:size] {
		specified = specified || c != 0
	}
	if !specified {
		return
	}
	key := "remote"
	if family == unix.AF_INET && b[0]>>4 == 0xe || family == unix.AF_INET6 && b[0] == 0xff {
		key = "group"
	}
	v.buf = arg.AppendAddr(v.buf[:0], family, b)
	v.e.Out.Bytes(key, "", v.buf, "")
}

// vniStats are the statistics of a VNI in the order in which they are shown, and in the order of their
// numbers (VNIFILTER_ENTRY_STATS_*).
var vniStats = [...]struct{ key, pre string }{
	{"rx_bytes", "bytes "}, {"rx_pkts", "pkts "}, {"rx_drops", "drops "}, {"rx_errors", "errors "},
	{"tx_bytes", "bytes "}, {"tx_pkts", "pkts "}, {"tx_drops", "drops "}, {"tx_errors", "errors "},
}

// traffic prints the statistics of a VNI.
func (v *vniView) traffic(b []byte) {
	attr.Index(v.stats[:], b)
	p := v.e.Out
	p.Object("stats")
	for i := range vniStats {
		switch typ := i + uapi.VNIFILTER_ENTRY_STATS_RX_BYTES; typ {
		case uapi.VNIFILTER_ENTRY_STATS_RX_BYTES:
			p.NL()
			p.Text(column + "  RX: ")
		case uapi.VNIFILTER_ENTRY_STATS_TX_BYTES:
			p.NL()
			p.Text(column + "  TX: ")
		}
		if b := v.stats[i+uapi.VNIFILTER_ENTRY_STATS_RX_BYTES]; b != nil {
			p.Uint(vniStats[i].key, vniStats[i].pre, attr.U64(b), " ")
		}
	}
	p.EndObject()
}
