package bridge

import (
	"io"
	"testing"

	"gip/internal/attr"
	"gip/internal/ifname"
	"gip/internal/names"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// testEnv returns an Env that writes nowhere and knows the devices 1 to 3 without asking the kernel.
func testEnv(o out.Options) *verb.Env {
	noConn := func() (*nl.Conn, error) { return nil, io.EOF }
	e := &verb.Env{Out: out.New(io.Discard, o), Stderr: io.Discard, Names: names.New(true)}
	e.Links = ifname.New(noConn, noConn)
	for i, name := range []string{"v0", "br0", "vx"} {
		e.Links.Remember(i+1, name)
	}
	return e
}

func entryFDB() nl.Message {
	enc := attr.Encoder{B: []byte{unix.AF_BRIDGE, 0, 0, 0, 1, 0, 0, 0, unix.NUD_REACHABLE, 0, unix.NTF_SELF, 0}}
	enc.Bytes(unix.NDA_LLADDR, []byte{2, 0, 0, 0, 0, 1})
	enc.Bytes(unix.NDA_DST, []byte{10, 0, 0, 1})
	enc.U32(unix.NDA_MASTER, 2)
	enc.Bytes(unix.NDA_CACHEINFO, make([]byte, 16))
	enc.U16(unix.NDA_VLAN, 7)
	enc.BE16(unix.NDA_PORT, 4789)
	enc.U32(unix.NDA_VNI, 42)
	enc.U32(unix.NDA_IFINDEX, 3)
	enc.U32(unix.NDA_LINK_NETNSID, 1)
	enc.U32(uapi.NDA_FLAGS_EXT, uapi.NTF_EXT_LOCKED)
	return nl.Message{Type: unix.RTM_NEWNEIGH, Data: enc.B}
}

func entryMDB() nl.Message {
	enc := attr.Encoder{B: []byte{unix.AF_BRIDGE, 0, 0, 0, 2, 0, 0, 0}}
	mdb := enc.Nest(uapi.MDBA_MDB)
	group := enc.Nest(1)
	nest := enc.Nest(1)
	entry := make([]byte, uapi.SizeofBrMdbEntry)
	entry[0], entry[uapi.BrMdbEntry_Flags] = 1, 15
	copy(entry[uapi.BrMdbEntry_Addr:], []byte{239, 1, 1, 1})
	putBE16(entry[uapi.BrMdbEntry_AddrProto:], unix.ETH_P_IP)
	enc.B = append(enc.B, entry...)
	enc.U32(uapi.MDBA_MDB_EATTR_TIMER, 12345)
	enc.U8(uapi.MDBA_MDB_EATTR_GROUP_MODE, unix.MCAST_INCLUDE)
	enc.U8(uapi.MDBA_MDB_EATTR_RTPROT, 4)
	list := enc.Nest(uapi.MDBA_MDB_EATTR_SRC_LIST)
	source := enc.Nest(1)
	enc.Bytes(uapi.MDBA_MDB_SRCATTR_ADDRESS, []byte{10, 0, 0, 1})
	enc.U32(uapi.MDBA_MDB_SRCATTR_TIMER, 100)
	enc.EndNest(source)
	enc.EndNest(list)
	enc.Bytes(uapi.MDBA_MDB_EATTR_DST, make([]byte, 16))
	enc.EndNest(nest)
	enc.EndNest(group)
	enc.EndNest(mdb)
	router := enc.Nest(uapi.MDBA_ROUTER)
	enc.Bytes(1, []byte{1, 0, 0, 0, 8, 0, uapi.MDBA_ROUTER_PATTR_TIMER, 0, 1, 0, 0, 0})
	enc.EndNest(router)
	return nl.Message{Type: unix.RTM_GETMDB, Data: enc.B}
}

func entryVNI() nl.Message {
	enc := attr.Encoder{B: tunnelMsg(3, 0)}
	entry := enc.Nest(uapi.VXLAN_VNIFILTER_ENTRY)
	enc.U32(uapi.VXLAN_VNIFILTER_ENTRY_START, 5)
	enc.U32(uapi.VXLAN_VNIFILTER_ENTRY_END, 9)
	enc.Bytes(uapi.VXLAN_VNIFILTER_ENTRY_GROUP6, append([]byte{0xff, 5}, make([]byte, 14)...))
	stats := enc.Nest(uapi.VXLAN_VNIFILTER_ENTRY_STATS)
	enc.U64(uapi.VNIFILTER_ENTRY_STATS_TX_PKTS, 7)
	enc.EndNest(stats)
	enc.EndNest(entry)
	return nl.Message{Type: unix.RTM_NEWTUNNEL, Data: enc.B}
}

// A dump allocates nothing for an entry, in text and in JSON.
func TestNoAllocation(t *testing.T) {
	for _, o := range []out.Options{{Details: 1, Stats: 1}, {JSON: true, Details: 1, Stats: 1}} {
		e := testEnv(o)
		e.Out.Begin()
		fdb, mdb, vni := newFDBView(e), newMDBView(e), newVNIView(e)
		entries := [...]nl.Message{entryFDB(), entryMDB(), entryVNI()}
		for i, print := range []func(){
			func() { fdb.print(entries[0]) }, func() { mdb.groups(entries[1]) }, func() { vni.print(entries[2]) },
		} {
			if testing.AllocsPerRun(1000, print) != 0 {
				t.Errorf("JSON %v: message %d allocates", o.JSON, i)
			}
		}
	}
}

// No message makes a monitor panic, and none that is whole is an error.
func FuzzWatch(f *testing.F) {
	for _, m := range []nl.Message{entryFDB(), entryMDB(), entryVNI()} {
		f.Add(m.Type, m.Data)
		f.Add(m.Type, m.Data[:len(m.Data)-5])
	}
	f.Add(uint16(unix.RTM_NEWLINK), make([]byte, 40))
	f.Add(uint16(unix.RTM_NEWVLAN), []byte{unix.AF_BRIDGE, 0, 0, 0, 1, 0, 0, 0, 8, 0, 1, 0, 4, 0, 1, 0})
	f.Add(uint16(unix.RTM_DELMDB), []byte{unix.AF_BRIDGE, 0, 0, 0, 1, 0, 0, 0, 8, 0, 2, 0, 4, 0, 1, 0})
	f.Add(uint16(tstamp), []byte{1, 0, 0, 0})
	f.Fuzz(func(t *testing.T, typ uint16, data []byte) {
		w := newWatch(testEnv(out.Options{Details: 1, Stats: 1}), true)
		if err := w.print(nl.Message{Type: typ, Data: data}); err != nil && len(data) >= unix.SizeofIfInfomsg {
			t.Errorf("a message of %d bytes: %v", len(data), err)
		}
	})
}
