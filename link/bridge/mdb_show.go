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

// An mdbView prints multicast databases from messages. It is made once for all of a dump.
type mdbView struct {
	e      *verb.Env
	header header
	dev    int32  // index of the only bridge to show, 0 for all
	vlan   uint32 // the only VLAN to show, 0 for all
	tb     [uapi.MDBA_MDB_EATTR_MAX + 1][]byte
	buf    []byte
}

func newMDBView(e *verb.Env) *mdbView { return &mdbView{e: e, buf: make([]byte, 0, 64)} }

// showMDB runs bridge mdb show. In JSON all of it is one object: the groups, and the ports that lead to
// routers, which the kernel has in the same messages.
func showMDB(e *verb.Env, c *arg.Cursor) error {
	v := newMDBView(e)
	if err := v.parse(c); err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	p := e.Out
	p.Begin()
	p.Object("")
	p.Array("mdb", "")
	if err := v.dump(conn, v.groups); err != nil {
		return err
	}
	p.EndArray("")
	p.Object("router")
	if p.Details > 0 {
		if err := v.dump(conn, v.routers); err != nil {
			return err
		}
	}
	p.EndObject()
	p.EndObject()
	p.End()
	return nil
}

// dump runs print on the messages about all databases.
func (v *mdbView) dump(conn *nl.Conn, print func(nl.Message)) error {
	body := [uapi.SizeofBrPortMsg]byte{unix.AF_BRIDGE}
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETMDB, Body: body[:]}) {
		if err != nil {
			v.e.Out.Break()
			return arg.Fail(1, verb.Lines2(err.Error(), "Dump terminated"))
		}
		print(m)
		v.e.Out.Record()
	}
	return nil
}

// parse reads the words of a show. Those it does not know do not matter to the reference.
func (v *mdbView) parse(c *arg.Cursor) (err error) {
	var dev *string
	for c.Next() {
		switch c.Word() {
		case "dev":
			dev, err = once(c, "dev", dev)
		case "vid":
			v.vlan, err = filterVLAN(c, "vid", v.vlan)
		}
		if err != nil {
			return err
		}
	}
	v.dev, err = findDevice(v.e, dev)
	return err
}

// read returns what a message is about, and its attribute of that type; nil if it is not to be shown.
func (v *mdbView) read(m nl.Message, typ uint16) (dev int32, b []byte) {
	switch m.Type {
	case unix.RTM_GETMDB, unix.RTM_NEWMDB, unix.RTM_DELMDB: // a dump of a bridge is of RTM_GETMDB
	default:
		return 0, nil
	}
	if len(m.Data) < uapi.SizeofBrPortMsg {
		return 0, nil
	}
	dev = int32(attr.U32(m.Data[4:]))
	if v.dev != 0 && v.dev != dev {
		return dev, nil
	}
	return dev, attr.Find(m.Data[uapi.SizeofBrPortMsg:], typ)
}

// groups prints the entries in a message: struct br_mdb_entry with attributes behind it, several of one
// group in one attribute.
func (v *mdbView) groups(m nl.Message) {
	dev, mdb := v.read(m, uapi.MDBA_MDB)
	for {
		_, group, rest, ok := attr.Next(mdb)
		if !ok {
			return
		}
		mdb = rest
		for {
			_, entry, rest, ok := attr.Next(group)
			if !ok {
				break
			}
			group = rest
			if len(entry) >= uapi.SizeofBrMdbEntry {
				v.entry(dev, entry)
			}
		}
	}
}

// entry prints an entry, if it is asked for.
func (v *mdbView) entry(dev int32, b []byte) {
	vid := attr.U16(b[uapi.BrMdbEntry_VID:])
	if v.vlan != 0 && v.vlan != uint32(vid) {
		return
	}
	attr.Index(v.tb[:], b[uapi.SizeofBrMdbEntry:])
	p := v.e.Out
	p.Object("")
	if p.InJSON() {
		p.Int("index", "", int64(dev), "")
	}
	p.In(out.IfName).Str("dev", "dev ", v.e.Links.Name(int(dev)), "")
	p.Str("port", " port ", v.e.Links.Name(int(attr.U32(b))), "")

	family, grp := mdbGroup(b[uapi.BrMdbEntry_Addr:])
	v.address("grp", " grp ", family, grp)
	if b := v.tb[uapi.MDBA_MDB_EATTR_SOURCE]; b != nil {
		v.address("src", " src ", family, b)
	}
	state := "temp"
	if b[uapi.BrMdbEntry_State]&uapi.MDB_PERMANENT != 0 {
		state = "permanent"
	}
	p.Str("state", " ", state, "")
	if p.Details > 0 {
		v.details(family)
	}
	p.Array("flags", "")
	for i := range mdbFlags {
		if b[uapi.BrMdbEntry_Flags]&mdbFlags[i].bit != 0 {
			p.Str("", " ", mdbFlags[i].name, "")
		}
	}
	p.EndArray("")
	if vid != 0 {
		p.Uint("vid", " vid ", uint64(vid), "")
	}
	v.underlay()
	if b := v.tb[uapi.MDBA_MDB_EATTR_TIMER]; b != nil && p.Stats > 0 {
		v.buf = appendTimer(v.buf[:0], attr.U32(b), 4)
		p.Bytes("timer", " ", v.buf, "")
	}
	p.NL()
	p.EndObject()
}

