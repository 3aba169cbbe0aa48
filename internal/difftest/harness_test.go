package difftest

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// parse parses a session given as text.
func parse(t *testing.T, text string) *Session {
	t.Helper()
	s, err := ParseSession("test", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestParseSession(t *testing.T) {
	s := parse(t, `# comment
+ link add v0
@env A=1
link show {v0,"a b"} 'c  d' {,x}
@env A
%mac %age ~some-id -j link
> out 1
> out 2
2> err
rc 3
?2 link help
< line one
<
< line three
@argv0 iplink
show ""
! echo "{a,b}"
%mac $ ip link | wc
`)
	type brief struct {
		kind  Kind
		args  string
		argv0 string
		stdin string
		env   string
		head  int
	}
	want := []brief{
		{Setup, "link|add|v0", "ip", "", "", 0},
		{Compare, "link|show|v0|c  d", "ip", "", "A=1", 0},
		{Compare, "link|show|v0|c  d|x", "ip", "", "A=1", 0},
		{Compare, "link|show|a b|c  d", "ip", "", "A=1", 0},
		{Compare, "link|show|a b|c  d|x", "ip", "", "A=1", 0},
		{Compare, "-j|link", "ip", "", "", 0},
		{Usage, "link|help", "ip", "", "", 2},
		{Compare, "show|", "iplink", "line one\n\nline three\n", "", 0},
		{ShellSetup, "", "ip", "", "", 0},
		{ShellCompare, "", "ip", "", "", 0},
	}
	if len(s.Steps) != len(want) {
		t.Fatalf("%d steps, want %d", len(s.Steps), len(want))
	}
	for i, st := range s.Steps {
		got := brief{st.Kind, strings.Join(st.Args, "|"), st.Argv0, st.Stdin, strings.Join(st.Env, " "), st.Head}
		if got != want[i] {
			t.Errorf("step %d: %+v, want %+v", i, got, want[i])
		}
	}
	d := s.Steps[5]
	if !reflect.DeepEqual(d.Masks, []string{"mac", "age"}) || d.Difference != "some-id" ||
		*d.Want.Stdout != "out 1\nout 2\n" || *d.Want.Stderr != "err\n" || *d.Want.Status != 3 {
		t.Errorf("markers: %+v, %+v", d, d.Want)
	}
	if s.Steps[8].Shell != `echo "{a,b}"` || s.Steps[9].Masks[0] != "mac" {
		t.Errorf("shell lines: %+v", s.Steps[8:])
	}
}

func TestParseSessionAfter(t *testing.T) {
	s := parse(t, "@after %mac -j link show v0\nlink set v0 {up,down}\n+ link add x\n! true\n@after\nlink\n")
	var got []string
	for _, st := range s.Steps {
		mark := ""
		if st.After {
			mark = "*" + strings.Join(st.Masks, "")
		}
		got = append(got, mark+strings.Join(st.Args, " "))
	}
	want := []string{
		"link set v0 up", "*mac-j link show v0", "link set v0 down", "*mac-j link show v0",
		"link add x", "*mac-j link show v0", "", "link",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestParseSessionTool(t *testing.T) {
	s := parse(t, "link\n@tool bridge\n@after fdb\nvlan\n@argv0 other\nlink\n@tool ip\n@after\naddr\n")
	var got []string
	for _, st := range s.Steps {
		got = append(got, st.Text)
	}
	want := []string{"ip link", "bridge vlan", "bridge fdb", "other link", "bridge fdb", "ip addr"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestParseSessionErrors(t *testing.T) {
	for _, text := range []string{
		"%nosuchmask link", "@nosuch", "link 'unterminated", "> stray", "link\n> stray", "?x link",
		"~id link {a,b}\n> which one", "< stdin of nothing", "@argv0 x", "@tool",
		"link {a,b c}",
	} {
		if _, err := ParseSession("test", strings.NewReader(text)); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

func TestMasks(t *testing.T) {
	for _, c := range []struct{ mask, in, want string }{
		{"mac", "link/ether 5e:08:ef:5b:98:ef brd ff:ff:ff:ff:ff:ff", "link/ether MAC brd ff:ff:ff:ff:ff:ff"},
		{"mac", "00:00:00:00:00:00 01:80:c2:00:00:00 d0:01:02:03:04:05", "00:00:00:00:00:00 01:80:c2:00:00:00 d0:01:02:03:04:05"},
		{"timers", `gc_timer  298.51 hello_timer    0.51 "gc_timer":298.51 gc_timer    0.00`, `gc_timerT hello_timer    0.51 "gc_timer":T gc_timerT`},
		{"stp-timers", "hello_timer    0.51 max_age 2000", "hello_timerT max_age 2000"},
		{"lft", "valid_lft 300sec preferred_lft -5sec", "valid_lft Nsec preferred_lft Nsec"},
		{"lft", "valid_lft forever", "valid_lft forever"},
		{"lft", `"valid_life_time":300,"x":1`, `"valid_life_time":N,"x":1`},
		{"age", "    cache users 2 age 0sec ", "    cache users 2 "},
	} {
		if got := applyMasks(c.in, []string{c.mask}); got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", c.mask, c.in, got, c.want)
		}
		if got := applyMasks(c.in, nil); got != c.in {
			t.Errorf("a mask is applied unasked: %q", got)
		}
	}
}

func TestParseDifferences(t *testing.T) {
	d, err := ParseDifferences(strings.NewReader("# T\n\n### a-b: the title\n\ntext\n\nChecked: sessions\n\n### c: x\n\nChecked: TestFoo\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(d) != 2 || d["a-b"].Title != "the title" || !d["a-b"].BySessions() || d["c"].BySessions() {
		t.Errorf("%+v", d)
	}
	for _, text := range []string{"### no colon\n", "### a: x\n", "### a: x\nChecked: x\n### a: y\nChecked: x\n"} {
		if _, err := ParseDifferences(strings.NewReader(text)); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

// TestJudge: every way in which a tool can be wrong must be found.
func TestJudge(t *testing.T) {
	one := func(n int) *int { return &n }
	text := func(s string) *string { return &s }
	known := map[string]Difference{"id": {ID: "id", Checked: "sessions"}, "other": {ID: "other", Checked: "TestX"}}
	ok := Result{Stdout: "a\n"}
	usage := Result{Status: 255, Stderr: "first\nUsage: theirs\n"}
	for _, c := range []struct {
		name      string
		step      Step
		ref, tool Result
		known     map[string]Difference
		bad       string // part of the finding, "" for none
	}{
		{"equal", Step{}, ok, ok, known, ""},
		{"status", Step{}, ok, Result{Status: 1, Stdout: "a\n"}, known, "differs"},
		{"stdout", Step{}, ok, Result{Stdout: "a \n"}, known, "differs"},
		{"stderr", Step{}, ok, Result{Stdout: "a\n", Stderr: "x"}, known, "differs"},
		{"other stream", Step{}, ok, Result{Stderr: "a\n"}, known, "differs"},
		{"tool hangs", Step{}, ok, Result{Hang: true}, known, "tool hangs"},
		{"reference hangs", Step{}, Result{Hang: true}, ok, known, "reference hangs"},
		{"not started", Step{}, ok, Result{Failure: "x"}, known, "could not be run"},
		{"masked", Step{Masks: []string{"lft"}}, Result{Stdout: "valid_lft 5sec"}, Result{Stdout: "valid_lft 4sec"}, known, ""},
		{"mask not asked for", Step{}, Result{Stdout: "valid_lft 5sec"}, Result{Stdout: "valid_lft 4sec"}, known, "differs"},
		{"set-up", Step{Kind: Setup}, Result{}, Result{}, known, ""},
		{"set-up fails", Step{Kind: Setup}, Result{}, Result{Status: 2}, known, "side of the tool"},
		{"set-up fails in the reference", Step{Kind: Setup}, Result{Status: 2}, Result{}, known, "side of the reference"},
		{"set-up speaks", Step{Kind: Setup}, Result{}, ok, known, "not silent"},
		{"shell set-up may speak", Step{Kind: ShellSetup}, Result{}, ok, known, ""},
		{"shell set-up fails", Step{Kind: ShellSetup}, Result{}, Result{Status: 1}, known, "side of the tool"},
		{"usage", Step{Kind: Usage}, usage, Result{Status: 255, Stderr: "mine\n"}, known, ""},
		{"usage status", Step{Kind: Usage}, usage, Result{Status: 1, Stderr: "mine\n"}, known, "status"},
		{"usage stream", Step{Kind: Usage}, usage, Result{Status: 255, Stdout: "mine\n"}, known, "stream"},
		{"usage empty", Step{Kind: Usage}, usage, Result{Status: 255}, known, "stream"},
		{"usage on both streams", Step{Kind: Usage}, usage, Result{Status: 255, Stdout: "x", Stderr: "y"}, known, "stream"},
		{"usage head", Step{Kind: Usage, Head: 1}, usage, Result{Status: 255, Stderr: "first\nmine\n"}, known, ""},
		{"usage wrong head", Step{Kind: Usage, Head: 1}, usage, Result{Status: 255, Stderr: "mine\n"}, known, "first 1 lines"},
		{"no usage at all", Step{Kind: Usage}, Result{Status: 255}, Result{Status: 255}, known, "no usage"},
		{"deliberate", Step{Difference: "id"}, ok, Result{Stdout: "b\n"}, known, ""},
		{"vanished", Step{Difference: "id"}, ok, ok, known, "vanished"},
		{"not on record", Step{Difference: "nosuch"}, ok, Result{Stdout: "b\n"}, known, "not in docs"},
		{"not for sessions", Step{Difference: "other"}, ok, Result{Stdout: "b\n"}, known, "not one that sessions check"},
		{"as wanted", Step{Difference: "id", Want: &Want{Status: one(1), Stdout: text("b\n"), Stderr: text("")}}, ok, Result{Status: 1, Stdout: "b\n"}, known, ""},
		{"wrong status", Step{Difference: "id", Want: &Want{Status: one(1)}}, ok, Result{Stdout: "b\n"}, known, "not in the way"},
		{"wrong stdout", Step{Difference: "id", Want: &Want{Stdout: text("b\n")}}, ok, Result{Stdout: "c\n"}, known, "not in the way"},
		{"wrong stderr", Step{Difference: "id", Want: &Want{Stderr: text("b\n")}}, ok, Result{Stderr: "c\n"}, known, "not in the way"},
		{"reference against itself", Step{Difference: "id"}, ok, ok, nil, ""},
		{"reference unequal to itself", Step{Difference: "id"}, ok, Result{Stdout: "b\n"}, nil, "differs"},
	} {
		v := judge(&c.step, c.ref, c.tool, c.known)
		if c.bad == "" && v.Problem != "" || !strings.Contains(v.Problem, c.bad) {
			t.Errorf("%s: found %q, want %q", c.name, v.Problem, c.bad)
		}
	}
}

// fakeTool writes a shell script to be used as a tool.
func fakeTool(t *testing.T, script string) side {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ip")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return side{tool: path}
}

// TestSandbox runs a session with a fake tool and looks at what the tool sees.
func TestSandbox(t *testing.T) {
	needRoot(t)
	tables := t.TempDir()
	if err := os.WriteFile(filepath.Join(tables, "group"), []byte("7 seven\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	tool := fakeTool(t, `case $1 in
name) echo "${0##*/}"; exit 3;;
in) cat; cat >&2 < /dev/null;;
args) shift; for a; do echo "[$a]"; done;;
see) pwd; ls /sys/class/net /tmp /run/netns 2>/dev/null; cat /usr/share/iproute2/group; hostname; ls /etc; echo "$A";;
pid) echo $$;;
leave) sleep 1000 & ;;
err) echo out; echo err >&2;;
esac
`)
	s := parse(t, `name
@argv0 iplink
name
< a
< b
in
args "" 'a b' "c\nd"
@env A=x
see
! ip err >/dev/null
$ ip err; exit 4
leave
err
`)
	a, b, err := runBoth(s, tool, tool, tables)
	if err != nil {
		t.Fatal(err)
	}
	want := []Result{
		{Status: 3, Stdout: "ip\n"}, {Status: 3, Stdout: "iplink\n"}, {Stdout: "a\nb\n"},
		{Stdout: "[]\n[a b]\n[c\nd]\n"},
		{}, // looked at below
		{Stderr: "err\n"}, {Status: 4, Stdout: "out\n", Stderr: "err\n"}, {}, {Stdout: "out\n", Stderr: "err\n"},
	}
	for i, r := range a.Results {
		if i != 4 && !reflect.DeepEqual(r, want[i]) {
			t.Errorf("%s: %+v, want %+v", s.Steps[i].Text, r, want[i])
		}
	}
	see := a.Results[4].Stdout
	for _, part := range []string{"/tmp\n", "lo\n", "7 seven\n", "difftest\n", "passwd\n", "x\n"} {
		if !strings.Contains(see, part) {
			t.Errorf("the sandbox does not show %q: %q", part, see)
		}
	}
	if strings.Contains(see, "eth0") || strings.Contains(see, "hostname\n") {
		t.Errorf("the sandbox shows the machine: %q", see)
	}
	if _, c := CompareSession(s, a, b, nil); c.Differing+c.SetUpsFailed != 0 || c.Lines != 8 || c.SetUps != 1 {
		t.Errorf("a tool is not equal to itself: %s", c)
	}
}

// TestHarnessCanFail compares a tool with one that differs from it in one
// command, in status, and in what a set-up line does.
func TestHarnessCanFail(t *testing.T) {
	needRoot(t)
	tables := t.TempDir()
	good := fakeTool(t, "case $1 in a) echo a;; b) echo b >&2; exit 2;; c) :;; p) echo $$;; esac\n")
	bad := fakeTool(t, "case $1 in a) echo 'a ';; b) echo b >&2; exit 1;; c) echo x;; p) echo $$;; esac\n")
	s := parse(t, "a\n+ c\nb\nb x\np\n~id a\n")
	ra, rb, err := runBoth(s, good, bad, tables)
	if err != nil {
		t.Fatal(err)
	}
	verdicts, c := CompareSession(s, ra, rb, map[string]Difference{"id": {ID: "id", Checked: "sessions"}})
	want := Counts{Lines: 5, Equal: 1, Known: 1, Differing: 3, SetUps: 1, SetUpsFailed: 1}
	if c != want {
		t.Errorf("%+v, want %+v", c, want)
	}
	if text := verdicts[0].String(); !strings.Contains(text, "- a\n") || !strings.Contains(text, "+ a·\n") {
		t.Errorf("the report does not show the difference: %s", text)
	}
	if text := verdicts[2].String(); !strings.Contains(text, "status: reference 2, tool 1") {
		t.Errorf("the report does not show the statuses: %s", text)
	}
}

// TestHangIsReported: a tool that does not end is killed and named.
func TestHangIsReported(t *testing.T) {
	needRoot(t)
	tool := fakeTool(t, "[ \"$1\" = hang ] && exec sleep 1000\nexit 0\n")
	s := parse(t, "hang\nnext\n")
	r, err := RunSession(&Plan{Tool: tool.tool, Tables: t.TempDir(), Steps: s.Steps, Timeout: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Results[0].Hang || r.Results[1].Hang || r.Results[1].Status != 0 {
		t.Errorf("%+v", r.Results)
	}
}

// TestSandboxFailureIsReported: a tool that is not there is an error, not an
// equal pair of nothings.
func TestSandboxFailureIsReported(t *testing.T) {
	needRoot(t)
	s := parse(t, "link\n")
	if _, err := RunSession(&Plan{Tool: "/nosuch/tool", Tables: t.TempDir(), Steps: s.Steps}); err == nil {
		t.Error("no error")
	}
}
