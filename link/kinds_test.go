package link

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// testEnv is an Env whose output and errors go to buffers.
func testEnv(t testing.TB, o out.Options) (e *verb.Env, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	e = verb.NewEnv(o)
	e.Out, e.Stderr = out.New(stdout, o), stderr
	t.Cleanup(e.Close)
	return e, stdout, stderr
}

// recorded returns the lines of a file of testdata without its comments.
func recorded(t testing.TB, name string) []string {
	f, err := os.Open("testdata/kinds/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if !strings.HasPrefix(sc.Text(), "#") {
			lines = append(lines, sc.Text())
		}
	}
	if sc.Err() != nil || len(lines) == 0 {
		t.Fatal(name, sc.Err(), len(lines))
	}
	return lines
}

// parseLine parses "link add …" or "link set …" as the command does, short of sending.
func parseLine(e *verb.Env, line string) (*request, error) {
	words := strings.Fields(line)
	r := newRequest(e, words[1] == "add")
	return r, r.parse(arg.New(words[2:]))
}

// attributes splits a payload and sorts it by type, since the order of attributes is free.
func attributes(b []byte) string {
	var all []string
	for {
		typ, payload, rest, ok := attr.Next(b)
		if !ok {
			break
		}
		all = append(all, strconv.Itoa(int(typ))+"="+hex.EncodeToString(payload))
		b = rest
	}
	sort.Strings(all)
	return strings.Join(all, " ")
}

// TestRequests compares what a kind's words become with what the reference made of them.
func TestRequests(t *testing.T) {
	lines := recorded(t, "requests.txt")
	for i := 0; i+1 < len(lines); i += 2 {
		e, _, _ := testEnv(t, out.Options{})
		r, err := parseLine(e, lines[i])
		if err != nil {
			t.Errorf("%s: %v", lines[i], err)
			continue
		}
		info := attr.Find(r.Enc.B[unix.SizeofIfInfomsg:], unix.IFLA_LINKINFO)
		data := attr.Find(info, unix.IFLA_INFO_DATA)
		if data == nil {
			data = attr.Find(info, unix.IFLA_INFO_SLAVE_DATA)
		}
		if lines[i+1] == "-" {
			if data != nil {
				t.Errorf("%s: data %x", lines[i], data)
			}
			continue
		}
		want, err := hex.DecodeString(lines[i+1])
		if err != nil {
			t.Fatal(err)
		}
		got, expect := attributes(data), attributes(want)
		if r.Kind == "veth" {
			// One attribute, whose payload begins with struct ifinfomsg.
			g, w := attr.Find(data, 1), attr.Find(want, 1)
			got = hex.EncodeToString(g[:unix.SizeofIfInfomsg]) + attributes(g[unix.SizeofIfInfomsg:])
			expect = hex.EncodeToString(w[:unix.SizeofIfInfomsg]) + attributes(w[unix.SizeofIfInfomsg:])
		}
		if got != expect {
			t.Errorf("%s\n got %s\nwant %s", lines[i], got, expect)
		}
	}
}

// TestErrors compares status and first line of what is wrong; among the words are all prefixes of all
// keywords, so that it shows the order in which they are tried.
func TestErrors(t *testing.T) {
	var start, want string
	for _, line := range recorded(t, "errors.txt") {
		switch {
		case strings.HasPrefix(line, "$ "):
			start = line[2:]
			continue
		case strings.HasPrefix(line, "="):
			want = line[2:]
			continue
		}
		e, stdout, stderr := testEnv(t, out.Options{})
		_, err := parseLine(e, start+" "+line)
		e.Out.Flush()
		got := "0"
		if err != nil {
			x, ok := err.(*arg.Error)
			if !ok {
				t.Errorf("%s %s: %v", start, line, err)
				continue
			}
			text := stderr.String() + x.Text
			got = strings.TrimRight(strconv.Itoa(x.Status)+" "+strings.Split(text, "\n")[0], " ")
		}
		if status, _, help := strings.Cut(want, " Usage:"); help {
			// The texts of help are our own.
			if !strings.HasPrefix(got, status+" Usage:") {
				t.Errorf("%s %s:\n got %s\nwant %s", start, line, got, want)
			}
			continue
		}
		if strings.Contains(start, "veth") && want == "1" && !strings.HasPrefix(stdout.String(), "Usage:") {
			t.Errorf("%s %s: no usage on standard output", start, line)
		}
		if got != want {
			t.Errorf("%s %s:\n got %s\nwant %s", start, line, got, want)
		}
	}
}

