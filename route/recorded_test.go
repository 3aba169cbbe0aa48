package route

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/names"

	"github.com/jsimonetti/rtnetlink/v2"
	"golang.org/x/sys/unix"
)

// bench is the system on which the recordings in testdata were made.
type bench struct{ warned []string }

func (*bench) Index(name string) int {
	switch name {
	case "lo":
		return 1
	case "d0":
		return 2
	case "d1":
		return 3
	}
	if n, ok := strings.CutPrefix(name, "if"); ok {
		i, _ := strconv.Atoi(n)
		return i
	}
	return 0
}

func (*bench) VRFTable(name string) uint32 {
	if name == "default" {
		return 254
	}
	return 0
}

func (*bench) IsVRF(string) bool { return false }

func (b *bench) Warn(line string) { b.warned = append(b.warned, line) }

// ask turns a command line into a netlink message with sequence number and port zero, as the command
// would send it.
func ask(t testing.TB, sys system, words []string) ([]byte, error) {
	t.Helper()
	var family uint8
	switch words[0] {
	case "-4":
		family = unix.AF_INET
	case "-6":
		family = unix.AF_INET6
	case "-0":
		family = unix.AF_PACKET
	case "-M":
		family = unix.AF_MPLS
	case "-B":
		family = unix.AF_BRIDGE
	}
	if family != 0 {
		words = words[1:]
	}
	if len(words) < 2 || words[0] != "route" {
		t.Fatalf("no command of route: %q", words)
	}
	typ, flags := verbRequest(t, words[1])
	r := request{c: arg.New(words[2:]), enc: new(attr.Encoder), sys: sys, names: names.New(false)}
	var body []byte
	var err error
	if typ == unix.RTM_GETROUTE {
		l := &lookup{request: r}
		body, err = l.body(family)
	} else {
		body, err = new(modifier).body(r, family, typ)
	}
	if err != nil {
		return nil, err
	}
	msg := binary.NativeEndian.AppendUint32(nil, uint32(16+len(body)))
	msg = binary.NativeEndian.AppendUint16(msg, typ)
	msg = binary.NativeEndian.AppendUint16(msg, flags|unix.NLM_F_REQUEST)
	return append(append(msg, make([]byte, 8)...), body...), nil
}

// verbRequest is the type and the flags of the request of a verb, with those that the connection adds.
func verbRequest(t testing.TB, word string) (typ, flags uint16) {
	v := Object().Find(word)
	if v == nil {
		t.Fatalf("no verb %q", word)
	}
	const ack, create, excl = unix.NLM_F_ACK, unix.NLM_F_CREATE, unix.NLM_F_EXCL
	switch v.Name {
	case "add":
		return unix.RTM_NEWROUTE, ack | create | excl
	case "change", "chg":
		return unix.RTM_NEWROUTE, ack | unix.NLM_F_REPLACE
	case "replace":
		return unix.RTM_NEWROUTE, ack | create | unix.NLM_F_REPLACE
	case "prepend":
		return unix.RTM_NEWROUTE, ack | create
	case "append":
		return unix.RTM_NEWROUTE, ack | create | unix.NLM_F_APPEND
	case "test":
		return unix.RTM_NEWROUTE, ack | excl
	case "delete":
		return unix.RTM_DELROUTE, ack
	case "get":
		return unix.RTM_GETROUTE, 0
	}
	t.Fatalf("verb %q sends no request", word)
	return
}

// split splits a line of a .words file, in which only the empty word is quoted.
func split(line string) []string {
	words := strings.Fields(line)
	for i, w := range words {
		if w == "''" {
			words[i] = ""
		}
	}
	return words
}

// TestRecorded holds the requests and errors against those of the reference.
func TestRecorded(t *testing.T) {
	for _, file := range []string{"modify", "get"} {
		data, err := os.ReadFile("testdata/" + file + ".recorded")
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for entry := range strings.SplitSeq(strings.TrimPrefix(string(data), "+ "), "\n+ ") {
			lines := strings.Split(strings.TrimSpace(entry), "\n")
			warning := ""
			if len(lines) == 3 {
				warning = strings.TrimPrefix(lines[2], "~ ")
			}
			sys := new(bench)
			got, err := ask(t, sys, split(lines[0]))
			checkRecorded(t, lines[0], lines[1], got, err)
			if w := strings.Join(sys.warned, "\n"); w != warning {
				t.Errorf("%s: warning %q, the reference's is %q", lines[0], w, warning)
			}
			n++
		}
		if n < 100 {
			t.Errorf("%s: only %d recordings", file, n)
		}
	}
}

