package ifname

import (
	"errors"

	"gip/internal/attr"
	"gip/internal/nl"

	"golang.org/x/sys/unix"
)

// vrfTable is IFLA_VRF_TABLE (linux/if_link.h).
const vrfTable = 1

// VRF asks the kernel for the VRF device of that name: its index, and the routing table it stands for
// (IFLA_VRF_TABLE, 0 where the kernel does not tell). ok is false where there is no such device or it is
// of another kind; absent says that there is no device of that name at all. The answer is not
// remembered. It uses the command's socket, so it may not be called in the middle of a dump.
func (c *Cache) VRF(name string) (index int, table uint32, absent, ok bool) {
	conn, err := c.conn()
	if err != nil {
		return 0, 0, false, false
	}
	e := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 64)}
	e.String(unix.IFLA_IFNAME, name)
	m, err := conn.Get(nl.Request{Type: unix.RTM_GETLINK, Body: e.B})
	if err != nil || len(m.Data) < unix.SizeofIfInfomsg {
		return 0, 0, errors.Is(err, unix.ENODEV), false
	}
	info := attr.Find(m.Data[unix.SizeofIfInfomsg:], unix.IFLA_LINKINFO)
	if string(attr.CString(attr.Find(info, unix.IFLA_INFO_KIND))) != "vrf" {
		return 0, 0, false, false
	}
	data := attr.Find(info, unix.IFLA_INFO_DATA)
	return int(int32(attr.U32(m.Data[4:]))), attr.U32(attr.Find(data, vrfTable)), false, true
}
