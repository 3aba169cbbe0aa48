package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

// insideEnv names the script that a test process runs in namespaces of its own.
const insideEnv = "GIP_TEST_SCRIPT"

// TestMain makes the test binary serve as gip, and as ip, in the scripts.
func TestMain(m *testing.M) {
	tool := func() { os.Exit(run(os.Args)) }
	testscript.Main(m, map[string]func(){"gip": tool, "ip": tool, "iplink": tool, "tc": tool})
}

// TestScripts runs each session of testdata/script in network, mount and process namespaces of its own
// with an empty /run. The sessions are examples as well as tests: commands as a user types them, packets
// through what was configured.
func TestScripts(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root to make network namespaces")
	}
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(b, []byte(" ping ")) {
				if _, err := exec.LookPath("ping"); err != nil {
					t.Skip("needs ping (iputils-ping)")
				}
			}
			cmd := exec.Command("/proc/self/exe", "-test.run=^TestScriptInside$", "-test.v")
			cmd.Env = append(os.Environ(), insideEnv+"="+f)
			cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNET | unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWUTS}
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}

// TestScriptInside is TestScripts's other half.
func TestScriptInside(t *testing.T) {
	f := os.Getenv(insideEnv)
	if f == "" {
		return // it runs when TestScripts starts it
	}
	mount := func(source, target, kind string, flags uintptr) {
		if err := unix.Mount(source, target, kind, flags, ""); err != nil {
			t.Fatalf("mount of %s: %v", target, err)
		}
	}
	mount("", "/", "", unix.MS_PRIVATE|unix.MS_REC)
	mount("proc", "/proc", "proc", 0)
	mount("run", "/run", "tmpfs", 0)
	mount("sysfs", "/sys", "sysfs", 0)
	testscript.Run(t, testscript.Params{
		Files:               []string{f},
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"same": cmdSame,
		},
	})
}

// cmdSame checks that the standard output of the last command is a file's content, byte for byte.
func cmdSame(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: same file")
	}
	if got, want := ts.ReadFile("stdout"), ts.ReadFile(args[0]); (got == want) == neg {
		ts.Fatalf("got %q\nwant %q", got, want)
	}
}
