package vrf

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

const kind = "vrf"

// A device is a VRF device.
type device struct {
	name  string
	table uint32 // its routing table
}

// defaultName is the VRF of those that are in none; its table is the main one.
const defaultName = "default"

// runShow lists the VRF devices, or shows the table of one: ip vrf show NAME.
func runShow(e *verb.Env, c *arg.Cursor) error {
	if c.Len() > 1 {
		return verb.Usage(usage())
	}
	if c.Next() {
		return showOne(e, c.Word())
	}
	devices, err := list(e)
	if err != nil {
		return err
	}
	p := e.Out
	p.Begin()
	defer p.End()
	p.Text("Name              Table\n-----------------------\n")
	for _, d := range devices {
		p.Object("")
		p.Field("name", "", d.name, 16, "")
		if p.InJSON() {
			p.Uint("table", "", uint64(d.table), "")
		} else {
			p.Field("", " ", strconv.FormatUint(uint64(d.table), 10), -5, "\n")
		}
		p.EndObject()
	}
	if len(devices) == 0 {
		p.Text("No VRF has been configured\n")
	}
	return nil
}

// showOne shows a name and its table, without any JSON.
func showOne(e *verb.Env, name string) error {
	_, table, absent, ok := e.Links.VRF(name)
	switch {
	case !ok && absent && name == defaultName:
		table, _ = e.Names.ParseRouteTable("main")
	case ok && table == 0:
		e.Warn("BUG: VRF " + name + " is missing table id")
	}
	if table == 0 {
		return arg.Fail(255, "Invalid VRF")
	}
	e.Out.Raw([]byte(name + " " + strconv.FormatUint(uint64(table), 10) + "\n"))
	return nil
}

// list asks for the VRF devices.
func list(e *verb.Env) (devices []device, err error) {
	conn, err := e.Conn()
	if err != nil {
		return nil, err
	}
	enc := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 48)}
	enc.B[0] = e.Family
	if e.Family == unix.AF_UNSPEC || e.Family == unix.AF_PACKET {
		n := enc.Nest(unix.IFLA_LINKINFO)
		enc.StringN(unix.IFLA_INFO_KIND, kind)
		enc.EndNest(n)
	}
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B}) {
		if err != nil {
			return nil, arg.Fail(255, verb.Lines2(err.Error(), "Dump terminated"))
		}
		if d, ok := read(e, m.Data); ok {
			devices = append(devices, d)
		}
	}
	return devices, nil
}

// read takes a VRF from a message about a device; ok is false where it is about another kind of device.
func read(e *verb.Env, msg []byte) (d device, ok bool) {
	if len(msg) < unix.SizeofIfInfomsg {
		return d, false
	}
	var tb [unix.IFLA_LINKINFO + 1][]byte
	attr.Index(tb[:], msg[unix.SizeofIfInfomsg:])
	if tb[unix.IFLA_IFNAME] == nil {
		e.Warn("BUG: device with ifindex " + strconv.Itoa(int(int32(attr.U32(msg[4:])))) + " has nil ifname")
		return d, false
	}
	info := tb[unix.IFLA_LINKINFO]
	if string(attr.CString(attr.Find(info, unix.IFLA_INFO_KIND))) != kind {
		return d, false
	}
	d.name = string(attr.CString(tb[unix.IFLA_IFNAME]))
	d.table = attr.U32(attr.Find(attr.Find(info, unix.IFLA_INFO_DATA), unix.IFLA_VRF_TABLE))
	if d.table == 0 {
		e.Warn("BUG: VRF " + d.name + " is missing table id")
		return d, false
	}
	return d, true
}