// TestOutput compares what is shown of the kernel's answers with what the reference showed of them.
func TestOutput(t *testing.T) {
	lines := recorded(t, "output.txt")
	for i := 0; i+2 < len(lines); i += 3 {
		var o out.Options
		o.Details = strings.Count(lines[i], "-d")
		o.JSON = strings.Contains(lines[i], "-j")
		o.Oneline = true
		info, err := hex.DecodeString(lines[i+1])
		if err != nil {
			t.Fatal(err)
		}
		e, stdout, _ := testEnv(t, o)
		nameLinks(e)
		showInfo(e, info)
		e.Out.Flush()
		got := strings.TrimSuffix(stdout.String(), "\n")
		if o.JSON {
			got = strings.TrimSuffix(strings.TrimPrefix(got, "{"), "}")
		} else {
			got += "addrgenmode "
		}
		if !strings.Contains(lines[i+2], got) {
			t.Errorf("%s:\n got %s\nwant %s", lines[i], got, lines[i+2])
		}
	}
}

// nameLinks gives the devices in the recordings their names.
func nameLinks(e *verb.Env) {
	for index, name := range map[int]string{1: "lo", 77: "if77", 5: "v0", 4: "v1", 11: "v2", 10: "v3", 7: "v4", 6: "v5"} {
		e.Links.Remember(index, name)
	}
}

// showInfo shows IFLA_LINKINFO as the device line does.
func showInfo(e *verb.Env, info []byte) {
	p := e.Out
	p.BeginPlain()
	p.Object("")
	p.Object("linkinfo")
	if name := string(attr.CString(attr.Find(info, unix.IFLA_INFO_KIND))); name != "" {
		p.NL()
		p.Str("info_kind", "    ", name, " ")
		if k := findKind(name); k != nil && k.prints() {
			p.Object("info_data")
			k.print(e, attr.Find(info, unix.IFLA_INFO_DATA))
			p.EndObject()
		}
	}
	if name := string(attr.CString(attr.Find(info, unix.IFLA_INFO_SLAVE_KIND))); name != "" {
		p.NL()
		p.Str("info_slave_kind", "    ", name, "_slave ")
		if k := findKind(name + "_slave"); k != nil && k.prints() {
			p.Object("info_slave_data")
			k.print(e, attr.Find(info, unix.IFLA_INFO_SLAVE_DATA))
			p.EndObject()
		}
	}
	p.EndObject()
	p.EndObject()
	p.EndPlain()
}

// TestKinds holds for every kind: the tables make sense and help names every keyword.
func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range kinds {
		if seen[k.name] || findKind(k.name) != k {
			t.Errorf("%s: twice in the list", k.name)
		}
		seen[k.name] = true
		usage := k.usage()
		if !k.noHelp && (!strings.HasPrefix(usage, "Usage: ... "+k.name) || !strings.HasSuffix(usage, "\n")) {
			t.Errorf("%s: usage %q", k.name, usage)
		}
		if k.table == nil {
			continue
		}
		if k.table.Name != k.name {
			t.Errorf("%s: table is of %s", k.name, k.table.Name)
		}
		if err := k.table.Verify(); err != nil {
			t.Error(err)
		}
		for _, key := range k.table.Keywords() {
			if row, no := k.table.Find(key); row == nil || row.Key != key && row.Alias != key && row.Also != key && !(no && "no"+row.Key == key) {
				t.Errorf("%s: %q finds another row", k.name, key)
			}
			if !strings.Contains(usage, strings.TrimPrefix(key, "no")) {
				t.Errorf("%s: help does not name %q", k.name, key)
			}
		}
	}
}

