package names

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// testDB returns a DB that reads below a fresh directory, where etc stands for the administrator's
// directory, share and lib for those of the distribution; files are path and content.
func testDB(t testing.TB, numeric bool, files map[string]string) (db *DB, warnings *[]string) {
	t.Helper()
	dir := t.TempDir()
	for path, text := range files {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	db = New(numeric)
	db.etc, db.vendor = dir+"/etc", []string{dir + "/share", dir + "/lib"}
	db.protos = dir + "/protocols"
	warnings = new([]string)
	db.Warn = func(s string) { *warnings = append(*warnings, strings.ReplaceAll(s, dir+"/", "")) }
	return db, warnings
}

func TestDirectories(t *testing.T) {
	db, warnings := testDB(t, false, map[string]string{
		"etc/rt_tables":                  "100 etc\n",
		"share/rt_tables":                "100 share\n101 share\n",
		"lib/rt_scopes":                  "7 lib\n",
		"share/group":                    "5 share\n",
		"lib/group":                      "5 lib\n",
		"share/rt_tables.d/a.conf":       "100 share.d\n102 share.d\n",
		"share/rt_tables.d/hide.conf":    "103 hidden\n",
		"etc/rt_tables.d/hide.conf":      "104 etc.d\n",
		"lib/rt_tables.d/a.conf":         "105 hidden\n",
		"lib/rt_tables.d/b.conf":         "106 lib.d\n102 weaker\n",
		"etc/rt_tables.d/README":         "107 readme\n",
		"etc/rt_tables.d/.x.conf":        "108 dot\n",
		"etc/rt_tables.d/.conf":          "109 dot\n",
		"etc/rt_scopes.d/a.conf":         "8 none\n", // scopes have no such directory
		"etc/protodown_reasons":          "3 none\n", // and protodown reasons no such file
		"etc/protodown_reasons.d/a.conf": "4 vrrp\n32 beyond\n",
	})
	var got []string
	for id := range uint32(10) {
		got = append(got, db.RouteTableName(100+id))
	}
	want := []string{"share.d", "101", "share.d", "103", "etc.d", "105", "lib.d", "107", "108", "109"}
	if !slices.Equal(got, want) {
		t.Errorf("tables 100 to 109 are %q, want %q", got, want)
	}
	for got, want := range map[string]string{
		db.ScopeName(7): "lib", db.ScopeName(8): "8", db.GroupName(5): "share",
		db.ProtoDownReasonName(3): "3", db.ProtoDownReasonName(4): "vrrp",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if _, err := db.ParseProtoDownReason("beyond"); err != ErrUnknown {
		t.Error("a reason above 31 was taken from a file")
	}
	if len(*warnings) != 0 {
		t.Errorf("warnings %q", *warnings)
	}
}

func TestDamagedFile(t *testing.T) {
	for _, numeric := range []bool{false, true} {
		db, warnings := testDB(t, numeric, map[string]string{
			"etc/rt_tables":   "66 good\n \tbad line\n77 never\n",
			"share/rt_tables": "77 share\n",
		})
		want := []string{"66", "77"}
		if !numeric {
			want[0] = "good"
		}
		if got := []string{db.RouteTableName(66), db.RouteTableName(77)}; !slices.Equal(got, want) {
			t.Errorf("numeric %v: got %q, want %q", numeric, got, want)
		}
		db.RouteTableName(66)
		if want := []string{"Database etc/rt_tables is corrupted at bad line\n"}; !slices.Equal(*warnings, want) {
			t.Errorf("warnings %q, want %q", *warnings, want)
		}
	}
}

// Lines as the reference's sscanf takes them.
func TestLines(t *testing.T) {
	for _, c := range []struct {
		line string
		id   int32
		name string
		ok   bool
	}{
		{"5 five\n", 5, "five", true},
		{"5\tfive # comment\n", 5, "five", true},
		{"5 five#x\n", 5, "five#x", true},
		{"5 five six", 5, "five", true},
		{"0x1F x\n", 31, "x", true},
		{"0X1F x\n", 0, "X1F", true},
		{"0x0x1f x\n", 31, "x", true},
		{"0x 1f x\n", 31, "x", true},
		{"0x-5 x\n", -5, "x", true},
		{"0x10foo\n", 0x10f, "oo", true},
		{"0xzz\n", 0, "xzz", true},
		{"0x0x x\n", 0, "x", true},
		{"10foo\n", 10, "foo", true},
		{"-1 x\n", -1, "x", true},
		{"+1 x\n", 1, "x", true},
		{"4294967297 x\n", 1, "x", true},
		{"99999999999999999999 x\n", -1, "x", true},
		{"0x1ffffffffffffffff x\n", -1, "x", true},
		{"\v5 x\n", 5, "x", true},
		{"5\n", 0, "", false},
		{"five 5\n", 0, "", false},
		{"", 0, "", false},
	} {
		id, name, ok := parseLine(c.line)
		if ok != c.ok || ok && (id != c.id || name != c.name) {
			t.Errorf("parseLine(%q) = %d, %q, %v; want %d, %q, %v", c.line, id, name, ok, c.id, c.name, c.ok)
		}
	}
}

func TestLongLine(t *testing.T) {
	var got []string
	add := func(_ int32, name string) { got = append(got, name) }
	// 511 bytes are one line, what is behind them the next.
	_, ok := parseFile([]byte(strings.Repeat(" ", 506)+"5 abc6 def\n"), add)
	if want := []string{"abc", "def"}; !ok || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, ok, want)
	}
}

