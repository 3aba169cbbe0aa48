// Package hostname finds the names of hosts by their addresses, for -resolve.
//
// It asks as the system is configured: /etc/nsswitch.conf, /etc/hosts, the servers of /etc/resolv.conf
// (package net's own resolver). An answer, also that there is none, is asked for once.
package hostname

import (
	"context"
	"net"
	"net/netip"
	"strings"

	"golang.org/x/sys/unix"
)

// A Cache remembers the names of one process. The zero value is ready. It is not safe for concurrent
// use.
type Cache struct {
	names map[netip.Addr]string
}

// Append appends the name of the host with that address of AF_INET or AF_INET6. ok is false, and dst as it
// was, where it has none or the family is another. An IPv4 address mapped into IPv6 is looked up as
// IPv4. Missing bytes count as 0.
func (c *Cache) Append(dst []byte, family uint8, addr []byte) (b []byte, ok bool) {
	var a netip.Addr
	switch family {
	case unix.AF_INET:
		var x [4]byte
		copy(x[:], addr)
		a = netip.AddrFrom4(x)
	case unix.AF_INET6:
		var x [16]byte
		copy(x[:], addr)
		a = netip.AddrFrom16(x).Unmap()
	default:
		return dst, false
	}
	name, known := c.names[a]
	if !known {
		name = lookup(a)
		if c.names == nil {
			c.names = make(map[netip.Addr]string)
		}
		c.names[a] = name
	}
	return append(dst, name...), name != ""
}

// lookup is the canonical name of a host, without the dot that ends a complete one; "" if there is none.
func lookup(a netip.Addr) string {
	names, err := net.DefaultResolver.LookupAddr(context.Background(), a.String())
	if err != nil || len(names) == 0 {
		return ""
	}
	return strings.TrimSuffix(names[0], ".")
}