// TestPrintAllocates checks that showing a device allocates nothing.
func TestPrintAllocates(t *testing.T) {
	lines := append(recorded(t, "output.txt"), recorded(t, "built.txt")...)
	for i := 0; i+2 < len(lines); i += 3 {
		o := out.Options{Details: 1, JSON: strings.Contains(lines[i], "-j")}
		info, _ := hex.DecodeString(lines[i+1])
		k := findKind(string(attr.CString(attr.Find(info, unix.IFLA_INFO_KIND))))
		if k == nil || k.table == nil || k.name == "tun" { // tun reads files
			continue
		}
		e := verb.NewEnv(o)
		e.Out = out.New(io.Discard, o)
		nameLinks(e)
		data := attr.Find(info, unix.IFLA_INFO_DATA)
		show := func() {
			e.Out.BeginPlain()
			e.Out.Object("")
			k.print(e, data)
			e.Out.EndObject()
			e.Out.EndPlain()
			e.Out.Flush()
		}
		show()
		if n := testing.AllocsPerRun(100, show); n > 0 {
			t.Errorf("%s %s: %v allocations", lines[i], lines[i+1], n)
		}
	}
}

// FuzzKindPrint feeds arbitrary bytes to every kind: no panic, and JSON stays JSON.
func FuzzKindPrint(f *testing.F) {
	lines := recorded(f, "output.txt")
	for i := 0; i+2 < len(lines); i += 3 {
		info, _ := hex.DecodeString(lines[i+1])
		name := string(attr.CString(attr.Find(info, unix.IFLA_INFO_KIND)))
		for n, k := range kinds {
			if k.name == name {
				f.Add(uint8(n), attr.Find(info, unix.IFLA_INFO_DATA))
			}
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, data []byte) {
		k := kinds[int(n)%len(kinds)]
		for _, js := range []bool{false, true} {
			e, stdout, _ := testEnv(t, out.Options{JSON: js, Details: 1 + int(n)&1})
			e.Out.BeginPlain()
			e.Out.Object("")
			k.print(e, data)
			k.xstats(e, data)
			e.Out.EndObject()
			e.Out.EndPlain()
			e.Out.Flush()
			if js && !json.Valid(stdout.Bytes()) {
				t.Fatalf("%s: %x: %s", k.name, data, stdout)
			}
		}
	})
}

// FuzzKindParse feeds arbitrary words to every kind: no panic, and what is accepted is well-formed.
func FuzzKindParse(f *testing.F) {
	lines := recorded(f, "requests.txt")
	for i := 0; i+1 < len(lines); i += 2 {
		_, words, _ := strings.Cut(lines[i], " type ")
		name, rest, _ := strings.Cut(words, " ")
		for n, k := range kinds {
			if k.name == name {
				f.Add(uint8(n), strings.Contains(lines[i], "link add"), rest)
			}
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, create bool, line string) {
		k := kinds[int(n)%len(kinds)]
		// A peer's words open files and move namespaces: only tables are fuzzed.
		if k.table == nil || !k.takesOptions() {
			return
		}
		e, _, _ := testEnv(t, out.Options{})
		r := newRequest(e, create)
		start := len(r.Enc.B)
		if err := k.parse(r, arg.New(strings.Split(line, " "))); err != nil {
			if _, ok := err.(*arg.Error); !ok {
				t.Fatal(err)
			}
			return
		}
		for b := r.Enc.B[start:]; len(b) > 0; {
			_, _, rest, ok := attr.Next(b)
			if !ok {
				t.Fatalf("%s %q: %x", k.name, line, r.Enc.B)
			}
			b = rest
		}
	})
}
