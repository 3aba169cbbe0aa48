package link

import (
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/uapi"
)

// bond3AD are the counters of LACP in the order of the output.
var bond3AD = [...]struct {
	typ       uint16
	key, text string
}{
	{uapi.BOND_3AD_STAT_LACPDU_RX, "lacpdu_rx", "LACPDU Rx "},
	{uapi.BOND_3AD_STAT_LACPDU_TX, "lacpdu_tx", "LACPDU Tx "},
	{uapi.BOND_3AD_STAT_LACPDU_UNKNOWN_RX, "lacpdu_unknown_rx", "LACPDU Unknown type Rx "},
	{uapi.BOND_3AD_STAT_LACPDU_ILLEGAL_RX, "lacpdu_illegal_rx", "LACPDU Illegal Rx "},
	{uapi.BOND_3AD_STAT_MARKER_RX, "marker_rx", "Marker Rx "},
	{uapi.BOND_3AD_STAT_MARKER_TX, "marker_tx", "Marker Tx "},
	{uapi.BOND_3AD_STAT_MARKER_RESP_RX, "marker_response_rx", "Marker response Rx "},
	{uapi.BOND_3AD_STAT_MARKER_RESP_TX, "marker_response_tx", "Marker response Tx "},
	{uapi.BOND_3AD_STAT_MARKER_UNKNOWN_RX, "marker_unknown_rx", "Marker unknown type Rx "},
}

// Bond3AD prints a payload of BOND_XSTATS_3AD, the counters of LACP (IEEE 802.3ad), on lines of its own.
func Bond3AD(p *out.Printer, b []byte) {
	var tb [uapi.BOND_3AD_STAT_MARKER_UNKNOWN_RX + 1][]byte
	attr.Index(tb[:], b)
	p.Object("802.3ad")
	for i := range bond3AD {
		c := &bond3AD[i]
		if tb[c.typ] != nil {
			p.Text(xstatsIndent)
			p.Uint(c.key, c.text, attr.U64(tb[c.typ]), "\n")
		}
	}
	p.EndObject()
}
