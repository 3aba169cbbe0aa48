package link

import (
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// liveEnv moves the test into namespaces of its own for network and mounts and returns an Env there.
// Standard error collects in warnings.
func liveEnv(t *testing.T) (e *verb.Env, warnings *strings.Builder) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("needs root to make namespaces")
	}
	runtime.LockOSThread() // never unlocked: the thread ends with the test's goroutine
	if err := unix.Unshare(unix.CLONE_NEWNET | unix.CLONE_NEWNS); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("none", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		t.Fatal(err)
	}
	e = verb.NewEnv(out.Options{})
	e.Out = out.New(io.Discard, out.Options{})
	warnings = new(strings.Builder)
	e.Stderr = warnings
	t.Cleanup(e.Close)
	return e, warnings
}

func run(e *verb.Env, line string) error { return Object().Run(e, strings.Fields(line)) }

func mustRun(t *testing.T, e *verb.Env, line string) {
	t.Helper()
	if err := run(e, line); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
}

// linkAttrs is what the kernel says of a device.
func linkAttrs(t *testing.T, e *verb.Env, name string) []byte {
	t.Helper()
	conn, err := e.Conn()
	if err != nil {
		t.Fatal(err)
	}
	attrs, _, err := askLink(conn, getLink(0, int32(e.Links.Index(name))).B)
	if err != nil {
		t.Fatal(err)
	}
	return append([]byte(nil), attrs...)
}

