package bridge

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// absent is the value of an option that was not given.
const absent = -1

// A vxlanDst is where entries of a VXLAN device lead to.
type vxlanDst struct {
	dst    arg.Addr
	hasDst bool
	nhid   uint32 // 0 for none
	port   uint16 // 0 for none
	vni    int64  // absent for none
	srcVNI int64
}

// An fdbChange is what a command asks for an entry.
type fdbChange struct {
	vxlanDst
	dev, addr *string
	via       int32 // 0 for none
	vid       int16 // negative for none
	state     uint16
	flags     uint8
}

// changeFDB runs the verbs that make, change and delete entries.
func changeFDB(e *verb.Env, c *arg.Cursor, typ, flags uint16) error {
	f := fdbChange{vxlanDst: vxlanDst{vni: absent, srcVNI: absent}, vid: absent, state: unix.NUD_NOARP}
	for c.Next() {
		if err := f.word(e, c); err != nil {
			return err
		}
	}
	if f.dev == nil || f.addr == nil {
		return arg.Fail(1, "Device and address are required arguments.")
	}
	if f.nhid != 0 && (f.hasDst || f.port != 0 || f.vni != absent) {
		return arg.Fail(1, "dst, port, vni are mutually exclusive with nhid")
	}
	if f.flags&(unix.NTF_SELF|unix.NTF_MASTER) == 0 {
		f.flags |= unix.NTF_SELF
	}
	if f.state&(unix.NUD_PERMANENT|unix.NUD_REACHABLE) == 0 {
		f.state |= unix.NUD_PERMANENT
	}
	mac, err := parseMAC(*f.addr)
	if err != nil {
		return err
	}
	dev, err := findDevice(e, f.dev)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := fdbRequest(e, dev, f.state, f.flags)
	enc.Bytes(unix.NDA_LLADDR, mac[:])
	f.append(enc)
	return conn.Do(nl.Request{Type: typ, Flags: flags, Body: enc.B})
}

// append appends the attributes behind the address.
func (f *fdbChange) append(enc *attr.Encoder) {
	if f.hasDst {
		enc.Bytes(unix.NDA_DST, f.dst.Bytes())
	}
	if f.vid >= 0 {
		enc.U16(unix.NDA_VLAN, uint16(f.vid))
	}
	if f.nhid != 0 {
		enc.U32(uapi.NDA_NH_ID, f.nhid)
	}
	if f.port != 0 {
		enc.BE16(unix.NDA_PORT, f.port)
	}
	if f.vni != absent {
		enc.U32(unix.NDA_VNI, uint32(f.vni))
	}
	if f.srcVNI != absent {
		enc.U32(unix.NDA_SRC_VNI, uint32(f.srcVNI))
	}
	if f.via != 0 {
		enc.U32(unix.NDA_IFINDEX, uint32(f.via))
	}
}

// word reads a word of the command with its value. The keywords that may be abbreviated are tried in the
// reference's order; what is no keyword is the address.
func (f *fdbChange) word(e *verb.Env, c *arg.Cursor) (err error) {
	w := c.Word()
	if done, err := f.where(e, c, `"id" value is invalid`); done || err != nil {
		return err
	}
	switch {
	case w == "dev":
		f.dev, err = last(c)
	case w == "via":
		err = f.parseVia(e, c)
	case w == "self":
		f.flags |= unix.NTF_SELF
	case arg.Prefix(w, "master"):
		f.flags |= unix.NTF_MASTER
	case arg.Prefix(w, "router"):
		f.flags |= unix.NTF_ROUTER
	case arg.Prefix(w, "local"), arg.Prefix(w, "permanent"):
		f.state |= unix.NUD_PERMANENT
	case arg.Prefix(w, "temp"), arg.Prefix(w, "static"):
		f.state |= unix.NUD_REACHABLE
	case arg.Prefix(w, "dynamic"):
		f.state = f.state&^unix.NUD_NOARP | unix.NUD_REACHABLE
	case arg.Prefix(w, "vlan"):
		f.vid, err = parseVID(c, f.vid)
	case arg.Prefix(w, "use"):
		f.flags |= unix.NTF_USE
	case arg.Prefix(w, "extern_learn"):
		f.flags |= unix.NTF_EXT_LEARNED
	case arg.Prefix(w, "sticky"):
		f.flags |= uapi.NTF_STICKY
	default:
		f.addr, err = parseTo(c, f.addr)
	}
	return err
}

// parseVia reads the device that leads to the remote host.
func (f *fdbChange) parseVia(e *verb.Env, c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	if f.via = int32(e.Links.Index(word)); f.via == 0 {
		return arg.Exit(255, arg.NoDevice(word).Text)
	}
	return nil
}

// where reads a keyword about where an entry of a VXLAN device leads to. It returns false where the word
// at hand is none. badNexthop is the error about nhid.
func (d *vxlanDst) where(e *verb.Env, c *arg.Cursor, badNexthop string) (bool, error) {
	switch c.Word() {
	case "dst":
		return true, d.parseDst(e, c)
	case "nhid":
		word, err := c.Value()
		if err != nil {
			return true, err
		}
		id, ok := arg.U32(word, 0)
		if !ok {
			return true, arg.Invalid(badNexthop+"\n", word)
		}
		d.nhid = id
	case "port":
		word, err := c.Value()
		if err != nil {
			return true, err
		}
		port, ok := parsePort(e, word)
		if !ok {
			return true, arg.Invalid("invalid port\n", word)
		}
		d.port = port
	case "vni":
		v, err := parseVNI(c, "VNI")
		d.vni = int64(v)
		return true, err
	case "src_vni":
		v, err := parseVNI(c, "src VNI")
		d.srcVNI = int64(v)
		return true, err
	default:
		return false, nil
	}
	return true, nil
}

func (d *vxlanDst) parseDst(e *verb.Env, c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	if d.hasDst {
		return arg.Garbage("dst", word)
	}
	d.hasDst = true
	d.dst, err = arg.ParseAddr(word, e.Family)
	return err
}

// parseVID reads a VLAN of which the low 16 bits count. Negative ones are none, and do not count as
// given.
func parseVID(c *arg.Cursor, had int16) (int16, error) {
	if had >= 0 {
		return had, arg.Garbage("vlan", c.Word())
	}
	word, err := c.Value()
	return int16(atoi(word)), err
}

// parseTo reads the address of an entry, with or without the word to in front.
func parseTo(c *arg.Cursor, had *string) (*string, error) {
	w := c.Word()
	if w == "to" {
		var err error
		if w, err = c.Value(); err != nil {
			return nil, err
		}
	}
	if arg.Prefix(w, "help") {
		return nil, verb.Usage(fdbUsage())
	}
	if had != nil {
		return nil, arg.Garbage("to", w)
	}
	return &w, nil
}
