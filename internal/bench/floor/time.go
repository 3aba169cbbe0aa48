package main

import (
	"strconv"
	"syscall"
	"unsafe"
)

// resultFD is where timeProgram writes: the program's own output stays apart.
const resultFD = 3

// timeProgram runs a program with this process's descriptors 0 to 2 and writes one line of decimal
// numbers: wall time in nanoseconds, user and system time in microseconds, peak resident memory in
// KiB, and the wait status.
func timeProgram(argv []string) {
	attr := &syscall.ProcAttr{Env: syscall.Environ(), Files: []uintptr{0, 1, 2}}
	start := now()
	pid, err := syscall.ForkExec(argv[0], argv, attr)
	if err != nil {
		fail(argv[0] + ": " + err.Error())
	}
	var status syscall.WaitStatus
	var ru syscall.Rusage
	for {
		// Raw: the scheduler has nothing else to run, and need not be told that this thread waits.
		_, _, e := syscall.RawSyscall6(syscall.SYS_WAIT4, uintptr(pid), uintptr(unsafe.Pointer(&status)), 0,
			uintptr(unsafe.Pointer(&ru)), 0, 0)
		if e == 0 {
			break
		}
		if e != syscall.EINTR {
			fail("wait: " + e.Error())
		}
	}
	wall := now() - start
	var b []byte
	for _, v := range [...]int64{wall, micro(ru.Utime), micro(ru.Stime), ru.Maxrss, int64(status)} {
		b = append(strconv.AppendInt(b, v, 10), ' ')
	}
	b[len(b)-1] = '\n'
	if _, err := syscall.Write(resultFD, b); err != nil {
		fail("write: " + err.Error())
	}
}

func micro(t syscall.Timeval) int64 { return t.Nano() / 1000 }

// now is the monotonic clock in nanoseconds.
func now() int64 {
	const clockMonotonic = 1
	var ts syscall.Timespec
	if _, _, e := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockMonotonic, uintptr(unsafe.Pointer(&ts)), 0); e != 0 {
		fail("clock_gettime: " + e.Error())
	}
	return ts.Nano()
}
