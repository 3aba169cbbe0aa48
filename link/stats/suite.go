package stats

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/uapi"
	"gip/link"

	"golang.org/x/sys/unix"
)

// levels are how a selection names its parts, from the outermost on.
var levels = [...]string{"group", "subgroup", "suite"}

// A path is the names of a suite on each level; "" ends it.
type path [len(levels)]string

// A selection is the names that a command line gave for the first n levels.
type selection struct {
	names path
	n     int
}

// A suite is statistics that are shown together: the finest that can be selected.
type suite struct {
	path path
	// outer is the attribute that the statistics are in, inner the one in that, 0 if none is asked for
	// by itself, also that of another suite which this one needs.
	outer, inner, also uint16
	show               func(s *shower, u *suite) error
}

const nSuites = 11

// suites are all there are, in the order of the output. (The reference sorts them by their place in its
// memory; this is what comes of it.)
var suites = [nSuites]suite{
	{path: path{"afstats", "mpls"}, outer: unix.IFLA_STATS_AF_SPEC, show: showMPLS},
	{path: path{"link"}, outer: unix.IFLA_STATS_LINK_64, show: showLink},
	{path: path{"offload", "l3_stats"}, outer: unix.IFLA_STATS_LINK_OFFLOAD_XSTATS,
		inner: unix.IFLA_OFFLOAD_XSTATS_L3_STATS, also: unix.IFLA_OFFLOAD_XSTATS_HW_S_INFO, show: showL3},
	{path: path{"offload", "hw_stats_info"}, outer: unix.IFLA_STATS_LINK_OFFLOAD_XSTATS,
		inner: unix.IFLA_OFFLOAD_XSTATS_HW_S_INFO, show: showInfo},
	{path: path{"offload", "cpu_hit"}, outer: unix.IFLA_STATS_LINK_OFFLOAD_XSTATS,
		inner: unix.IFLA_OFFLOAD_XSTATS_CPU_HIT, show: showCPUHit},
	{path: path{"xstats_slave", "bond", "802.3ad"}, outer: unix.IFLA_STATS_LINK_XSTATS_SLAVE, show: showBond},
	{path: path{"xstats", "bond", "802.3ad"}, outer: unix.IFLA_STATS_LINK_XSTATS, show: showBond},
	{path: path{"xstats_slave", "bridge", "mcast"}, outer: unix.IFLA_STATS_LINK_XSTATS_SLAVE, show: showMulticast},
	{path: path{"xstats_slave", "bridge", "stp"}, outer: unix.IFLA_STATS_LINK_XSTATS_SLAVE, show: showSTP},
	{path: path{"xstats", "bridge", "mcast"}, outer: unix.IFLA_STATS_LINK_XSTATS, show: showMulticast},
	{path: path{"xstats", "bridge", "stp"}, outer: unix.IFLA_STATS_LINK_XSTATS, show: showSTP},
}

// inside says whether the suite has the first depth names of a selection.
func (u *suite) inside(sel *selection, depth int) bool {
	for i := range depth {
		if u.path[i] != sel.names[i] {
			return false
		}
	}
	return true
}

// leafAt says whether the suite has no more than depth names.
func (u *suite) leafAt(depth int) bool { return depth == len(levels) || u.path[depth] == "" }

// enabled are suites by their place in the list.
type enabled [nSuites]bool

// add enables what a selection holds. The error names the first level that is not there.
func (on *enabled) add(sel *selection) error {
	for depth := range sel.n {
		if err := check(sel, depth); err != nil {
			return err
		}
	}
	for i := range suites {
		if suites[i].inside(sel, sel.n) {
			on[i] = true
		}
	}
	return nil
}

// check looks for a level of a selection whose outer levels are there.
func check(sel *selection, depth int) error {
	outer, name := "top-level", sel.names[depth]
	if depth > 0 {
		outer = sel.names[depth-1]
	}
	for i := range suites {
		u := &suites[i]
		switch {
		case !u.inside(sel, depth):
		case u.leafAt(depth):
			return arg.Fail(errInval, "Error: "+levels[depth]+" "+name+" requested inside leaf "+levels[depth-1]+" "+outer)
		case u.path[depth] == name:
			return nil
		}
	}
	return arg.Fail(errInval, "Error: no "+levels[depth]+" named "+name+" found inside "+outer)
}

// allOffload is the filter that lets every statistic of IFLA_STATS_LINK_OFFLOAD_XSTATS through: the same
// as none.
const allOffload = 1<<unix.IFLA_OFFLOAD_XSTATS_L3_STATS - 1

// request appends the body of an RTM_GETSTATS for the suites: struct if_stats_msg and, where only a part
// of the offload statistics is wanted, a filter.
func (on *enabled) request(e *attr.Encoder, index int32) {
	mask, offload := uint32(0), uint32(0)
	for i := range suites {
		if !on[i] {
			continue
		}
		u := &suites[i]
		mask |= bit(u.outer)
		offload |= bit(u.inner) | bit(u.also)
	}
	e.B = append(e.B, make([]byte, uapi.SizeofIfStatsMsg)...)
	h := e.B[len(e.B)-uapi.SizeofIfStatsMsg:]
	binary.NativeEndian.PutUint32(h[4:], uint32(index))
	binary.NativeEndian.PutUint32(h[8:], mask)
	if offload != 0 && offload != allOffload {
		n := e.Nest(unix.IFLA_STATS_GET_FILTERS | attr.NestedFlag)
		e.U32(unix.IFLA_STATS_LINK_OFFLOAD_XSTATS, offload)
		e.EndNest(n)
	}
}

// bit is IFLA_STATS_FILTER_BIT of an attribute, 0 of none.
func bit(typ uint16) uint32 {
	if typ == 0 {
		return 0
	}
	return 1 << (typ - 1)
}

func showLink(s *shower, _ *suite) error {
	s.p.NL()
	return s.stats64(s.tb[unix.IFLA_STATS_LINK_64])
}

func showCPUHit(s *shower, u *suite) error {
	s.p.NL()
	return s.stats64(attr.Find(s.tb[u.outer], u.inner))
}

// showMPLS prints what MPLS has counted.
func showMPLS(s *shower, _ *suite) error {
	mpls := attr.Find(s.tb[unix.IFLA_STATS_AF_SPEC], unix.AF_MPLS)
	if mpls == nil {
		return nil
	}
	b := attr.Find(mpls, uapi.MPLS_STATS_LINK)
	if b == nil {
		return failed(int(unix.ENOENT))
	}
	s.p.NL()
	s.p.Object("mpls_stats")
	s.v.MPLSStats(b, "    ")
	s.p.EndObject()
	return nil
}

func showBond(s *shower, u *suite) error {
	if b := s.xstats(u, uapi.LINK_XSTATS_TYPE_BOND, uapi.BOND_XSTATS_3AD); b != nil {
		s.p.NL()
		link.Bond3AD(s.p, b)
	}
	return nil
}

func showMulticast(s *shower, u *suite) error {
	if b := s.xstats(u, uapi.LINK_XSTATS_TYPE_BRIDGE, uapi.BRIDGE_XSTATS_MCAST); b != nil {
		s.p.NL()
		link.BridgeMulticast(s.p, b)
	}
	return nil
}

func showSTP(s *shower, u *suite) error {
	if b := s.xstats(u, uapi.LINK_XSTATS_TYPE_BRIDGE, uapi.BRIDGE_XSTATS_STP); b != nil {
		s.p.NL()
		link.BridgeSTP(s.p, b)
	}
	return nil
}
