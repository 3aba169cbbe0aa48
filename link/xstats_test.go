package link

import (
	"encoding/json"
	"errors"
	"testing"

	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var errNoSocket = errors.New("no socket in this test")

// statsMessage is an RTM_NEWSTATS about device 7, of which fill makes the attributes.
func statsMessage(fill func(e *attr.Encoder)) []byte {
	e := attr.Encoder{B: statsRequest(0)}
	e.B[4] = 7
	fill(&e)
	return e.B
}

// nest appends attributes inside one another, outermost first, with the payload in the innermost.
func nest(e *attr.Encoder, payload []byte, types ...uint16) {
	if len(types) == 1 {
		e.Bytes(types[0], payload)
		return
	}
	m := e.Nest(types[0])
	nest(e, payload, types[1:]...)
	e.EndNest(m)
}

// ramp is payload of n counters of eight bytes, 1, 2, 3 and so on.
func ramp(n int) (b []byte) {
	for i := range n {
		b = append(b, byte(i+1), 0, 0, 0, 0, 0, 0, 0)
	}
	return b
}

// What is printed where was read off struct br_mcast_stats and bridge_stp_xstats, the places of which
// the kernel's answers with zeros cannot show.
func TestXstatsPlaces(t *testing.T) {
	msg := statsMessage(func(e *attr.Encoder) {
		m := e.Nest(unix.IFLA_STATS_LINK_XSTATS)
		n := e.Nest(uapi.LINK_XSTATS_TYPE_BRIDGE)
		e.Bytes(uapi.BRIDGE_XSTATS_MCAST, ramp(30))
		e.Bytes(uapi.BRIDGE_XSTATS_STP, ramp(6))
		e.EndNest(n)
		e.EndNest(m)
	})
	const want = `[{"ifname":"if7","multicast":{"igmp_queries":{"rx_v1":1,"rx_v2":3,"rx_v3":5,"tx_v1":2,"tx_v2":4,"tx_v3":6},` +
		`"igmp_reports":{"rx_v1":9,"rx_v2":11,"rx_v3":13,"tx_v1":10,"tx_v2":12,"tx_v3":14},"igmp_leaves":{"rx":7,"tx":8},` +
		`"igmp_parse_errors":15,"mld_queries":{"rx_v1":16,"rx_v2":18,"tx_v1":17,"tx_v2":19},` +
		`"mld_reports":{"rx_v1":22,"rx_v2":24,"tx_v1":23,"tx_v2":25},"mld_leaves":{"rx":20,"tx":21},"mld_parse_errors":26},` +
		`"stp":{"rx_bpdu":3,"tx_bpdu":4,"rx_tcn":5,"tx_tcn":6,"transition_blk":1,"transition_fwd":2}}]` + "\n"
	got := printStats(t, out.Options{JSON: true}, func(x *xstats, _ *View) { x.print(msg) })
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// printStats runs f with an xstats of the kind bridge and a View, and returns what was printed.
func printStats(t testing.TB, o out.Options, f func(x *xstats, v *View)) string {
	e, stdout, _ := testEnv(t, o)
	e.Connect = func() (*nl.Conn, error) { return nil, errNoSocket }
	k, _ := findXstatsKind("bridge")
	e.Out.Begin()
	f(&xstats{e: e, kind: k}, NewView(e, nil))
	e.Out.End()
	e.Out.Flush()
	return stdout.String()
}

func TestAfstats(t *testing.T) {
	msg := statsMessage(func(e *attr.Encoder) {
		nest(e, ramp(9), unix.IFLA_STATS_AF_SPEC, unix.AF_MPLS, uapi.MPLS_STATS_LINK)
	})
	got := printStats(t, out.Options{}, func(_ *xstats, v *View) { v.afstats(0, msg) })
	const want = "7:if7\n    mpls:\n        RX: bytes packets errors dropped noroute\n" +
		"                3       1      5       7       9 \n        TX: bytes packets errors dropped\n" +
		"                4       2      6       8 \n"
	if got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if got := printStats(t, out.Options{}, func(_ *xstats, v *View) { v.afstats(8, msg) }); got != "" {
		t.Errorf("another device: %q", got)
	}
}

// FuzzStats prints messages of any content: it ends, and what it prints as JSON is JSON.
func FuzzStats(f *testing.F) {
	f.Add(statsMessage(func(e *attr.Encoder) {
		nest(e, ramp(30), unix.IFLA_STATS_LINK_XSTATS, uapi.LINK_XSTATS_TYPE_BRIDGE, uapi.BRIDGE_XSTATS_MCAST)
	}))
	f.Add(statsMessage(func(e *attr.Encoder) {
		nest(e, ramp(1), unix.IFLA_STATS_LINK_XSTATS_SLAVE, uapi.LINK_XSTATS_TYPE_BOND, uapi.BOND_XSTATS_3AD, 3)
	}))
	f.Add(statsMessage(func(e *attr.Encoder) {
		nest(e, ramp(2), unix.IFLA_STATS_AF_SPEC, unix.AF_MPLS, uapi.MPLS_STATS_LINK)
	}))
	f.Fuzz(func(t *testing.T, msg []byte) {
		for _, o := range []out.Options{{}, {JSON: true}, {Human: true}} {
			got := printStats(t, o, func(x *xstats, v *View) {
				x.print(msg)
				x.kind, _ = findXstatsKind("bond_slave")
				x.print(msg)
				v.afstats(0, msg)
			})
			if o.JSON && !json.Valid([]byte(got)) {
				t.Errorf("no JSON: %s", got)
			}
		}
	})
}
