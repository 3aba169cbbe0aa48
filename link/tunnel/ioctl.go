package tunnel

import (
	"encoding/binary"
	"strconv"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// parm4 is struct ip_tunnel_parm (linux/if_tunnel.h).
type parm4 struct {
	Name           [unix.IFNAMSIZ]byte
	Link           int32
	IFlags, OFlags [2]byte
	IKey, OKey     [4]byte
	Header         iphdr
	_              [roomFor6]byte // the kernel writes a parm6 if the device is a tunnel over IPv6
}

const roomFor6 = 24

// iphdr is struct iphdr (linux/ip.h).
type iphdr struct {
	VersionIHL, TOS uint8
	_, _            [2]byte
	FragOff         [2]byte
	TTL, Protocol   uint8
	_               [2]byte
	Src, Dst        [4]byte
}

// version4 is the first byte of an IPv4 header without options.
const version4 = 0x45

// dontFragment in iphdr.FragOff is path MTU discovery.
const dontFragment = 0x40

// parm6 is struct ip6_tnl_parm2 (linux/ip6_tunnel.h).
type parm6 struct {
	Name                        [unix.IFNAMSIZ]byte
	Link                        int32
	Proto, EncapLimit, HopLimit uint8
	_                           uint8
	FlowInfo                    [4]byte
	Flags                       uint32
	Local, Remote               [16]byte
	IFlags, OFlags              [2]byte
	IKey, OKey                  [4]byte
}

// prlEntry is struct ip_tunnel_prl (linux/if_tunnel.h).
type prlEntry struct {
	Addr    [4]byte
	Flags   uint16
	_       uint16
	DataLen uint32
	_       uint32
}

// sixRDParm is struct ip_tunnel_6rd (linux/if_tunnel.h).
type sixRDParm struct {
	Prefix               [16]byte
	Relay                [4]byte
	PrefixLen, RelayBits uint16
}

// name is a device's name out of such a structure.
func name(b *[unix.IFNAMSIZ]byte) string { return unix.ByteSliceToString(b[:]) }

// setFlag sets a flag in network byte order (GRE_*).
func setFlag(b *[2]byte, flag uint16) {
	binary.BigEndian.PutUint16(b[:], binary.BigEndian.Uint16(b[:])|flag)
}

func hasFlag(b [2]byte, flag uint16) bool { return binary.BigEndian.Uint16(b[:])&flag != 0 }

// setMark sets a flag in host byte order (VTI_ISVTI, SIT_ISATAP) in the same two bytes.
func setMark(b *[2]byte, flag uint16) {
	binary.NativeEndian.PutUint16(b[:], binary.NativeEndian.Uint16(b[:])|flag)
}

func hasMark(b [2]byte, flag uint16) bool { return binary.NativeEndian.Uint16(b[:])&flag != 0 }

// ifreq is struct ifreq with a pointer as its value (linux/if.h).
type ifreq struct {
	name [unix.IFNAMSIZ]byte
	data unsafe.Pointer
	_    [16]byte
}

// ioctl asks the device for something. p points to the parameters.
func ioctl(family uint8, request uintptr, dev string, p unsafe.Pointer) (unix.Errno, error) {
	fd, err := unix.Socket(int(family), unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		n, _ := err.(unix.Errno)
		return n, arg.Fail(1, "create socket failed: "+errno.StrError(n))
	}
	defer unix.Close(fd)
	r := ifreq{data: p}
	copy(r.name[:len(r.name)-1], dev)
	_, _, n := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), request, uintptr(unsafe.Pointer(&r)))
	return n, nil
}

// failed is the error for a request that the kernel refuses.
func failed(what, dev string, n unix.Errno) error {
	return arg.Fail(1, what+` "`+dev+`" failed: `+errno.StrError(n))
}

// get reads the parameters of a device into p.
func get(family uint8, dev string, p unsafe.Pointer) error {
	n, err := ioctl(family, uapi.SIOCGETTUNNEL, dev, p)
	if err == nil && n != 0 {
		err = failed("get tunnel", dev, n)
	}
	return err
}

// add makes a tunnel, for which base, the device of the tunnel's kind, is asked, or changes the tunnel dev.
func add(family uint8, request uintptr, base, dev string, p unsafe.Pointer) error {
	if request == uapi.SIOCCHGTUNNEL && dev != "" {
		base = dev
	}
	n, err := ioctl(family, request, base, p)
	if err == nil && n != 0 {
		err = failed("add tunnel", base, n)
	}
	return err
}

// del removes the tunnel dev, or the one with these parameters.
func del(family uint8, base, dev string, p unsafe.Pointer) error {
	if dev != "" {
		base = dev
	}
	n, err := ioctl(family, uapi.SIOCDELTUNNEL, base, p)
	if err == nil && n != 0 {
		err = failed("delete tunnel", base, n)
	}
	return err
}

// special does one of the requests about 6rd and routers.
func special(family uint8, request uintptr, dev string, p unsafe.Pointer) (unix.Errno, error) {
	n, err := ioctl(family, request, dev, p)
	if err == nil && n != 0 {
		err = arg.Fail(1, dev+": ioctl "+strconv.FormatUint(uint64(request), 16)+" failed: "+errno.StrError(n))
	}
	return n, err
}
