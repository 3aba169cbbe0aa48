package link

import "gip/internal/attr"

// Stats64 prints a struct rtnl_link_stats64: in JSON the objects rx and tx, in text lines of which the
// last is not ended. What is missing at its end counts as zero.
func (v *View) Stats64(b []byte) {
	var s counters
	for i := range s {
		s[i] = attr.U64(skip(b, 8*i))
	}
	if v.p.InJSON() {
		v.statsJSON(&s)
		return
	}
	w := v.columns(&s, 0)
	v.rxText(&s, &w)
	v.p.NL()
	v.txText(&s, &w, nil)
}

// MPLSStats prints a struct mpls_link_stats (linux/mpls.h) as Stats64 does its own.
func (v *View) MPLSStats(b []byte, indent string) { v.short(b, indent, "noroute", "noroute") }

// HWStats prints a struct rtnl_hw_stats64 (linux/if_link.h) as Stats64 does its own.
func (v *View) HWStats(b []byte) { v.short(b, "    ", "multicast", "mcast") }

// short prints the first eight counters of the statistics of a device, which is where many statistics
// begin alike, and one more of the receiving side, with its JSON key and heading.
func (v *View) short(b []byte, indent, key, head string) {
	var s counters
	const last = multicast // the ninth, whatever it counts
	for i := range last + 1 {
		s[i] = attr.U64(skip(b, 8*i))
	}
	if v.p.InJSON() {
		v.shortJSON(&s, key)
		return
	}
	w := widths{9, 7, 6, 7, 7}
	if !v.p.Human {
		for col, i := range [...]int{rxBytes, rxPackets, rxErrors, rxDropped, last} {
			w.fit(col, s[i])
		}
		for col, i := range [...]int{txBytes, txPackets, txErrors, txDropped} {
			w.fit(col, s[i])
		}
	}
	p := v.p
	p.Text(indent)
	p.Text("RX:")
	p.Field("", " ", "bytes", -(w[0] - 4), "")
	v.heads(&w, 1, "packets", "errors", "dropped", head)
	p.NL()
	p.Text(indent)
	v.row(&s, &w, 0, rxBytes, rxPackets, rxErrors, rxDropped, last)
	p.NL()
	p.Text(indent)
	p.Text("TX:")
	p.Field("", " ", "bytes", -(w[0] - 4), "")
	v.heads(&w, 1, "packets", "errors", "dropped")
	p.NL()
	p.Text(indent)
	v.row(&s, &w, 0, txBytes, txPackets, txErrors, txDropped)
}

func (v *View) shortJSON(s *counters, key string) {
	p := v.p
	p.Object("rx")
	p.Uint("bytes", "", s[rxBytes], "")
	p.Uint("packets", "", s[rxPackets], "")
	p.Uint("errors", "", s[rxErrors], "")
	p.Uint("dropped", "", s[rxDropped], "")
	p.Uint(key, "", s[multicast], "")
	p.EndObject()
	p.Object("tx")
	p.Uint("bytes", "", s[txBytes], "")
	p.Uint("packets", "", s[txPackets], "")
	p.Uint("errors", "", s[txErrors], "")
	p.Uint("dropped", "", s[txDropped], "")
	p.EndObject()
}
