package bridge

import (
	"encoding/binary"
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// column is what stands in front of the lines of a device that do not have its name: as wide as the
// longest name, and the two blanks behind it.
const column = "                  "

// nameWidth is the width of the column of names, vidWidth that of ranges of VLANs.
const (
	nameWidth = 16
	vidWidth  = 9
)

// A vlanSubject is one of the two tables that the VLANs of a device are shown in.
type vlanSubject struct {
	key, head string
	print     func(v *vlanView, list []byte, index int32)
}

var (
	vlanTable   = vlanSubject{"vlans", "port              vlan-id  \n", (*vlanView).printVLANs}
	tunnelTable = vlanSubject{"tunnels", "port              vlan-id    tunnel-id\n", (*vlanView).printTunnels}
)

// A vlanView prints VLANs from messages. It is made once for all of a dump.
type vlanView struct {
	e       *verb.Env
	subject *vlanSubject
	header  header
	index   int32  // of the only device to show, 0 for all
	vid     uint32 // the only VLAN to show, 0 for all
	// globalOnly has global options shown alone.
	globalOnly bool

	device int32 // of the message at hand
	open   int32 // the device whose VLANs the output is in, 0 for none
	tb     [uapi.BRIDGE_VLANDB_GOPTS_MAX + 1][]byte
}

func newVLANView(e *verb.Env, s *vlanSubject) *vlanView { return &vlanView{e: e, subject: s} }

// showVLANs runs bridge vlan show and tunnelshow. The kernel has three sources: the VLANs of devices; with
// -statistics the statistics of bridges and ports; and, with -details, a database of its own for VLANs.
func showVLANs(e *verb.Env, c *arg.Cursor, s *vlanSubject) error {
	v := newVLANView(e, s)
	if err := v.parse(c); err != nil {
		return err
	}
	switch {
	case e.Out.Details > 0 && s == &vlanTable:
		flags := uint32(0)
		if e.Out.Stats > 0 {
			flags = uapi.BRIDGE_VLANDB_DUMPF_STATS
		}
		return v.dumpDB(flags)
	case e.Out.Stats > 0:
		return v.dumpStats()
	}
	return v.dumpLinks()
}

// parse reads the words of a show. Those it does not know do not matter to the reference.
func (v *vlanView) parse(c *arg.Cursor) (err error) {
	var dev *string
	for c.Next() {
		switch c.Word() {
		case "dev":
			if dev, err = once(c, "dev", dev); err != nil {
				return err
			}
		case "vid":
			word, err := c.Value()
			if err != nil {
				return err
			}
			if v.vid != 0 {
				return arg.Duplicate("vid", word)
			}
			v.vid = uint32(atoi(word))
		}
	}
	v.index, err = findDevice(v.e, dev)
	return err
}

// dumpLinks shows the VLANs that messages about devices have.
func (v *vlanView) dumpLinks() error {
	conn, err := v.e.Conn()
	if err != nil {
		return err
	}
	enc := linkRequest(v.e, 0)
	mask := uint32(uapi.RTEXT_FILTER_BRVLAN)
	if v.e.CompressVLANs {
		mask = uapi.RTEXT_FILTER_BRVLAN_COMPRESSED
	}
	enc.U32(unix.IFLA_EXT_MASK, mask)
	v.e.Out.Begin()
	v.e.Out.Text(v.subject.head)
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B}) {
		if err != nil {
			return dumpTerminated(v.e, err)
		}
		if m.Type != unix.RTM_NEWLINK || len(m.Data) < unix.SizeofIfInfomsg || m.Data[0] != unix.AF_BRIDGE {
			continue
		}
		index := int32(attr.U32(m.Data[4:]))
		if v.index != 0 && v.index != index {
			continue
		}
		if list := attr.Find(m.Data[unix.SizeofIfInfomsg:], unix.IFLA_AF_SPEC); list != nil {
			v.subject.print(v, list, index)
			v.e.Out.Record()
		}
	}
	v.e.Out.End()
	return nil
}

// openPort begins the VLANs of a device.
func (v *vlanView) openPort(index int32) {
	p := v.e.Out
	p.Object("")
	p.In(out.IfName).Field("ifname", "", v.e.Links.Name(int(index)), nameWidth, "  ")
	p.Array(v.subject.key, "")
}

func (v *vlanView) closePort() {
	v.e.Out.EndArray("")
	v.e.Out.EndObject()
}