// A device moves by path, name and process, and its peer is known by the id that link-netns gives.
func TestNamespaces(t *testing.T) {
	e, _ := liveEnv(t)
	if err := unix.Mount("test", "/run", "tmpfs", 0, ""); err != nil {
		t.Fatal(err)
	}
	other := "/run/netns/other"
	if err := os.Mkdir("/run/netns", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, nil, 0o444); err != nil {
		t.Fatal(err)
	}
	here := "/proc/self/task/" + strconv.Itoa(unix.Gettid()) + "/ns/net"
	fd, err := unix.Open(here, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount(here, other, "", unix.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	if err := unix.Setns(fd, unix.CLONE_NEWNET); err != nil {
		t.Fatal(err)
	}

	mustRun(t, e, "add x0 type ifb")
	mustRun(t, e, "set x0 netns other index 77 name moved")
	if err := run(e, "set x0 up"); err == nil {
		t.Error("x0 is still here")
	}
	mustRun(t, e, "add x1 type ifb")
	mustRun(t, e, "set x1 netns "+other)
	// The lower device is in the other namespace, which has no id yet.
	mustRun(t, e, "add mv link moved link-netns other type macvlan")
	m := linkAttrs(t, e, "mv")
	if i := attr.U32(attr.Find(m, unix.IFLA_LINK)); i != 77 || attr.Find(m, unix.IFLA_LINK_NETNSID) == nil {
		t.Errorf("mv is on %d", i)
	}
	// One device of a pair goes there and is found there.
	mustRun(t, e, "add v type veth peer name w netns other")
	far, err := nl.Dial(nl.Config{Protocol: unix.NETLINK_ROUTE, NetNS: openNetNS("other", false)})
	if err != nil {
		t.Fatal(err)
	}
	defer far.Close()
	for _, name := range []string{"moved", "x1", "w"} {
		if _, err := far.LinkIndex(name); err != nil {
			t.Errorf("%s is not in the other namespace: %v", name, err)
		}
	}
	// A process: this one, whose first thread is in the namespace the test came from.
	if fd := openNetNS(strconv.Itoa(os.Getpid()), true); fd < 0 {
		t.Error("no namespace of this process")
	} else {
		unix.Close(fd)
	}
}

// A command that is wrong in its last word has changed nothing with its first.
func TestNothingHalfDone(t *testing.T) {
	e, _ := liveEnv(t)
	mustRun(t, e, "add x0 mtu 1400 type ifb")
	for _, line := range []string{
		"set x0 mtu 1300 alias x up group nosuch",
		"set x0 mtu 1300 up address 02",
		"set x0 mtu 1300 up master nosuch",
		"set x0 mtu 1300 up xdp pinned /nosuch",
		"set x0 mtu 1300 up type nosuch option",
	} {
		if err := run(e, line); err == nil {
			t.Errorf("%s: no error", line)
		}
	}
	a := linkAttrs(t, e, "x0")
	if mtu := attr.U32(attr.Find(a, unix.IFLA_MTU)); mtu != 1400 || attr.Find(a, unix.IFLA_IFALIAS) != nil {
		t.Errorf("mtu %d, alias %q", mtu, attr.Find(a, unix.IFLA_IFALIAS))
	}
}

// A batch of one device after another does not find the devices of earlier lines by what it remembers.
func TestRenamedDeviceIsForgotten(t *testing.T) {
	e, _ := liveEnv(t)
	mustRun(t, e, "add x0 type ifb")
	mustRun(t, e, "set x0 name x1")
	if err := run(e, "set x0 up"); err == nil || err.Error() != `Cannot find device "x0"` {
		t.Errorf("%v", err)
	}
	mustRun(t, e, "property add x1 altname x0")
	mustRun(t, e, "set x0 up")
	mustRun(t, e, "property del x1 altname x0")
	if err := run(e, "set x0 up"); err == nil {
		t.Error("x0 is still known")
	}
}

// bpf makes the system call bpf(2) with the given words as its union bpf_attr.
func bpf(cmd uintptr, words ...uint64) (int, error) {
	fd, _, e := unix.Syscall(unix.SYS_BPF, cmd, uintptr(unsafe.Pointer(&words[0])), uintptr(8*len(words)))
	runtime.KeepAlive(words)
	if e != 0 {
		return -1, e
	}
	return int(fd), nil
}

// pinPass loads an XDP program that passes every packet and pins it.
func pinPass(t *testing.T, path string) {
	t.Helper()
	// r0 = XDP_PASS; exit (linux/bpf.h, struct bpf_insn)
	code := [2]uint64{0x00000002_000000b7, 0x95}
	license := [4]byte{'G', 'P', 'L'}
	fd, err := bpf(unix.BPF_PROG_LOAD, uint64(unix.BPF_PROG_TYPE_XDP)|2<<32,
		uint64(uintptr(unsafe.Pointer(&code))), uint64(uintptr(unsafe.Pointer(&license))), 0, 0, 0)
	runtime.KeepAlive(&code)
	runtime.KeepAlive(&license)
	if err != nil {
		t.Skip("this kernel loads no program: ", err)
	}
	defer unix.Close(fd)
	name, err := unix.BytePtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bpf(unix.BPF_OBJ_PIN, uint64(uintptr(unsafe.Pointer(name))), uint64(fd)); err != nil {
		t.Fatal("pin: ", err)
	}
	runtime.KeepAlive(name)
}

func TestXDP(t *testing.T) {
	e, _ := liveEnv(t)
	dir := t.TempDir()
	if err := unix.Mount("bpf", dir, "bpf", 0, ""); err != nil {
		t.Skip("no BPF filesystem: ", err)
	}
	defer unix.Unmount(dir, unix.MNT_DETACH)
	if err := os.Mkdir(dir+"/xdp", 0o755); err != nil {
		t.Fatal(err)
	}
	pinPass(t, dir+"/xdp/pass")
	t.Setenv(bpfDirEnv, dir)
	mustRun(t, e, "add x0 type veth peer name x1")
	attached := func() uint8 {
		return attr.U8(attr.Find(attr.Find(linkAttrs(t, e, "x0"), unix.IFLA_XDP), unix.IFLA_XDP_ATTACHED))
	}

	mustRun(t, e, "set x0 xdpgeneric pinned "+dir+"/xdp/pass section x program y verbose up")
	if got := attached(); got != uapi.XDP_ATTACHED_SKB {
		t.Errorf("attached as %d", got)
	}
	if err := run(e, "set x0 xdpgeneric fd m:pass"); err == nil || !strings.Contains(err.Error(), "already attached") {
		t.Errorf("replaced without -force: %v", err)
	}
	e.Force = true
	mustRun(t, e, "set x0 xdpgeneric object-pinned m:pass")
	e.Force = false
	// off must get past the check that forbids to replace a program: the reference sends the same.
	mustRun(t, e, "set x0 xdpgeneric off")
	if got := attached(); got != uapi.XDP_ATTACHED_NONE {
		t.Errorf("attached as %d", got)
	}
	if err := run(e, "set x0 xdp object "+dir+"/xdp/pass"); err == nil || err.(*arg.Error).Status != 255 {
		t.Errorf("%v", err)
	}
}
