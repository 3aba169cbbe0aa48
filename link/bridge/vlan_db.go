package bridge

import (
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// dumpDB shows the kernel's database of VLANs. flags are BRIDGE_VLANDB_DUMPF_*.
func (v *vlanView) dumpDB(flags uint32) error {
	conn, err := v.e.Conn()
	if err != nil {
		return err
	}
	p := v.e.Out
	p.Begin()
	p.Text(vlanTable.head)
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETVLAN, Body: dbRequest(v.e, flags)}) {
		if err != nil {
			return dumpTerminated(v.e, err)
		}
		v.print(m)
	}
	v.closeOpen()
	p.End()
	return nil
}

// print prints a message of the database. Messages of one device that follow each other make one list.
func (v *vlanView) print(m nl.Message) {
	if len(m.Data) < uapi.SizeofBrVlanMsg || m.Data[0] != unix.AF_BRIDGE {
		return
	}
	v.device = int32(attr.U32(m.Data[4:]))
	if v.index != 0 && v.index != v.device {
		return
	}
	p := v.e.Out
	v.header.print("[VLAN]")
	if m.Type == unix.RTM_DELVLAN {
		p.Bool("deleted", true, "Deleted ")
	}
	if v.open != v.device {
		v.closeOpen()
	}
	for list := m.Data[uapi.SizeofBrVlanMsg:]; ; {
		typ, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		switch {
		case typ == uapi.BRIDGE_VLANDB_ENTRY && !v.globalOnly:
			v.printEntry(b)
		case typ == uapi.BRIDGE_VLANDB_GLOBAL_OPTIONS:
			v.printGlobal(b)
		}
	}
	p.Record()
}

// event prints a message that stands alone, as those of monitor do.
func (v *vlanView) event(m nl.Message) {
	v.open = 0
	v.print(m)
}

// next begins an entry: with the name of the device at its first, else below it.
func (v *vlanView) next() {
	if v.open == v.device {
		v.e.Out.Text(column)
		return
	}
	v.openPort(v.device)
	v.open = v.device
}

// closeOpen ends the list of a device, if the output is in one.
func (v *vlanView) closeOpen() {
	if v.open != 0 {
		v.closePort()
		v.open = 0
	}
}

// printEntry prints the options that a range of VLANs has at a port, a BRIDGE_VLANDB_ENTRY.
func (v *vlanView) printEntry(b []byte) {
	p := v.e.Out
	attr.Index(v.tb[:], b)
	info := v.tb[uapi.BRIDGE_VLANDB_ENTRY_INFO]
	if len(info) < 4 {
		return
	}
	flags, start := attr.U16(info), attr.U16(info[2:])
	end := start
	if r := v.tb[uapi.BRIDGE_VLANDB_ENTRY_RANGE]; r != nil {
		end = attr.U16(r)
	}
	if v.vid != 0 && (v.vid < uint32(start) || v.vid > uint32(end)) {
		return
	}
	v.next()
	p.Object("")
	printRange(p, "vlan", "vlanEnd", uint32(start), uint32(end))
	printVLANFlags(p, flags)
	p.NL()
	p.Text(column + "  ")
	printState(p, attr.U8(v.tb[uapi.BRIDGE_VLANDB_ENTRY_STATE]))
	if b := v.tb[uapi.BRIDGE_VLANDB_ENTRY_MCAST_ROUTER]; b != nil {
		p.Uint("mcast_router", "mcast_router ", uint64(attr.U8(b)), " ")
	}
	if b := v.tb[uapi.BRIDGE_VLANDB_ENTRY_MCAST_N_GROUPS]; b != nil {
		p.Uint("mcast_n_groups", "mcast_n_groups ", uint64(attr.U32(b)), " ")
	}
	if b := v.tb[uapi.BRIDGE_VLANDB_ENTRY_MCAST_MAX_GROUPS]; b != nil {
		p.Uint("mcast_max_groups", "mcast_max_groups ", uint64(attr.U32(b)), " ")
	}
	if b := v.tb[uapi.BRIDGE_VLANDB_ENTRY_NEIGH_SUPPRESS]; b != nil {
		p.OnOff("neigh_suppress", "neigh_suppress ", attr.U8(b) != 0, " ")
	}
	p.NL()
	if p.Stats > 0 {
		printTraffic(p, readTraffic(v.tb[uapi.BRIDGE_VLANDB_ENTRY_STATS]))
	}
	p.EndObject()
}

// traffic is what went through a VLAN, in bytes and packets.
type traffic struct{ rxBytes, rxPackets, txBytes, txPackets uint64 }

// readTraffic reads a BRIDGE_VLANDB_ENTRY_STATS; without one all is zero.
func readTraffic(b []byte) traffic {
	var t [uapi.BRIDGE_VLANDB_STATS_MAX + 1][]byte
	attr.Index(t[:], b)
	return traffic{
		rxBytes:   attr.U64(t[uapi.BRIDGE_VLANDB_STATS_RX_BYTES]),
		rxPackets: attr.U64(t[uapi.BRIDGE_VLANDB_STATS_RX_PACKETS]),
		txBytes:   attr.U64(t[uapi.BRIDGE_VLANDB_STATS_TX_BYTES]),
		txPackets: attr.U64(t[uapi.BRIDGE_VLANDB_STATS_TX_PACKETS]),
	}
}

func printTraffic(p *out.Printer, t traffic) {
	p.Text(column + "  ")
	p.Uint("rx_bytes", "RX: ", t.rxBytes, " bytes")
	p.Uint("rx_packets", " ", t.rxPackets, " packets\n")
	p.Text(column + "  ")
	p.Uint("tx_bytes", "TX: ", t.txBytes, " bytes")
	p.Uint("tx_packets", " ", t.txPackets, " packets\n")
}
