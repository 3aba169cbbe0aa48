// Command floor is what the benchmarks measure gip against from below: the same exchanges with the
// kernel by bare system calls, without libraries, decoding or output. What a command costs above its
// floor is gip's own; what the floor costs is the kernel's and the Go runtime's.
//
//	floor link             asks for the device lo, as "link show lo" does
//	floor dump links       reads all devices
//	floor dump routes      reads all IPv4 routes of the main table
//	floor batch N INDEX    adds N routes to the device with that index, one acknowledged request each
//	floor time PROG ARG…   runs a program and writes what it took to descriptor 3
//
// The last stands here because the peak memory that the kernel reports for a child counts the memory of
// the process that started it, and this one is small.
package main

import (
	"os"
	"syscall"
	"unsafe"
)

// bufSize is more than the 32 KiB that a datagram of a dump can have.
const bufSize = 64 << 10

var buf [bufSize]byte

func main() {
	a := os.Args[1:]
	switch {
	case len(a) == 1 && a[0] == "link":
		link()
	case len(a) == 2 && a[0] == "dump" && a[1] == "links":
		dump(syscall.RTM_GETLINK, syscall.AF_UNSPEC)
	case len(a) == 2 && a[0] == "dump" && a[1] == "routes":
		dump(syscall.RTM_GETROUTE, syscall.AF_INET)
	case len(a) == 3 && a[0] == "batch":
		batch(number(a[1]), uint32(number(a[2])))
	case len(a) >= 2 && a[0] == "time":
		timeProgram(a[1:])
	default:
		fail("usage: floor link | dump links | dump routes | batch N INDEX | time PROG ARG...")
	}
}

func fail(text string) {
	syscall.Write(2, []byte("floor: "+text+"\n"))
	syscall.Exit(1)
}

func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 1<<32 {
			fail("not a number: " + s)
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func open() uintptr {
	fd, _, e := syscall.RawSyscall(syscall.SYS_SOCKET, syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC,
		syscall.NETLINK_ROUTE)
	if e != 0 {
		fail("socket: " + e.Error())
	}
	return fd
}

func send(fd uintptr, p unsafe.Pointer, n uintptr) {
	if _, _, e := syscall.RawSyscall6(syscall.SYS_SENDTO, fd, uintptr(p), n, 0, 0, 0); e != 0 {
		fail("send: " + e.Error())
	}
}

func receive(fd uintptr) []byte {
	n, _, e := syscall.RawSyscall6(syscall.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(&buf)), bufSize, 0, 0, 0)
	if e != 0 {
		fail("receive: " + e.Error())
	}
	return buf[:n]
}

// header returns the first message's header of a datagram.
func header(b []byte) *syscall.NlMsghdr {
	if len(b) < syscall.NLMSG_HDRLEN {
		fail("short message")
	}
	return (*syscall.NlMsghdr)(unsafe.Pointer(&b[0]))
}

// checkError ends the program where the message is a refusal.
func checkError(b []byte) {
	if header(b).Type != syscall.NLMSG_ERROR {
		return
	}
	if len(b) < syscall.NLMSG_HDRLEN+4 {
		fail("short error message")
	}
	if e := *(*int32)(unsafe.Pointer(&b[syscall.NLMSG_HDRLEN])); e != 0 {
		fail("refused: " + syscall.Errno(-e).Error())
	}
}

// link asks for one device by name and writes as many bytes as a line of output has.
func link() {
	var q struct {
		h    syscall.NlMsghdr
		i    syscall.IfInfomsg
		a    syscall.RtAttr
		name [4]byte
	}
	q.h = syscall.NlMsghdr{Len: uint32(unsafe.Sizeof(q)), Type: syscall.RTM_GETLINK, Flags: syscall.NLM_F_REQUEST, Seq: 1}
	q.a = syscall.RtAttr{Len: 7, Type: syscall.IFLA_IFNAME}
	copy(q.name[:], "lo")
	fd := open()
	send(fd, unsafe.Pointer(&q), unsafe.Sizeof(q))
	b := receive(fd)
	checkError(b)
	syscall.Write(1, b[:min(len(b), 160)])
}

func dump(typ uint16, family uint8) {
	var q struct {
		h syscall.NlMsghdr
		g syscall.RtGenmsg
		_ [3]byte
	}
	q.h = syscall.NlMsghdr{Len: uint32(unsafe.Sizeof(q)), Type: typ, Flags: syscall.NLM_F_REQUEST | syscall.NLM_F_DUMP, Seq: 1}
	q.g.Family = family
	fd := open()
	send(fd, unsafe.Pointer(&q), unsafe.Sizeof(q))
	for {
		b := receive(fd)
		checkError(b)
		if header(b).Type == syscall.NLMSG_DONE {
			return
		}
		// A DONE may also stand behind other messages.
		for len(b) >= syscall.NLMSG_HDRLEN {
			h := header(b)
			if h.Type == syscall.NLMSG_DONE {
				return
			}
			n := (int(h.Len) + 3) &^ 3
			if n < syscall.NLMSG_HDRLEN || n > len(b) {
				fail("malformed message")
			}
			b = b[n:]
		}
	}
}

func batch(n int, index uint32) {
	var q struct {
		h   syscall.NlMsghdr
		r   syscall.RtMsg
		a   syscall.RtAttr
		dst [4]byte
		o   syscall.RtAttr
		oif uint32
	}
	q.h = syscall.NlMsghdr{Len: uint32(unsafe.Sizeof(q)), Type: syscall.RTM_NEWROUTE,
		Flags: syscall.NLM_F_REQUEST | syscall.NLM_F_ACK | syscall.NLM_F_CREATE | syscall.NLM_F_EXCL}
	q.r = syscall.RtMsg{Family: syscall.AF_INET, Dst_len: 32, Table: syscall.RT_TABLE_MAIN, Protocol: syscall.RTPROT_BOOT,
		Scope: syscall.RT_SCOPE_LINK, Type: syscall.RTN_UNICAST}
	q.a = syscall.RtAttr{Len: 8, Type: syscall.RTA_DST}
	q.o = syscall.RtAttr{Len: 8, Type: syscall.RTA_OIF}
	q.oif = index
	fd := open()
	for i := range n {
		q.h.Seq++
		q.dst = [4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}
		send(fd, unsafe.Pointer(&q), unsafe.Sizeof(q))
		checkError(receive(fd))
	}
}
