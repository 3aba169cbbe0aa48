package bridge

import (
	"encoding/binary"
	"strconv"
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// maxVID is one more than the largest number that the field of a tag holds.
const maxVID = 4096

// A vidRange is the value of the keyword vid. The numbers are C's shorts, of which -1 is none.
type vidRange struct {
	start, end int16
	// ranged says that an end was given, with this vid or one before it.
	ranged bool
}

// read reads VID or VID-VID, with no look at the range. A word without an end leaves that of an earlier
// one.
func (v *vidRange) read(word string) {
	start, end, ok := strings.Cut(word, "-")
	v.start = int16(atoi(start))
	if ok {
		v.end, v.ranged = int16(atoi(end)), true
	}
}

// invalid is the error for a VLAN that cannot be, nil where start is one.
func (v *vidRange) invalid() error {
	if v.start >= maxVID {
		return arg.Fail(1, `Invalid VLAN ID "`+unsigned(v.start)+`"`)
	}
	return nil
}

func (v *vidRange) invalidRange() error {
	return arg.Fail(1, `Invalid VLAN range "`+unsigned(v.start)+"-"+unsigned(v.end)+`"`)
}

func unsigned(v int16) string { return strconv.Itoa(int(uint16(v))) }

// A tunnelRange is the value of the keyword tunnel_info.
type tunnelRange struct {
	start, end uint32
	given      bool
}

// A vlanChange is what bridge vlan add or delete asks for.
type vlanChange struct {
	dev    *string
	vid    vidRange
	flags  uint16 // BRIDGE_VLAN_INFO_*
	whose  uint16 // BRIDGE_FLAGS_*
	tunnel tunnelRange
}

// vlanAdd makes the request of bridge vlan add, a change of a device.
func vlanAdd(e *verb.Env, c *arg.Cursor) (nl.Request, error) {
	return vlanModify(e, c, unix.RTM_SETLINK)
}

// vlanDelete makes the request of bridge vlan delete.
func vlanDelete(e *verb.Env, c *arg.Cursor) (nl.Request, error) {
	return vlanModify(e, c, unix.RTM_DELLINK)
}

func vlanModify(e *verb.Env, c *arg.Cursor, message uint16) (req nl.Request, err error) {
	v := vlanChange{vid: vidRange{start: -1, end: -1}}
	if err := v.parse(c); err != nil {
		return req, err
	}
	index, err := v.check(e)
	if err != nil {
		return req, err
	}
	enc := linkRequest(e, index)
	v.append(enc)
	return nl.Request{Type: message, Body: enc.B}, enc.Err()
}

func (v *vlanChange) parse(c *arg.Cursor) error {
	for c.Next() {
		switch word := c.Word(); word {
		case "dev":
			dev, err := c.Value()
			if err != nil {
				return err
			}
			v.dev = &dev
		case "vid":
			word, err := c.Value()
			if err != nil {
				return err
			}
			v.vid.read(word)
		case "self":
			v.whose |= uapi.BRIDGE_FLAGS_SELF
		case "master":
			v.whose |= uapi.BRIDGE_FLAGS_MASTER
		case "pvid":
			v.flags |= uapi.BRIDGE_VLAN_INFO_PVID
		case "untagged":
			v.flags |= uapi.BRIDGE_VLAN_INFO_UNTAGGED
		case "tunnel_info":
			if err := v.tunnel.parse(c); err != nil {
				return err
			}
		default:
			if err := skipHelp(c, arg.Prefix(word, "help")); err != nil {
				return err
			}
		}
	}
	return nil
}

// skipHelp passes over a word that is no keyword. Such words do not matter to the reference; of help it
// asks a value, which does not matter either.
func skipHelp(c *arg.Cursor, help bool) error {
	if !help {
		return nil
	}
	_, err := c.Value()
	return err
}

// parse reads id ID or id ID-ID.
func (t *tunnelRange) parse(c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	if !arg.Prefix(word, "id") {
		return arg.Invalid("tunnel id expected", word)
	}
	if word, err = c.Value(); err != nil {
		return err
	}
	start, end, ranged := strings.Cut(word, "-")
	if t.start, err = tunnelID(start, start); err == nil && ranged {
		// The reference has cut the word in two by now and shows the first part.
		t.end, err = tunnelID(end, start)
	}
	t.given = true
	return err
}

// tunnelID reads the id of a tunnel, 24 bits.
func tunnelID(s, shown string) (uint32, error) {
	id, ok := arg.U32(s, 0)
	if !ok || id >= 1<<24 {
		return 0, arg.Invalid("invalid tun id", shown)
	}
	return id, nil
}

// check finds the device and refuses what cannot be.
func (v *vlanChange) check(e *verb.Env) (index int, err error) {
	if v.dev == nil || v.vid.start == -1 {
		return 0, errVLANNeeds()
	}
	if index = e.Links.Index(*v.dev); index == 0 {
		return 0, arg.Fail(1, `Cannot find bridge device "`+*v.dev+`"`)
	}
	if err := v.vid.invalid(); err != nil {
		return 0, err
	}
	if !v.vid.ranged {
		return index, nil
	}
	if v.vid.end == -1 || v.vid.end >= maxVID || v.vid.start >= v.vid.end {
		return 0, v.vid.invalidRange()
	}
	if v.flags&uapi.BRIDGE_VLAN_INFO_PVID != 0 {
		return 0, arg.Fail(1, "pvid cannot be configured for a vlan range")
	}
	return index, nil
}

func errVLANNeeds() error { return arg.Fail(1, "Device and VLAN ID are required arguments.") }

// append appends the attributes.
func (v *vlanChange) append(enc *attr.Encoder) {
	nest := enc.Nest(unix.IFLA_AF_SPEC)
	if v.whose != 0 {
		enc.U16(uapi.IFLA_BRIDGE_FLAGS, v.whose)
	}
	start, end := uint16(v.vid.start), uint16(v.vid.end)
	switch {
	case v.tunnel.given && v.vid.ranged:
		appendTunnel(enc, start, v.tunnel.start, uapi.BRIDGE_VLAN_INFO_RANGE_BEGIN)
		appendTunnel(enc, end, v.tunnel.end, uapi.BRIDGE_VLAN_INFO_RANGE_END)
	case v.tunnel.given:
		appendTunnel(enc, start, v.tunnel.start, 0)
	case v.vid.ranged:
		appendVLAN(enc, uapi.IFLA_BRIDGE_VLAN_INFO, start, v.flags|uapi.BRIDGE_VLAN_INFO_RANGE_BEGIN)
		appendVLAN(enc, uapi.IFLA_BRIDGE_VLAN_INFO, end, v.flags|uapi.BRIDGE_VLAN_INFO_RANGE_END)
	default:
		appendVLAN(enc, uapi.IFLA_BRIDGE_VLAN_INFO, start, v.flags)
	}
	enc.EndNest(nest)
}

// appendVLAN appends struct bridge_vlan_info (linux/if_bridge.h): flags and number.
func appendVLAN(enc *attr.Encoder, typ, vid, flags uint16) {
	var b [4]byte
	binary.NativeEndian.PutUint16(b[:], flags)
	binary.NativeEndian.PutUint16(b[2:], vid)
	enc.Bytes(typ, b[:])
}

func appendTunnel(enc *attr.Encoder, vid uint16, id uint32, flags uint16) {
	nest := enc.Nest(uapi.IFLA_BRIDGE_VLAN_TUNNEL_INFO)
	enc.U32(uapi.IFLA_BRIDGE_VLAN_TUNNEL_ID, id)
	enc.U16(uapi.IFLA_BRIDGE_VLAN_TUNNEL_VID, vid)
	enc.U16(uapi.IFLA_BRIDGE_VLAN_TUNNEL_FLAGS, flags)
	enc.EndNest(nest)
}
