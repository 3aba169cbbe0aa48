package route

import (
	"strings"

	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// A selector is what the words of list, flush and save ask for.
type selector struct {
	filter
	e        *verb.Env
	sys      system
	iif, oif string // devices as written: looked up behind the last word
}

// parseSelector reads all words. Table main is chosen where none is named.
func parseSelector(e *verb.Env, sys system, c *arg.Cursor) (*selector, error) {
	s := &selector{e: e, sys: sys}
	s.table = unix.RT_TABLE_MAIN
	for c.Next() {
		if err := s.word(c); err != nil {
			return nil, err
		}
	}
	if s.iif != "" {
		if s.filter.iif = uint32(sys.Index(s.iif)); s.filter.iif == 0 {
			return nil, arg.NoDevice(s.iif)
		}
		s.pinIIF = true
	}
	if s.oif != "" {
		if s.filter.oif = uint32(sys.Index(s.oif)); s.filter.oif == 0 {
			return nil, arg.NoDevice(s.oif)
		}
		s.pinOIF = true
	}
	return s, nil
}

// family is the family to ask the kernel for: where a table is meant, tables being per family, IPv4.
func (s *selector) family() uint8 {
	if s.e.Family == unix.AF_UNSPEC && s.table != 0 {
		return unix.AF_INET
	}
	return s.e.Family
}

// word reads the keyword at hand with its value. The order of the tests is the grammar.
func (s *selector) word(c *arg.Cursor) error {
	w := c.Word()
	switch {
	case arg.Prefix(w, "table"):
		return s.value(c, s.setTable)
	case arg.Prefix(w, "vrf"):
		return s.value(c, s.setVRF)
	case arg.Prefix(w, "cached"), arg.Prefix(w, "cloned"):
		s.cloned = cached
		return nil
	case w == "tos", arg.Prefix(w, "dsfield"):
		return s.value(c, s.setTOS)
	case arg.Prefix(w, "protocol"):
		return s.value(c, func(v string) error {
			return byteOrAll(v, s.e.Names.ParseRouteProto, &s.protocol, &s.pinProtocol, "invalid \"protocol\"\n")
		})
	case arg.Prefix(w, "scope"):
		return s.value(c, func(v string) error {
			return byteOrAll(v, s.e.Names.ParseScope, &s.scope, &s.pinScope, "invalid \"scope\"\n")
		})
	case arg.Prefix(w, "type"):
		return s.value(c, s.setType)
	case w == "dev", w == "oif":
		return s.value(c, func(v string) error { s.oif = v; return nil })
	case w == "iif":
		return s.value(c, func(v string) error { s.iif = v; return nil })
	case w == "mark":
		return s.value(c, s.setMark)
	case arg.Prefix(w, "metric"), arg.Prefix(w, "priority"), w == "preference":
		return s.value(c, s.setMetric)
	case w == "via":
		return s.setVia(c)
	case w == "src":
		return s.prefixes(c, &s.prefSrc)
	case arg.Prefix(w, "realms"):
		return s.value(c, s.setRealms)
	case arg.Prefix(w, "from"):
		if _, err := c.Value(); err != nil {
			return err
		}
		return s.extent(c, &s.srcIn, &s.srcOver)
	case arg.Prefix(w, "to"):
		if _, err := c.Value(); err != nil {
			return err
		}
	}
	return s.extent(c, &s.dstIn, &s.dstOver)
}

// value gives the next word to set.
func (s *selector) value(c *arg.Cursor, set func(string) error) error {
	v, err := c.Value()
	if err != nil {
		return err
	}
	return set(v)
}

func (s *selector) setTable(v string) error {
	id, err := s.e.Names.ParseRouteTable(v)
	switch {
	case err == nil:
		s.table = id
	case v == "all":
		s.table = 0
	case v == "cache":
		s.cloned = cached
	case v == "help":
		return verb.Usage(usage())
	default:
		return arg.Invalid("table id value is invalid\n", v)
	}
	return nil
}

func (s *selector) setVRF(v string) error {
	id := s.sys.VRFTable(v)
	if id == 0 {
		return arg.Invalid("Invalid VRF\n", v)
	}
	s.table = id
	s.types = ^(typeBit(unix.RTN_LOCAL) | typeBit(unix.RTN_BROADCAST))
	return nil
}

func (s *selector) setTOS(v string) error {
	id, err := s.e.Names.ParseDSField(v)
	if err != nil {
		return arg.Invalid("TOS value is invalid\n", v)
	}
	s.tos, s.pinTOS = id, true
	return nil
}

// byteOrAll reads a name or number that is pinned, or "all", which pins nothing.
func byteOrAll(v string, parse func(string) (uint8, error), dst *uint8, pin *bool, reason string) error {
	id, err := parse(v)
	if err != nil && v != "all" {
		return arg.Invalid(reason, v)
	}
	*dst, *pin = id, err == nil
	return nil
}

func (s *selector) setType(v string) error {
	id, err := s.e.Names.ParseRouteType(v)
	if err != nil {
		return arg.Invalid("node type value is invalid\n", v)
	}
	s.types = typeBit(id)
	return nil
}

func (s *selector) setMark(v string) error {
	n, ok := arg.Uint(v, 0)
	if !ok {
		return arg.Invalid("invalid mark value", v)
	}
	s.mark, s.pinMark = n, true
	return nil
}

func (s *selector) setMetric(v string) error {
	n, ok := arg.U32(v, 0)
	if !ok {
		return arg.Invalid("\"metric\" value is invalid\n", v)
	}
	s.metric, s.pinMetric = n, true
	return nil
}

// setRealms pins both realms, but not one that was left out: "TO" and "FROM/" stand for any of the other.
func (s *selector) setRealms(v string) error {
	realm, err := s.e.Names.ParseRealms(v)
	if err != nil {
		return arg.Invalid("invalid realms\n", v)
	}
	s.realm, s.realmMask = realm, 1<<32-1
	if realm&0xffff == 0 && strings.HasSuffix(v, "/") {
		s.realmMask &^= 0xffff
	}
	if realm>>16 == 0 && (!strings.Contains(v, "/") || v[0] == '/') {
		s.realmMask &^= 0xffff0000
	}
	return nil
}

func (s *selector) setVia(c *arg.Cursor) error {
	v, err := c.Value()
	if err != nil {
		return err
	}
	family := arg.ParseFamily(v)
	if family == unix.AF_UNSPEC {
		family = s.e.Family
	} else if v, err = c.Value(); err != nil {
		return err
	}
	return parsePrefix(v, family, &s.via)
}

// extent reads root PREFIX (in it), match PREFIX (over it) or [exact] PREFIX. The cursor stands
// on the first of these words.
func (s *selector) extent(c *arg.Cursor, in, over *prefix) error {
	w := c.Word()
	switch {
	case arg.Prefix(w, "root"):
		return s.prefixes(c, in)
	case arg.Prefix(w, "match"):
		return s.prefixes(c, over)
	case arg.Prefix(w, "exact"):
		return s.prefixes(c, in, over)
	}
	return s.prefixesOf(w, in, over)
}

// prefixes reads the next word as a prefix.
func (s *selector) prefixes(c *arg.Cursor, dst ...*prefix) error {
	v, err := c.Value()
	if err != nil {
		return err
	}
	return s.prefixesOf(v, dst...)
}

func (s *selector) prefixesOf(v string, dst ...*prefix) error {
	for _, d := range dst {
		if err := parsePrefix(v, s.e.Family, d); err != nil {
			return err
		}
	}
	return nil
}

func parsePrefix(v string, family uint8, dst *prefix) error {
	a, err := arg.ParsePrefix(v, family)
	if err != nil {
		return err
	}
	dst.set(&a)
	return nil
}
