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

// A portChange is what a bridge link set asks for.
type portChange struct {
	dev   *string
	flags uint16 // BRIDGE_FLAGS_*
	mode  int32  // BRIDGE_MODE_*, -1 for none
	// values are those of the options by attribute, of several the last; -1 is none.
	values [maxPortAttr + 1]int64
}

// linkSet makes the request of bridge link set.
func linkSet(e *verb.Env, c *arg.Cursor) (req nl.Request, err error) {
	var p portChange
	if err := p.parse(e, c); err != nil {
		return req, err
	}
	if p.dev == nil {
		return req, arg.Fail(1, "Device is a required argument.")
	}
	index := e.Links.Index(*p.dev)
	if index == 0 {
		return req, arg.Fail(1, `Cannot find bridge device "`+*p.dev+`"`)
	}
	enc := linkRequest(e, index)
	p.append(enc)
	return nl.Request{Type: unix.RTM_SETLINK, Body: enc.B}, enc.Err()
}

// sends makes a verb that sends a request and has nothing to show.
func sends(request func(*verb.Env, *arg.Cursor) (nl.Request, error)) func(*verb.Env, *arg.Cursor) error {
	return func(e *verb.Env, c *arg.Cursor) error {
		req, err := request(e, c)
		if err != nil {
			return err
		}
		conn, err := e.Conn()
		if err != nil {
			return err
		}
		return conn.Do(req)
	}
}

// linkRequest begins a message about a device as a port or a bridge: struct ifinfomsg.
func linkRequest(e *verb.Env, index int) *attr.Encoder {
	enc := &e.Scratch
	enc.Reset()
	var ifm [unix.SizeofIfInfomsg]byte
	ifm[0] = unix.AF_BRIDGE
	binary.NativeEndian.PutUint32(ifm[4:], uint32(index))
	enc.B = append(enc.B, ifm[:]...)
	return enc
}

func (p *portChange) parse(e *verb.Env, c *arg.Cursor) error {
	p.mode = -1
	for i := range p.values {
		p.values[i] = -1
	}
	for c.Next() {
		switch c.Word() {
		case "dev":
			dev, err := c.Value()
			if err != nil {
				return err
			}
			p.dev = &dev
		case "hwmode":
			if err := p.parseMode(c); err != nil {
				return err
			}
		case "self":
			p.flags |= uapi.BRIDGE_FLAGS_SELF
		case "master":
			p.flags |= uapi.BRIDGE_FLAGS_MASTER
		default:
			o := findPortOption(c.Word())
			if o == nil {
				return verb.Usage(linkUsage())
			}
			v, err := o.parse(e, c)
			if err != nil {
				return err
			}
			p.values[o.attr] = v
		}
	}
	return nil
}

// parseMode reads the mode of a bridge in hardware, which is addressed by self alone: a master in front
// of it is forgotten.
func (p *portChange) parseMode(c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	p.flags = uapi.BRIDGE_FLAGS_SELF
	switch word {
	case "vepa":
		p.mode = uapi.BRIDGE_MODE_VEPA
	case "veb":
		p.mode = uapi.BRIDGE_MODE_VEB
	default:
		return arg.Fail(1, `Mode argument must be "vepa" or "veb".`)
	}
	return nil
}

// append appends the attributes.
func (p *portChange) append(enc *attr.Encoder) {
	nest := enc.Nest(unix.IFLA_PROTINFO | attr.NestedFlag)
	for i := range portOptions {
		// backup_port and nobackup_port are one attribute: the first of them sends both.
		if o := &portOptions[i]; p.values[o.attr] >= 0 && o.shape != noDevice && o.shape != count {
			o.append(enc, p.values[o.attr])
		}
	}
	enc.EndNest(nest)
	if p.mode < 0 && p.flags == 0 {
		return
	}
	nest = enc.Nest(unix.IFLA_AF_SPEC)
	if p.flags != 0 {
		enc.U16(uapi.IFLA_BRIDGE_FLAGS, p.flags)
	}
	if p.mode >= 0 {
		enc.U16(uapi.IFLA_BRIDGE_MODE, uint16(p.mode))
	}
	enc.EndNest(nest)
}
