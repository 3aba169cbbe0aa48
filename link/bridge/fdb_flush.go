package bridge

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// An fdbFlush is what a bridge fdb flush asks for: the entries for which the masked states and flags are
// those given, and that lead to where it says.
type fdbFlush struct {
	vxlanDst
	dev, port        *string
	vid              int16 // negative for none
	state, stateMask uint16
	flags, flagsMask uint8
}

// flushFDB runs bridge fdb flush.
func flushFDB(e *verb.Env, c *arg.Cursor) error {
	f := fdbFlush{vxlanDst: vxlanDst{vni: absent, srcVNI: absent}, vid: absent}
	for c.Next() {
		if err := f.word(e, c); err != nil {
			return err
		}
	}
	if f.dev == nil {
		return arg.Fail(1, "Device is a required argument.")
	}
	dev := e.Links.Index(*f.dev)
	if dev == 0 {
		return noBridge(*f.dev)
	}
	port := 0
	if f.port != nil {
		if port = e.Links.Index(*f.port); port == 0 {
			return arg.Fail(1, `Cannot find bridge port device "`+*f.port+`"`)
		}
	}
	if f.vid >= 4096 {
		return arg.Fail(1, `Invalid VLAN ID "`+strconv.Itoa(int(f.vid))+`"`)
	}
	if f.flags&(unix.NTF_SELF|unix.NTF_MASTER) == 0 {
		f.flags |= unix.NTF_SELF
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := fdbRequest(e, int32(dev), f.state, f.flags)
	f.append(enc, uint32(port))
	return conn.Do(nl.Request{Type: unix.RTM_DELNEIGH, Flags: unix.NLM_F_BULK, Body: enc.B})
}

func (f *fdbFlush) append(enc *attr.Encoder, port uint32) {
	if port != 0 {
		enc.U32(unix.NDA_IFINDEX, port)
	}
	if f.vid >= 0 {
		enc.U16(unix.NDA_VLAN, uint16(f.vid))
	}
	if f.srcVNI != absent {
		enc.U32(unix.NDA_SRC_VNI, uint32(f.srcVNI))
	}
	if f.nhid != 0 {
		enc.U32(uapi.NDA_NH_ID, f.nhid)
	}
	if f.vni != absent {
		enc.U32(unix.NDA_VNI, uint32(f.vni))
	}
	if f.vxlanDst.port != 0 {
		enc.BE16(unix.NDA_PORT, f.vxlanDst.port)
	}
	if f.hasDst {
		enc.Bytes(unix.NDA_DST, f.dst.Bytes())
	}
	if f.flagsMask != 0 {
		enc.U8(uapi.NDA_NDM_FLAGS_MASK, f.flagsMask)
	}
	if f.stateMask != 0 {
		enc.U16(uapi.NDA_NDM_STATE_MASK, f.stateMask)
	}
}

// word reads a word of the command with its value.
func (f *fdbFlush) word(e *verb.Env, c *arg.Cursor) (err error) {
	if done, err := f.where(e, c, `"nid" value is invalid`); done || err != nil {
		return err
	}
	w := c.Word()
	switch w {
	case "dev":
		f.dev, err = last(c)
	case "brport":
		if f.port != nil {
			return arg.Garbage("brport", w)
		}
		f.port, err = last(c)
	case "vlan":
		f.vid, err = parseVID(c, f.vid)
	case "master":
		f.flags |= unix.NTF_MASTER
	case "self":
		f.flags |= unix.NTF_SELF
	case "help": // takes the word behind it and does nothing, in the reference
		_, err = c.Value()
	default:
		if !f.filterState(w) && !f.filterFlag(w) {
			return arg.Exit(verb.UsageStatus,
				`bridge fdb: unknown command "`+w+"\"?\n"+verb.Usage(fdbUsage()).Error())
		}
	}
	return err
}

// filterState reads the words about the state of entries: permanent ones are NUD_PERMANENT, static ones
// NUD_NOARP without it, and dynamic ones neither.
func (f *fdbFlush) filterState(w string) bool {
	const permanent, noARP = unix.NUD_PERMANENT, unix.NUD_NOARP
	switch w {
	case "permanent":
		f.state |= permanent
		f.stateMask |= permanent
	case "nopermanent":
		f.state &^= permanent
		f.stateMask |= permanent
	case "static":
		f.state |= noARP
		f.stateMask |= noARP | permanent
	case "nostatic":
		f.state &^= noARP
		f.stateMask |= noARP
	case "dynamic":
		f.state &^= noARP
		f.stateMask |= noARP | permanent
	case "nodynamic":
		f.state |= noARP
		f.stateMask |= noARP
	default:
		return false
	}
	return true
}

// filterFlag reads the words about the flags of entries.
func (f *fdbFlush) filterFlag(w string) bool {
	name, no := w, len(w) > 2 && w[:2] == "no"
	if no {
		name = w[2:]
	}
	for i := range flushFlags {
		if flushFlags[i].name == name {
			bit := flushFlags[i].bit
			f.flagsMask |= bit
			f.flags |= bit
			if no {
				f.flags &^= bit
			}
			return true
		}
	}
	return false
}

// flushFlags are the flags that a flush can ask for, each with "no" in front too.
var flushFlags = [...]struct {
	bit  uint8
	name string
}{
	{unix.NTF_USE, "added_by_user"}, {unix.NTF_EXT_LEARNED, "extern_learn"}, {uapi.NTF_STICKY, "sticky"},
	{unix.NTF_OFFLOADED, "offloaded"}, {unix.NTF_ROUTER, "router"},
}