func checkRecorded(t *testing.T, line, want string, got []byte, err error) {
	t.Helper()
	if text, ok := strings.CutPrefix(want, "! "); ok {
		if err == nil {
			t.Errorf("%s: sends %x, the reference fails: %s", line, got, text)
		} else if e := errorLine(err); e != text && !strings.Contains(line, " encap ") {
			t.Errorf("%s:\n got %s\nwant %s", line, e, text)
		}
		return
	}
	if err != nil {
		t.Errorf("%s: fails, the reference sends a request: %v", line, err)
		return
	}
	ref, herr := hex.DecodeString(strings.TrimPrefix(want, "= "))
	if herr != nil {
		t.Fatal(line, herr)
	}
	if zeroPad(ref); !bytes.Equal(got, ref) {
		t.Errorf("%s:\n got %x\nwant %x", line, got, ref)
	}
	checkDecoded(t, line, got)
}

// errorLine is an error as the recordings have it.
func errorLine(err error) string {
	var e *arg.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	text := e.Text
	if strings.HasPrefix(text, "Usage") {
		return strconv.Itoa(e.Status) + " Usage"
	}
	return strconv.Itoa(e.Status) + " " + strings.ReplaceAll(text+"\n", "\n", `\n`)
}

// TestInitials holds the index of a table of keywords against the table.
func TestInitials(t *testing.T) {
	initials := ""
	for i := range modifyWords {
		initials += modifyWords[i].name[:1]
	}
	if initials != modifyInitials {
		t.Errorf("modifyInitials should be %q", initials)
	}
}

// zeroPad clears the padding inside RTA_METRICS and RTA_MULTIPATH, in which the reference leaves what its
// stack held.
func zeroPad(msg []byte) {
	const head = unix.NLMSG_HDRLEN + unix.SizeofRtMsg
	zeroAttrs(attr.Find(msg[head:], unix.RTA_METRICS))
	for b := attr.Find(msg[head:], unix.RTA_MULTIPATH); len(b) >= unix.SizeofRtNexthop; {
		n := int(binary.NativeEndian.Uint16(b))
		zeroAttrs(b[unix.SizeofRtNexthop:n])
		b = b[n:]
	}
}

func zeroAttrs(b []byte) {
	for len(b) >= 4 {
		n := int(binary.NativeEndian.Uint16(b))
		end := min((n+3)&^3, len(b))
		clear(b[n:end])
		b = b[end:]
	}
}

// checkDecoded has another implementation read the request.
func checkDecoded(t *testing.T, line string, msg []byte) {
	t.Helper()
	body := msg[unix.NLMSG_HDRLEN:]
	if body[0] != unix.AF_INET && body[0] != unix.AF_INET6 {
		return // rtnetlink knows no others
	}
	var m rtnetlink.RouteMessage
	if err := m.UnmarshalBinary(body); err != nil {
		if !strings.Contains(line, " any") { // an address without bytes, as the reference sends it
			t.Errorf("%s: rtnetlink: %v", line, err)
		}
		return
	}
	var tb [rtaMax + 1][]byte // of attributes that come twice the last counts, to rtnetlink as to the kernel
	attr.Index(tb[:], body[unix.SizeofRtMsg:])
	find := func(typ uint16) []byte { return tb[typ] }
	a := m.Attributes
	if dst := find(unix.RTA_DST); dst != nil && !sameIP(a.Dst, dst) {
		t.Errorf("%s: destination %v for %x", line, a.Dst, dst)
	}
	if gw := find(unix.RTA_GATEWAY); gw != nil && !sameIP(a.Gateway, gw) {
		t.Errorf("%s: gateway %v for %x", line, a.Gateway, gw)
	}
	if a.OutIface != attr.U32(find(unix.RTA_OIF)) || a.Priority != attr.U32(find(unix.RTA_PRIORITY)) ||
		a.Table != attr.U32(find(unix.RTA_TABLE)) {
		t.Errorf("%s: decoded as %+v", line, a)
	}
	if hops := strings.Count(line, "nexthop "); len(a.Multipath) != hops {
		t.Errorf("%s: %d nexthops", line, len(a.Multipath))
	}
	if a.Metrics == nil && find(unix.RTA_METRICS) != nil {
		t.Errorf("%s: no metrics decoded", line)
	}
}

func sameIP(ip []byte, b []byte) bool {
	return bytes.Equal(ip, b) || len(ip) == 16 && len(b) == 4 && bytes.Equal(ip[12:], b)
}
