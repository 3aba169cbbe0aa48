package bridge

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// A vlanSetter reads the words of bridge vlan set and bridge vlan global set and appends what they say in
// their order, as the reference does.
type vlanSetter struct {
	e   *verb.Env
	enc *attr.Encoder
	dev bool // was given
	vid vidRange
}

// vlanSet makes the request of bridge vlan set: options that a VLAN has at one port.
func vlanSet(e *verb.Env, c *arg.Cursor) (req nl.Request, err error) {
	s := newVLANSetter(e)
	nest := s.enc.Nest(uapi.BRIDGE_VLANDB_ENTRY | attr.NestedFlag)
	for c.Next() {
		switch word := c.Word(); word {
		case "dev":
			err = s.device(c)
		case "vid":
			s.vid.ranged = false
			if err = s.readVID(c); err == nil {
				appendVLAN(s.enc, uapi.BRIDGE_VLANDB_ENTRY_INFO, uint16(s.vid.start), uapi.BRIDGE_VLAN_INFO_ONLY_OPTS)
				s.appendRange(uapi.BRIDGE_VLANDB_ENTRY_RANGE)
			}
		case "state":
			err = s.state(c)
		case "mcast_router":
			err = s.number(c, word, uapi.BRIDGE_VLANDB_ENTRY_MCAST_ROUTER, 8)
		case "mcast_max_groups":
			err = s.number(c, word, uapi.BRIDGE_VLANDB_ENTRY_MCAST_MAX_GROUPS, 32)
		case "neigh_suppress":
			err = s.onOff(c, word, uapi.BRIDGE_VLANDB_ENTRY_NEIGH_SUPPRESS)
		default:
			err = skipHelp(c, arg.Prefix(word, "help"))
		}
		if err != nil {
			return req, err
		}
	}
	s.enc.EndNest(nest)
	return s.request()
}

// globalSet makes the request of bridge vlan global set: options that a VLAN has at all ports of a bridge.
func globalSet(e *verb.Env, c *arg.Cursor) (req nl.Request, err error) {
	s := newVLANSetter(e)
	nest := s.enc.Nest(uapi.BRIDGE_VLANDB_GLOBAL_OPTIONS | attr.NestedFlag)
	for c.Next() {
		switch word := c.Word(); word {
		case "dev":
			err = s.device(c)
		case "vid":
			if err = s.readVID(c); err == nil {
				s.enc.U16(uapi.BRIDGE_VLANDB_GOPTS_ID, uint16(s.vid.start))
				s.appendRange(uapi.BRIDGE_VLANDB_GOPTS_RANGE)
			}
		default:
			if o := findGlobalOption(word); o != nil {
				err = s.number(c, word, o.attr, o.bits)
			} else {
				err = skipHelp(c, word == "help")
			}
		}
		if err != nil {
			return req, err
		}
	}
	s.enc.EndNest(nest)
	return s.request()
}

func newVLANSetter(e *verb.Env) *vlanSetter {
	s := &vlanSetter{e: e, enc: &e.Scratch, vid: vidRange{start: -1, end: -1}}
	s.enc.Reset()
	s.enc.B = append(s.enc.B, make([]byte, uapi.SizeofBrVlanMsg)...)
	s.enc.B[0] = unix.AF_BRIDGE
	return s
}

func (s *vlanSetter) device(c *arg.Cursor) error {
	name, err := c.Value()
	if err != nil {
		return err
	}
	index := s.e.Links.Index(name)
	if index == 0 {
		return arg.Fail(1, `Cannot find network device "`+name+`"`)
	}
	s.dev = true
	binary.NativeEndian.PutUint32(s.enc.B[4:], uint32(index))
	return nil
}

// readVID reads the value of vid. A range is looked at when it is read, an end that an earlier one left
// is not.
func (s *vlanSetter) readVID(c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	had := s.vid
	s.vid.ranged = false
	s.vid.read(word)
	if s.vid.ranged && (s.vid.start >= s.vid.end || s.vid.end >= maxVID) {
		return s.vid.invalidRange()
	}
	s.vid.ranged = s.vid.ranged || had.ranged
	return s.vid.invalid()
}

func (s *vlanSetter) appendRange(typ uint16) {
	if s.vid.ranged && s.vid.end != -1 {
		s.enc.U16(typ, uint16(s.vid.end))
	}
}

func (s *vlanSetter) state(c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	v, _ := parseState(word)
	if int32(v) == -1 {
		return arg.Fail(1, "Error: invalid STP state")
	}
	s.enc.U8(uapi.BRIDGE_VLANDB_ENTRY_STATE, uint8(v))
	return nil
}

func (s *vlanSetter) onOff(c *arg.Cursor, key string, typ uint16) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	on, err := arg.Switch(key, word)
	if err != nil {
		return err
	}
	v := uint8(0)
	if on {
		v = 1
	}
	s.enc.U8(typ, v)
	return nil
}

// number reads and appends an unsigned number of some bits.
func (s *vlanSetter) number(c *arg.Cursor, key string, typ uint16, bits uint8) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	v, ok := uint64(0), false
	switch bits {
	case 8:
		var n uint8
		n, ok = arg.U8(word, 0)
		s.enc.U8(typ, n)
	case 16:
		var n uint16
		n, ok = arg.U16(word, 0)
		s.enc.U16(typ, n)
	case 32:
		var n uint32
		n, ok = arg.U32(word, 0)
		s.enc.U32(typ, n)
	default:
		v, ok = arg.U64(word, 0)
		s.enc.U64(typ, v)
	}
	if !ok {
		return arg.Invalid("invalid "+key, word)
	}
	return nil
}

func (s *vlanSetter) request() (req nl.Request, err error) {
	if !s.dev || s.vid.start == -1 {
		return req, errVLANNeeds()
	}
	return nl.Request{Type: unix.RTM_NEWVLAN, Body: s.enc.B}, s.enc.Err()
}
