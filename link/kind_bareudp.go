package link

import (
	"gip/internal/arg"
	"gip/internal/spec"

	"golang.org/x/sys/unix"
)

var bareudpKind = kind{name: "bareudp", table: &bareudp}

// bareudp wraps packets of one protocol in UDP and nothing else (RFC 7510; IFLA_BAREUDP_*).
var bareudp = spec.Kind{
	Name:     "bareudp",
	Synopsis: "dstport PORT ethertype PROTO [ OPTIONS ]",
	Once:     true,
	Check:    checkBareUDP,
	Rows: []spec.Row{
		{Attr: unix.IFLA_BAREUDP_PORT, Key: "dstport", Arg: "PORT", Bad: "dstport", Val: spec.BE16{}, Help: "UDP port to send to and listen on"},
		{Attr: unix.IFLA_BAREUDP_ETHERTYPE, Key: "ethertype", Arg: "PROTO", Bad: "ethertype", Val: spec.EtherProto{}, Help: "what is wrapped: ipv4, ipv6, mpls_uc or a number"},
		{Attr: unix.IFLA_BAREUDP_SRCPORT_MIN, Key: "srcportmin", Arg: "PORT", Bad: "srcportmin", Val: spec.U16{}, Help: "lowest UDP port to send from"},
		{Attr: unix.IFLA_BAREUDP_MULTIPROTO_MODE, Key: "multiproto", Val: multiproto{spec.Mark{No: true}}, Help: "take IPv6 with ipv4, multicast with mpls_uc"},
	},
}

func checkBareUDP(s *spec.Scan) error {
	switch {
	case !s.Seen(unix.IFLA_BAREUDP_PORT):
		return arg.Missing("dstport")
	case !s.Seen(unix.IFLA_BAREUDP_ETHERTYPE):
		return arg.Missing("ethertype")
	}
	return nil
}

// multiproto is shown where it is absent, too.
type multiproto struct{ spec.Mark }

func (multiproto) PrintAbsent(v *spec.View, _ *spec.Row) {
	v.Bool("multiproto", false, "nomultiproto ")
}
