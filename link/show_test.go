package link

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"strings"
	"testing"

	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// newEnv returns an Env that prints to a buffer.
func newEnv(t testing.TB, o out.Options) (*verb.Env, *bytes.Buffer) {
	t.Helper()
	var b bytes.Buffer
	e := verb.NewEnv(o)
	e.Out = out.New(&b, o)
	e.Stderr = &bytes.Buffer{}
	t.Cleanup(e.Close)
	return e, &b
}

// message is a device of a type (ARPHRD_*) with flags (IFF_*) and the attributes that add appends.
func message(hw uint16, index int32, flags uint32, add func(*attr.Encoder)) nl.Message {
	e := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg)}
	binary.NativeEndian.PutUint16(e.B[2:], hw)
	binary.NativeEndian.PutUint32(e.B[4:], uint32(index))
	binary.NativeEndian.PutUint32(e.B[8:], flags)
	add(&e)
	return nl.Message{Type: unix.RTM_NEWLINK, Data: e.B}
}

func show(t *testing.T, o out.Options, f *Filter, ms ...nl.Message) string {
	t.Helper()
	e, b := newEnv(t, o)
	v := NewView(e, f)
	e.Out.Begin()
	for _, m := range ms {
		remember(e, m)
	}
	for _, m := range ms {
		v.record(m)
	}
	e.Out.End()
	e.Out.Flush()
	if o.JSON && !json.Valid(b.Bytes()) {
		t.Errorf("no JSON: %s", b)
	}
	return b.String()
}

func veth(index int32, name string, peer uint32, up bool) nl.Message {
	flags := uint32(unix.IFF_BROADCAST | unix.IFF_MULTICAST)
	state := uint8(operDown)
	if up {
		flags |= unix.IFF_UP | unix.IFF_RUNNING | unix.IFF_LOWER_UP
		state = operUp
	}
	return message(arphrdEther, index, flags, func(e *attr.Encoder) {
		e.String(unix.IFLA_IFNAME, name)
		e.U32(unix.IFLA_TXQLEN, 1000)
		e.U8(unix.IFLA_OPERSTATE, state)
		e.U8(unix.IFLA_LINKMODE, 0)
		e.U32(unix.IFLA_MTU, 1500)
		e.U32(unix.IFLA_GROUP, 0)
		e.U32(unix.IFLA_LINK, peer)
		e.String(unix.IFLA_QDISC, "noqueue")
		e.Bytes(unix.IFLA_ADDRESS, []byte{2, 0, 0, 0, 0, byte(index)})
		e.Bytes(unix.IFLA_BROADCAST, []byte{255, 255, 255, 255, 255, 255})
		n := e.Nest(unix.IFLA_LINKINFO)
		e.StringN(unix.IFLA_INFO_KIND, "veth")
		e.EndNest(n)
	})
}

func linksFilter() *Filter {
	return &Filter{Links: true, QueueLen: true, Family: unix.AF_PACKET, Group: -1}
}

func TestShowText(t *testing.T) {
	a, b := veth(7, "a", 8, true), veth(8, "b", 7, false)
	want := "7: a@b: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\n" +
		"    link/ether 02:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff\n" +
		"8: b@a: <BROADCAST,MULTICAST> mtu 1500 qdisc noqueue state DOWN mode DEFAULT group default qlen 1000\n" +
		"    link/ether 02:00:00:00:00:08 brd ff:ff:ff:ff:ff:ff\n"
	if got := show(t, out.Options{}, linksFilter(), a, b); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = "a@b              UP             02:00:00:00:00:07 <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> \n" +
		"b@a              DOWN           02:00:00:00:00:08 <BROADCAST,MULTICAST> \n"
	if got := show(t, out.Options{Brief: true}, linksFilter(), a, b); got != want {
		t.Errorf("brief: got\n%s\nwant\n%s", got, want)
	}
}

