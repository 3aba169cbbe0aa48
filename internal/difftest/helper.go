package difftest

import (
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
// 0800, the header of an IPv4 packet; it returns when they are through.
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
	for range count {
		if err := syscall.Sendto(fd, frame, 0, &syscall.SockaddrLinklayer{Ifindex: dev.Index}); err != nil {
			return err
		}
	}
	time.Sleep(100 * time.Millisecond) // the receiving side counts in a soft interrupt
	return nil
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
