package early

import (
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// procs is what the package's own init, which runs before this file's, has left. The testing package
// sets its own number later.
var procs int

func init() { procs = runtime.GOMAXPROCS(0) }

func TestOneProcessor(t *testing.T) {
	if procs != 1 {
		t.Errorf("%d processors", procs)
	}
}

// TestImportsNothing guards the place in the order of initialisation.
func TestImportsNothing(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{join .Imports \" \"}}", ".").Output()
	if err != nil {
		t.Skipf("go list does not run: %v", err)
	}
	if got := strings.TrimSpace(string(out)); got != "runtime" {
		t.Errorf("imports %q, not runtime alone", got)
	}
}