// Devices that do not pass the filter leave an empty object behind.
func TestShowJSONFiltered(t *testing.T) {
	f := linksFilter()
	f.Up = true
	got := show(t, out.Options{JSON: true}, f, veth(7, "a", 8, true), veth(8, "b", 7, false))
	want := `[{"ifindex":7,"link":"b","ifname":"a","flags":["BROADCAST","MULTICAST","UP","LOWER_UP","M-DOWN"],` +
		`"mtu":1500,"qdisc":"noqueue","operstate":"UP","linkmode":"DEFAULT","group":"default","txqlen":1000,` +
		`"link_type":"ether","address":"02:00:00:00:00:07","broadcast":"ff:ff:ff:ff:ff:ff"},{}]` + "\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFilterAttributes(t *testing.T) {
	kind, other := "veth", "bridge"
	port := message(arphrdEther, 9, 0, func(e *attr.Encoder) {
		e.String(unix.IFLA_IFNAME, "p")
		e.U32(unix.IFLA_GROUP, 5)
		e.U32(unix.IFLA_MASTER, 4)
		n := e.Nest(unix.IFLA_LINKINFO)
		e.StringN(unix.IFLA_INFO_KIND, "veth")
		e.StringN(unix.IFLA_INFO_SLAVE_KIND, "bridge")
		e.EndNest(n)
	})
	for name, c := range map[string]struct {
		set  func(*Filter)
		want bool
	}{
		"none":            {func(f *Filter) {}, true},
		"group":           {func(f *Filter) { f.Group = 5 }, true},
		"other group":     {func(f *Filter) { f.Group = 6 }, false},
		"master":          {func(f *Filter) { f.Master = 4 }, true},
		"other master":    {func(f *Filter) { f.Master = 5 }, false},
		"nomaster":        {func(f *Filter) { f.Master = -1 }, true}, // the kernel's to see to
		"kind":            {func(f *Filter) { f.Kind = &kind }, true},
		"other kind":      {func(f *Filter) { f.Kind = &other }, false},
		"port kind":       {func(f *Filter) { f.SlaveKind = &other }, true},
		"other port kind": {func(f *Filter) { f.SlaveKind = &kind }, false},
		"index":           {func(f *Filter) { f.Index = 8 }, false},
		"down":            {func(f *Filter) { f.Down = true }, true},
		"up":              {func(f *Filter) { f.Up = true }, false},
	} {
		f := linksFilter()
		c.set(f)
		if got := show(t, out.Options{Brief: true}, f, port) != ""; got != c.want {
			t.Errorf("%s: shown is %v", name, got)
		}
	}
}

func TestStats(t *testing.T) {
	m := message(arphrdEther, 3, 0, func(e *attr.Encoder) {
		e.String(unix.IFLA_IFNAME, "x")
		e.U32(unix.IFLA_TXQLEN, 0)
		e.U32(unix.IFLA_CARRIER_CHANGES, 2)
		var s [8 * nCounters]byte
		for i, v := range map[int]uint64{rxBytes: 123456789012, rxPackets: 99999, rxCompressed: 4, rxNoHandler: 7,
			txBytes: 1500, rxLength: 12345678} {
			binary.NativeEndian.PutUint64(s[8*i:], v)
		}
		e.Bytes(unix.IFLA_STATS64, s[:])
	})
	head := "3: x: <> \n    link/ether \n"
	for _, c := range []struct {
		o    out.Options
		want string
	}{
		{out.Options{Stats: 1}, head +
			"    RX:    bytes packets errors dropped  missed   mcast compressed\n" +
			"    123456789012   99999      0       0       0       0          4 \n" +
			"    TX:    bytes packets errors dropped carrier collsns           \n" +
			"            1500       0      0       0       0       0 \n"},
		{out.Options{Stats: 2}, head +
			"    RX:    bytes  packets errors dropped  missed   mcast compressed\n" +
			"    123456789012    99999      0       0       0       0          4 \n" +
			"    RX errors:     length    crc   frame    fifo overrun  nohandler\n" +
			"                 12345678      0       0       0       0          7 \n" +
			"    TX:    bytes  packets errors dropped carrier collsns           \n" +
			"            1500        0      0       0       0       0 \n" +
			"    TX errors:    aborted   fifo  window heartbt transns\n" +
			"                        0      0       0       0       2 \n"},
		{out.Options{Stats: 1, Human: true}, head +
			"    RX:  bytes packets errors dropped  missed   mcast compressed\n" +
			"          123G  100.0k      0       0       0       0          4 \n" +
			"    TX:  bytes packets errors dropped carrier collsns           \n" +
			"         1.50k       0      0       0       0       0 \n"},
	} {
		got := show(t, c.o, linksFilter(), m)
		if got != c.want {
			t.Errorf("%+v: got\n%s\nwant\n%s", c.o, got, c.want)
		}
	}
}