// passes says whether a VLAN is to be shown, and whether those behind it, whose numbers are larger, need be
// looked at. Of a range the end is shown.
func (v *vlanView) passes(vid, flags uint16) (show, goOn bool) {
	if v.vid != 0 && uint32(vid) > v.vid && flags&uapi.BRIDGE_VLAN_INFO_RANGE_END == 0 {
		return false, false
	}
	return flags&uapi.BRIDGE_VLAN_INFO_RANGE_BEGIN == 0 && uint32(vid) >= v.vid, true
}

// printVLANs prints the VLANs in the IFLA_AF_SPEC of a device.
func (v *vlanView) printVLANs(list []byte, index int32) {
	p := v.e.Out
	opened := false
	var start uint16
	for {
		typ, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		if typ != uapi.IFLA_BRIDGE_VLAN_INFO || len(b) < 4 {
			continue
		}
		flags, vid := attr.U16(b), attr.U16(b[2:])
		if flags&uapi.BRIDGE_VLAN_INFO_RANGE_END == 0 {
			start = vid
		}
		show, goOn := v.passes(vid, flags)
		if !goOn {
			break
		}
		if !show {
			continue
		}
		if !opened {
			v.openPort(index)
			opened = true
		} else {
			p.Text(column)
		}
		p.Object("")
		printRange(p, "vlan", "vlanEnd", uint32(start), uint32(vid))
		printVLANFlags(p, flags)
		p.EndObject()
		p.NL()
	}
	if opened {
		v.closePort()
	}
}

// printTunnels prints which tunnels the VLANs of a device go through.
func (v *vlanView) printTunnels(list []byte, index int32) {
	p := v.e.Out
	opened := false
	var start uint16
	var startID uint32
	var t [uapi.IFLA_BRIDGE_VLAN_TUNNEL_MAX + 1][]byte
	for {
		typ, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		if typ != uapi.IFLA_BRIDGE_VLAN_TUNNEL_INFO {
			continue
		}
		attr.Index(t[:], b)
		if t[uapi.IFLA_BRIDGE_VLAN_TUNNEL_VID] == nil {
			continue
		}
		vid := attr.U16(t[uapi.IFLA_BRIDGE_VLAN_TUNNEL_VID])
		id := attr.U32(t[uapi.IFLA_BRIDGE_VLAN_TUNNEL_ID])
		flags := attr.U16(t[uapi.IFLA_BRIDGE_VLAN_TUNNEL_FLAGS])
		if flags&uapi.BRIDGE_VLAN_INFO_RANGE_END == 0 {
			start, startID = vid, id
		}
		show, goOn := v.passes(vid, flags)
		if !goOn {
			break
		}
		if !show {
			continue
		}
		if !opened {
			v.openPort(index)
			opened = true
		} else {
			p.Text(column)
		}
		p.Object("")
		width := printRange(p, "vlan", "vlanEnd", uint32(start), uint32(vid))
		p.Spaces(vidWidth - width)
		p.Text("  ")
		printRange(p, "tunid", "tunidEnd", startID, id)
		p.EndObject()
		p.NL()
	}
	if opened {
		v.closePort()
	}
}

// printRange prints a range of numbers, or the number if there is but one, and returns the width in text.
func printRange(p *out.Printer, key, endKey string, start, end uint32) (width int) {
	p.Uint(key, "", uint64(start), "")
	width = digits(start)
	if start != end {
		p.Uint(endKey, "-", uint64(end), "")
		width += 1 + digits(end)
	}
	return width
}

func digits(n uint32) int {
	var b [10]byte
	return len(strconv.AppendUint(b[:0], uint64(n), 10))
}

func printVLANFlags(p *out.Printer, flags uint16) {
	if flags == 0 {
		return
	}
	p.Array("flags", "")
	if flags&uapi.BRIDGE_VLAN_INFO_PVID != 0 {
		p.Str("", " ", "PVID", "")
	}
	if flags&uapi.BRIDGE_VLAN_INFO_UNTAGGED != 0 {
		p.Str("", " ", "Egress Untagged", "")
	}
	p.EndArray("")
}

// dbRequest is the body of an RTM_GETVLAN for every device.
func dbRequest(e *verb.Env, flags uint32) []byte {
	enc := &e.Scratch
	enc.Reset()
	var h [uapi.SizeofBrVlanMsg]byte
	h[0] = unix.AF_BRIDGE
	enc.B = append(enc.B, h[:]...)
	enc.U32(uapi.BRIDGE_VLANDB_DUMP_FLAGS, flags)
	return enc.B
}

// statsRequest is the body of an RTM_GETSTATS for every device: struct if_stats_msg with the mask of the
// statistics that are asked for.
func statsRequest(attr int) []byte {
	b := make([]byte, uapi.SizeofIfStatsMsg)
	binary.NativeEndian.PutUint32(b[8:], 1<<(attr-1))
	return b
}