// mdbFlags are in the order in which they are shown.
var mdbFlags = [...]struct {
	bit  uint8
	name string
}{
	{uapi.MDB_FLAGS_OFFLOAD, "offload"}, {uapi.MDB_FLAGS_FAST_LEAVE, "fast_leave"},
	{uapi.MDB_FLAGS_STAR_EXCL, "added_by_star_ex"}, {uapi.MDB_FLAGS_BLOCKED, "blocked"},
}

// mdbGroup returns the family and the address of a group from the end of a struct br_mdb_entry.
func mdbGroup(b []byte) (family uint8, grp []byte) {
	switch attr.BE16(b[uapi.BrMdbEntry_AddrProto-uapi.BrMdbEntry_Addr:]) {
	case 0:
		return unix.AF_PACKET, b[:6]
	case unix.ETH_P_IP:
		return unix.AF_INET, b[:4]
	}
	return unix.AF_INET6, b[:16]
}

// address prints an address with the words in front of it, which have its colour too.
func (v *mdbView) address(key, pre string, family uint8, b []byte) {
	v.buf = arg.AppendAddr(v.buf[:0], family, b)
	v.e.Out.In(out.FamilyColour(family)).Bytes(key, pre, v.buf, "")
}

// details prints what -details adds.
func (v *mdbView) details(family uint8) {
	p := v.e.Out
	if b := v.tb[uapi.MDBA_MDB_EATTR_GROUP_MODE]; b != nil {
		mode := "exclude"
		if attr.U8(b) == unix.MCAST_INCLUDE {
			mode = "include"
		}
		p.Str("filter_mode", " filter_mode ", mode, "")
	}
	if list := v.tb[uapi.MDBA_MDB_EATTR_SRC_LIST]; list != nil {
		v.sources(family, list)
	}
	if b := v.tb[uapi.MDBA_MDB_EATTR_RTPROT]; b != nil {
		v.buf = v.e.Names.AppendRouteProto(v.buf[:0], attr.U8(b))
		p.Bytes("protocol", " proto ", v.buf, "")
	}
}

// sources prints the list of sources, each with the time for which it is still known.
func (v *mdbView) sources(family uint8, list []byte) {
	p := v.e.Out
	p.Array("source_list", " source_list")
	for sep := " "; ; sep = "," {
		_, source, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		addr := attr.Find(source, uapi.MDBA_MDB_SRCATTR_ADDRESS)
		timer := attr.Find(source, uapi.MDBA_MDB_SRCATTR_TIMER)
		if addr == nil || timer == nil {
			continue
		}
		p.Object("")
		p.Text(sep)
		v.address("address", "", family, addr)
		v.buf = appendTimer(v.buf[:0], attr.U32(timer), 0)
		p.Bytes("timer", "/", v.buf, "")
		p.EndObject()
	}
	p.EndArray("")
}

// underlay prints where a VXLAN device sends the group.
func (v *mdbView) underlay() {
	p := v.e.Out
	if b := v.tb[uapi.MDBA_MDB_EATTR_DST]; b != nil {
		family := uint8(unix.AF_INET)
		if len(b) == 16 {
			family = unix.AF_INET6
		}
		v.address("dst", " dst ", family, b)
	}
	if b := v.tb[uapi.MDBA_MDB_EATTR_DST_PORT]; b != nil {
		p.Uint("dst_port", " dst_port ", uint64(attr.U16(b)), "")
	}
	if b := v.tb[uapi.MDBA_MDB_EATTR_VNI]; b != nil {
		p.Uint("vni", " vni ", uint64(attr.U32(b)), "")
	}
	if b := v.tb[uapi.MDBA_MDB_EATTR_SRC_VNI]; b != nil {
		p.Uint("src_vni", " src_vni ", uint64(attr.U32(b)), "")
	}
	if b := v.tb[uapi.MDBA_MDB_EATTR_IFINDEX]; b != nil {
		p.Str("via", " via ", v.e.Links.Name(int(attr.U32(b))), "")
	}
}
