// Package difftest compares a tool with the reference, command line by
// command line. It is the differential suite: the reference (iproute2 6.15.0)
// and the tool under test run the same session of command lines in twin fresh
// namespaces, and exit status, standard output and standard error must be
// equal byte for byte, errors included.
//
// # Parts
//
//   - A session (testdata/sessions/*.txt, [ParseSession]) is an ordered list of
//     command lines about one topic. The format is described in
//     testdata/sessions/README.md.
//   - Sessions for devices that need kernel modules are in testdata/vm; they run
//     in the project's VM (package vm), all in one boot: the test binary is a
//     server there that runs both sides, and is compared here.
//   - A sandbox is what a session runs in: network, mount, PID and UTS
//     namespaces of its own, empty /run, /tmp, /etc and /usr/share with known
//     content, a sysfs that shows the sandbox's devices.
//   - The driver ([DriverMain]) is the test binary started again inside a
//     sandbox: one process per session and side that runs every line and
//     reports status, stdout and stderr of each.
//   - Masks ([Masks]) are the few named rewrites for what cannot be made
//     deterministic. A line asks for each mask by name; none is applied unasked,
//     and none leaves out a line.
//   - Deliberate differences are entries of docs/differences.md. A line that
//     differs on purpose names its entry ([ParseDifferences]); it fails when the
//     entry does not exist and also when the difference has vanished.
//
// # Running
//
//	go test ./internal/difftest -run TestDifferential            # the tool against the reference
//	go test ./internal/difftest -run TestDifferential/link-vxlan # one session
//	go test ./internal/difftest -run TestReferenceAgainstItself  # the harness's own check
//	go test ./internal/difftest -run TestDifferentialVM          # the sessions of testdata/vm, in the VM
//
// Environment: GIP is the binary under test (built from ./cmd/gip when unset);
// GIP_REFERENCE is the root of the unpacked reference (default: the place where
// fetch-reference.sh puts it); GIP_NO_SKIP=1 turns skips into failures;
// GIP_DIFF_ALL=1 prints every differing line and not just the first few of
// each session; GIP_DIFF_TRANSCRIPTS=DIR writes what both sides printed to
// DIR/reference and DIR/tool, for reading.
//
// The package is test support: nothing of it is linked into gip.
package difftest
