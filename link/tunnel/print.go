package tunnel

import (
	"encoding/binary"
	"strconv"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// protoName is the word for what a tunnel carries.
func protoName(proto uint8) string {
	switch proto {
	case unix.IPPROTO_IPIP:
		return "ip"
	case unix.IPPROTO_GRE:
		return "gre"
	case unix.IPPROTO_IPV6:
		return "ipv6"
	case unix.IPPROTO_ESP:
		return "esp"
	case unix.IPPROTO_MPLS:
		return "mpls"
	case 0:
		return "any"
	}
	return "unknown"
}

// print4 prints a tunnel over IPv4, without a line break behind it.
func print4(e *verb.Env, t *parm4) {
	p, h := e.Out, &t.Header
	dev := name(&t.Name)
	p.Object("")
	p.In(out.IfName).Str("ifname", "", dev, ": ")
	p.Str("mode", "", protoName(h.Protocol)+"/ip", " ")
	p.Text("remote ")
	end4(p, "remote", h.Dst, " ", func(dst []byte) []byte { return e.AppendHost(dst, unix.AF_INET, h.Dst[:]) })
	p.Text("local ")
	end4(p, "local", h.Src, "", func(dst []byte) []byte { return arg.AppendAddr(dst, unix.AF_INET, h.Src[:]) })
	if h.Protocol == unix.IPPROTO_IPV6 && hasMark(t.IFlags, uapi.SIT_ISATAP) {
		routers(e, dev)
	}
	lower(e, "dev", t.Link)
	if h.TTL != 0 {
		p.Uint("ttl", " ttl ", uint64(h.TTL), "")
	} else {
		p.Text(" ttl inherit")
	}
	tos(e, h.TOS)
	if h.FragOff[0]&dontFragment == 0 {
		p.Null("nopmtudisc", " nopmtudisc")
	}
	if h.Protocol == unix.IPPROTO_IPV6 {
		prefixes(e, dev)
	}
	greFlags(p, h.Protocol, keys{&t.IFlags, &t.OFlags, &t.IKey, &t.OKey})
	p.EndObject()
}

// end4 prints an end of a tunnel; text has any for the unspecified address.
func end4(p *out.Printer, key string, a [4]byte, post string, f func([]byte) []byte) {
	if p.In(out.Inet); a == [4]byte{} && !p.InJSON() {
		p.Str(key, "", "any", post)
		return
	}
	p.Append(key, "", f, post)
}

func lower(e *verb.Env, key string, link int32) {
	if link != 0 {
		e.Out.Str(key, " dev ", e.Links.Name(int(link)), "")
	}
}

func tos(e *verb.Env, tos uint8) {
	p := e.Out
	switch {
	case tos == 0:
	case tos == 1:
		p.Text(" tos inherit")
	case tos&1 != 0 && !p.InJSON():
		p.Append("tos", " tos inherit/", func(dst []byte) []byte { return e.Names.AppendDSField(dst, tos&^1) }, "")
	default:
		p.Append("tos", " tos ", func(dst []byte) []byte { return e.Names.AppendDSField(dst, tos) }, "")
	}
}

// routers prints the potential routers of an ISATAP tunnel.
func routers(e *verb.Env, dev string) {
	var list [16]prlEntry
	list[0].DataLen = uint32(unsafe.Sizeof(list) - unsafe.Sizeof(list[0]))
	if _, err := special(unix.AF_INET, uapi.SIOCGETPRL, dev, unsafe.Pointer(&list)); err != nil {
		e.Warn(err.Error())
		return
	}
	for i := range list[1:] {
		r := &list[1+i]
		if r.Addr == [4]byte{} {
			continue
		}
		key, pre := "pr", " pr "
		if r.Flags&uapi.PRL_DEFAULT != 0 {
			key, pre = "pdr", " pdr "
		}
		e.Out.Append(key, pre, func(dst []byte) []byte { return e.AppendHost(dst, unix.AF_INET, r.Addr[:]) }, "")
	}
}

// prefixes prints the prefixes for 6rd of a sit tunnel. A tunnel that has none, such as the fallback
// device, answers EINVAL.
func prefixes(e *verb.Env, dev string) {
	var d sixRDParm
	n, err := special(unix.AF_INET, uapi.SIOCGET6RD, dev, unsafe.Pointer(&d))
	if err != nil {
		if n != unix.EINVAL {
			e.Warn(err.Error())
		}
		return
	}
	if d.PrefixLen == 0 {
		return
	}
	p := e.Out
	p.Append("6rd-prefix", " 6rd-prefix ", func(dst []byte) []byte { return arg.AppendAddr(dst, unix.AF_INET6, d.Prefix[:]) }, "")
	p.Uint("6rd-prefixlen", "/", uint64(d.PrefixLen), "")
	if d.Relay != [4]byte{} {
		p.Append("6rd-relay_prefix", " 6rd-relay_prefix ", func(dst []byte) []byte { return e.AppendHost(dst, unix.AF_INET, d.Relay[:]) }, "")
		p.Uint("6rd-relay_prefixlen", "/", uint64(d.RelayBits), "")
	}
}

// print6 prints a tunnel over IPv6, without a line break behind it.
func print6(e *verb.Env, t *parm6) {
	p := e.Out
	p.Object("")
	p.In(out.IfName).Str("ifname", "", name(&t.Name), ": ")
	p.Str("mode", "", protoName(t.Proto)+"/ipv6", " ")
	p.Text("remote ")
	p.In(out.Inet6).Append("remote", "", func(dst []byte) []byte { return e.AppendHost(dst, unix.AF_INET6, t.Remote[:]) }, " ")
	p.Text("local ")
	p.In(out.Inet6).Append("local", "", func(dst []byte) []byte { return arg.AppendAddr(dst, unix.AF_INET6, t.Local[:]) }, "")
	lower(e, "link", t.Link)
	if t.Flags&uapi.IP6_TNL_F_IGN_ENCAP_LIMIT != 0 {
		p.Null("ip6_tnl_f_ign_encap_limit", " encaplimit none")
	} else {
		p.Uint("encap_limit", " encaplimit ", uint64(t.EncapLimit), "")
	}
	if t.HopLimit != 0 {
		p.Uint("hoplimit", " hoplimit ", uint64(t.HopLimit), "")
	} else {
		p.Text(" hoplimit inherit")
	}
	flow6(p, t)
	if t.Flags&uapi.IP6_TNL_F_RCV_DSCP_COPY != 0 {
		p.Null("ip6_tnl_f_rcv_dscp_copy", " dscp inherit")
	}
	if t.Flags&uapi.IP6_TNL_F_ALLOW_LOCAL_REMOTE != 0 {
		p.Null("ip6_tnl_f_allow_local_remote", " allow-localremote")
	}
	greFlags(p, t.Proto, keys{&t.IFlags, &t.OFlags, &t.IKey, &t.OKey})
	p.EndObject()
}

func flow6(p *out.Printer, t *parm6) {
	if t.Flags&uapi.IP6_TNL_F_USE_ORIG_TCLASS != 0 {
		p.Null("ip6_tnl_f_use_orig_tclass", " tclass inherit")
	} else {
		hex(p, "tclass", " tclass ", uint64(t.flow()&uapi.IPV6_FLOWINFO_TCLASS)>>20, 2, "")
	}
	if t.Flags&uapi.IP6_TNL_F_USE_ORIG_FLOWLABEL != 0 {
		p.Null("ip6_tnl_f_use_orig_flowlabel", " flowlabel inherit")
	} else {
		hex(p, "flowlabel", " flowlabel ", uint64(t.flow()&uapi.IPV6_FLOWINFO_FLOWLABEL), 5, "")
	}
	hex(p, "flowinfo", " (flowinfo ", uint64(t.flow()), 8, ")")
}

// hex prints a number with 0x and so many digits.
func hex(p *out.Printer, key, pre string, n uint64, digits int, post string) {
	p.Append(key, pre, func(dst []byte) []byte {
		dst = append(dst, "0x"...)
		for i := digits - 1; i > 0 && n>>(4*i) == 0; i-- {
			dst = append(dst, '0')
		}
		return strconv.AppendUint(dst, n, 16)
	}, post)
}

// greFlags prints the keys, and for GRE sequence numbers and checksums.
func greFlags(p *out.Printer, proto uint8, k keys) {
	in, out := hasFlag(*k.in, uapi.GRE_KEY), hasFlag(*k.out, uapi.GRE_KEY)
	ikey, okey := uint64(binary.BigEndian.Uint32(k.inKey[:])), uint64(binary.BigEndian.Uint32(k.outKey[:]))
	if in && out && ikey == okey {
		p.Uint("key", " key ", ikey, "")
	} else {
		if in {
			p.Uint("ikey", " ikey ", ikey, "")
		}
		if out {
			p.Uint("okey", " okey ", okey, "")
		}
	}
	if proto != unix.IPPROTO_GRE {
		return
	}
	p.Array("flags", "")
	for _, f := range [...]struct {
		field      *[2]byte
		flag       uint16
		json, text string
	}{
		{k.in, uapi.GRE_SEQ, "rx_drop_ooseq", "  Drop packets out of sequence."},
		{k.in, uapi.GRE_CSUM, "rx_csum", "  Checksum in received packet is required."},
		{k.out, uapi.GRE_SEQ, "tx_seq", "  Sequence packets on output."},
		{k.out, uapi.GRE_CSUM, "tx_csum", "  Checksum output packets."},
	} {
		switch {
		case !hasFlag(*f.field, f.flag):
		case p.InJSON():
			p.Str("", "", f.json, "")
		default:
			p.NL()
			p.Text(f.text)
		}
	}
	p.EndArray("")
}

// raw, newline and number print what the reference prints in text, even in the midst of JSON.
func raw(e *verb.Env, s string) { e.Out.Raw([]byte(s)) }

func newline(e *verb.Env) {
	if e.Out.Oneline {
		raw(e, "\\")
		return
	}
	raw(e, "\n")
}

func number(e *verb.Env, n uint64, width int) {
	s := strconv.FormatInt(int64(n), 10)
	raw(e, s)
	for i := len(s); i < width; i++ {
		raw(e, " ")
	}
}
