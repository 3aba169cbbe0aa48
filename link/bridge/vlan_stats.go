package bridge

import (
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// sizeofVLANXstats is the length of struct bridge_vlan_xstats (linux/if_bridge.h): four counters of eight
// bytes, number and flags of the VLAN, padding.
const sizeofVLANXstats = 40

// dumpStats shows the statistics of the VLANs of bridges, and then those of ports.
func (v *vlanView) dumpStats() error {
	conn, err := v.e.Conn()
	if err != nil {
		return err
	}
	p := v.e.Out
	p.Begin()
	p.Text("port              vlan-id\n")
	for _, which := range [...]int{unix.IFLA_STATS_LINK_XSTATS, unix.IFLA_STATS_LINK_XSTATS_SLAVE} {
		for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETSTATS, Body: statsRequest(which)}) {
			if err != nil {
				return dumpTerminated(v.e, err)
			}
			if len(m.Data) < uapi.SizeofIfStatsMsg {
				continue
			}
			index := int32(attr.U32(m.Data[4:]))
			if v.index == 0 || v.index == index {
				// The reference lists VLANs of devices, though the words were tunnelshow.
				v.printStats(attr.Find(m.Data[uapi.SizeofIfStatsMsg:], uint16(which)), index)
				p.Record()
			}
		}
	}
	p.End()
	return nil
}

// printStats prints the statistics of the VLANs of a device.
func (v *vlanView) printStats(xstats []byte, index int32) {
	p := v.e.Out
	opened := false
	list := attr.Find(xstats, uapi.LINK_XSTATS_TYPE_BRIDGE)
	for {
		typ, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		if typ != uapi.BRIDGE_XSTATS_VLAN || len(b) < sizeofVLANXstats {
			continue
		}
		vid, flags := attr.U16(b[32:]), attr.U16(b[34:])
		if v.vid != 0 && v.vid != uint32(vid) {
			continue
		}
		// What only ports have comes with the ports.
		if flags&uapi.BRIDGE_VLAN_INFO_MASTER != 0 && flags&uapi.BRIDGE_VLAN_INFO_BRENTRY == 0 {
			continue
		}
		if !opened {
			v.openPort(index)
			opened = true
		} else {
			p.Text(column)
		}
		p.Object("")
		p.Uint("vid", "", uint64(vid), "")
		printVLANFlags(p, flags)
		p.NL()
		printTraffic(p, traffic{attr.U64(b), attr.U64(b[8:]), attr.U64(b[16:]), attr.U64(b[24:])})
		p.EndObject()
	}
	if opened {
		v.closePort()
	}
}
