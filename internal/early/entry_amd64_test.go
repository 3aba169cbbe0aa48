package early

import (
	"os/exec"
	"strings"
	"testing"
)

// withEntry builds the program that shows what it sees and returns its path.
func withEntry(t *testing.T) string {
	t.Helper()
	prog := t.TempDir() + "/entry"
	build := exec.Command("go", "build", "-ldflags", "-E gip/internal/early.entry", "-o", prog, "./testdata/entry")
	build.Env = append(build.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return prog
}

func TestEntry(t *testing.T) {
	prog := withEntry(t)
	long := strings.Repeat("x", 100000)
	for _, c := range []struct {
		args, env []string
		seen      string // what the runtime has found as GOMAXPROCS
	}{
		{nil, nil, "1"},
		{[]string{"one"}, nil, "1"},
		{nil, []string{"A=b"}, "1"},
		{[]string{"one", "", "three", long}, []string{"A=b", "C=", "D=" + long}, "1"},
		{[]string{"one"}, []string{"A=b", "GOMAXPROCS=1", "C=d"}, "1"},
		{[]string{"one"}, []string{"A=b", "GOMAXPROCS=3", "C=d"}, "3"},
		{[]string{"one"}, []string{"GOMAXPROCS_=7", "GOMAXPRO=7", "G=", "=", "A=b"}, "1"},
	} {
		cmd := exec.Command(prog, c.args...)
		cmd.Env = append([]string{}, c.env...) // not nil, which would be this program's own
		out, err := cmd.CombinedOutput()
		want := c.seen + "\n" + strings.Join(c.args, "|") + "\n" + strings.Join(c.env, "|") + "\n"
		if err != nil || string(out) != want {
			t.Errorf("%.60q %.60q: %v\n%.200s", c.args, c.env, err, out)
		}
	}
}
