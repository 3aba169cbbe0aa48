package tunnel

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// list goes over all tunnels of a family, or the one of that name. show prints a device, of which it gets
// struct ifinfomsg as well, and says whether it did. A device that cannot be asked is told on standard
// error and left out.
func list(e *verb.Env, family uint8, only string, show func(dev string, head []byte) (bool, error)) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	body := make([]byte, unix.SizeofIfInfomsg)
	body[0] = family
	p := e.Out
	p.Begin()
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETLINK, Body: body}) {
		if err != nil {
			p.End()
			return arg.Fail(1, verb.Lines2(err.Error(), "Dump terminated"))
		}
		if m.Type != unix.RTM_NEWLINK || len(m.Data) < unix.SizeofIfInfomsg || !isTunnel(family, attr.U16(m.Data[2:])) {
			continue
		}
		var tb [unix.IFLA_STATS64 + 1][]byte
		attr.Index(tb[:], m.Data[unix.SizeofIfInfomsg:])
		dev := string(attr.CString(tb[unix.IFLA_IFNAME]))
		if tb[unix.IFLA_IFNAME] == nil || only != "" && only != dev {
			continue
		}
		shown, err := show(dev, m.Data)
		if err != nil {
			e.Warn(err.Error())
		}
		if !shown {
			continue
		}
		if p.Stats > 0 && !stats(e, tb[:]) {
			p.End()
			return arg.Fail(1, "Dump terminated")
		}
		p.Raw([]byte("\n"))
		p.Record()
	}
	p.End()
	return nil
}

// isTunnel says whether devices of that type (ARPHRD_*) are tunnels of the family.
func isTunnel(family uint8, typ uint16) bool {
	if family == unix.AF_INET {
		return typ == unix.ARPHRD_TUNNEL || typ == unix.ARPHRD_IPGRE || typ == unix.ARPHRD_SIT
	}
	return typ == unix.ARPHRD_TUNNEL6 || typ == unix.ARPHRD_IP6GRE
}

// A counter is one number of the statistics, by its place in struct rtnl_link_stats (linux/if_link.h) and
// in what IPv6 counts (uapi IPSTATS_MIB_*, -1 where it counts none), with the width of its column.
type counter struct{ place, mib, width int }

var received = [...]counter{
	{0, uapi.IPSTATS_MIB_INPKTS, 10}, {2, uapi.IPSTATS_MIB_INOCTETS, 12}, {4, uapi.IPSTATS_MIB_INDISCARDS, 6},
	{13, uapi.IPSTATS_MIB_CSUMERRORS, 8}, {14, -1, 8}, {8, uapi.IPSTATS_MIB_INMCASTPKTS, 8},
}

var sent = [...]counter{
	{1, uapi.IPSTATS_MIB_OUTPKTS, 10}, {3, uapi.IPSTATS_MIB_OUTOCTETS, 12}, {5, uapi.IPSTATS_MIB_OUTDISCARDS, 6},
	{9, -1, 8}, {17, -1, 8}, {7, -1, 6},
}

// stats prints the statistics of a device in text, under -json too, and without the last line break. It
// says whether there were any.
func stats(e *verb.Env, tb [][]byte) bool {
	at := func(b []byte, n int) []byte { return b[min(n, len(b)):] }
	var value func(c counter) uint64
	mib := attr.Find(tb[unix.IFLA_PROTINFO], unix.IFLA_INET6_STATS)
	switch {
	case tb[unix.IFLA_STATS64] != nil:
		value = func(c counter) uint64 { return attr.U64(at(tb[unix.IFLA_STATS64], 8*c.place)) }
	case tb[unix.IFLA_STATS] != nil:
		value = func(c counter) uint64 { return uint64(attr.U32(at(tb[unix.IFLA_STATS], 4*c.place))) }
	case tb[unix.IFLA_PROTINFO] != nil:
		value = func(c counter) uint64 {
			if c.mib < 0 {
				return 0
			}
			return attr.U64(at(mib, 8*c.mib))
		}
	default:
		return false
	}
	rule := func(title string, row []counter) {
		newline(e)
		raw(e, title)
		newline(e)
		raw(e, "   ")
		for _, c := range row {
			raw(e, " ")
			number(e, value(c), c.width)
		}
	}
	rule("RX: Packets    Bytes        Errors CsumErrs OutOfSeq Mcasts", received[:])
	rule("TX: Packets    Bytes        Errors DeadLoop NoRoute  NoBufs", sent[:])
	return true
}
