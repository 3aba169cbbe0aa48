package verb

import (
	"bytes"
	"net"
	"strings"

	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

// AppendHost appends an address of a family as users see it; with -resolve, the name of the host that
// has it, where there is one.
func (e *Env) AppendHost(dst []byte, family uint8, addr []byte) []byte {
	if e.Out.Resolve {
		if name := e.hostName(family, addr); name != "" {
			return append(dst, name...)
		}
	}
	return arg.AppendAddr(dst, family, addr)
}

// hostName is the name of the host that has an address of IPv4 or IPv6, "" if it has none. Each address
// is looked up once.
func (e *Env) hostName(family uint8, addr []byte) string {
	n := arg.BitLen(family) / 8
	if n == 0 || n > len(addr) || family != unix.AF_INET && family != unix.AF_INET6 {
		return ""
	}
	addr = addr[:n]
	if mapped := [12]byte{10: 0xff, 11: 0xff}; n == net.IPv6len && bytes.HasPrefix(addr, mapped[:]) {
		addr = addr[len(mapped):]
	}
	if name, ok := e.hosts[string(addr)]; ok {
		return name
	}
	name := ""
	if names, err := net.LookupAddr(net.IP(addr).String()); err == nil && len(names) > 0 {
		name = strings.TrimSuffix(names[0], ".")
	}
	if e.hosts == nil {
		e.hosts = make(map[string]string)
	}
	e.hosts[string(addr)] = name
	return name
}