func TestHuman(t *testing.T) {
	for _, c := range []struct {
		n, base uint64
		want    string
	}{
		{1000, 1000, "1.00k"}, {1024, 1024, "1.00ki"}, {9999, 1000, "10.00k"}, {10000, 1000, "10.0k"},
		{123456, 1000, "123k"}, {999999, 1000, "1000k"}, {1000000, 1000, "1.00M"}, {1 << 20, 1024, "1.00Mi"},
		{1<<64 - 1, 1000, "18.4E"}, {1<<64 - 1, 1024, "16.0Ei"},
	} {
		if got := string(appendHuman(nil, c.n, c.base)); got != c.want {
			t.Errorf("%d base %d: %s, want %s", c.n, c.base, got, c.want)
		}
	}
}

func u32s(v ...uint32) (b []byte) {
	for _, n := range v {
		b = binary.NativeEndian.AppendUint32(b, n)
	}
	return b
}

func TestVF(t *testing.T) {
	m := message(arphrdEther, 3, 0, func(e *attr.Encoder) {
		e.String(unix.IFLA_IFNAME, "x")
		e.U32(unix.IFLA_TXQLEN, 0)
		e.U32(unix.IFLA_NUM_VF, 2)
		list := e.Nest(unix.IFLA_VFINFO_LIST)
		n := e.Nest(unix.IFLA_VF_INFO)
		e.Bytes(unix.IFLA_VF_MAC, append(u32s(0), make([]byte, 32)...))
		e.Bytes(unix.IFLA_VF_BROADCAST, bytes.Repeat([]byte{255}, 32))
		vlans := e.Nest(unix.IFLA_VF_VLAN_LIST)
		e.Bytes(1, append(u32s(0, 10, 3), 0x88, 0xa8, 0, 0))
		e.EndNest(vlans)
		e.Bytes(unix.IFLA_VF_RATE, u32s(0, 100, 200))
		e.Bytes(unix.IFLA_VF_SPOOFCHK, u32s(0, 1))
		e.Bytes(unix.IFLA_VF_LINK_STATE, u32s(0, 0))
		e.Bytes(unix.IFLA_VF_TRUST, u32s(0, 0))
		e.Bytes(unix.IFLA_VF_RSS_QUERY_EN, u32s(0, unknown))
		stats := e.Nest(unix.IFLA_VF_STATS)
		e.U64(unix.IFLA_VF_STATS_RX_BYTES, 77)
		e.U64(unix.IFLA_VF_STATS_TX_DROPPED, 1)
		e.EndNest(stats)
		e.EndNest(n)
		e.EndNest(list)
	})
	want := "3: x: <> \n    link/ether \n" +
		"    vf 0     link/ether 00:00:00:00:00:00 brd ff:ff:ff:ff:ff:ff, vlan 10, qos 3, vlan protocol 802.1ad, " +
		"max_tx_rate 200Mbps, min_tx_rate 100Mbps, spoof checking on, link-state auto, trust off\n"
	if got := show(t, out.Options{}, linksFilter(), m); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = strings.TrimSuffix(want, "\n") + "\n" +
		"    RX: bytes  packets  mcast   bcast \n" +
		"            77        0       0       0 \n" +
		"    TX: bytes  packets   dropped \n" +
		"             0        0        1 \n"
	// Without the statistics of the device itself an empty line stands in their place.
	want = strings.Replace(want, "    vf 0", "\n    vf 0", 1)
	if got := show(t, out.Options{Stats: 1}, linksFilter(), m); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	got := show(t, out.Options{JSON: true, Stats: 1}, linksFilter(), m)
	if want := `"vfinfo_list":[{"vf":0,"link_type":"ether","address":"00:00:00:00:00:00","broadcast":"ff:ff:ff:ff:ff:ff",` +
		`"vlan_list":[{"vlan":10,"qos":3,"protocol":"802.1ad"}],"rate":{"max_tx":200,"min_tx":100},"spoofchk":true,` +
		`"link_state":"auto","trust":false,"stats":{"rx":{"bytes":77,"packets":0,"multicast":0,"broadcast":0},` +
		`"tx":{"tx_bytes":0,"tx_packets":0,"dropped":1}}}]`; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwithout\n%s", got, want)
	}
}

