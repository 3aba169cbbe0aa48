package tunnel

import (
	"strings"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// parser4 reads the words of a command about a tunnel over IPv4.
type parser4 struct {
	e       *verb.Env
	c       *arg.Cursor
	p       parm4
	change  bool
	isatap  bool
	lower   string // the word after dev
	hasDev  bool
	counter int // words and pairs of words read so far
}

func parse4(e *verb.Env, c *arg.Cursor, change bool) (*parm4, error) {
	s := &parser4{e: e, c: c, change: change}
	s.p.Header.VersionIHL, s.p.Header.FragOff[0] = version4, dontFragment
	for ; c.Next(); s.counter++ {
		if err := s.word(); err != nil {
			return nil, err
		}
	}
	if err := s.finish(); err != nil {
		return nil, err
	}
	return &s.p, nil
}

func (s *parser4) word() (err error) {
	p, h := &s.p, &s.p.Header
	if ok, err := (keys{&p.IFlags, &p.OFlags, &p.IKey, &p.OKey}).read(s.c); ok {
		return err
	}
	switch word := s.c.Word(); {
	case word == "mode":
		err = s.mode()
	case word == "nopmtudisc":
		h.FragOff = [2]byte{}
	case word == "pmtudisc":
		h.FragOff = [2]byte{dontFragment, 0}
	case word == "remote":
		err = s.addr(&h.Dst)
	case word == "local":
		err = s.addr(&h.Src)
	case word == "dev":
		s.hasDev = true
		s.lower, err = s.c.Value()
	case word == "ttl", word == "hoplimit", word == "hlim":
		err = s.ttl()
	case word == "tos", word == "tclass", arg.Prefix(word, "dsfield"):
		err = s.tos()
	default:
		err = s.name()
	}
	return err
}

func (s *parser4) mode() error {
	word, err := s.c.Value()
	if err != nil {
		return err
	}
	switch word {
	case "ipip", "ip/ip":
		return s.proto(unix.IPPROTO_IPIP)
	case "gre", "gre/ip":
		return s.proto(unix.IPPROTO_GRE)
	case "sit", "ipv6/ip":
		return s.proto(unix.IPPROTO_IPV6)
	case "isatap":
		s.isatap = true
		return s.proto(unix.IPPROTO_IPV6)
	case "vti":
		err := s.proto(unix.IPPROTO_IPIP)
		setMark(&s.p.IFlags, uapi.VTI_ISVTI)
		return err
	}
	return unknownMode(word)
}

func (s *parser4) proto(proto uint8) error {
	if have := s.p.Header.Protocol; have != 0 && have != proto {
		return arg.Exit(255, "You managed to ask for more than one tunnel mode.")
	}
	s.p.Header.Protocol = proto
	return nil
}

func (s *parser4) addr(dst *[4]byte) error {
	word, err := s.c.Value()
	if err == nil {
		*dst, err = arg.ParseAddr32(word)
	}
	return err
}

// ttl reads a TTL; "inherit" leaves it as it is.
func (s *parser4) ttl() error {
	word, err := s.c.Value()
	if err != nil || word == "inherit" {
		return err
	}
	n, ok := arg.U8(word, 0)
	if !ok {
		return arg.Invalid("invalid TTL\n", word)
	}
	s.p.Header.TTL = n
	return nil
}

// tos reads a TOS, or inherit, or inherit with a TOS for packets that have none behind a slash.
func (s *parser4) tos() error {
	word, err := s.c.Value()
	if err != nil {
		return err
	}
	first, field, more := strings.Cut(word, "/")
	if s.p.Header.TOS = 1; first != "inherit" {
		s.p.Header.TOS = 0
		field, more = first, true
	}
	if !more {
		return nil
	}
	tos, err := s.e.Names.ParseDSField(field)
	if err != nil {
		return arg.Invalid("bad TOS value", first)
	}
	s.p.Header.TOS |= tos
	return nil
}

// name reads the name. In front of all other words of a change, it brings the present parameters.
func (s *parser4) name() error {
	word, err := readName(s.c, &s.p.Name, func() error { return verb.Usage(usage4()) })
	if err != nil || !s.change || s.counter > 0 {
		return err
	}
	var old parm4
	if err := get(unix.AF_INET, word, unsafe.Pointer(&old)); err != nil {
		return err
	}
	if old.Header.VersionIHL != version4 {
		return arg.Invalid(`"name" is not an ip tunnel`, word)
	}
	s.p = old
	return nil
}

// guess finds the mode in the name.
func (s *parser4) guess() {
	h := &s.p.Header
	switch dev := name(&s.p.Name); {
	case h.Protocol != 0:
	case strings.HasPrefix(dev, "gre"):
		h.Protocol = unix.IPPROTO_GRE
	case strings.HasPrefix(dev, "ipip"):
		h.Protocol = unix.IPPROTO_IPIP
	case strings.HasPrefix(dev, "sit"):
		h.Protocol = unix.IPPROTO_IPV6
	case strings.HasPrefix(dev, "isatap"):
		h.Protocol = unix.IPPROTO_IPV6
		s.isatap = true
	case strings.HasPrefix(dev, "vti"):
		h.Protocol = unix.IPPROTO_IPIP
		setMark(&s.p.IFlags, uapi.VTI_ISVTI)
	}
}

// finish checks what the words say together and adds what they imply.
func (s *parser4) finish() error {
	s.guess()
	p, h := &s.p, &s.p.Header
	if (hasFlag(p.IFlags, uapi.GRE_KEY) || hasFlag(p.OFlags, uapi.GRE_KEY)) &&
		!hasMark(p.IFlags, uapi.VTI_ISVTI) && h.Protocol != unix.IPPROTO_GRE {
		return arg.Fail(1, "Keys are not allowed with ipip and sit tunnels")
	}
	if s.hasDev {
		if p.Link = int32(s.e.Links.Index(s.lower)); p.Link == 0 {
			return arg.NoDevice(s.lower)
		}
	}
	if h.Dst[0]>>4 == 0xe {
		if p.IKey == [4]byte{} {
			p.IKey = h.Dst
			setFlag(&p.IFlags, uapi.GRE_KEY)
		}
		if p.OKey == [4]byte{} {
			p.OKey = h.Dst
			setFlag(&p.OFlags, uapi.GRE_KEY)
		}
		if h.Src == [4]byte{} {
			return arg.Fail(1, "A broadcast tunnel requires a source address")
		}
	}
	if s.isatap {
		setMark(&p.IFlags, uapi.SIT_ISATAP)
	}
	return nil
}
