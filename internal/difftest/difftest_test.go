package difftest

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
)

func TestMain(m *testing.M) {
	DriverMain()
	serveVM()
	os.Exit(m.Run())
}

// skip skips with a reason, or fails where skipping is forbidden.
func skip(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("GIP_NO_SKIP") == "1" {
		t.Fatalf("not run (and GIP_NO_SKIP=1 forbids that): "+format, args...)
	}
	t.Skipf(format, args...)
}

// needRoot skips when namespaces cannot be made.
func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		skip(t, "namespaces and devices need root")
	}
}

// A side is one of the two tools of a comparison.
type side struct {
	tool   string
	others map[string]string // tools that are not tool called by another name, by theirs
	libs   []string
}

// reference finds the unpacked reference.
func reference(t *testing.T) (side, string) {
	t.Helper()
	root := os.Getenv("GIP_REFERENCE")
	if root == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			skip(t, "no cache folder to look for the reference in: %v", err)
		}
		root = filepath.Join(cache, "gip", "reference")
	}
	s := side{tool: filepath.Join(root, "bin", "ip")}
	if _, err := os.Stat(s.tool); err != nil {
		skip(t, "no reference: %v (run internal/difftest/fetch-reference.sh or set GIP_REFERENCE)", err)
	}
	bridge := filepath.Join(root, "sbin", "bridge")
	if _, err := os.Stat(bridge); err != nil {
		skip(t, "the reference is incomplete: %v (run internal/difftest/fetch-reference.sh)", err)
	}
	s.others = map[string]string{"bridge": bridge}
	for _, pattern := range []string{"libs/lib/*-linux-gnu", "libs/usr/lib/*-linux-gnu"} {
		dirs, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		s.libs = append(s.libs, dirs...)
	}
	cmd := exec.Command(s.tool, "-V")
	if len(s.libs) > 0 {
		cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+strings.Join(s.libs, ":"))
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		skip(t, "the reference does not run: %v: %s", err, out)
	}
	if !strings.HasPrefix(string(out), "ip utility, iproute2-6.15.0") {
		t.Fatalf("the reference is not iproute2 6.15.0: %s", out)
	}
	return s, filepath.Join(root, "usr", "share", "iproute2")
}

// gip returns the binary under test, built once if GIP does not name one.
var gip = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("GIP"); path != "" {
		return filepath.Abs(path)
	}
	dir, err := os.MkdirTemp("", "gip-difftest")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "gip")
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "urfave_cli_no_docs", "-o", path, "gip/cmd/gip")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", &buildError{err, string(out)}
	}
	return path, nil
})

type buildError struct {
	err error
	out string
}

func (e *buildError) Error() string { return "build gip: " + e.err.Error() + "\n" + e.out }

// Folders of session files: for this machine's kernel, and for the VM's.
const (
	nativeSessions = "testdata/sessions"
	vmSessions     = "testdata/vm"
)

