package link

import (
	"math/rand"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/nltest"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// makeRequest is what a command line would send. It stands for the verbs, which differ in type and
// flags only.
func makeRequest(e *verb.Env, words []string) (nl.Request, *request, error) {
	v := Object().Find(words[0])
	if v == nil {
		return nl.Request{}, nil, arg.UnknownCommand(words[0], "ip link")
	}
	c := arg.New(words[1:])
	var req nl.Request
	switch v.Name {
	case "add":
		req.Type, req.Flags = unix.RTM_NEWLINK, unix.NLM_F_CREATE|unix.NLM_F_EXCL
	case "replace":
		req.Type, req.Flags = unix.RTM_NEWLINK, unix.NLM_F_CREATE|unix.NLM_F_REPLACE
	case "set", "change":
		req.Type = unix.RTM_NEWLINK
	case "delete":
		req.Type = unix.RTM_DELLINK
	case "property":
		r := newRequest(e, false)
		req, err := r.property(c)
		return req, r, err
	default:
		return req, nil, arg.UnknownCommand(words[0], "ip link")
	}
	r := newRequest(e, req.Flags&unix.NLM_F_CREATE != 0)
	if err := r.parse(c); err != nil {
		return req, r, err
	}
	body, err := r.body()
	req.Body = body
	return req, r, err
}

func TestRequestsAgainstReference(t *testing.T) {
	for _, want := range nltest.Load(t, "testdata/requests.txt") {
		e := nltest.Env()
		words := nltest.Options(e, want.Words)
		got, r, err := makeRequest(e, words[1:])
		if err != nil {
			t.Errorf("%s: %v", want.Line, err)
			continue
		}
		r.close()
		// The reference's flags have NLM_F_REQUEST and NLM_F_ACK, which nl.Conn adds.
		if flags := got.Flags | unix.NLM_F_REQUEST | unix.NLM_F_ACK; got.Type != want.Type || flags != want.Flags {
			t.Errorf("%s: type %d flags %#x, want %d %#x", want.Line, got.Type, flags, want.Type, want.Flags)
		}
		compareBodies(t, want.Line, got.Body, want.Body, unix.SizeofIfInfomsg)
	}
}

// compareBodies compares two messages behind their netlink headers; descriptors differ from run to run.
func compareBodies(t *testing.T, line string, got, want []byte, header int) {
	t.Helper()
	if len(got) < header || string(got[:header]) != string(want[:header]) {
		t.Errorf("%s: header %x, want %x", line, got[:min(header, len(got))], want[:header])
		return
	}
	if strings.Contains(line, "peer") { // whose ifinfomsg hides the attributes behind it from Tree
		got, want = zeroFD(got), zeroFD(want)
	}
	g, w := nltest.Tree(got[header:], "28"), nltest.Tree(want[header:], "28") // IFLA_NET_NS_FD
	if g != w {
		t.Errorf("%s:\n%swant\n%s", line, g, w)
	}
}

// zeroFD clears the payload of an IFLA_NET_NS_FD anywhere in b.
func zeroFD(b []byte) []byte {
	s := string(b)
	if i := strings.Index(s, "\x08\x00\x1c\x00"); i >= 0 {
		return []byte(s[:i+4] + "\x00\x00\x00\x00" + s[i+8:])
	}
	return b
}

func TestRequestErrors(t *testing.T) {
	const notComplete = `Command line is not complete. Try option "help"`
	wrong := func(value, reason string) string { return `Error: argument "` + value + `" is wrong: ` + reason }
	tests := []struct {
		line   string
		text   string
		status int
	}{
		{"add", `Not enough information: "type" argument is required`, 1},
		{"add d0", `Not enough information: "type" argument is required`, 1},
		{"add d0 type", notComplete, 255},
		{"add d0 type dummy extra", `Garbage instead of arguments "extra ...". Try "ip link help".`, 1},
		{"add name a dev b type dummy", `both "name" and "dev" cannot be used when creating devices.`, 255},
		{"add d0 d1 type dummy", `Error: either "dev" is duplicate, or "d1" is garbage.`, 255},
		{"add d0 link nosuch type dummy", `Cannot find device "nosuch"`, 1},
		{"add group 5 type dummy", "group cannot be used when creating devices.", 255},
		{"add group 5 type dummy x", `Garbage instead of arguments "x ...". Try "ip link help".`, 255},
		{"add d0 link-netns nosuch type dummy", wrong("(null)", "Invalid \"link-netns\" value\n"), 255},
		{"add d0 link-netns nosuch type dummy more", wrong("more", "Invalid \"link-netns\" value\n"), 255},
		{"set", `Not enough information: "dev" argument is required.`, 255},
		{"set nosuch up", `Cannot find device "nosuch"`, 1},
		{"set if5 index 3", "index can be used only when creating devices or when moving device to another netns.", 255},
		{"set a/b up", wrong("a/b", `"dev" not a valid ifname`), 255},
		{"set if5 name a/b", wrong("a/b", `"name" not a valid ifname`), 255},
		{"set if5 name a name b", `Error: duplicate "name": "b" is the second value.`, 255},
		{"set if5 multicast yes", `Error: argument of "multicast" must be "on" or "off", not "yes"`, 1},
		{"set if5 carrier yes", `Error: argument of "carrier" must be one of "off", "on", not "yes"`, 22},
		{"set if5 protodown_reason 3 x", `Error: argument of "protodown_reason" must be "on" or "off", not "x"`, 1},
		{"set if5 protodown_reason 32 on", wrong("32", "invalid protodown reason\n"), 255},
		{"set if5 mtu 1x", wrong("1x", "Invalid \"mtu\" value\n"), 255},
		{"set if5 mtu 1 mtu 2", `Error: duplicate "mtu": "2" is the second value.`, 255},
		{"set if5 gso_max_segs 65536", wrong("65536", "Invalid \"gso_max_segs\" value\n"), 255},
		{"set if5 netns nosuch", wrong("nosuch", "Invalid \"netns\" value\n"), 255},
		{"set if5 netns /proc/self/ns/net netns x", `Error: duplicate "netns": "x" is the second value.`, 255},
		{"set if5 master nosuch", wrong("nosuch", "Device does not exist\n"), 255},
		{"set if5 vrf if6", wrong("if6", "Not a valid VRF name\n"), 255},
		{"set if5 vf", notComplete, 255},
		{"set if5 vf 1", notComplete, 255},
		{"set vf 1 trust on", `Error: argument "dev" is required`, 255},
		{"set name if5 vf 1 trust on if6", `Error: either "dev" is duplicate, or "if6" is garbage.`, 255},
		{"set if5 vf 1 vlan 4096", wrong("4096", "Invalid \"vlan\" value\n"), 255},
		{"set if5 vf 1 vlan 1 proto ip", wrong("ip", "Invalid \"vlan protocol\" value - supported 802.1Q, 802.1ad\n"), 255},
		{"set if5 vf 1 min_tx_rate 5 max_tx_rate 4", "Invalid min_tx_rate 5 - must be <= max_tx_rate 4", 1},
		{"set if5 vf 1 trust yes", `Error: argument of "trust" must be one of "off", "on", not "yes"`, 1},
		{"set if5 vf 1 node_guid 1", wrong("1", "Invalid GUID format\n"), 255},
		{"set if5 xdp", notComplete, 255},
		{"set if5 xdp off up", `What mode is "off"?`, 255},
		{"set xdpoffload off", notComplete, 255},
		{"set if5 xdp pinned /nosuch/file", `Couldn't retrieve pinned program '/nosuch/file': No such file or directory`, 255},
		{"set if5 xdp pinned", notComplete, 255},
		{"set if5 xdp pinned a sec", notComplete, 255},
		{"property", "", 255},
		{"property x", "Operator required", 255},
		{"property add", `Not enough of information: "dev" argument is required.`, 255},
		{"property add nosuch altname a", `Cannot find device "nosuch"`, 1},
		{"property add if5 altname a/b", wrong("a/b", "not a valid altname"), 255},
		{"property add if5 b", `Error: either "dev" is duplicate, or "b" is garbage.`, 255},
	}
	for _, tt := range tests {
		_, r, err := makeRequest(nltest.Env(), strings.Fields(tt.line))
		if r != nil {
			r.close()
		}
		e, ok := err.(*arg.Error)
		if !ok || e.Status != tt.status || tt.text != "" && e.Text != tt.text {
			t.Errorf("%s: %#v, want %d %q", tt.line, err, tt.status, tt.text)
		}
	}
}

// Every keyword that takes a value says so when the line ends, whatever stood before it.
func TestValueMissing(t *testing.T) {
	for i := range keywords {
		switch k := &keywords[i]; k.name {
		case "up", "down", "nomaster":
		default:
			_, _, err := makeRequest(nltest.Env(), []string{"set", "if5", k.name})
			if e, ok := err.(*arg.Error); !ok || *e != *arg.Incomplete() {
				t.Errorf("%s: %v", k.name, err)
			}
		}
	}
}

// Alias and descriptor of a namespace: what is opened for a message is closed with it.
func TestFilesClosed(t *testing.T) {
	_, r, err := makeRequest(nltest.Env(), []string{"set", "if5", "netns", "/proc/self/ns/net"})
	if err != nil || len(r.files) != 1 {
		t.Fatal(err, r.files)
	}
	fd := r.files[0]
	r.close()
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err != unix.EBADF {
		t.Errorf("descriptor %d still open: %v", fd, err)
	}
}

// FuzzWords takes any words: they make a message that is well-formed, or an error with a status.
func FuzzWords(f *testing.F) {
	for _, r := range nltest.Load(f, "testdata/requests.txt") {
		f.Add(strings.Join(r.Words, "\n"))
	}
	rnd := rand.New(rand.NewSource(1))
	for range 2000 {
		f.Add("link\n" + randomLine(rnd))
	}
	f.Fuzz(func(t *testing.T, line string) {
		e := nltest.Env()
		words := nltest.Options(e, strings.Split(line, "\n"))
		if len(words) < 2 {
			return
		}
		req, r, err := makeRequest(e, words[1:])
		if r != nil {
			defer r.close()
		}
		if err != nil {
			if a, ok := err.(*arg.Error); err != nltest.ErrNoSocket && (!ok || a.Status == 0 && a.Text == "") {
				t.Fatalf("%q: %#v", words, err)
			}
			return
		}
		if len(req.Body) < unix.SizeofIfInfomsg || len(req.Body)%4 != 0 {
			t.Fatalf("%q: %x", words, req.Body)
		}
		if rest := walk(req.Body[unix.SizeofIfInfomsg:]); rest != 0 {
			t.Fatalf("%q: %d bytes behind the last attribute of %x", words, rest, req.Body)
		}
	})
}

// walk is the number of bytes of b that are no attributes.
func walk(b []byte) int {
	for len(b) >= 4 {
		n := int(b[0]) | int(b[1])<<8
		if n < 4 || n > len(b) {
			break
		}
		b = b[min((n+3)&^3, len(b)):]
	}
	return len(b)
}

var someValues = strings.Fields("on off if5 if6 nosuch 0 1 -1 65536 0x10 99999999999 02:00:00:00:00:01 1.2.3.4 dummy " +
	"veth peer dev help vf_slave mac vlan qos proto 802.1ad rate max_tx_rate min_tx_rate spoofchk state auto trust " +
	"pinned obj section altname add default eui64 dormant")

func randomLine(rnd *rand.Rand) string {
	words := []string{[]string{"add", "set", "replace", "del", "property"}[rnd.Intn(5)]}
	for range rnd.Intn(8) {
		if rnd.Intn(2) == 0 {
			words = append(words, keywords[rnd.Intn(len(keywords))].name)
		} else {
			words = append(words, someValues[rnd.Intn(len(someValues))])
		}
	}
	return strings.Join(words, "\n")
}
