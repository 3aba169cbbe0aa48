// Package scripttest runs sessions written as testscript files (github.com/rogpeppe/go-internal/testscript):
// commands as a user types them, packets through what they configured. Each runs in network, mount, process
// and host name namespaces of its own, with an empty /run.
//
// A session whose first line is "# vm" runs in the project's VM (package vm), for devices whose kernel
// module the machine may lack; all sessions of a test share one boot. A failure there is reported as one
// here.
//
// The package is test support: nothing of it is linked into gip.
package scripttest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"

	"gip/internal/vm"
)

const (
	// insideEnv names the script that a test process runs in its namespaces.
	insideEnv = "GIP_TEST_SCRIPT"
	// vmLine is the first line of a script for the VM.
	vmLine = "# vm\n"
	// vmLimit is how long a script may take in the VM, where all is twenty times slower.
	vmLimit = 5 * time.Minute
)

// A job is what the VM is asked to run, and a result what came of it.
type (
	job    struct{ Test, Script string }
	result struct {
		OK     bool
		Output string
	}
)

// Main runs the tests of m; call it in TestMain. The test binary serves as the named commands in scripts.
func Main(m *testing.M, commands map[string]func()) {
	vm.Serve(func(j *job) *result {
		out, err := start(j.Test, j.Script)
		if err != nil {
			out += err.Error() + "\n"
		}
		return &result{OK: err == nil, Output: out}
	})
	testscript.Main(m, commands)
}

// Run runs each file that matches the pattern as a subtest. The calling test must be one of the top level
// and do nothing before, since it is started again inside the namespaces.
func Run(t *testing.T, pattern string) {
	if f := os.Getenv(insideEnv); f != "" {
		inside(t, f)
		return
	}
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	client := &vm.Client{}
	t.Cleanup(func() {
		if err := client.Close(); err != nil {
			t.Errorf("the VM's end: %v", err)
		}
	})
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
			if bytes.HasPrefix(b, []byte(vmLine)) {
				runInVM(t, client, f)
				return
			}
			if os.Geteuid() != 0 {
				t.Skip("needs root to make network namespaces")
			}
			out, err := start(rootName(t), f)
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}

// rootName is the name of the top-level test.
func rootName(t *testing.T) string {
	name, _, _ := strings.Cut(t.Name(), "/")
	return name
}

// runInVM runs one script in the VM, which is booted for the first.
func runInVM(t *testing.T, client *vm.Client, file string) {
	vm.Need(t)
	var r result
	if err := client.Call(&job{rootName(t), file}, &r, vmLimit); err != nil {
		t.Fatal(err)
	}
	if !r.OK {
		t.Fatal(r.Output)
	}
	t.Log(r.Output)
}

// start runs a script: this test binary again, in namespaces of its own.
func start(test, file string) (output string, err error) {
	cmd := exec.Command("/proc/self/exe", "-test.run=^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), insideEnv+"="+file)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: unix.CLONE_NEWNET | unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWUTS,
		Pdeathsig:  syscall.SIGKILL,
	}
	// Pdeathsig follows the thread that started the process, not this process.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	out, err := cmd.CombinedOutput()
	if err == nil && !bytes.Contains(out, []byte("--- PASS: "+test)) {
		err = fmt.Errorf("%s did not run", test)
	}
	return string(out), err
}

// inside is what start starts.
func inside(t *testing.T, file string) {
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
		Files:               []string{file},
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