// sessions parses all session files of a folder.
func sessions(t *testing.T, dir string) []*Session {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no session files in %s: %v", dir, err)
	}
	sort.Strings(files)
	var all []*Session
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := ParseSession(strings.TrimSuffix(filepath.Base(path), ".txt"), f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// differences reads docs/differences.md.
func differences(t *testing.T) map[string]Difference {
	t.Helper()
	f, err := os.Open("../../docs/differences.md")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := ParseDifferences(f)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// runBoth runs a session on both sides at the same time.
func runBoth(s *Session, a, b side, tables string) (ra, rb *Report, err error) {
	return runPlans(a.plan(s, tables), b.plan(s, tables))
}

// plan returns what the driver of this side needs to know.
func (x side) plan(s *Session, tables string) *Plan {
	return &Plan{Tool: x.tool, Others: x.others, LibDirs: x.libs, Tables: tables, Steps: s.Steps}
}

// A runner runs the plans of both sides of a session.
type runner func(a, b *Plan) (ra, rb *Report, err error)

// runPlans is the runner on this machine.
func runPlans(a, b *Plan) (ra, rb *Report, err error) {
	var wg sync.WaitGroup
	var erra, errb error
	wg.Add(2)
	go func() { defer wg.Done(); ra, erra = RunSession(a) }()
	go func() { defer wg.Done(); rb, errb = RunSession(b) }()
	wg.Wait()
	if erra != nil {
		return nil, nil, erra
	}
	return ra, rb, errb
}

// compareAll runs all sessions of a folder as subtests and logs the sums.
func compareAll(t *testing.T, dir string, run runner, a, b side, tables string, known map[string]Difference) {
	var total Counts
	var table strings.Builder
	for _, s := range sessions(t, dir) {
		t.Run(s.Name, func(t *testing.T) {
			ra, rb, err := run(a.plan(s, tables), b.plan(s, tables))
			if err != nil {
				t.Fatal(err)
			}
			if dir := os.Getenv("GIP_DIFF_TRANSCRIPTS"); dir != "" {
				for name, r := range map[string]*Report{"reference": ra, "tool": rb} {
					if err := WriteTranscript(filepath.Join(dir, name), s, r); err != nil {
						t.Error(err)
					}
				}
			}
			for i := range s.Steps {
				if what := unmarked(&s.Steps[i], ra.Results[i]); known == nil && what != "" {
					t.Errorf("%s.txt line %d: %s\n\t%s", s.Name, s.Steps[i].Line, s.Steps[i].Text, what)
				}
			}
			verdicts, c := CompareSession(s, ra, rb, known)
			total.Add(c)
			table.WriteString("\n  " + s.Name + ": " + c.String())
			shown := 0
			for _, v := range verdicts {
				if v.Problem == "" {
					continue
				}
				if shown++; shown > 8 && os.Getenv("GIP_DIFF_ALL") != "1" {
					t.Fail()
					continue
				}
				t.Errorf("%s.txt %s", s.Name, v)
			}
			if shown > 8 && os.Getenv("GIP_DIFF_ALL") != "1" {
				t.Logf("... and %d more (GIP_DIFF_ALL=1 shows all)", shown-8)
			}
		})
	}
	t.Logf("sessions:%s\n%s", table.String(), total)
}

// TestDifferential is the suite: gip must be equal to the reference.
func TestDifferential(t *testing.T) {
	needRoot(t)
	ref, tables := reference(t)
	path, err := gip()
	if err != nil {
		t.Fatal(err)
	}
	compareAll(t, nativeSessions, runPlans, ref, side{tool: path}, tables, differences(t))
}

// TestReferenceAgainstItself shows that equal tools give equal results: that
// nothing in the sessions depends on chance, and no mask is missing.
func TestReferenceAgainstItself(t *testing.T) {
	needRoot(t)
	ref, tables := reference(t)
	compareAll(t, nativeSessions, runPlans, ref, ref, tables, nil)
}

// unmarked says what a line should be marked with, judging by what the
// reference printed: luck must not decide whether it is equal.
func unmarked(st *Step, r Result) string {
	has := func(mask string) bool { return slices.Contains(st.Masks, mask) }
	out := r.Stdout + r.Stderr
	switch {
	case st.Kind != Compare && st.Kind != ShellCompare:
		return ""
	case strings.Contains(out, "Usage:"):
		return "prints usage: mark it with ?"
	case !has("lft") && regexp.MustCompile(`(?:_lft|expires) [1-9]\d*sec|(?:_life_time|expires)": ?[1-9]\d{0,8}[,}\n]`).MatchString(out):
		return "prints a lifetime that runs: mark it with %lft"
	case !has("timers") && !has("stp-timers") && regexp.MustCompile(`gc_timer"?:? *[1-9]`).MatchString(out):
		return "prints a timer that runs: mark it with %timers"
	}
	return ""
}

// TestDifferencesAreUsed keeps docs/differences.md and the sessions together:
// no entry without a line that shows it, no line without its entry.
func TestDifferencesAreUsed(t *testing.T) {
	known := differences(t)
	used, usage := map[string]bool{}, false
	for _, s := range append(sessions(t, nativeSessions), sessions(t, vmSessions)...) {
		for _, st := range s.Steps {
			usage = usage || st.Kind == Usage
			if st.Difference == "" {
				continue
			}
			used[st.Difference] = true
			if _, ok := known[st.Difference]; !ok {
				t.Errorf("%s.txt:%d: no entry %s in docs/differences.md", s.Name, st.Line, st.Difference)
			}
		}
	}
	for id, d := range known {
		if d.BySessions() && !used[id] {
			t.Errorf("docs/differences.md: no session line refers to %s", id)
		}
		if d.Checked == "usage lines" && !usage {
			t.Errorf("docs/differences.md: %s says usage lines, but there are none", id)
		}
	}
}
