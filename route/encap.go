package route

import "gip/internal/attr"

// encapNames are the words of LWTUNNEL_ENCAP_* (linux/lwtunnel.h).
var encapNames = [...]string{1: "mpls", "ip", "ila", "ip6", "seg6", "bpf", "seg6local", "rpl", "ioam6", "xfrm"}

// encap prints the encapsulation of a route or nexthop: RTA_ENCAP_TYPE and RTA_ENCAP.
func (p *Printer) encap(typ, _ []byte) {
	if typ == nil {
		return
	}
	name := "unknown"
	if t := attr.U16(typ); t > 0 && int(t) < len(encapNames) {
		name = encapNames[t]
	}
	p.out.Object("encap")
	p.out.Str("encap_type", " encap ", name, " ")
	p.out.EndObject()
}
