package tunnel

import (
	"unsafe"

	"gip/internal/arg"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// parser6 reads the words of a command about a tunnel over IPv6 into *p.
type parser6 struct {
	e       *verb.Env
	c       *arg.Cursor
	p       *parm6
	change  bool
	lower   string // the word after dev
	hasDev  bool
	counter int // words and pairs of words read so far
}

func parse6(e *verb.Env, c *arg.Cursor, change bool, p *parm6) error {
	s := &parser6{e: e, c: c, p: p, change: change}
	for ; c.Next(); s.counter++ {
		if err := s.word(); err != nil {
			return err
		}
	}
	if s.hasDev {
		if p.Link = int32(e.Links.Index(s.lower)); p.Link == 0 {
			return arg.NoDevice(s.lower)
		}
	}
	return nil
}

func (s *parser6) word() (err error) {
	p := s.p
	if ok, err := (keys{&p.IFlags, &p.OFlags, &p.IKey, &p.OKey}).read(s.c); ok {
		return err
	}
	switch word := s.c.Word(); {
	case word == "mode":
		err = s.mode()
	case word == "remote":
		err = s.addr(&p.Remote)
	case word == "local":
		err = s.addr(&p.Local)
	case word == "dev":
		s.hasDev = true
		s.lower, err = s.c.Value()
	case word == "encaplimit":
		err = s.limit()
	case word == "hoplimit", word == "ttl", word == "hlim":
		p.HopLimit, err = s.byte("invalid TTL")
	case word == "tclass", word == "tc", word == "tos", arg.Prefix(word, "dsfield"):
		err = s.flow("invalid TClass", uapi.IPV6_FLOWINFO_TCLASS, 20, uapi.IP6_TNL_F_USE_ORIG_TCLASS)
	case word == "flowlabel", word == "fl":
		err = s.flow("invalid Flowlabel", uapi.IPV6_FLOWINFO_FLOWLABEL, 0, uapi.IP6_TNL_F_USE_ORIG_FLOWLABEL)
	case word == "dscp":
		err = s.dscp()
	case word == "allow-localremote":
		p.Flags |= uapi.IP6_TNL_F_ALLOW_LOCAL_REMOTE
	case word == "noallow-localremote":
		p.Flags &^= uapi.IP6_TNL_F_ALLOW_LOCAL_REMOTE
	default:
		err = s.name()
	}
	return err
}

func (s *parser6) mode() error {
	word, err := s.c.Value()
	if err != nil {
		return err
	}
	switch word {
	case "ipv6/ipv6", "ip6ip6":
		s.p.Proto = unix.IPPROTO_IPV6
	case "vti6":
		s.p.Proto = unix.IPPROTO_IPV6
		setMark(&s.p.IFlags, uapi.VTI_ISVTI)
	case "ip/ipv6", "ipv4/ipv6", "ipip6", "ip4ip6":
		s.p.Proto = unix.IPPROTO_IPIP
	case "ip6gre", "gre/ipv6":
		s.p.Proto = unix.IPPROTO_GRE
	case "any/ipv6", "any":
		s.p.Proto = 0
	default:
		return unknownMode(word)
	}
	return nil
}

func (s *parser6) addr(dst *[16]byte) error {
	word, err := s.c.Value()
	if err != nil {
		return err
	}
	a, err := arg.ParseAddr(word, unix.AF_INET6)
	copy(dst[:], a.Data[:])
	return err
}

func (s *parser6) byte(reason string) (uint8, error) {
	word, err := s.c.Value()
	if err != nil {
		return 0, err
	}
	n, ok := arg.U8(word, 0)
	if !ok {
		return 0, arg.Invalid(reason, word)
	}
	return n, nil
}

// limit reads how many tunnels inside each other are allowed.
func (s *parser6) limit() error {
	if word, _ := s.c.Peek(); word == "none" {
		s.c.Next()
		s.p.Flags |= uapi.IP6_TNL_F_IGN_ENCAP_LIMIT
		return nil
	}
	n, err := s.byte("invalid ELIM")
	s.p.EncapLimit = n
	s.p.Flags &^= uapi.IP6_TNL_F_IGN_ENCAP_LIMIT
	return err
}

// flow reads a part of the flow information, a hexadecimal number.
func (s *parser6) flow(reason string, mask uint32, shift int, flag uint32) error {
	word, err := s.c.Value()
	if err != nil {
		return err
	}
	if word == "inherit" {
		s.p.setFlow(mask, 0, flag, true)
		return nil
	}
	n, ok := arg.U32(word, 16)
	if !ok || n > mask>>shift {
		return arg.Invalid(reason, word)
	}
	s.p.setFlow(mask, n<<shift, flag, false)
	return nil
}

func (s *parser6) dscp() error {
	word, err := s.c.Value()
	if err != nil {
		return err
	}
	if word != "inherit" {
		return arg.Invalid("not inherit", word)
	}
	s.p.Flags |= uapi.IP6_TNL_F_RCV_DSCP_COPY
	return nil
}

// name reads the name. In front of all other words of a change, it brings the present parameters.
func (s *parser6) name() error {
	word, err := readName(s.c, &s.p.Name, func() error { return verb.Usage(usage6) })
	if err != nil || !s.change || s.counter > 0 {
		return err
	}
	var old parm6
	if err := get(unix.AF_INET6, word, unsafe.Pointer(&old)); err != nil {
		return err
	}
	*s.p = old
	return nil
}
