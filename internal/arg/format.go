package arg

import (
	"encoding/binary"
	"strconv"
	"syscall"
)

// FamilyName is the word for an address family: inet, inet6, link, mpls, bridge, or ???.
func FamilyName(family uint8) string {
	switch family {
	case syscall.AF_INET:
		return "inet"
	case syscall.AF_INET6:
		return "inet6"
	case syscall.AF_PACKET:
		return "link"
	case afMPLS:
		return "mpls"
	case syscall.AF_BRIDGE:
		return "bridge"
	}
	return "???"
}

func verboseFamily(family uint8) string {
	if family == syscall.AF_UNSPEC {
		return "any valid"
	}
	return FamilyName(family)
}

// ParseFamily is the family of such a word, AF_UNSPEC for any other.
func ParseFamily(s string) uint8 {
	switch s {
	case "inet":
		return syscall.AF_INET
	case "inet6":
		return syscall.AF_INET6
	case "link":
		return syscall.AF_PACKET
	case "mpls":
		return afMPLS
	case "bridge":
		return syscall.AF_BRIDGE
	}
	return syscall.AF_UNSPEC
}

// AppendAddr appends an address as users see it. addr is the payload of an attribute; bytes that are
// missing count as 0. Of AF_PACKET all bytes are shown in hexadecimal, of AF_MPLS the labels up to the
// bottom of the stack, of AF_BRIDGE the address in a struct sockaddr_in or sockaddr_in6. Other families
// are "???".
func AppendAddr(dst []byte, family uint8, addr []byte) []byte {
	switch family {
	case syscall.AF_INET:
		var a [4]byte
		copy(a[:], addr)
		return appendIPv4(dst, &a)
	case syscall.AF_INET6:
		var a [16]byte
		copy(a[:], addr)
		return appendIPv6(dst, &a)
	case afMPLS:
		return appendMPLS(dst, addr)
	case syscall.AF_PACKET:
		return appendHexBytes(dst, addr, 256)
	case syscall.AF_BRIDGE:
		return appendSockaddr(dst, addr)
	}
	return append(dst, "???"...)
}

// AddrString is AppendAddr as a string.
func AddrString(family uint8, addr []byte) string {
	var buf [64]byte
	return string(AppendAddr(buf[:0], family, addr))
}

// appendMPLS appends the labels of a stack (RFC 3032).
func appendMPLS(dst, addr []byte) []byte {
	for i := 0; i+4 <= len(addr); i += 4 {
		if i > 0 {
			dst = append(dst, '/')
		}
		entry := binary.BigEndian.Uint32(addr[i:])
		dst = strconv.AppendUint(dst, uint64(entry>>12), 10)
		if entry&(1<<8) != 0 {
			break
		}
	}
	return dst
}

// appendSockaddr appends the address in a struct sockaddr, whose family is in the machine's byte order.
func appendSockaddr(dst, addr []byte) []byte {
	if len(addr) >= 2 {
		switch binary.NativeEndian.Uint16(addr) {
		case syscall.AF_INET: // port, address
			return AppendAddr(dst, syscall.AF_INET, addr[min(4, len(addr)):])
		case syscall.AF_INET6: // port, flow information, address
			return AppendAddr(dst, syscall.AF_INET6, addr[min(8, len(addr)):])
		}
	}
	return append(dst, "???"...)
}
