package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// leakEnv says that the test process is the one in namespaces of its own.
const leakEnv = "GIP_TEST_LEAKS"

// TestBatchLeaks runs 100,000 lines of every sort in one process, which must end with the descriptors
// and threads that it had after the first thousand.
func TestBatchLeaks(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root to make network namespaces")
	}
	if testing.Short() {
		t.Skip("takes seconds")
	}
	cmd := exec.Command("/proc/self/exe", "-test.run=^TestBatchLeaksInside$", "-test.v")
	cmd.Env = append(os.Environ(), leakEnv+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNET | unix.CLONE_NEWNS}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// leakLines is a round of commands: such that work, such that fail on the command line, in the name
// tables and in the kernel, and such that open sockets and files of their own.
var leakLines = []string{
	"link show lo", "addr show dev lo", "route get 127.0.0.1", "link set b0 alias x", "link set b0 mtu nosuch",
	"route add 10.0.0.0/8 dev b0", "route add 10.0.0.0/8 dev b0", "route del 10.0.0.0/8", "route del 10.0.0.0/8",
	"addr add 10.9.0.1/24 dev b0", "addr add 10.9.0.1/24 dev nosuch", "addr del 10.9.0.1/24 dev b0", "addr show to 10.0.0.0/8",
	"link set b0 netns nosuch", "link set b0 netns 99999999", "netns identify", "netns list", "netns set nosuch 4",
	"tuntap add t0 mode foo", "link show dev t0", "route show table 7",
	"link show a-name-that-is-longer-than-fifteen", "link add b0 type bridge", "link help vxlan", "foo", "addr flush dev b0 to 1.2.3.4",
	"route list from 1.2.3.4 dev b0 proto nosuch", "route flush table 7", "link show master b0",
}

// slowLines are run once in a hundred rounds: the kernel takes milliseconds to make and remove devices.
const slowLines = "tuntap del nosuch mode tun\ntuntap add t0 mode tun\ntuntap show\ntuntap del t0 mode tun\n" +
	"netns add n\nnetns exec n true\nlink add x type veth peer name x netns n\nnetns del n\nlink del x\n"

func TestBatchLeaksInside(t *testing.T) {
	if os.Getenv(leakEnv) == "" {
		return // it runs when TestBatchLeaks starts it
	}
	for _, m := range [][3]string{{"", "/", ""}, {"run", "/run", "tmpfs"}, {"sysfs", "/sys", "sysfs"}} {
		flags := uintptr(0)
		if m[2] == "" {
			flags = unix.MS_PRIVATE | unix.MS_REC
		}
		if err := unix.Mount(m[0], m[1], m[2], flags, ""); err != nil {
			t.Fatal(m, err)
		}
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: "/proc/self/exe", Args: []string{"ip", "-force", "-batch", "-"}, Stdin: r, Stdout: io.Discard, Stderr: io.Discard}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r.Close()
	io.WriteString(w, "link set lo up\nlink add b0 type bridge\nlink set b0 up\n")
	feed := func(lines int) (fds, threads int) {
		t.Helper()
		for i := range lines / len(leakLines) {
			if i%100 == 0 {
				io.WriteString(w, slowLines)
			}
			if _, err := io.WriteString(w, strings.Join(leakLines, "\n")+"\n"); err != nil {
				t.Fatal(err)
			}
		}
		return settled(t, w, cmd.Process.Pid)
	}
	fds, threads := feed(1000)
	fds2, threads2 := feed(99000)
	w.Close()
	if err := cmd.Wait(); err == nil {
		t.Error("lines failed, but not the batch")
	}
	if fds2 > fds || threads2 > threads+1 {
		t.Errorf("after 1,000 lines %d descriptors and %d threads; after 100,000 %d and %d", fds, threads, fds2, threads2)
	}
	u := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if u.Maxrss > 32<<10 {
		t.Errorf("%d KiB of memory", u.Maxrss)
	}
	t.Logf("%d descriptors, %d threads, %d KiB", fds2, threads2, u.Maxrss)
}

// settled waits until the process has read all that was written, and gives its descriptors and threads.
func settled(t *testing.T, w *os.File, pid int) (fds, threads int) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); ; {
		n, err := unix.IoctlGetInt(int(w.Fd()), unix.TIOCINQ)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the batch hangs")
		}
		time.Sleep(10 * time.Millisecond)
	}
	// It may still be at work on what it has read; it is done when it sleeps in read.
	time.Sleep(500 * time.Millisecond)
	dir, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Fatal(err)
	}
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		t.Fatal(err)
	}
	return len(dir), len(tasks)
}
