package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"
)

// The second wrapping of tunnels, in UDP (foo-over-UDP, generic UDP encapsulation): four attributes in a
// row, which the first of the rows shows.

// greEncap are the rows of kinds with IFLA_GRE_ENCAP_TYPE.
var greEncap = []spec.Row{
	{Attr: uapi.IFLA_GRE_ENCAP_TYPE, Key: "encap", Exact: true, Arg: "{ fou | gue | none }", Bad: "Invalid encap type.", Val: encap{}, Help: "wrap packets in UDP"},
	{Attr: uapi.IFLA_GRE_ENCAP_SPORT, Key: "encap-sport", Exact: true, Hidden: true, Arg: "{ PORT | auto }", Bad: "Invalid source port.", Val: encapPort{auto: true}, Help: "UDP port to send from"},
	{Attr: uapi.IFLA_GRE_ENCAP_DPORT, Key: "encap-dport", Exact: true, Hidden: true, Arg: "PORT", Bad: "Invalid destination port.", Val: encapPort{}, Help: "UDP port to send to"},
	{Attr: uapi.IFLA_GRE_ENCAP_FLAGS, Bit: uapi.TUNNEL_ENCAP_FLAG_CSUM, Key: "encap-csum", Exact: true, Hidden: true, Val: encapFlag{}, Help: "UDP checksums over IPv4"},
	{Attr: uapi.IFLA_GRE_ENCAP_FLAGS, Bit: uapi.TUNNEL_ENCAP_FLAG_CSUM6, Key: "encap-udp6-csum", Exact: true, Hidden: true, Val: encapFlag{}, Help: "UDP checksums over IPv6"},
	{Attr: uapi.IFLA_GRE_ENCAP_FLAGS, Bit: uapi.TUNNEL_ENCAP_FLAG_REMCSUM, Key: "encap-remcsum", Exact: true, Hidden: true, Val: encapFlag{}, Help: "remote checksum offload (gue)"},
}

// iptunEncap are the rows of kinds with IFLA_IPTUN_ENCAP_TYPE.
var iptunEncap = []spec.Row{
	{Attr: uapi.IFLA_IPTUN_ENCAP_TYPE, Key: "encap", Exact: true, Arg: "{ fou | gue | none }", Bad: "Invalid encap type.", Val: encap{}, Help: "wrap packets in UDP"},
	{Attr: uapi.IFLA_IPTUN_ENCAP_SPORT, Key: "encap-sport", Exact: true, Hidden: true, Arg: "{ PORT | auto }", Bad: "Invalid source port.", Val: encapPort{auto: true}, Help: "UDP port to send from"},
	{Attr: uapi.IFLA_IPTUN_ENCAP_DPORT, Key: "encap-dport", Exact: true, Hidden: true, Arg: "PORT", Bad: "Invalid destination port.", Val: encapPort{}, Help: "UDP port to send to"},
	{Attr: uapi.IFLA_IPTUN_ENCAP_FLAGS, Bit: uapi.TUNNEL_ENCAP_FLAG_CSUM, Key: "encap-csum", Exact: true, Hidden: true, Val: encapFlag{}, Help: "UDP checksums over IPv4"},
	{Attr: uapi.IFLA_IPTUN_ENCAP_FLAGS, Bit: uapi.TUNNEL_ENCAP_FLAG_CSUM6, Key: "encap-udp6-csum", Exact: true, Hidden: true, Val: encapFlag{}, Help: "UDP checksums over IPv6"},
	{Attr: uapi.IFLA_IPTUN_ENCAP_FLAGS, Bit: uapi.TUNNEL_ENCAP_FLAG_REMCSUM, Key: "encap-remcsum", Exact: true, Hidden: true, Val: encapFlag{}, Help: "remote checksum offload (gue)"},
}

// encap is the type of the wrapping, and shows all of it. Behind its attribute come those of the flags
// and the two ports.
type encap struct{}

func (encap) Size() int            { return 2 }
func (encap) HasNo(*spec.Row) bool { return true }

func (encap) Parse(s *spec.Scan, r *spec.Row) error {
	var typ uint16 = uapi.TUNNEL_ENCAP_NONE
	if !s.No {
		word, err := s.Value(r)
		if err != nil {
			return err
		}
		switch word {
		case "fou":
			typ = uapi.TUNNEL_ENCAP_FOU
		case "gue":
			typ = uapi.TUNNEL_ENCAP_GUE
		case "none":
		default:
			return r.Invalid(word)
		}
	}
	s.U16(r.Attr, typ)
	return nil
}

func (encap) Print(v *spec.View, r *spec.Row) {
	typ := attr.U16(v.T[r.Attr])
	if typ == uapi.TUNNEL_ENCAP_NONE {
		return
	}
	flags, sport, dport := attr.U16(v.T[r.Attr+1]), attr.BE16(v.T[r.Attr+2]), attr.BE16(v.T[r.Attr+3])
	v.Object("encap")
	v.Text("encap ")
	switch typ {
	case uapi.TUNNEL_ENCAP_FOU:
		v.Str("type", "", "fou", " ")
	case uapi.TUNNEL_ENCAP_GUE:
		v.Str("type", "", "gue", " ")
	default:
		v.Null("type", "unknown ")
	}
	if sport == 0 && !v.InJSON() {
		v.Text("encap-sport auto ")
	} else {
		v.Uint("sport", "encap-sport ", uint64(sport), " ")
	}
	v.Uint("dport", "encap-dport ", uint64(dport), " ")
	for _, f := range [...]struct {
		bit  uint16
		key  string
		text string
	}{
		{uapi.TUNNEL_ENCAP_FLAG_CSUM, "csum", "encap-csum "},
		{uapi.TUNNEL_ENCAP_FLAG_CSUM6, "csum6", "encap-csum6 "},
		{uapi.TUNNEL_ENCAP_FLAG_REMCSUM, "remcsum", "encap-remcsum "},
	} {
		on := flags&f.bit != 0
		if !on {
			v.Text("no")
		}
		v.Bool(f.key, on, f.text)
	}
	v.EndObject()
}

// encapPort is a UDP port; with auto set the user can leave it to the kernel.
type encapPort struct{ auto bool }

func (encapPort) Size() int                   { return 2 }
func (encapPort) Print(*spec.View, *spec.Row) {}

func (p encapPort) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	var port uint16
	if !p.auto || word != "auto" {
		var ok bool
		if port, ok = arg.U16(word, 0); !ok {
			return r.Invalid(word)
		}
	}
	s.BE16(r.Attr, port)
	return nil
}

// encapFlag is the flag Bit of the wrapping.
type encapFlag struct{}

func (encapFlag) Size() int                   { return 2 }
func (encapFlag) HasNo(*spec.Row) bool        { return true }
func (encapFlag) Print(*spec.View, *spec.Row) {}

func (encapFlag) Parse(s *spec.Scan, r *spec.Row) error {
	if err := s.Flag(r); err != nil {
		return err
	}
	flags := attr.U16(s.Find(r.Attr))
	if s.No {
		flags &^= uint16(r.Bit)
	} else {
		flags |= uint16(r.Bit)
	}
	s.U16(r.Attr, flags)
	return nil
}
