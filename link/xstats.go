package link

import (
	"encoding/binary"
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// An xstatsKind is a kind of device, or of port of one, that has statistics of its own
// (IFLA_STATS_LINK_XSTATS), for ip link xstats.
type xstatsKind struct {
	name string
	// nest is the attribute that holds the kind's statistics (LINK_XSTATS_TYPE_*).
	nest uint16
	// words select one of the kind's statistics by its attribute.
	words []xstatsWord
	// print shows one of them.
	print func(p *out.Printer, typ uint16, b []byte)
	// firstOnly has only the first of the statistics that are wanted looked at.
	firstOnly bool
}

type xstatsWord struct {
	word string
	typ  uint16
}

var (
	bridgeXstatsWords = [...]xstatsWord{
		{"igmp", uapi.BRIDGE_XSTATS_MCAST}, {"mcast", uapi.BRIDGE_XSTATS_MCAST}, {"stp", uapi.BRIDGE_XSTATS_STP},
	}
	bondXstatsWords = [...]xstatsWord{{"lacp", uapi.BOND_XSTATS_3AD}, {"802.3ad", uapi.BOND_XSTATS_3AD}}
)

// findXstatsKind returns the kind of that name, false where it has no statistics of its own.
func findXstatsKind(name string) (xstatsKind, bool) {
	switch name {
	case "bridge", "bridge_slave":
		return xstatsKind{name, uapi.LINK_XSTATS_TYPE_BRIDGE, bridgeXstatsWords[:], printBridgeXstats, false}, true
	case "bond", "bond_slave":
		return xstatsKind{name, uapi.LINK_XSTATS_TYPE_BOND, bondXstatsWords[:], printBondXstats, true}, true
	}
	return xstatsKind{}, false
}

func printBridgeXstats(p *out.Printer, typ uint16, b []byte) {
	switch typ {
	case uapi.BRIDGE_XSTATS_MCAST:
		BridgeMulticast(p, b)
	case uapi.BRIDGE_XSTATS_STP:
		BridgeSTP(p, b)
	}
}

func printBondXstats(p *out.Printer, typ uint16, b []byte) {
	if typ == uapi.BOND_XSTATS_3AD {
		Bond3AD(p, b)
	}
}

const xstatsUsage = "Usage: ip link xstats type { bridge | bridge_slave } [ igmp | mcast | stp ] [ dev DEV ]\n" +
	"       ip link xstats type { bond | bond_slave } [ lacp | 802.3ad ] [ dev DEV ]\n"

// runXstats shows the statistics that a kind of device adds: ip link xstats type KIND.
func runXstats(e *verb.Env, c *arg.Cursor) error {
	if !c.Next() {
		return arg.Fail(1, "xstats: missing argument")
	}
	switch w := c.Word(); {
	case arg.Prefix(w, "type"):
	case arg.Prefix(w, "help"):
		e.Out.Raw([]byte(xstatsUsage))
		return nil
	default:
		return arg.Invalid("unknown argument", w)
	}
	name, err := c.Value()
	if err != nil {
		return err
	}
	k, ok := findXstatsKind(name)
	if !ok {
		if findKind(name) == nil {
			return arg.Invalid("invalid type", name)
		}
		return arg.Fail(1, "xstats: link type "+name+" doesn't support xstats")
	}
	x := xstats{e: e, kind: k}
	if help, err := x.parse(c); help || err != nil {
		return err
	}
	e.Out.Begin()
	defer e.Out.End()
	return x.dump()
}

// xstats is a running ip link xstats.
type xstats struct {
	e     *verb.Env
	kind  xstatsKind
	only  uint16 // the attribute that is shown, 0 for all
	index int32  // the device that is shown, 0 for all
}

// parse reads the words behind the kind. help says that the help was asked for, and shown.
func (x *xstats) parse(c *arg.Cursor) (help bool, err error) {
words:
	for c.Next() {
		w := c.Word()
		for _, k := range x.kind.words {
			if w == k.word {
				x.only = k.typ
				continue words
			}
		}
		switch w {
		case "dev":
			dev, err := c.Value()
			if err != nil {
				return false, err
			}
			if x.index = int32(x.e.Links.Index(dev)); x.index == 0 {
				return false, arg.NoDevice(dev)
			}
		case "help":
			x.e.Out.Raw([]byte(xstatsUsage))
			return true, nil
		default:
			return false, arg.Invalid("unknown attribute", w)
		}
	}
	return false, nil
}

func (x *xstats) dump() error {
	conn, err := x.e.Conn()
	if err != nil {
		return err
	}
	which := unix.IFLA_STATS_LINK_XSTATS
	if strings.HasSuffix(x.kind.name, "_slave") {
		which = unix.IFLA_STATS_LINK_XSTATS_SLAVE
	}
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETSTATS, Body: statsRequest(1 << (which - 1))}) {
		if err != nil {
			return arg.Fail(1, verb.Lines2(err.Error(), "Dump terminated"))
		}
		x.print(m.Data)
		x.e.Out.Record()
	}
	return nil
}

// statsRequest is the body of an RTM_GETSTATS for every device: struct if_stats_msg with the mask of the
// statistics that are asked for.
func statsRequest(mask uint32) []byte {
	b := make([]byte, uapi.SizeofIfStatsMsg)
	binary.NativeEndian.PutUint32(b[8:], mask)
	return b
}

// print shows what an RTM_NEWSTATS message has of the kind.
func (x *xstats) print(msg []byte) {
	if len(msg) < uapi.SizeofIfStatsMsg {
		return
	}
	index := int32(attr.U32(msg[4:]))
	if x.index != 0 && x.index != index {
		return
	}
	var tb [unix.IFLA_STATS_LINK_XSTATS_SLAVE + 1][]byte
	attr.Index(tb[:], msg[uapi.SizeofIfStatsMsg:])
	for _, b := range tb[unix.IFLA_STATS_LINK_XSTATS:] {
		var nest [uapi.LINK_XSTATS_TYPE_BOND + 1][]byte
		attr.Index(nest[:], b)
		if nest[x.kind.nest] != nil {
			x.device(index, nest[x.kind.nest])
		}
	}
}

func (x *xstats) device(index int32, list []byte) {
	p := x.e.Out
	p.Object("")
	p.Field("ifname", "", x.e.Links.Name(int(index)), 16, "\n")
	for {
		typ, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		if x.only != 0 && typ != x.only {
			continue
		}
		x.kind.print(p, typ, b)
		if x.kind.firstOnly {
			break
		}
	}
	p.EndObject()
}
