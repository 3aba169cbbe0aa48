package link

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// Questions to the kernel that the meaning of a few words depends on.

// getLink makes the body of an RTM_GETLINK: struct ifinfomsg, behind which attributes go.
func getLink(family uint8, index int32) *attr.Encoder {
	r := request{Family: family, Index: index}
	r.Enc.B = make([]byte, unix.SizeofIfInfomsg, 64)
	r.header(r.Enc.B)
	return &r.Enc
}

// askLink sends an RTM_GETLINK and returns the attributes of the answer, which alias the connection's
// buffer, and the index.
func askLink(conn *nl.Conn, body []byte) (attrs []byte, index int, err error) {
	m, err := conn.Get(nl.Request{Type: unix.RTM_GETLINK, Body: body})
	if err != nil {
		return nil, 0, err
	}
	if len(m.Data) < unix.SizeofIfInfomsg {
		return nil, 0, nl.ErrNoAnswer
	}
	return m.Data[unix.SizeofIfInfomsg:], int(int32(attr.U32(m.Data[4:]))), nil
}

// addrLen is the length in bytes of the device's link-layer address, -1 where it has none or nothing is
// known of it. What the kernel says to that is a warning: the command goes on without the check.
func (r *request) addrLen(dev string) int {
	index := r.Env.Links.Index(dev)
	if index == 0 {
		return -1
	}
	conn, err := r.Env.Conn()
	if err != nil {
		return -1
	}
	attrs, _, err := askLink(conn, getLink(r.Family, int32(index)).B)
	if err != nil {
		r.Env.Warn(err.Error())
		return -1
	}
	a := attr.Find(attrs, unix.IFLA_ADDRESS)
	if a == nil {
		return -1
	}
	return len(a)
}

// wrongLength is the error for a link-layer address of n bytes where want are due.
func wrongLength(n, want int) error {
	return arg.Fail(1, "Invalid address length "+strconv.Itoa(n)+" - must be "+strconv.Itoa(want)+" bytes")
}

// isVRF says whether the device of that name, not an alternative one, is a VRF.
func (r *request) isVRF(name string) bool {
	conn, err := r.Env.Conn()
	if err != nil {
		return false
	}
	e := getLink(r.Family, 0)
	e.String(unix.IFLA_IFNAME, name)
	attrs, index, err := askLink(conn, e.B)
	if err != nil {
		return false
	}
	info := attr.Find(attrs, unix.IFLA_LINKINFO)
	return index != 0 && string(attr.CString(attr.Find(info, unix.IFLA_INFO_KIND))) == "vrf"
}

// lowerIndex is the index of the device after "link": in the namespace after "link-netns" or
// "link-netnsid" if there is one. 0 means that there is none.
func (w *words) lowerIndex() (int, error) {
	if w.nsid == -1 {
		return w.r.Env.Links.Index(w.link), nil
	}
	conn, err := w.conn()
	if err != nil {
		return 0, err
	}
	e := getLink(unix.AF_UNSPEC, 0)
	e.U32(unix.IFLA_TARGET_NETNSID, uint32(w.nsid))
	if arg.IfName(w.link) {
		e.String(unix.IFLA_IFNAME, w.link)
	} else {
		e.String(unix.IFLA_ALT_IFNAME, w.link)
	}
	_, index, err := askLink(conn, e.B)
	if err != nil {
		w.r.Env.Warn(err.Error()) // the reason; the error names the device
		return 0, nil
	}
	return index, nil
}

// vfRate asks for the transmit rates of a virtual function, in Mbit/s. They are 0 for a device that has no
// virtual functions at all: what the kernel says to the command is the better error.
func (r *request) vfRate(dev string, vf uint32) (low, high uint32, err error) {
	index := r.Env.Links.Index(dev)
	if index == 0 {
		return 0, 0, arg.Exit(1, "Device "+dev+" does not exist")
	}
	conn, err := r.Env.Conn()
	if err != nil {
		return 0, 0, err
	}
	e := getLink(unix.AF_UNSPEC, int32(index))
	e.U32(unix.IFLA_EXT_MASK, uapi.RTEXT_FILTER_VF)
	attrs, _, err := askLink(conn, e.B)
	if err != nil {
		return 0, 0, arg.Exit(1, err.Error())
	}
	list := attr.Find(attrs, unix.IFLA_VFINFO_LIST)
	if list == nil || attr.Find(attrs, unix.IFLA_NUM_VF) == nil {
		return 0, 0, nil
	}
	for {
		_, info, rest, ok := attr.Next(list)
		if !ok {
			return 0, 0, arg.Exit(1, "Cannot find VF "+strconv.Itoa(int(int32(vf))))
		}
		list = rest
		rate := attr.Find(info, unix.IFLA_VF_RATE)
		if len(rate) < 12 {
			return 0, 0, arg.Exit(1, "VF min/max rate API not supported")
		}
		if attr.U32(rate) == vf {
			return attr.U32(rate[4:]), attr.U32(rate[8:]), nil
		}
	}
}
