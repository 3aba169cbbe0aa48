// Package cgroupbpf binds the sockets that are made in a cgroup to a network device: a BPF program of
// four instructions, attached to the cgroup, sets sk_bound_dev_if of every new IP socket, as
// SO_BINDTODEVICE would.
//
// It speaks to the kernel through the bpf system call itself. The library for it, cilium/ebpf, makes the
// binary larger by a third and runs thirty-six packages' initialisation in front of every command, which
// costs each of them about a tenth of its time (1.46 ms and 1.60 ms for "link show lo" in one interleaved
// run). It is too much for so small a program, and is used by the test alone, which reads the program
// back and has the kernel's verifier look at it.
package cgroupbpf

import (
	"encoding/binary"
	"runtime"
	"syscall"
	"unsafe"

	"gip/internal/errno"

	"golang.org/x/sys/unix"
)

// Code bytes of instructions (linux/bpf.h, linux/bpf_common.h).
const (
	movImm  = 0xb7 // BPF_ALU64 | BPF_MOV | BPF_K
	storeW  = 0x63 // BPF_STX | BPF_MEM | BPF_W
	exitOp  = 0x95 // BPF_JMP | BPF_EXIT
	insnLen = 8
)

// boundDevIf is the place of bound_dev_if in struct bpf_sock, in bytes.
const boundDevIf = 0

// insn is struct bpf_insn: the registers are four bits each, the destination the lower ones on a
// little-endian machine and the upper ones on a big-endian one.
func insn(dst []byte, op, to, from byte, off int16, imm int32) []byte {
	regs := from<<4 | to
	if binary.NativeEndian.Uint16([]byte{0, 1}) == 1 {
		regs = to<<4 | from
	}
	dst = append(dst, op, regs)
	dst = binary.NativeEndian.AppendUint16(dst, uint16(off))
	return binary.NativeEndian.AppendUint32(dst, uint32(imm))
}

// Program is the machine code that binds a socket to the device with that index. Register 1 holds the
// address of the socket's struct bpf_sock; the value 1 in register 0 lets the socket be made.
func Program(index int32) []byte {
	b := make([]byte, 0, 4*insnLen)
	b = insn(b, movImm, 3, 0, 0, index)
	b = insn(b, storeW, 1, 3, boundDevIf, 0)
	b = insn(b, movImm, 0, 0, 0, 1)
	return insn(b, exitOp, 0, 0, 0, 0)
}

// A LoadError is the kernel's refusal of the program.
type LoadError struct {
	Errno syscall.Errno
	// Log is what the kernel's verifier says, lines with a newline each; "" where it did not come to it.
	Log string
}

func (e *LoadError) Error() string { return errno.StrError(e.Errno) + "\n" + e.Log }

func (e *LoadError) Unwrap() error { return e.Errno }

// loadAttr is the beginning of the union bpf_attr for BPF_PROG_LOAD; the kernel takes the rest as zero.
type loadAttr struct {
	progType, insnCount uint32
	insns, license      uint64
	logLevel, logSize   uint32
	logBuf              uint64
	kernVersion, flags  uint32
}

// attachAttr is the beginning of the union bpf_attr for BPF_PROG_ATTACH.
type attachAttr struct {
	cgroup, prog, attachType, flags uint32
}

// logLen is the room for the verifier's log in bytes.
const logLen = 256 << 10

// Load hands the program for a device to the kernel and returns its descriptor, which the caller closes;
// a cgroup keeps a program that is attached to it. A refusal is a *LoadError. It needs CAP_BPF and
// CAP_NET_ADMIN, before Linux 5.8 CAP_SYS_ADMIN.
func Load(index int32) (fd int, err error) {
	var pin runtime.Pinner // what is pointed to must stay where it is
	defer pin.Unpin()
	address := func(b []byte) uint64 {
		pin.Pin(&b[0])
		return uint64(uintptr(unsafe.Pointer(&b[0])))
	}
	code := Program(index)
	a := loadAttr{
		progType: unix.BPF_PROG_TYPE_CGROUP_SOCK, insnCount: uint32(len(code) / insnLen),
		insns: address(code), license: address([]byte("Apache-2.0\x00")), // it calls nothing of the kernel
	}
	fd, n := bpf(unix.BPF_PROG_LOAD, unsafe.Pointer(&a), unsafe.Sizeof(a))
	if n == 0 {
		return fd, nil
	}
	// Once more, for the reason: the verifier writes its log only when asked to.
	log := make([]byte, logLen)
	a.logLevel, a.logSize, a.logBuf = 1, logLen, address(log)
	fd, n = bpf(unix.BPF_PROG_LOAD, unsafe.Pointer(&a), unsafe.Sizeof(a))
	if n == 0 {
		return fd, nil
	}
	return -1, &LoadError{n, unix.ByteSliceToString(log)}
}

// Attach has every new socket of a cgroup, which is given as a descriptor of its directory, go through a
// program that Load returned, in place of one that is attached.
func Attach(prog, cgroup int) error {
	a := attachAttr{cgroup: uint32(cgroup), prog: uint32(prog), attachType: unix.BPF_CGROUP_INET_SOCK_CREATE}
	if _, n := bpf(unix.BPF_PROG_ATTACH, unsafe.Pointer(&a), unsafe.Sizeof(a)); n != 0 {
		return n
	}
	return nil
}

// bpf is the system call bpf(2).
func bpf(cmd uintptr, attr unsafe.Pointer, size uintptr) (int, syscall.Errno) {
	r, _, n := unix.Syscall(unix.SYS_BPF, cmd, uintptr(attr), size)
	if n != 0 {
		return -1, n
	}
	return int(r), 0
}
