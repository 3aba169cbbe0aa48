package link

import (
	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

// A keyword is one word of the grammar that add, set, replace and delete share.
type keyword struct {
	name string
	// short keywords may be abbreviated; the others count only when written in full.
	short bool
	// read reads the value behind the keyword, if it has one. The cursor stands on the keyword.
	read func(w *words, k *keyword) error
	// n is what read is about: an IFF_ flag, an attribute, a bit.
	n uint32
}

// keywords are in the order of the reference's tests, which decides what an abbreviation means.
var keywords = [...]keyword{
	{name: "up", read: readUp},
	{name: "down", read: readDown},
	{name: "name", read: readName},
	{name: "index", read: readIndex},
	{name: "link", short: true, read: readLink},
	{name: "address", short: true, read: readAddress},
	{name: "broadcast", short: true, read: readBroadcast},
	{name: "brd", read: readBroadcast},
	{name: "txqueuelen", short: true, read: readQlen},
	{name: "qlen", read: readQlen},
	{name: "txqlen", short: true, read: readQlen},
	{name: "mtu", read: readMTU},
	{name: "xdpgeneric", read: readXDP, n: unix.XDP_FLAGS_SKB_MODE},
	{name: "xdpdrv", read: readXDP, n: unix.XDP_FLAGS_DRV_MODE},
	{name: "xdpoffload", read: readXDP, n: unix.XDP_FLAGS_HW_MODE},
	{name: "xdp", read: readXDP},
	{name: "netns", read: readNetNS},
	{name: "multicast", read: readFlag, n: unix.IFF_MULTICAST},
	{name: "allmulticast", read: readFlag, n: unix.IFF_ALLMULTI},
	{name: "promisc", read: readFlag, n: unix.IFF_PROMISC},
	{name: "trailers", read: readNoFlag, n: unix.IFF_NOTRAILERS},
	{name: "arp", read: readNoFlag, n: unix.IFF_NOARP},
	{name: "carrier", read: readSwitch, n: unix.IFLA_CARRIER},
	{name: "vf", read: readVF},
	{name: "master", short: true, read: readMaster},
	{name: "vrf", read: readVRF},
	{name: "nomaster", short: true, read: readNoMaster},
	{name: "dynamic", short: true, read: readFlag, n: unix.IFF_DYNAMIC},
	{name: "type", short: true, read: readType},
	{name: "alias", short: true, read: readAlias},
	{name: "group", read: readGroup},
	{name: "mode", read: readMode},
	{name: "state", read: readState},
	{name: "numtxqueues", short: true, read: readTxQueues},
	{name: "numrxqueues", short: true, read: readRxQueues},
	{name: "addrgenmode", short: true, read: readAddrGenMode},
	{name: "link-netns", short: true, read: readLinkNetNS},
	{name: "link-netnsid", short: true, read: readLinkNetNSID},
	{name: "protodown", read: readSwitch, n: unix.IFLA_PROTO_DOWN},
	{name: "protodown_reason", read: readProtoDownReason},
	{name: "gso_max_size", read: readSize, n: unix.IFLA_GSO_MAX_SIZE},
	{name: "gso_max_segs", read: readSegs},
	{name: "gro_max_size", read: readSize, n: unix.IFLA_GRO_MAX_SIZE},
	{name: "gso_ipv4_max_size", read: readSize, n: unix.IFLA_GSO_IPV4_MAX_SIZE},
	{name: "gro_ipv4_max_size", read: readSize, n: unix.IFLA_GRO_IPV4_MAX_SIZE},
	{name: "parentdev", read: readParentDev},
}

// findKeyword returns the keyword that word stands for, nil if it is none.
func findKeyword(word string) *keyword {
	for i := range keywords {
		k := &keywords[i]
		if word == k.name || k.short && arg.Prefix(word, k.name) {
			return k
		}
	}
	return nil
}

// setFlag sets or clears a flag of the device.
func (w *words) setFlag(flag uint32, on bool) {
	w.r.Change |= flag
	w.r.Flags &^= flag
	if on {
		w.r.Flags |= flag
	}
}

func readUp(w *words, _ *keyword) error {
	w.setFlag(unix.IFF_UP, true)
	return nil
}

func readDown(w *words, _ *keyword) error {
	w.setFlag(unix.IFF_UP, false)
	return nil
}

// readFlag reads on or off for a flag of the device.
func readFlag(w *words, k *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	on, err := arg.OnOff(k.name, v)
	w.setFlag(k.n, on)
	return err
}

// readNoFlag is readFlag for the flags that say what a device does not do.
func readNoFlag(w *words, k *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	on, err := arg.OnOff(k.name, v)
	w.setFlag(k.n, !on)
	return err
}

// readSwitch reads on or off for an attribute of one byte.
func readSwitch(w *words, k *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	on, err := arg.Switch(k.name, v)
	w.r.Enc.U8(uint16(k.n), bit(on))
	return err
}

func bit(on bool) uint8 {
	if on {
		return 1
	}
	return 0
}

// readInt reads a number of 32 bits with sign that may be given once: *seen is the earlier one, -1 if
// none. (A number of -1 therefore goes unnoticed, as in the reference.)
func (w *words) readInt(key string, seen *int32, attribute uint16) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	if *seen != -1 {
		return arg.Duplicate(key, v)
	}
	n, ok := arg.Int(v, 0)
	if !ok {
		return invalidValue(key, v)
	}
	*seen = n
	w.r.Enc.U32(attribute, uint32(n))
	return nil
}

// invalidValue is the error that most keywords share.
func invalidValue(key, value string) error {
	return arg.Invalid(`Invalid "`+key+"\" value\n", value)
}

func readQlen(w *words, _ *keyword) error { return w.readInt("txqueuelen", &w.qlen, unix.IFLA_TXQLEN) }
func readMTU(w *words, _ *keyword) error  { return w.readInt("mtu", &w.mtu, unix.IFLA_MTU) }

func readTxQueues(w *words, _ *keyword) error {
	return w.readInt("numtxqueues", &w.txQueues, unix.IFLA_NUM_TX_QUEUES)
}

func readRxQueues(w *words, _ *keyword) error {
	return w.readInt("numrxqueues", &w.rxQueues, unix.IFLA_NUM_RX_QUEUES)
}

// readSize reads a number of 32 bits without sign.
func readSize(w *words, k *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.U32(v, 0)
	if !ok {
		return invalidValue(k.name, v)
	}
	w.r.Enc.U32(uint16(k.n), n)
	return nil
}

// maxSegs is the limit of gso_max_segs: the kernel keeps it in 16 bits.
const maxSegs = 65535

func readSegs(w *words, k *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.U32(v, 0)
	if !ok || n > maxSegs {
		return invalidValue(k.name, v)
	}
	w.r.Enc.U32(unix.IFLA_GSO_MAX_SEGS, n)
	return nil
}