// The reference looks into a file only for numbers it cannot name, so a file renames a built-in number
// once something has made it read the file, and not before.
func TestRenamedBuiltin(t *testing.T) {
	files := map[string]string{
		"etc/rt_protos": "2 mykernel\n66 mine\n", "etc/rt_scopes": "253 mylink\n", "etc/rt_realms": "0 myrealm\n",
		"etc/rt_dsfield": "0x00 zero\n0x28 AF11\n", "etc/rt_tables": "254 mymain\n", "etc/group": "0 mygroup\n",
		"etc/rt_addrprotos": "1 mylo\n", "etc/nl_protos": "0 myroute\n",
	}
	db, _ := testDB(t, false, files)
	all := func() []string {
		return []string{
			db.RouteProtoName(2), db.ScopeName(253), db.RealmName(0), db.DSFieldName(0), db.DSCPName(0),
			db.RouteTableName(254), db.GroupName(0), db.AddrProtoName(1), db.NlProtoName(0),
		}
	}
	want := []string{"kernel", "link", "unknown", "0", "0", "mymain", "mygroup", "mylo", "myroute"}
	if got := all(); !slices.Equal(got, want) {
		t.Errorf("at first: got %q, want %q", got, want)
	}
	db.RouteProtoName(99)
	db.ParseScope("x")
	db.RealmName(1)
	if got := db.DSCPName(10); got != "AF11" {
		t.Errorf("dscp 10 is %q", got)
	}
	want = []string{"mykernel", "mylink", "myrealm", "zero", "zero", "mymain", "mygroup", "mylo", "myroute"}
	if got := all(); !slices.Equal(got, want) {
		t.Errorf("later: got %q, want %q", got, want)
	}
	if v, err := db.ParseRouteTable("main"); v != 254 || err != nil {
		t.Errorf("main is table %d, %v", v, err) // the old name still works
	}
	if _, err := db.ParseRouteProto("kernel"); err != ErrUnknown {
		t.Error("the old name of a renamed protocol still works")
	}
}

