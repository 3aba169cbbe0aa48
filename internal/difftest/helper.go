package difftest

import (
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// helperEnv makes a session's shell line run something that no tool does
// (inside a sandbox, process 1 is the driver):
//
//	GIP_DIFFTEST_HELPER=hold-tun:NAME /proc/1/exe &
//	GIP_DIFFTEST_HELPER=send:DEV,MAC,ETHERTYPE,COUNT /proc/1/exe
//
// hold-tun creates the tun device NAME and keeps it open until killed, with
// the file /tmp/held as a sign that it is there. send puts COUNT frames of 60
// bytes on the wire of DEV, to MAC, with ETHERTYPE (hex) and, should it be
// 0800, the header of an IPv4 packet. No one must want them: it returns when all
// have been received and dropped.
const helperEnv = "GIP_DIFFTEST_HELPER"

// helperMain runs a helper if this process was started as one.
func helperMain() {
	what := os.Getenv(helperEnv)
	if what == "" {
		return
	}
	name, args, _ := strings.Cut(what, ":")
	err := fmt.Errorf("unknown helper %s", what)
	switch name {
	case "hold-tun":
		err = holdTun(args)
	case "send":
		err = send(strings.Split(args, ","))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// send is the helper of that name.
func send(args []string) error {
	if len(args) != 4 {
		return fmt.Errorf("send: %d arguments", len(args))
	}
	dev, err := net.InterfaceByName(args[0])
	if err != nil {
		return err
	}
	mac, err := net.ParseMAC(args[1])
	if err != nil {
		return err
	}
	proto, err := strconv.ParseUint(args[2], 16, 16)
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(args[3])
	if err != nil {
		return err
	}
	frame := append(append([]byte(mac), dev.HardwareAddr...), byte(proto>>8), byte(proto))
	if proto == syscall.ETH_P_IP { // 192.0.2.1 to 192.0.2.2, protocol 253, which is for experiments
		frame = append(frame, 0x45, 0, 0, 20, 0, 0, 0, 0, 1, 253, 0xb6, 0xea, 192, 0, 2, 1, 192, 0, 2, 2)
	}
	frame = append(frame, make([]byte, 60-len(frame))...)
	fd, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	// The receiving side has room for 1000 frames and works in a soft interrupt, some time later: wait for
	// it now and then, or frames are lost on a busy machine.
	const chunk = 200
	before := droppedFrames()
	for i := 1; i <= count; i++ {
		if err := syscall.Sendto(fd, frame, 0, &syscall.SockaddrLinklayer{Ifindex: dev.Index}); err != nil {
			return err
		}
		if i%chunk != 0 && i != count {
			continue
		}
		for deadline := time.Now().Add(5 * time.Second); droppedFrames() != before+uint64(i); {
			if time.Now().After(deadline) {
				return fmt.Errorf("%d of %d frames were received and dropped", droppedFrames()-before, i)
			}
			time.Sleep(time.Millisecond)
		}
	}
	return nil
}

// droppedFrames counts the frames that all devices received and that no one
// wanted: of an unknown type, or to another host.
func droppedFrames() (n uint64) {
	const iflaStats64, rxDropped, rxOtherhostDropped = 23, 6, 24 // struct rtnl_link_stats64 of <linux/if_link.h>
	rib, err := syscall.NetlinkRIB(syscall.RTM_GETLINK, syscall.AF_UNSPEC)
	if err != nil {
		return 0
	}
	msgs, err := syscall.ParseNetlinkMessage(rib)
	if err != nil {
		return 0
	}
	for i := range msgs {
		attrs, err := syscall.ParseNetlinkRouteAttr(&msgs[i])
		if err != nil {
			continue
		}
		for _, a := range attrs {
			if a.Attr.Type == iflaStats64 && len(a.Value) >= 8*(rxOtherhostDropped+1) {
				n += binary.NativeEndian.Uint64(a.Value[8*rxDropped:]) +
					binary.NativeEndian.Uint64(a.Value[8*rxOtherhostDropped:])
			}
		}
	}
	return n
}

// holdTun returns only when it fails.
func holdTun(name string) error {
	fd, err := syscall.Open("/dev/net/tun", syscall.O_RDWR|syscall.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	var ifreq struct { // struct ifreq of <linux/if.h>
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(ifreq.name[:syscall.IFNAMSIZ-1], name)
	ifreq.flags = syscall.IFF_TUN | syscall.IFF_NO_PI
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TUNSETIFF, uintptr(unsafe.Pointer(&ifreq))); errno != 0 {
		return errno
	}
	if err := os.WriteFile("/tmp/held", nil, 0o644); err != nil {
		return err
	}
	time.Sleep(time.Hour)
	return nil
}
