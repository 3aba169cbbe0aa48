package bridge

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// shape is how an option of a port is written, sent and shown.
type shape uint8

const (
	onOff    shape = iota // a byte, on or off
	state                 // a byte, a word or number
	number8               // a byte, of which atoi's negative numbers mean none
	number16              // two bytes, likewise
	cost                  // four bytes, of which zero means none
	limit                 // four bytes, of which negative numbers mean none
	nexthop               // four bytes
	device                // the index of a device
	noDevice              // device 0, without a value
	count                 // four bytes, only shown
)

// A portOption is one of the options of a port (IFLA_BRPORT_*). ip link has most of them for the kind
// bridge_slave, but reads and shows some in other ways and has other errors for all.
type portOption struct {
	attr  uint16
	key   string
	shape shape
}

// detailed is the number of portOptions shown without -details.
const detailed = 3

// portOptions are in the order in which they are shown. Keywords match only when written in full.
var portOptions = [...]portOption{
	{unix.IFLA_BRPORT_STATE, "state", state},
	{unix.IFLA_BRPORT_PRIORITY, "priority", number16},
	{unix.IFLA_BRPORT_COST, "cost", cost},

	{unix.IFLA_BRPORT_MODE, "hairpin", onOff},
	{unix.IFLA_BRPORT_GUARD, "guard", onOff},
	{unix.IFLA_BRPORT_PROTECT, "root_block", onOff},
	{unix.IFLA_BRPORT_FAST_LEAVE, "fastleave", onOff},
	{unix.IFLA_BRPORT_LEARNING, "learning", onOff},
	{unix.IFLA_BRPORT_LEARNING_SYNC, "learning_sync", onOff},
	{unix.IFLA_BRPORT_UNICAST_FLOOD, "flood", onOff},
	{unix.IFLA_BRPORT_MCAST_FLOOD, "mcast_flood", onOff},
	{unix.IFLA_BRPORT_BCAST_FLOOD, "bcast_flood", onOff},
	{unix.IFLA_BRPORT_MULTICAST_ROUTER, "mcast_router", number8},
	{unix.IFLA_BRPORT_MCAST_TO_UCAST, "mcast_to_unicast", onOff},
	{unix.IFLA_BRPORT_NEIGH_SUPPRESS, "neigh_suppress", onOff},
	{unix.IFLA_BRPORT_NEIGH_VLAN_SUPPRESS, "neigh_vlan_suppress", onOff},
	{unix.IFLA_BRPORT_VLAN_TUNNEL, "vlan_tunnel", onOff},
	{unix.IFLA_BRPORT_BACKUP_PORT, "backup_port", device},
	{unix.IFLA_BRPORT_BACKUP_PORT, "nobackup_port", noDevice},
	{unix.IFLA_BRPORT_BACKUP_NHID, "backup_nhid", nexthop},
	{unix.IFLA_BRPORT_ISOLATED, "isolated", onOff},
	{unix.IFLA_BRPORT_LOCKED, "locked", onOff},
	{unix.IFLA_BRPORT_MAB, "mab", onOff},
	{unix.IFLA_BRPORT_MCAST_N_GROUPS, "mcast_n_groups", count},
	{unix.IFLA_BRPORT_MCAST_MAX_GROUPS, "mcast_max_groups", limit},
}

const maxPortAttr = unix.IFLA_BRPORT_BACKUP_NHID

// findPortOption returns the option that a word sets, nil if there is none.
func findPortOption(word string) *portOption {
	for i := range portOptions {
		if o := &portOptions[i]; o.key == word && o.shape != count {
			return o
		}
	}
	return nil
}

// parse reads the value of an option. A negative value is one that is not sent.
func (o *portOption) parse(e *verb.Env, c *arg.Cursor) (v int64, err error) {
	if o.shape == noDevice {
		return 0, nil
	}
	word, err := c.Value()
	if err != nil {
		return 0, err
	}
	switch o.shape {
	case onOff:
		on, err := arg.Switch(o.key, word)
		if on {
			v = 1
		}
		return v, err
	case state:
		v, ok := parseState(word)
		if !ok {
			return 0, arg.Fail(1, "Error: invalid STP port state")
		}
		return int64(int8(v)), nil
	case number8:
		return int64(int8(atoi(word))), nil
	case number16:
		return int64(int16(atoi(word))), nil
	case cost:
		if v = int64(uint32(atoi(word))); v == 0 {
			v = -1
		}
		return v, nil
	case device:
		if v = int64(uint32(e.Links.Index(word))); v == 0 {
			return 0, arg.Fail(1, "Error: device "+word+" does not exist")
		}
		if v == 1<<32-1 {
			v = -1 // "if4294967295": the reference's mark for no device given
		}
		return v, nil
	case limit:
		n, ok := arg.S32(word, 0)
		if !ok {
			return 0, arg.Invalid("invalid "+o.key, word)
		}
		return int64(n), nil
	}
	n, ok := arg.U32(word, 0)
	if !ok {
		return 0, arg.Invalid("invalid "+o.key, word)
	}
	return int64(n), nil
}

// append sends the option.
func (o *portOption) append(enc *attr.Encoder, v int64) {
	switch o.shape {
	case onOff, state, number8:
		enc.U8(o.attr, uint8(v))
	case number16:
		enc.U16(o.attr, uint16(v))
	default:
		enc.U32(o.attr, uint32(v))
	}
}

// print shows the option.
func (o *portOption) print(e *verb.Env, p *out.Printer, b []byte) {
	switch o.shape {
	case noDevice:
		return
	case state:
		printState(p, attr.U8(b))
		return
	}
	p.Text(o.key)
	switch o.shape {
	case onOff:
		p.OnOff(o.key, " ", attr.U8(b) != 0, " ")
	case number8:
		p.Uint(o.key, " ", uint64(attr.U8(b)), " ")
	case number16:
		p.Uint(o.key, " ", uint64(attr.U16(b)), " ")
	case device:
		p.Str(o.key, " ", e.Links.Name(int(attr.U32(b))), " ")
	default:
		p.Uint(o.key, " ", uint64(attr.U32(b)), " ")
	}
}