func TestNumeric(t *testing.T) {
	db, _ := testDB(t, true, map[string]string{"etc/rt_tables": "66 x\n", "protocols": "tcp 6 TCP\n"})
	for got, want := range map[string]string{
		db.RouteTableName(254): "254", db.GroupName(0): "0", db.GroupName(1<<32 - 1): "-1",
		db.RouteProtoName(2): "2", db.AddrProtoName(3): "0x3", db.ScopeName(253): "253", db.RealmName(7): "7",
		db.DSFieldName(5): "0x05", db.DSCPName(8): "8", db.NlProtoName(16): "16", db.ProtoDownReasonName(9): "9",
		db.RouteTypeName(1): "1", db.LinkTypeName(772): "[772]", db.EtherProtoName(0x8100): "[33024]",
		db.IPProtoName(6): "ipproto-6",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if id, err := db.ParseRouteTable("x"); id != 66 || err != nil {
		t.Errorf("names are not read with -N: %d, %v", id, err)
	}
}

func TestParse(t *testing.T) {
	db, _ := testDB(t, false, map[string]string{
		"etc/rt_tables":  "300 twin\n45 twin\n301 twin\n45 pair\n301 pair\n7 0x10\n",
		"etc/rt_dsfield": "0x28 AF11\n",
		"etc/rt_realms":  "1 cosmos\n2 casa\n",
		"protocols":      "# list\nip 0 IP\ntcp\t6\tTCP # transmission\nbad x\nbig 300\nudp 17\n",
	})
	type result struct {
		v   uint64
		err error
	}
	of := func(v uint32, err error) result { return result{uint64(v), err} }
	of8 := func(v uint8, err error) result { return result{uint64(v), err} }
	of16 := func(v uint16, err error) result { return result{uint64(v), err} }
	bad := result{0, ErrUnknown}
	for i, c := range []struct{ got, want result }{
		{of(db.ParseRouteTable("twin")), result{300, nil}},
		{of(db.ParseRouteTable("pair")), result{301, nil}},
		{of(db.ParseRouteTable("0x10")), result{7, nil}},
		{of(db.ParseRouteTable("4294967295")), result{1<<32 - 1, nil}},
		{of(db.ParseRouteTable("4294967296")), bad},
		{of(db.ParseRouteTable("")), bad},
		{of(db.ParseGroup("default")), result{0, nil}},
		{of(db.ParseGroup("0x7fffffff")), result{1<<31 - 1, nil}},
		{of(db.ParseGroup("-1")), bad},
		{of(db.ParseGroup("4294967299")), result{3, nil}},
		{of(db.ParseGroup("99999999999999999999")), bad},
		{of8(db.ParseRouteProto("static")), result{4, nil}},
		{of8(db.ParseRouteProto("256")), bad},
		{of8(db.ParseRouteProto("0xff")), result{255, nil}},
		{of8(db.ParseAddrProto("kernel_ll")), result{3, nil}},
		{of8(db.ParseScope("site")), result{200, nil}},
		{of(db.ParseRealms("cosmos/casa")), result{0x10002, nil}},
		{of(db.ParseRealms("cosmos/")), result{0x10000, nil}},
		{of(db.ParseRealms("casa")), result{2, nil}},
		{of(db.ParseRealms("")), result{0, nil}},
		{of(db.ParseRealms("65538")), result{65538, nil}},
		{of(db.ParseRealms("1/2/3")), bad},
		{of(db.ParseRealms("/2")), bad},
		{of8(db.ParseDSField("10")), result{16, nil}},
		{of8(db.ParseDSField("0xfg")), bad},
		{of8(db.ParseDSField("100")), bad},
		{of(db.ParseDSCP("AF11")), result{10, nil}},
		{of(db.ParseDSCP("99")), result{99, nil}},
		{of(db.ParseDSCP("ff")), result{63, nil}},
		{of8(db.ParseNlProto("genl")), result{16, nil}},
		{of8(db.ParseProtoDownReason("31")), result{31, nil}},
		{of8(db.ParseProtoDownReason("32")), bad},
		{of8(db.ParseRouteType("b")), result{3, nil}},
		{of8(db.ParseRouteType("brd")), result{3, nil}},
		{of8(db.ParseRouteType("bl")), result{6, nil}},
		{of8(db.ParseRouteType("un")), result{7, nil}},
		{of8(db.ParseRouteType("uni")), result{1, nil}},
		{of8(db.ParseRouteType("loca")), bad},
		{of8(db.ParseRouteType("none")), bad},
		{of8(db.ParseRouteType("")), bad},
		{of8(db.ParseRouteType("255")), result{255, nil}},
		{of16(db.ParseEtherProto("IPv4")), result{0x800, nil}},
		{of16(db.ParseEtherProto("802.1AD")), result{0x88a8, nil}},
		{of16(db.ParseEtherProto("lldp")), result{0x88cc, nil}},
		{of16(db.ParseEtherProto("0x1234")), result{0x1234, nil}},
		{of16(db.ParseEtherProto("65536")), bad},
		{of8(db.ParseIPProto("TCP")), result{6, nil}},
		{of8(db.ParseIPProto("Tcp")), bad},
		{of8(db.ParseIPProto("17")), result{17, nil}},
		{of8(db.ParseIPProto("0x11")), bad},
		{of8(db.ParseIPProto("bad")), bad},
		{of8(db.ParseIPProto("big")), bad},
	} {
		if c.want.err != nil {
			c.got.v = 0
		}
		if c.got != c.want {
			t.Errorf("case %d: got %v, want %v", i, c.got, c.want)
		}
	}
}

func TestPrint(t *testing.T) {
	db, _ := testDB(t, false, map[string]string{"protocols": "tcp 6 TCP\n"})
	long := "4 " + strings.Repeat("x", 300) + "\n"
	cut, _ := testDB(t, false, map[string]string{"etc/protodown_reasons.d/a.conf": long})
	for i, c := range []struct{ got, want string }{
		{db.RouteTableName(253), "default"}, {db.RouteTableName(1 << 31), "2147483648"},
		{db.GroupName(7), "7"}, {db.RouteProtoName(186), "bgp"}, {db.RouteProtoName(77), "77"},
		{db.AddrProtoName(0x42), "0x42"}, {db.ScopeName(255), "nowhere"}, {db.RealmName(256), "256"},
		{db.DSFieldName(0), "0"}, {db.DSFieldName(0x1c), "0x1c"}, {db.DSCPName(63), "63"}, {db.DSCPName(64), "64"},
		{db.NlProtoName(17), "17"}, {db.RouteTypeName(0), "none"}, {db.RouteTypeName(12), "12"},
		{db.LinkTypeName(1), "ether"}, {db.LinkTypeName(0), "netrom"}, {db.LinkTypeName(65534), "none"},
		{db.LinkTypeName(9999), "[9999]"}, {db.EtherProtoName(0x800), "ip"}, {db.EtherProtoName(0x8100), "802.1Q"},
		{db.EtherProtoName(0x1234), "[4660]"}, {db.IPProtoName(6), "tcp"}, {db.IPProtoName(7), "ipproto-7"},
		{cut.ProtoDownReasonName(4), strings.Repeat("x", 254)},
	} {
		if c.got != c.want {
			t.Errorf("case %d: got %q, want %q", i, c.got, c.want)
		}
	}
}

func TestIPProtosWithoutFile(t *testing.T) {
	db, _ := testDB(t, false, nil)
	if v, err := db.ParseIPProto("udp"); v != 17 || err != nil || db.IPProtoName(6) != "tcp" {
		t.Errorf("udp is %d, %v; 6 is %s", v, err, db.IPProtoName(6))
	}
}

// A file is read when the first name needs it, and not again.
func TestReadOnce(t *testing.T) {
	db, _ := testDB(t, false, map[string]string{"etc/rt_protos": "66 one\n", "etc/rt_tables": "66 one\n"})
	if db.RouteProtoName(66) != "one" || db.RouteTableName(66) != "one" {
		t.Fatal("the files were not read")
	}
	for _, f := range []string{"/rt_protos", "/rt_tables"} {
		if err := os.WriteFile(db.etc+f, []byte("67 two\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if p, r := db.RouteProtoName(67), db.RouteTableName(67); p != "67" || r != "67" {
		t.Errorf("the files were read again: %s, %s", p, r)
	}
}

func TestNoAllocation(t *testing.T) {
	db, _ := testDB(t, false, map[string]string{"etc/rt_tables": "66 x\n", "protocols": "tcp 6\n"})
	buf := make([]byte, 0, 64)
	f := func() {
		db.AppendRouteTable(buf, 66)
		db.AppendRouteTable(buf, 67)
		db.AppendRouteProto(buf, 2)
		db.AppendRouteProto(buf, 99)
		db.AppendAddrProto(buf, 2)
		db.AppendAddrProto(buf, 99)
		db.AppendScope(buf, 253)
		db.AppendRealm(buf, 5)
		db.AppendDSField(buf, 16)
		db.AppendDSCP(buf, 16)
		db.AppendGroup(buf, 0)
		db.AppendNlProto(buf, 0)
		db.AppendProtoDownReason(buf, 3)
		db.AppendRouteType(buf, 1)
		db.AppendLinkType(buf, 1)
		db.AppendEtherProto(buf, 0x88cc)
		db.AppendIPProto(buf, 6)
	}
	if n := testing.AllocsPerRun(100, f); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzParseFile(f *testing.F) {
	f.Add([]byte("# c\n5 five\n0x10 x # y\n"))
	f.Add([]byte("0xzz\x00\n-5 q"))
	f.Add([]byte(strings.Repeat(" ", 600) + "1 x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		bad, ok := parseFile(data, func(_ int32, name string) {
			if name == "" || strings.ContainsAny(name, " \t\n\v\f\r\x00") || len(name) > maxLine {
				t.Errorf("name %q", name)
			}
		})
		if !ok && (bad == "" || bad[0] == '#' || bad[0] == ' ') {
			t.Errorf("damaged line %q", bad)
		}
	})
}

func BenchmarkRouteTable(b *testing.B) {
	db, _ := testDB(b, false, map[string]string{"etc/rt_tables": "66 x\n"})
	buf := make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		db.AppendRouteTable(buf, 66)
	}
}

func BenchmarkRouteProto(b *testing.B) {
	db, _ := testDB(b, false, nil)
	buf := make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		db.AppendRouteProto(buf, 2)
	}
}
