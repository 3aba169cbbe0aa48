package difftest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"gip/internal/vm"
)

// Both sides of a session, sent to the VM, and what it answers.
type (
	vmRequest struct{ A, B *Plan }
	vmReply   struct {
		A, B    *Report
		Failure string
	}
)

// serveVM makes this process the server in the VM, if it was started as one.
func serveVM() {
	vm.Serve(func(r *vmRequest) *vmReply {
		a, b, err := runPlans(r.A, r.B)
		if err != nil {
			return &vmReply{Failure: err.Error()}
		}
		return &vmReply{A: a, B: b}
	})
}

type vmFailure string

func (f vmFailure) Error() string { return string(f) }

// inVM returns a runner in a VM that is booted at the first session and ends with the test.
func inVM(t *testing.T, a, b side, tables string) runner {
	t.Helper()
	vm.Need(t)
	client := &vm.Client{Visible: []string{tables}}
	for _, x := range []side{a, b} {
		client.Visible = append(append(client.Visible, filepath.Dir(x.tool)), x.libs...)
		client.Programs = append(client.Programs, x.tool)
		for _, path := range x.others {
			client.Visible = append(client.Visible, filepath.Dir(path))
			client.Programs = append(client.Programs, path)
		}
	}
	t.Cleanup(func() {
		if err := client.Close(); err != nil {
			t.Errorf("the VM's end: %v", err)
		}
	})
	return func(a, b *Plan) (*Report, *Report, error) {
		var reply vmReply
		// A tenth of a second is usual for a line; one that hangs takes stepTimeout.
		limit := time.Minute + time.Duration(len(a.Steps))*2*time.Second
		if err := client.Call(&vmRequest{a, b}, &reply, limit); err != nil {
			return nil, nil, err
		}
		if reply.Failure != "" {
			return nil, nil, vmFailure(reply.Failure)
		}
		return reply.A, reply.B, nil
	}
}

// TestDifferentialVM is the suite for what only the VM's kernel has.
func TestDifferentialVM(t *testing.T) {
	t.Parallel()
	ref, tables := reference(t)
	path, err := gip()
	if err != nil {
		t.Fatal(err)
	}
	tool := side{tool: path}
	compareAll(t, vmSessions, inVM(t, ref, tool, tables), ref, tool, tables, differences(t))
}

// checkSessionsEnv asks for the check of the VM's sessions.
const checkSessionsEnv = "GIP_CHECK_VM_SESSIONS"

// TestReferenceAgainstItselfVM is TestReferenceAgainstItself for the VM's sessions. It tests sessions and not
// gip, and takes as long as the suite itself: it runs where it is asked for, when sessions have changed. A VM
// uses one processor; the two tests run at the same time, after all others of the package.
func TestReferenceAgainstItselfVM(t *testing.T) {
	if os.Getenv(checkSessionsEnv) == "" {
		t.Skip("a check of the sessions, not of gip: " + checkSessionsEnv + "=1 runs it")
	}
	t.Parallel()
	ref, tables := reference(t)
	compareAll(t, vmSessions, inVM(t, ref, ref, tables), ref, ref, tables, nil)
}
