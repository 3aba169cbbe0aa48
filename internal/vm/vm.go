// Package vm runs tests in a virtual machine that has the kernel modules which the machine itself may lack:
// QEMU in software emulation, Debian's kernel 6.12 with all its modules, the machine's own root below an
// overlay. run.sh boots it and can be used by hand; its head describes it, docs/testing.md how tests use it.
//
// One boot serves many tests. The test binary runs twice: on the machine as usual, with a [Client] that
// sends requests, and in the VM as a server that answers them ([Serve], called first in TestMain). Requests
// and replies are JSON on the server's standard input and output; what they say is the test package's own
// affair. The client boots the VM at the first request, so that "go test -run" of other tests costs nothing.
//
// The package is test support: nothing of it is linked into gip.
package vm

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// serverEnv makes a test binary a server.
const serverEnv = "GIP_VM_SERVER"

const (
	// maxBoots is how often a client boots the VM: again when it has died, but not for each of many tests.
	maxBoots = 3
	// lifetime of one VM in seconds, whatever happens to the test that started it.
	lifetime = "3000"
	// bootTime is added to the limit of the first call: a boot takes five seconds on an idle machine.
	bootTime = 2 * time.Minute
)

// A Client runs requests in a VM. Its fields are set before the first call; it is not safe for concurrent use.
type Client struct {
	Visible  []string // folders below /tmp or /run that the server needs; its own is visible
	Programs []string // dynamically linked programs that are started often

	boots  int
	cmd    *exec.Cmd
	enc    *json.Encoder
	dec    *json.Decoder
	stdin  interface{ Close() error }
	stderr tail
}

// Need skips the test where the VM cannot be had, with the reason, or fails where GIP_NO_SKIP forbids skips.
func Need(t testing.TB) {
	t.Helper()
	script, err := script()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(script, "-n").CombinedOutput()
	if err == nil {
		return
	}
	reason := strings.TrimSpace(string(out))
	if os.Getenv("GIP_NO_SKIP") == "1" {
		t.Fatalf("not run (and GIP_NO_SKIP=1 forbids that): %s", reason)
	}
	t.Skip(reason)
}

// Call sends a request and waits for the reply. A VM that does not answer within the limit is killed.
func (c *Client) Call(request, reply any, limit time.Duration) error {
	if c.cmd == nil {
		if c.boots == maxBoots {
			return fmt.Errorf("the VM died %d times", maxBoots)
		}
		if err := c.boot(); err != nil {
			return err
		}
		limit += bootTime
	}
	late := time.AfterFunc(limit, func() { c.cmd.Process.Signal(syscall.SIGTERM) })
	err := c.enc.Encode(request)
	if err == nil {
		err = c.dec.Decode(reply)
	}
	if late.Stop() && err == nil {
		return nil
	}
	if err == nil {
		err = errors.New("late reply")
	}
	end := c.Close()
	return fmt.Errorf("VM: %w (%v, after at most %v)\n%s", err, end, limit, c.stderr.String())
}

// boot starts run.sh with this test binary as the command.
func (c *Client) boot() error {
	script, err := script()
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"-t", lifetime, "-v", filepath.Dir(self), "-e", serverEnv + "=1"}
	for _, d := range c.Visible {
		args = append(args, "-v", d)
	}
	for _, p := range c.Programs {
		args = append(args, "-x", p)
	}
	// Words after the binary make it a command of several words, which no shell reads.
	cmd := exec.Command(script, append(args, "--", self, "-test.run=^$")...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = &c.stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	c.boots++
	c.cmd, c.stdin, c.enc, c.dec = cmd, in, json.NewEncoder(in), json.NewDecoder(out)
	return nil
}

// Close ends the VM: the server leaves when its input ends. A later call would boot it again.
func (c *Client) Close() error {
	if c.cmd == nil {
		return nil
	}
	c.stdin.Close()
	late := time.AfterFunc(30*time.Second, func() { c.cmd.Process.Signal(syscall.SIGTERM) })
	err := c.cmd.Wait()
	late.Stop()
	c.cmd = nil
	return err
}

// Serve answers requests with f, and does not return, when this process was started by a Client in a VM. It
// returns at once otherwise. What f writes to os.Stdout goes to standard error.
func Serve[Request, Reply any](f func(*Request) *Reply) {
	if os.Getenv(serverEnv) == "" {
		return
	}
	os.Unsetenv(serverEnv)
	enc, dec := json.NewEncoder(os.Stdout), json.NewDecoder(os.Stdin)
	os.Stdout = os.Stderr
	for dec.More() {
		var request Request
		err := dec.Decode(&request)
		if err == nil {
			err = enc.Encode(f(&request))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "vm server:", err)
			os.Exit(1)
		}
	}
	os.Exit(0)
}

// script finds run.sh in the module that the test belongs to: tests run in their package's folder.
func script() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			return filepath.Join(d, "internal", "vm", "run.sh"), nil
		}
		if d == filepath.Dir(d) {
			return "", fmt.Errorf("no go.mod above %s", dir)
		}
	}
}

// A tail keeps the end of what is written to it.
type tail struct {
	mu sync.Mutex
	b  []byte
}

func (t *tail) Write(p []byte) (int, error) {
	const keep = 8 << 10
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p...)
	if n := len(t.b) - keep; n > 0 {
		t.b = append(t.b[:0], t.b[n:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.b)
}