func TestVFListTruncated(t *testing.T) {
	e, _ := newEnv(t, out.Options{})
	NewView(e, linksFilter()).Print(message(arphrdEther, 3, 0, func(e *attr.Encoder) {
		e.String(unix.IFLA_IFNAME, "x")
		e.U32(unix.IFLA_TXQLEN, 0)
		e.U32(unix.IFLA_NUM_VF, 2)
		e.Bytes(unix.IFLA_VFINFO_LIST, nil)
	}))
	if got, want := e.Stderr.(*bytes.Buffer).String(), "Truncated VF list: x\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPrintAllocatesNothing(t *testing.T) {
	a, b := veth(7, "a", 8, true), veth(8, "b", 7, false)
	for _, o := range []out.Options{{}, {JSON: true}, {Brief: true}, {Stats: 2}} {
		e, _ := newEnv(t, o)
		remember(e, a)
		remember(e, b)
		v := NewView(e, linksFilter())
		e.Out.Begin()
		start := e.Out.Mark()
		n := testing.AllocsPerRun(100, func() {
			e.Out.Rewind(start)
			v.Print(a)
			v.Print(b)
			remember(e, a)
		})
		if n != 0 {
			t.Errorf("%+v: %v allocations", o, n)
		}
	}
}

// fuzzOptions spreads the bits of a number over the output options.
func fuzzOptions(bits uint16) out.Options {
	return out.Options{
		JSON: bits&1 != 0, Pretty: bits&2 != 0, Oneline: bits&4 != 0, Brief: bits&8 != 0, Numeric: bits&16 != 0,
		Human: bits&32 != 0, IEC: bits&64 != 0, Colored: bits&128 != 0, Details: int(bits >> 8 & 1), Stats: int(bits >> 9 & 3),
	}
}

// FuzzShowLink prints arbitrary messages in every mode: nothing may panic, and JSON must be JSON.
func FuzzShowLink(f *testing.F) {
	for _, bits := range []uint16{0, 1, 3, 8, 0x101, 0x501, 0x700} {
		f.Add(veth(7, "a", 8, true).Data, bits, true)
		f.Add(veth(7, "a", 0, true).Data, bits, false)
	}
	f.Add(message(3, 3, 0, func(e *attr.Encoder) {
		e.String(unix.IFLA_IFNAME, "x")
		e.Bytes(unix.IFLA_ADDRESS, []byte{'"' << 1, 2, 2, 2, 2, 2, 2})
		e.U32(unix.IFLA_LINK_NETNSID, 0)
		e.U8(unix.IFLA_PROTO_DOWN, 1)
		n := e.Nest(unix.IFLA_XDP)
		e.U8(unix.IFLA_XDP_ATTACHED, uapi.XDP_ATTACHED_MULTI)
		e.EndNest(n)
		n = e.Nest(unix.IFLA_PROP_LIST)
		e.String(unix.IFLA_ALT_IFNAME, "alt\"")
		e.EndNest(n)
		n = e.Nest(unix.IFLA_AF_SPEC)
		e.EndNest(n)
		n = e.Nest(unix.IFLA_VFINFO_LIST)
		e.Bytes(unix.IFLA_VF_INFO, nil)
		e.EndNest(n)
		e.U32(unix.IFLA_NUM_VF, 1)
	}).Data, uint16(0x101), true)
	f.Fuzz(func(t *testing.T, body []byte, bits uint16, links bool) {
		o := fuzzOptions(bits)
		e, b := newEnv(t, o)
		fl := linksFilter()
		if !links {
			fl.Links, fl.Family = false, unix.AF_UNSPEC
		}
		e.Out.Begin()
		m := nl.Message{Type: unix.RTM_NEWLINK, Data: body}
		v := NewView(e, fl)
		e.Out.Object("")
		v.Print(m)
		v.Stats()
		e.Out.EndObject()
		e.Out.End()
		e.Out.Flush()
		if o.JSON && !json.Valid(b.Bytes()) {
			t.Errorf("no JSON: %q", b)
		}
	})
}

func BenchmarkShow(b *testing.B) {
	m, peer := veth(7, "a", 8, true), veth(8, "b", 7, false)
	e, _ := newEnv(b, out.Options{})
	remember(e, peer)
	v := NewView(e, linksFilter())
	start := e.Out.Mark()
	b.ReportAllocs()
	for b.Loop() {
		e.Out.Rewind(start)
		remember(e, m)
		v.Print(m)
	}
}
