package link

import (
	"gip/internal/arg"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var amtKind = kind{name: "amt", table: &amt}

// amt is an end of automatic multicast tunnelling (RFC 7450; IFLA_AMT_*).
var amt = spec.Kind{
	Name: "amt", Synopsis: "mode MODE local ADDR dev PHYS_DEV [ OPTIONS ]", HelpWord: spec.HelpFull,
	Rows: []spec.Row{
		{Attr: uapi.IFLA_AMT_MODE, Key: "mode", Exact: true, Val: amtMode{&amtModes}, Help: "which end this is"},
		{Attr: uapi.IFLA_AMT_GATEWAY_PORT, Key: "gateway_port", Exact: true, Arg: "PORT", Bad: "gateway_port", Val: spec.BE16{}, Help: "UDP port of the gateways"},
		{Attr: uapi.IFLA_AMT_RELAY_PORT, Key: "relay_port", Exact: true, Arg: "PORT", Bad: "relay_port", Val: spec.BE16{}, Help: "UDP port of the relay; 2268 is the standard"},
		{Attr: uapi.IFLA_AMT_LOCAL_IP, Key: "local", Exact: true, Arg: "ADDR", Val: amtAddr{}, Help: "own address"},
		{Attr: uapi.IFLA_AMT_REMOTE_IP, Text: "remote", Val: amtAddr{}},
		{Attr: uapi.IFLA_AMT_DISCOVERY_IP, Key: "discovery", Exact: true, Arg: "IP_ADDRESS", Val: amtAddr{}, Help: "gateway: where to look for a relay"},
		{Attr: uapi.IFLA_AMT_LINK, Key: "dev", Exact: true, JSON: "link", Arg: "PHYS_DEV", Val: spec.Dev{}, Help: "device that tunnel packets go through"},
		{Attr: uapi.IFLA_AMT_MAX_TUNNELS, Key: "max_tunnels", Exact: true, Arg: "NUMBER", Bad: "max_tunnels", Val: spec.U32{}, Help: "relay: most gateways at a time"},
	},
}

var amtModes = spec.Enum{Width: 4, Bare: true, Silent: true, Names: []spec.Name{
	{N: uapi.AMT_MODE_GATEWAY, Name: "gateway"},
	{N: uapi.AMT_MODE_RELAY, Name: "relay"},
}}

// amtMode is one of amtModes; for any other word the help is all that is said.
type amtMode struct{ *spec.Enum }

func (m amtMode) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	for _, n := range m.Names {
		if word == n.Name {
			s.U32(r.Attr, n.N)
			return nil
		}
	}
	return s.Kind.HelpError("")
}

// amtAddr is an address that may be given once, and is of the family of the discovery address if that
// came first. The kernel takes IPv4 only.
type amtAddr struct{}

func (amtAddr) Size() int { return 4 }

func (amtAddr) Parse(s *spec.Scan, r *spec.Row) error {
	again := s.Seen(r.Attr)
	word, err := s.Value(r)
	switch {
	case err != nil:
		return err
	case again:
		return arg.Garbage(r.Key, word)
	}
	var family uint8 = unix.AF_UNSPEC
	switch len(s.Find(uapi.IFLA_AMT_DISCOVERY_IP)) {
	case 4:
		family = unix.AF_INET
	case 16:
		family = unix.AF_INET6
	}
	a, err := arg.ParseAddr(word, family)
	if err != nil {
		return err
	}
	if a.IsInet() {
		s.Bytes(r.Attr, a.Bytes())
	}
	return nil
}

func (amtAddr) Print(v *spec.View, r *spec.Row) {
	addr := v.T[r.Attr][:4]
	v.Formatted(r, func(dst []byte) []byte { return v.AppendHost(dst, unix.AF_INET, addr) })
}
