package difftest

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// settle waits until no device of the sandbox has a pending change of its link
// state and no address that is about to lose its tentative flag. The kernel
// delivers carrier changes from a work queue, up to a second late; without this,
// `state UP` or `NO-CARRIER` would be a matter of luck.
//
// Asking for one device at a time makes the kernel finish that device's change
// first (since Linux 6.8). For older kernels, and for what the kernel does
// afterwards, states are polled until flags and state agree.
func settle() {
	deadline := time.Now().Add(2 * time.Second)
	for !allSettled() && time.Now().Before(deadline) {
		time.Sleep(5 * time.Millisecond)
	}
}

// allSettled looks at the sandbox's own namespace and at the named ones.
func allSettled() bool {
	ok := linksSettled()
	names, err := os.ReadDir("/run/netns")
	if err != nil || len(names) == 0 {
		return ok
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	home, err := os.Open("/proc/thread-self/ns/net")
	if err != nil {
		return ok
	}
	defer home.Close()
	for _, n := range names {
		f, err := os.Open(filepath.Join("/run/netns", n.Name()))
		if err != nil {
			continue
		}
		if unix.Setns(int(f.Fd()), unix.CLONE_NEWNET) == nil && !linksSettled() {
			ok = false
		}
		f.Close()
	}
	if unix.Setns(int(home.Fd()), unix.CLONE_NEWNET) != nil {
		panic("difftest: cannot return to the sandbox's network namespace")
	}
	return ok
}

// Operational states of RFC 2863 as the kernel numbers them.
const (
	operDown           = 2
	operLowerLayerDown = 3
	iflaOperstate      = 16
)

// linksSettled reports whether carrier and operational state agree on all
// devices of the current namespace.
func linksSettled() bool {
	rib, err := syscall.NetlinkRIB(syscall.RTM_GETLINK, syscall.AF_UNSPEC)
	if err != nil {
		return true // nothing to wait for that could be seen
	}
	for _, m := range links(rib) {
		syncLink(m.index)
	}
	if rib, err = syscall.NetlinkRIB(syscall.RTM_GETLINK, syscall.AF_UNSPEC); err != nil {
		return true
	}
	running := map[uint32]bool{}
	for _, m := range links(rib) {
		if m.flags&syscall.IFF_UP == 0 {
			continue
		}
		const lowerUp = 1 << 16
		down := m.state == operDown || m.state == operLowerLayerDown
		if (m.flags&lowerUp != 0) == down {
			return false
		}
		running[uint32(m.index)] = m.flags&lowerUp != 0
	}
	return !anyTentative(running)
}

// anyTentative reports whether an IPv6 address waits for the end of duplicate
// address detection on a device where it will end: one that runs. Even where
// detection is switched off, the kernel finishes it from a work queue.
func anyTentative(running map[uint32]bool) bool {
	const tentative, dadFailed = 0x40, 0x08
	rib, err := syscall.NetlinkRIB(syscall.RTM_GETADDR, syscall.AF_INET6)
	if err != nil {
		return false
	}
	msgs, err := syscall.ParseNetlinkMessage(rib)
	if err != nil {
		return false
	}
	for i := range msgs {
		m := &msgs[i]
		if m.Header.Type != syscall.RTM_NEWADDR || len(m.Data) < syscall.SizeofIfAddrmsg {
			continue
		}
		if m.Data[2]&tentative != 0 && m.Data[2]&dadFailed == 0 && running[binary.NativeEndian.Uint32(m.Data[4:])] {
			return true
		}
	}
	return false
}

// A linkState is what linksSettled needs to know of a device.
type linkState struct {
	index int32
	flags uint32
	state byte
}

// links decodes the answer to a link dump.
func links(rib []byte) []linkState {
	msgs, err := syscall.ParseNetlinkMessage(rib)
	if err != nil {
		return nil
	}
	var out []linkState
	for i := range msgs {
		m := &msgs[i]
		if m.Header.Type != syscall.RTM_NEWLINK || len(m.Data) < syscall.SizeofIfInfomsg {
			continue
		}
		l := linkState{
			index: int32(binary.NativeEndian.Uint32(m.Data[4:])),
			flags: binary.NativeEndian.Uint32(m.Data[8:]),
		}
		attrs, err := syscall.ParseNetlinkRouteAttr(m)
		if err != nil {
			continue
		}
		for _, a := range attrs {
			if a.Attr.Type == iflaOperstate && len(a.Value) > 0 {
				l.state = a.Value[0]
			}
		}
		out = append(out, l)
	}
	return out
}

// syncLink asks for one device and throws the answer away.
func syncLink(index int32) {
	s, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, syscall.NETLINK_ROUTE)
	if err != nil {
		return
	}
	defer syscall.Close(s)
	req := make([]byte, syscall.SizeofNlMsghdr+syscall.SizeofIfInfomsg)
	binary.NativeEndian.PutUint32(req[0:], uint32(len(req)))
	binary.NativeEndian.PutUint16(req[4:], syscall.RTM_GETLINK)
	binary.NativeEndian.PutUint16(req[6:], syscall.NLM_F_REQUEST)
	binary.NativeEndian.PutUint32(req[syscall.SizeofNlMsghdr+4:], uint32(index))
	if syscall.Sendto(s, req, 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}) == nil {
		buf := make([]byte, 1<<16)
		syscall.Recvfrom(s, buf, 0)
	}
}
