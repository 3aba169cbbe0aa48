package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// environ is the environment of every program measured: the same for all, and without what would make
// one of them behave differently.
var environ = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"}

// spawn starts a program with its output to the null device, waits for it and returns what it took but
// for its memory. It does nothing else between the two readings of the clock, for programs that run for
// a millisecond.
func spawn(argv []string, null uintptr) (cost, error) {
	attr := &syscall.ProcAttr{Env: environ, Files: []uintptr{null, null, 2}}
	start := time.Now()
	pid, err := syscall.ForkExec(argv[0], argv, attr)
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w", argv[0], err)
	}
	var status syscall.WaitStatus
	var ru syscall.Rusage
	for {
		// Raw, so that the end of the child is not followed by the scheduler finding a processor for this
		// thread, which takes longer at some times than at others.
		_, _, e := syscall.RawSyscall6(syscall.SYS_WAIT4, uintptr(pid), uintptr(unsafe.Pointer(&status)), 0,
			uintptr(unsafe.Pointer(&ru)), 0, 0)
		if e == 0 {
			break
		}
		if e != syscall.EINTR {
			return cost{}, e
		}
	}
	took := time.Since(start)
	if status != 0 {
		return cost{}, statusError(argv, status)
	}
	return cost{wall: took, cpu: time.Duration(ru.Utime.Nano() + ru.Stime.Nano())}, nil
}

// cost is what a program took.
type cost struct {
	wall time.Duration
	cpu  time.Duration // of all threads, in the program and for it in the kernel
	peak int64         // resident memory, in KiB
}

// output says where a measured program's standard output goes.
type output uint8

const (
	toNull output = iota
	toPipe        // a pipe that is read as fast as it fills
)

// timed runs a program under "floor time", whose process is small enough not to hide the program's own
// peak memory.
func timed(p *programs, argv []string, to output) (cost, error) {
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return cost{}, err
	}
	defer null.Close()
	r, w, err := os.Pipe()
	if err != nil {
		return cost{}, err
	}
	defer r.Close()
	defer w.Close()
	stdout := null
	if to == toPipe {
		or, ow, err := os.Pipe()
		if err != nil {
			return cost{}, err
		}
		defer or.Close()
		defer ow.Close()
		go drain(or)
		stdout = ow
	}
	full := append([]string{p.floor, "time"}, argv...)
	proc, err := os.StartProcess(full[0], full, &os.ProcAttr{Env: environ, Files: []*os.File{null, stdout, os.Stderr, w}})
	if err != nil {
		return cost{}, err
	}
	state, err := proc.Wait()
	if err != nil {
		return cost{}, err
	}
	if !state.Success() {
		return cost{}, fmt.Errorf("%s: %v", strings.Join(full, " "), state)
	}
	w.Close()
	var wall, user, sys, peak int64
	var status syscall.WaitStatus
	if _, err := fmt.Fscan(r, &wall, &user, &sys, &peak, &status); err != nil {
		return cost{}, fmt.Errorf("reading the result of floor time: %w", err)
	}
	if status != 0 {
		return cost{}, statusError(argv, status)
	}
	return cost{time.Duration(wall), time.Duration(user+sys) * time.Microsecond, peak}, nil
}

// drain reads until the end, without the pipe-to-null shortcuts that io.Copy takes: no reader of a
// command's output has those.
func drain(r *os.File) {
	b := make([]byte, 64<<10)
	for {
		if _, err := r.Read(b); err != nil {
			return
		}
	}
}

func statusError(argv []string, s syscall.WaitStatus) error {
	line := strings.Join(argv, " ")
	if s.Signaled() {
		return fmt.Errorf("%s: killed by %v", line, s.Signal())
	}
	return fmt.Errorf("%s: exit status %d", line, s.ExitStatus())
}

// sameOutput checks that two programs write the same for the same words: speed without that is nothing.
func sameOutput(a, b string, words []string) error {
	if err := sumsEqual(a, b, words); err != nil {
		return fmt.Errorf("%q: %w", strings.Join(words, " "), err)
	}
	return nil
}

func sumsEqual(a, b string, words []string) error {
	var sums [2][sha256.Size]byte
	for i, prog := range []string{a, b} {
		h := sha256.New()
		cmd := exec.Command(prog, words...)
		cmd.Env, cmd.Stdout, cmd.Stderr = environ, h, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w", prog, err)
		}
		h.Sum(sums[i][:0])
	}
	if sums[0] != sums[1] {
		return errors.New("gip's output differs from the reference's")
	}
	return nil
}

// outputOf runs a program and returns the first line it writes.
func outputOf(name string, words ...string) string {
	cmd := exec.Command(name, words...)
	cmd.Stderr = io.Discard
	b, err := cmd.Output()
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSpace(line)
}
