package link

import (
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// What the kinds of tunnels share. The kernel takes all settings of a tunnel at once: what a message
// does not have becomes zero. Therefore "set" begins with the present settings, and "add" with defaults,
// and the words change these.

// A setting is an attribute that every message about a tunnel has.
type setting struct {
	typ uint16
	// size is the number of bytes of the payload, 0 for an attribute that is only there or not.
	size uint8
	form settingForm
	// def is the value, in host byte order, that a new tunnel begins with.
	def uint32
}

type settingForm uint8

const (
	number   settingForm = iota // always sent
	optional                    // sent unless it is zero or absent
	address                     // the same, and of no other size than that
)

// noTunnel is the error for a device that is no tunnel of that kind.
func noTunnel(reason string) error {
	const text = "Failed to get existing tunnel info."
	if reason != "" {
		return arg.Fail(1, reason+"\n"+text)
	}
	return arg.Fail(1, text)
}

// present asks for the payload of IFLA_INFO_DATA of the device that the request is about. It is a copy.
func (r *request) present() ([]byte, error) {
	conn, err := r.Env.Conn()
	if err != nil {
		return nil, err
	}
	attrs, _, err := askLink(conn, getLink(r.Family, r.Index).B)
	if err != nil {
		if err == nl.ErrNoAnswer {
			return nil, noTunnel("")
		}
		return nil, noTunnel(err.Error())
	}
	data := attr.Find(attr.Find(attrs, unix.IFLA_LINKINFO), unix.IFLA_INFO_DATA)
	if data == nil {
		return nil, noTunnel("")
	}
	return append([]byte{}, data...), nil
}

// startTunnel appends the settings that the words of the command then change.
func startTunnel(s *spec.Scan, settings []setting) error {
	var old [maxTunnelAttr + 1][]byte
	attr.Index(old[:], s.Old)
	for i := range settings {
		t := &settings[i]
		b := old[t.typ]
		switch {
		case t.form == address && b != nil && len(b) != int(t.size):
			return noTunnel("")
		case t.form == number && len(b) < int(t.size):
			t.initial(s)
		case b == nil || len(b) < int(t.size):
		case t.form == number || t.size == 0 || !spec.IsZero(b[:t.size]):
			s.Enc.Bytes(t.typ, b[:t.size])
		}
	}
	return nil
}

// maxTunnelAttr is the highest attribute of tunnels.
const maxTunnelAttr = uapi.IFLA_GRE_ERSPAN_HWID

// initial appends the setting of a new tunnel.
func (t *setting) initial(s *spec.Scan) {
	switch t.size {
	case 1:
		s.Enc.U8(t.typ, uint8(t.def))
	case 2:
		s.Enc.U16(t.typ, uint16(t.def))
	default:
		s.Enc.U32(t.typ, t.def)
	}
}

// onlyExternal has the message say nothing but that routes choose the destination, if it says so at all.
func onlyExternal(s *spec.Scan, external uint16) bool {
	if s.Find(external) == nil {
		return false
	}
	s.Reset()
	s.Enc.Flag(external)
	return true
}

// tunnelDF says whether packets may be fragmented on their way.
var tunnelDF = spec.Enum{Width: 1, Silent: true, Names: []spec.Name{
	{N: uapi.VXLAN_DF_UNSET, Name: "unset"},
	{N: uapi.VXLAN_DF_SET, Name: "set"},
	{N: uapi.VXLAN_DF_INHERIT, Name: "inherit"},
}}

// pmtudisc is a byte that is shown in text only when it is 0.
type pmtudisc struct{ spec.NoForm }

func (pmtudisc) Print(v *spec.View, r *spec.Row) {
	if on := attr.U8(v.T[r.Attr]) != 0; v.InJSON() || !on {
		v.Bool("pmtudisc", on, "nopmtudisc ")
	}
}

// tunnelKey is a key of a tunnel (RFC 2890): a number, or four bytes in dotted form, as which it is
// shown. Flags is the attribute with the flag that there is a key, and the form with "no" takes the key
// away; where Flags is 0 a key of 0 is none. Attr2 and Flags2 are those of the other direction, if the
// keyword is for both.
type tunnelKey struct{ Flags, Flags2 uint16 }

func (tunnelKey) Size() int              { return 4 }
func (k tunnelKey) HasNo(*spec.Row) bool { return k.Flags != 0 }

func (k tunnelKey) Parse(s *spec.Scan, r *spec.Row) error {
	var key [4]byte
	if !s.No {
		word, err := s.Value(r)
		if err != nil {
			return err
		}
		if key, err = parseKey(r.Key, word); err != nil {
			return err
		}
	}
	k.set(s, r.Attr, k.Flags, key)
	if r.Attr2 != 0 {
		k.set(s, r.Attr2, k.Flags2, key)
	}
	return nil
}

func (tunnelKey) set(s *spec.Scan, typ, flags uint16, key [4]byte) {
	s.Bytes(typ, key[:])
	if flags != 0 {
		setGREFlag(s, flags, uapi.GRE_KEY, !s.No)
	}
}

func (k tunnelKey) Print(v *spec.View, r *spec.Row) {
	key := v.T[r.Attr]
	switch {
	case key == nil:
		return
	case k.Flags != 0 && attr.BE16(v.T[k.Flags])&uapi.GRE_KEY == 0:
		return
	case k.Flags == 0 && spec.IsZero(key[:4]):
		return
	}
	v.Formatted(r, func(dst []byte) []byte { return arg.AppendAddr(dst, unix.AF_INET, key[:4]) })
}

// parseKey reads a key: a number, or an IPv4 address.
func parseKey(name, word string) ([4]byte, error) {
	if strings.Contains(word, ".") {
		return arg.ParseAddr32(word)
	}
	n, ok := arg.U32(word, 0)
	if !ok {
		return [4]byte{}, arg.Exit(255, `invalid value for "`+name+`": "`+word+`"; it should be an unsigned integer`)
	}
	return [4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, nil
}

// setGREFlag sets or clears a flag in an attribute of the flags of one direction.
func setGREFlag(s *spec.Scan, typ, flag uint16, on bool) {
	n := attr.BE16(s.Find(typ))
	if on {
		n |= flag
	} else {
		n &^= flag
	}
	s.BE16(typ, n)
}

// greFlag is the flag Bit of one direction, or with Attr2 of both.
type greFlag struct{}

func (greFlag) Size() int            { return 2 }
func (greFlag) HasNo(*spec.Row) bool { return true }

func (greFlag) Parse(s *spec.Scan, r *spec.Row) error {
	if err := s.Flag(r); err != nil {
		return err
	}
	setGREFlag(s, r.Attr, uint16(r.Bit), !s.No)
	if r.Attr2 != 0 {
		setGREFlag(s, r.Attr2, uint16(r.Bit), !s.No)
	}
	return nil
}

func (greFlag) Print(v *spec.View, r *spec.Row) {
	if attr.BE16(v.T[r.Attr])&uint16(r.Bit) != 0 {
		v.Keyword(r)
	}
}
