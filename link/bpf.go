package link

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// progInfo is the part of struct bpf_prog_info (linux/bpf.h) that is shown, and what lies between.
type progInfo struct {
	typ, id            uint32
	tag                [8]byte
	jitedLen, xlated   uint32
	jitedAt, xlatedAt  uint64
	loadTime           uint64 // ns since boot
	uid                uint32
	mapCount           uint32
	maps               uint64
	name               [unix.BPF_OBJ_NAME_LEN]byte
	ifindex, flags     uint32
	netnsDev, netnsIno uint64
	ksyms, funcLens    uint32
	ksymsAt, funcsAt   uint64
	btf                uint32
	funcRecSize        uint32
}

// programInfo asks the kernel about a program. It fails without the privilege (CAP_SYS_ADMIN), and for a
// program that is no more.
func programInfo(id uint32) (*progInfo, bool) {
	byID := struct{ id, next, flags uint32 }{id: id}
	fd, _, errno := unix.Syscall(unix.SYS_BPF, unix.BPF_PROG_GET_FD_BY_ID, uintptr(unsafe.Pointer(&byID)),
		unsafe.Sizeof(byID))
	if errno != 0 {
		return nil, false
	}
	defer unix.Close(int(fd))
	info := new(progInfo)
	byFD := struct {
		fd, size uint32
		info     uint64
	}{uint32(fd), uint32(unsafe.Sizeof(*info)), uint64(uintptr(unsafe.Pointer(info)))}
	_, _, errno = unix.Syscall(unix.SYS_BPF, unix.BPF_OBJ_GET_INFO_BY_FD, uintptr(unsafe.Pointer(&byFD)),
		unsafe.Sizeof(byFD))
	runtime.KeepAlive(info)
	return info, errno == 0 && byFD.size != 0
}
