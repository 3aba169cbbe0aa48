package link

import (
	"gip/internal/arg"
	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// Readers of the keywords with a form of their own.

// maxAlias is one more than the longest alias in bytes (IFALIASZ of linux/if.h).
const maxAlias = 256

// maxLLAddr is the longest link-layer address in bytes (MAX_ADDR_LEN).
const maxLLAddr = 32

func readName(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	r := w.r
	if r.Name != "" {
		return arg.Duplicate("name", v)
	}
	if !arg.IfName(v) {
		return arg.Invalid(`"name" not a valid ifname`, v)
	}
	r.Name = v
	if r.Dev == "" {
		r.Dev, w.one = v, true
	}
	return nil
}

func readIndex(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	if w.index != 0 {
		return arg.Duplicate("index", v)
	}
	n, _, _ := arg.StrToL(v, 10) // atoi: what follows the digits is ignored
	if int32(n) <= 0 {
		return arg.Invalid(`Invalid "index" value`, v)
	}
	w.index = int32(n)
	return nil
}

func readLink(w *words, _ *keyword) (err error) {
	w.link, err = w.c.Value()
	w.hasLink = true
	return err
}

// readLLAddr reads a link-layer address into an attribute and returns its length in bytes.
func (w *words) readLLAddr(attribute uint16) (int, error) {
	v, err := w.c.Value()
	if err != nil {
		return 0, err
	}
	var buf [maxLLAddr + 1]byte
	a, err := arg.ParseLLAddr(buf[:0], v, maxLLAddr)
	if err != nil {
		return 0, err
	}
	w.r.Enc.Bytes(attribute, a)
	return len(a), nil
}

func readAddress(w *words, _ *keyword) (err error) {
	w.addrLen, err = w.readLLAddr(unix.IFLA_ADDRESS)
	return err
}

func readBroadcast(w *words, _ *keyword) error {
	_, err := w.readLLAddr(unix.IFLA_BROADCAST)
	return err
}

func readNetNS(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	if w.netns >= 0 {
		return arg.Duplicate("netns", v)
	}
	fd := openNetNS(v, true)
	if fd < 0 {
		return invalidValue("netns", v)
	}
	w.netns = fd
	w.r.keep(fd)
	w.r.Enc.U32(unix.IFLA_NET_NS_FD, uint32(fd))
	return nil
}

func readMaster(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	i := w.r.Env.Links.Index(v)
	if i == 0 {
		return arg.Invalid("Device does not exist\n", v)
	}
	w.r.Enc.U32(unix.IFLA_MASTER, uint32(i))
	return nil
}

func readVRF(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	i := w.r.Env.Links.Index(v)
	if i == 0 || !w.r.isVRF(v) {
		return arg.Invalid("Not a valid VRF name\n", v)
	}
	w.r.Enc.U32(unix.IFLA_MASTER, uint32(i))
	return nil
}

func readNoMaster(w *words, _ *keyword) error {
	w.r.Enc.U32(unix.IFLA_MASTER, 0)
	return nil
}

func readType(w *words, _ *keyword) (err error) {
	w.r.Kind, err = w.c.Value()
	w.r.typed = true
	return err
}

func readAlias(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	if len(v) >= maxAlias {
		return arg.Invalid("alias too long\n", v)
	}
	w.r.Enc.StringN(unix.IFLA_IFALIAS, v)
	return nil
}

func readGroup(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	if w.group != -1 {
		return arg.Duplicate("group", v)
	}
	g, err := w.r.Env.Names.ParseGroup(v)
	if err != nil {
		return invalidValue("group", v)
	}
	w.group = int32(g)
	w.r.Enc.U32(unix.IFLA_GROUP, g)
	return nil
}

// readChoice reads one of the words, in any case, into an attribute of one byte: its place among them.
func (w *words) readChoice(attribute uint16, reason string, choices ...string) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	for i, s := range choices {
		if arg.Fold(v, s) {
			w.r.Enc.U8(attribute, uint8(i))
			return nil
		}
	}
	return arg.Invalid(reason, v)
}

// readMode reads what IFLA_LINKMODE is: IF_LINK_MODE_DEFAULT or IF_LINK_MODE_DORMANT (linux/if.h).
func readMode(w *words, _ *keyword) error {
	return w.readChoice(unix.IFLA_LINKMODE, "Invalid link mode\n",
		"default", "dormant")
}

// readState reads an operational state of RFC 2863 (IF_OPER_*).
func readState(w *words, _ *keyword) error {
	return w.readChoice(unix.IFLA_OPERSTATE, "Invalid operstate\n",
		"unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up")
}

func readAddrGenMode(w *words, _ *keyword) error {
	e := &w.r.Enc
	spec := e.Nest(unix.IFLA_AF_SPEC)
	inet6 := e.Nest(unix.AF_INET6)
	// The places are IN6_ADDR_GEN_MODE_EUI64, _NONE, _STABLE_PRIVACY and _RANDOM.
	err := w.readChoice(unix.IFLA_INET6_ADDR_GEN_MODE, "Invalid address generation mode\n",
		"eui64", "none", "stable_secret", "random")
	e.EndNest(inet6)
	e.EndNest(spec)
	return err
}

func readLinkNetNS(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	if w.nsid != -1 || w.hasNS {
		return arg.Duplicate("link-netns/link-netnsid", v)
	}
	w.peerNS, w.hasNS = v, true
	return nil
}

func readLinkNetNSID(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	if w.nsid != -1 || w.hasNS {
		return arg.Duplicate("link-netns/link-netnsid", v)
	}
	n, ok := arg.Int(v, 0)
	if !ok {
		return invalidValue("link-netnsid", v)
	}
	w.nsid = n
	w.r.Enc.U32(unix.IFLA_LINK_NETNSID, uint32(n))
	return nil
}

func readProtoDownReason(w *words, k *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	reason, err := w.r.Env.Names.ParseProtoDownReason(v)
	if err != nil {
		return arg.Invalid("invalid protodown reason\n", v)
	}
	if v, err = w.c.Value(); err != nil {
		return err
	}
	mask, value := uint32(1)<<reason, uint32(0)
	switch { // here, unlike elsewhere, on and off may be abbreviated
	case arg.Prefix(v, "on"):
		value = mask
	case arg.Prefix(v, "off"):
	default:
		_, err := arg.OnOff(k.name, v)
		return err
	}
	e := &w.r.Enc
	nest := e.Nest(unix.IFLA_PROTO_DOWN_REASON | attr.NestedFlag)
	e.U32(unix.IFLA_PROTO_DOWN_REASON_MASK, mask)
	e.U32(unix.IFLA_PROTO_DOWN_REASON_VALUE, value)
	e.EndNest(nest)
	return nil
}

func readParentDev(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	w.r.Enc.String(unix.IFLA_PARENT_DEV_NAME, v)
	return nil
}
