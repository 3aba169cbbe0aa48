package link

import (
	"gip/internal/attr"
	"gip/internal/out"
)

// Places of the counters in struct br_mcast_stats (linux/if_bridge.h), eight bytes each. But for the two
// of parse errors there are two of each, received and sent.
const (
	igmpV1Queries   = 0
	igmpV2Queries   = 2
	igmpV3Queries   = 4
	igmpLeaves      = 6
	igmpV1Reports   = 8
	igmpV2Reports   = 10
	igmpV3Reports   = 12
	igmpParseErrors = 14
	mldV1Queries    = 15
	mldV2Queries    = 17
	mldLeaves       = 19
	mldV1Reports    = 21
	mldV2Reports    = 23
	mldParseErrors  = 25
)

// xstatsIndent stands before the lines of a device's statistics, below its name.
const xstatsIndent = "                    "

// BridgeMulticast prints a payload of BRIDGE_XSTATS_MCAST, struct br_mcast_stats, on lines of its own.
func BridgeMulticast(p *out.Printer, b []byte) {
	p.Object("multicast")
	versions(p, b, "igmp_queries", "IGMP queries:\n", igmpV1Queries, igmpV2Queries, igmpV3Queries)
	versions(p, b, "igmp_reports", "IGMP reports:\n", igmpV1Reports, igmpV2Reports, igmpV3Reports)
	leaves(p, b, "igmp_leaves", "IGMP leaves: ", igmpLeaves)
	p.Text(xstatsIndent)
	p.Text("IGMP parse errors: ")
	p.Uint("igmp_parse_errors", "", counter(b, igmpParseErrors), "\n")
	versions(p, b, "mld_queries", "MLD queries:\n", mldV1Queries, mldV2Queries, -1)
	versions(p, b, "mld_reports", "MLD reports:\n", mldV1Reports, mldV2Reports, -1)
	leaves(p, b, "mld_leaves", "MLD leaves: ", mldLeaves)
	p.Text(xstatsIndent)
	p.Text("MLD parse errors: ")
	p.Uint("mld_parse_errors", "", counter(b, mldParseErrors), "\n")
	p.EndObject()
}

// counter is the i-th counter of eight bytes, 0 where the kernel is too old to send it.
func counter(b []byte, i int) uint64 { return attr.U64(skip(b, 8*i)) }

// versions prints counters by version of the protocol, received and sent. v3 is -1 for one that has two.
func versions(p *out.Printer, b []byte, key, head string, v1, v2, v3 int) {
	p.Object(key)
	p.Text(xstatsIndent)
	p.Text(head)
	rx, tx := [...]string{"rx_v1", "rx_v2", "rx_v3"}, [...]string{"tx_v1", "tx_v2", "tx_v3"}
	for dir, keys := range [...][3]string{rx, tx} {
		p.Text(xstatsIndent)
		p.Text([...]string{"  RX: ", "  TX: "}[dir])
		p.Uint(keys[0], "v1 ", counter(b, v1+dir), " ")
		if v3 < 0 {
			p.Uint(keys[1], "v2 ", counter(b, v2+dir), "\n")
			continue
		}
		p.Uint(keys[1], "v2 ", counter(b, v2+dir), " ")
		p.Uint(keys[2], "v3 ", counter(b, v3+dir), "\n")
	}
	p.EndObject()
}

func leaves(p *out.Printer, b []byte, key, head string, at int) {
	p.Object(key)
	p.Text(xstatsIndent)
	p.Text(head)
	p.Uint("rx", "RX: ", counter(b, at), " ")
	p.Uint("tx", "TX: ", counter(b, at+1), "\n")
	p.EndObject()
}

// BridgeSTP prints a payload of BRIDGE_XSTATS_STP, struct bridge_stp_xstats, on lines of its own.
func BridgeSTP(p *out.Printer, b []byte) {
	pair := func(text, key1, pre1 string, at1 int, key2, pre2 string, at2 int) {
		p.Text(xstatsIndent)
		p.Text(text)
		p.Uint(key1, pre1, counter(b, at1), " ")
		p.Uint(key2, pre2, counter(b, at2), "\n")
	}
	p.Object("stp")
	pair("STP BPDU:  ", "rx_bpdu", "RX: ", 2, "tx_bpdu", "TX: ", 3)
	pair("STP TCN:   ", "rx_tcn", "RX: ", 4, "tx_tcn", "TX: ", 5)
	pair("STP Transitions: ", "transition_blk", "Blocked: ", 0, "transition_fwd", "Forwarding: ", 1)
	p.EndObject()
}
