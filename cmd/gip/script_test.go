package main

import (
	"os"
	"testing"

	"gip/internal/scripttest"
)

// TestMain makes the test binary serve as gip, and as ip, in the scripts.
func TestMain(m *testing.M) {
	tool := func() { os.Exit(run(os.Args)) }
	scripttest.Main(m, map[string]func(){"gip": tool, "ip": tool, "iplink": tool, "bridge": tool, "tc": tool})
}

// TestScripts runs each session of testdata/script. The sessions are examples as well as tests.
func TestScripts(t *testing.T) {
	scripttest.Run(t, "testdata/script/*.txtar")
}
