package names

import (
	"os"
	"strings"

	"gip/internal/arg"
)

// An ipProto is a line of protocols(5).
type ipProto struct {
	number uint8
	name   string
	alias  []string
}

// AppendIPProto appends the name of an IP protocol from /etc/protocols, or "ipproto-" and the number.
func (d *DB) AppendIPProto(dst []byte, proto uint8) []byte {
	if !d.numeric {
		protos := d.ipProtocols()
		for i := range protos {
			if protos[i].number == proto {
				return append(dst, protos[i].name...)
			}
		}
	}
	return appendUint(append(dst, "ipproto-"...), uint32(proto))
}

// IPProtoName is AppendIPProto as a string.
func (d *DB) IPProtoName(proto uint8) string { return string(d.AppendIPProto(nil, proto)) }

// ParseIPProto reads a decimal number up to 255, or a name or alias from /etc/protocols.
func (d *DB) ParseIPProto(s string) (uint8, error) {
	if v, ok := arg.U8(s, 10); ok {
		return v, nil
	}
	protos := d.ipProtocols()
	for i := range protos {
		if protos[i].name == s {
			return protos[i].number, nil
		}
		for _, a := range protos[i].alias {
			if a == s {
				return protos[i].number, nil
			}
		}
	}
	return 0, ErrUnknown
}

func (d *DB) ipProtocols() []ipProto {
	if d.ipProtosRead {
		return d.ipProtos
	}
	d.ipProtosRead = true
	data, err := os.ReadFile(d.protos)
	if err != nil {
		d.ipProtos = commonIPProtos()
		return d.ipProtos
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		line, _, _ = strings.Cut(line, "#")
		f := strings.FieldsFunc(line, func(r rune) bool { return r < 0x80 && isBlank(byte(r)) })
		if len(f) < 2 {
			continue
		}
		n, ok := arg.U32(f[1], 10)
		if !ok || n > 255 {
			continue
		}
		d.ipProtos = append(d.ipProtos, ipProto{uint8(n), f[0], f[2:]})
	}
	return d.ipProtos
}

// commonIPProtos serves systems without /etc/protocols, most of them containers: the names people
// write in rules and policies.
func commonIPProtos() []ipProto {
	return []ipProto{
		{number: 0, name: "ip"}, {number: 1, name: "icmp"}, {number: 2, name: "igmp"},
		{number: 4, name: "ipencap"}, {number: 6, name: "tcp"}, {number: 17, name: "udp"},
		{number: 33, name: "dccp"}, {number: 41, name: "ipv6"}, {number: 43, name: "ipv6-route"},
		{number: 44, name: "ipv6-frag"}, {number: 47, name: "gre"}, {number: 50, name: "esp"},
		{number: 51, name: "ah"}, {number: 58, name: "ipv6-icmp", alias: []string{"icmpv6"}},
		{number: 59, name: "ipv6-nonxt"}, {number: 60, name: "ipv6-opts"}, {number: 89, name: "ospf"},
		{number: 103, name: "pim"}, {number: 108, name: "ipcomp"}, {number: 112, name: "vrrp"},
		{number: 115, name: "l2tp"}, {number: 132, name: "sctp"}, {number: 135, name: "mobility-header"},
		{number: 136, name: "udplite"},
	}
}
