package route

import (
	"errors"

	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// vrfTable is the routing table of the VRF device of that name, 0 where there is no such device or it is
// none. Without a device of that name, "default" is table main.
func vrfTable(e *verb.Env, name string) (uint32, error) {
	c, err := e.Conn()
	if err != nil {
		return 0, err
	}
	enc := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 64)}
	enc.B[0] = e.Family
	enc.String(unix.IFLA_IFNAME, name)
	m, err := c.Get(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B})
	if err != nil {
		if errors.Is(err, unix.ENODEV) && name == "default" {
			return e.Names.ParseRouteTable("main")
		}
		return 0, nil
	}
	if len(m.Data) < unix.SizeofIfInfomsg {
		return 0, nil
	}
	info := attr.Find(m.Data[unix.SizeofIfInfomsg:], unix.IFLA_LINKINFO)
	if string(attr.CString(attr.Find(info, unix.IFLA_INFO_KIND))) != "vrf" {
		return 0, nil
	}
	return attr.U32(attr.Find(attr.Find(info, unix.IFLA_INFO_DATA), unix.IFLA_VRF_TABLE)), nil
}
