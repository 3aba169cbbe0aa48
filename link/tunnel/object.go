// Package tunnel is the object ip tunnel: tunnels over IPv4 (ipip, gre, sit, vti) and, with -6, over IPv6
// (ip6tnl, ip6gre, vti6), made and shown through ioctls (linux/if_tunnel.h, linux/ip6_tunnel.h). It is older
// than ip link add type ..., knows less, and scripts live on it.
//
// The parameters of a tunnel are one C structure, which goes to the kernel and comes back as a whole.
package tunnel

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// Object describes ip tunnel.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "tunnel",
		Short:   "tunnels over IPv4 and IPv6 by ioctl",
		Default: command(show4, show6),
		Usage:   usage4,
		Before:  check,
		Verbs: []verb.Verb{
			{Name: "add", Run: command(add4, add6)},
			{Name: "change", Run: command(change4, change6)},
			{Name: "delete", Run: command(delete4, delete6)},
			{Name: "show", Run: command(show4, show6)},
			{Name: "lst", Run: command(show4, show6)},
			{Name: "list", Run: command(show4, show6)},
			{Name: "prl", Run: command(prl, nil)},
			{Name: "6rd", Run: command(sixRD, nil)},
		},
		Unknown: func(word string) error {
			return arg.Exit(255, `Command "`+word+`" is unknown, try "ip tunnel help"`)
		},
	}
}

type run func(e *verb.Env, c *arg.Cursor) error

// command chooses by the family of the tunnel.
func command(v4, v6 run) run {
	return func(e *verb.Env, c *arg.Cursor) error {
		if v6 != nil && family(e, c.Rest()) == unix.AF_INET6 {
			return v6(e, c)
		}
		return v4(e, c)
	}
}

// family is that of the tunnels that a command is about: its first mode can tell, even against -4.
func family(e *verb.Env, words []string) uint8 {
	for i := 0; i+1 < len(words); i++ {
		if words[i] != "mode" {
			continue
		}
		switch words[i+1] {
		case "ipv6/ipv6", "ip6ip6", "vti6", "ip/ipv6", "ipv4/ipv6", "ipip6", "ip4ip6", "ip6gre", "gre/ipv6", "any/ipv6", "any":
			return unix.AF_INET6
		}
		break
	}
	if e.Family == unix.AF_UNSPEC {
		return unix.AF_INET
	}
	return e.Family
}

// check refuses families that have no tunnels, and for IPv6 the verbs that are only for IPv4.
func check(e *verb.Env, words []string) error {
	switch f := family(e, words); {
	case f != unix.AF_INET && f != unix.AF_INET6:
		return arg.Exit(255, "Unsupported protocol family: "+strconv.Itoa(int(f)))
	case f == unix.AF_INET || len(words) == 0:
		return nil
	}
	for _, v := range [...]string{"add", "change", "delete", "show", "lst", "list"} {
		if arg.Prefix(words[0], v) {
			return nil
		}
	}
	if arg.Prefix(words[0], "help") {
		return verb.Usage(usage6)
	}
	return arg.Exit(255, `Command "`+words[0]+`" is unknown, try "ip -f inet6 tunnel help".`)
}

func usage4() string {
	return `Usage: ip tunnel { add | change | del } [ name ] NAME [ mode MODE ] [ OPTIONS ]
       ip tunnel [ { show | list | lst } ] [ NAME ] [ OPTIONS ]    all, or those that fit
       ip tunnel prl dev NAME { prl-default | prl-nodefault | prl-delete } ADDR
       ip tunnel 6rd dev NAME { 6rd-prefix PREFIX | 6rd-relay_prefix PREFIX | 6rd-reset }
       ip -6 tunnel help                                           tunnels over IPv6

MODE     ipip, gre, sit, isatap or vti; a name that begins with one of them tells it as well
remote ADDR, local ADDR      ends of the tunnel
dev PHYS_DEV                 device that tunnel packets go through
ttl { 1..255 | inherit }     of outgoing packets
tos { TOS | inherit[/TOS] }  of outgoing packets
[no]pmtudisc                 path MTU discovery; not to be switched off with a ttl
[i|o]key KEY                 gre, vti: key of incoming, outgoing, or all packets; a number or four bytes
[i|o]seq, [i|o]csum          gre: sequence numbers, checksums
prl                          potential routers of an ISATAP tunnel
6rd                          prefixes of a sit tunnel for 6rd
`
}

const usage6 = `Usage: ip -6 tunnel { add | change | del } [ name ] NAME [ mode MODE ] [ OPTIONS ]
       ip -6 tunnel [ { show | list | lst } ] [ NAME ] [ OPTIONS ]    all, or those that fit

MODE     ip6ip6, ipip6, ip6gre, vti6 or any
remote ADDR, local ADDR               ends of the tunnel
dev PHYS_DEV                          device that tunnel packets go through
encaplimit { 0..255 | none }          tunnels inside each other; 4 if not given
hoplimit 0..255                       of outgoing packets; 64 if not given, 0 is that of the packet inside
tclass { 0..ff | inherit }            traffic class of outgoing packets, hexadecimal
flowlabel { 0..fffff | inherit }      of outgoing packets, hexadecimal
dscp inherit                          copy it to received packets
[no]allow-localremote                 the other end may be this machine
[i|o]key KEY, [i|o]seq, [i|o]csum     ip6gre, vti6: as for tunnels over IPv4
`
