package link

import (
	"strconv"

	"gip/internal/attr"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// Places of the counters in struct rtnl_link_stats64 (linux/if_link.h), eight bytes each; in struct
// rtnl_link_stats they are in the same order, four bytes each, up to rxNoHandler.
const (
	rxPackets = iota
	txPackets
	rxBytes
	txBytes
	rxErrors
	txErrors
	rxDropped
	txDropped
	multicast
	collisions
	rxLength
	rxOver
	rxCRC
	rxFrame
	rxFIFO
	rxMissed
	txAborted
	txCarrier
	txFIFO
	txHeartbeat
	txWindow
	rxCompressed
	txCompressed
	rxNoHandler
	rxOtherHost
	nCounters
)

// counters are the statistics of a device.
type counters [nCounters]uint64

// read takes the counters from the best attribute that the message has. what is their JSON key.
func (v *View) counters(s *counters) (what string, ok bool) {
	if b := v.tb[unix.IFLA_STATS64]; b != nil {
		for i := range s {
			s[i] = attr.U64(skip(b, 8*i))
		}
		return "stats64", true
	}
	if b := v.tb[unix.IFLA_STATS]; b != nil {
		for i := range rxNoHandler + 1 {
			s[i] = uint64(attr.U32(skip(b, 4*i)))
		}
		return "stats", true
	}
	b := v.tb[unix.IFLA_PROTINFO]
	if b == nil {
		return "", false
	}
	// Answers for AF_INET6 carry what IPv6 has counted.
	if mib := attr.Find(b, unix.IFLA_INET6_STATS); mib != nil {
		at := func(i int) uint64 { return attr.U64(skip(mib, 8*i)) }
		s[rxPackets] = at(uapi.IPSTATS_MIB_INPKTS)
		s[rxBytes] = at(uapi.IPSTATS_MIB_INOCTETS)
		s[txPackets] = at(uapi.IPSTATS_MIB_OUTPKTS)
		s[txBytes] = at(uapi.IPSTATS_MIB_OUTOCTETS)
		s[rxErrors] = at(uapi.IPSTATS_MIB_INDISCARDS)
		s[txErrors] = at(uapi.IPSTATS_MIB_OUTDISCARDS)
		s[multicast] = at(uapi.IPSTATS_MIB_INMCASTPKTS)
		s[rxFrame] = at(uapi.IPSTATS_MIB_CSUMERRORS)
	}
	return "stats64", true
}

// skip is b without its first n bytes.
func skip(b []byte, n int) []byte { return b[min(n, len(b)):] }

// stats prints the statistics of a device, which end without a line break.
func (v *View) stats() {
	var s counters
	what, ok := v.counters(&s)
	if !ok {
		return
	}
	if v.p.InJSON() {
		v.p.Object(what)
		v.statsJSON(&s)
		v.p.EndObject()
		return
	}
	carrier := v.tb[unix.IFLA_CARRIER_CHANGES]
	w := v.columns(&s, uint64(attr.U32(carrier)))
	v.rxText(&s, &w)
	v.p.NL()
	v.txText(&s, &w, carrier)
}

func (v *View) statsJSON(s *counters) {
	p, more := v.p, v.p.Stats > 1
	num := func(key string, i int) { p.Uint(key, "", s[i], "") }
	some := func(key string, i int) {
		if s[i] != 0 {
			num(key, i)
		}
	}
	p.Object("rx")
	num("bytes", rxBytes)
	num("packets", rxPackets)
	num("errors", rxErrors)
	num("dropped", rxDropped)
	num("over_errors", rxOver)
	num("multicast", multicast)
	some("compressed", rxCompressed)
	if more {
		num("length_errors", rxLength)
		num("crc_errors", rxCRC)
		num("frame_errors", rxFrame)
		num("fifo_errors", rxFIFO)
		num("missed_errors", rxMissed)
		some("nohandler", rxNoHandler)
		some("otherhost", rxOtherHost)
	}
	p.EndObject()
	p.Object("tx")
	num("bytes", txBytes)
	num("packets", txPackets)
	num("errors", txErrors)
	num("dropped", txDropped)
	num("carrier_errors", txCarrier)
	num("collisions", collisions)
	some("compressed", txCompressed)
	if more {
		num("aborted_errors", txAborted)
		num("fifo_errors", txFIFO)
		num("window_errors", txWindow)
		num("heartbeat_errors", txHeartbeat)
		if b := v.tb[unix.IFLA_CARRIER_CHANGES]; b != nil {
			p.Uint("carrier_changes", "", uint64(attr.U32(b)), "")
		}
	}
	p.EndObject()
}

// widths are those of the columns of the statistics, which the four rows of numbers share.
type widths [8]int

// fit makes a column wide enough for a number.
func (w *widths) fit(col int, n uint64) {
	for d := 1; ; d++ {
		if n <= 9 {
			w[col] = max(w[col], d)
			return
		}
		n /= 10
	}
}

// columns makes the columns as wide as their widest number, and at least as their widest heading.
func (v *View) columns(s *counters, carrierChanges uint64) widths {
	w := widths{10, 7, 6, 7, 7, 7, 10, 9}
	if v.p.Human {
		return w
	}
	for col, i := range [...]int{rxBytes, rxPackets, rxErrors, rxDropped, rxMissed, multicast, rxCompressed} {
		w.fit(col, s[i])
	}
	for col, i := range [...]int{txBytes, txPackets, txErrors, txDropped, txCarrier, collisions, txCompressed} {
		w.fit(col, s[i])
	}
	if v.p.Stats > 1 {
		for col, i := range [...]int{rxLength, rxCRC, rxFrame, rxFIFO, rxOver, rxNoHandler, rxOtherHost} {
			w.fit(1+col, s[i])
		}
		for col, i := range [...]int{txAborted, txFIFO, txWindow, txHeartbeat} {
			w.fit(2+col, s[i])
		}
		w.fit(6, carrierChanges)
	}
	return w
}

// row is a row of numbers, from column first on.
func (v *View) row(s *counters, w *widths, first int, which ...int) {
	for i, c := range which {
		v.num(w[first+i], s[c])
	}
}

// heads is a row of headings, right-justified, from column first on.
func (v *View) heads(w *widths, first int, heads ...string) {
	for i, h := range heads {
		v.p.Text(" ")
		v.p.Field("", "", h, -w[first+i], "")
	}
}

func (v *View) rxText(s *counters, w *widths) {
	p := v.p
	p.Text("    RX:")
	p.Field("", " ", "bytes", -(w[0] - 4), "")
	compressed := ""
	if s[rxCompressed] != 0 {
		compressed = "compressed"
	}
	v.heads(w, 1, "packets", "errors", "dropped", "missed", "mcast", compressed)
	p.NL()
	p.Text("    ")
	v.row(s, w, 0, rxBytes, rxPackets, rxErrors, rxDropped, rxMissed, multicast)
	if s[rxCompressed] != 0 {
		v.num(w[6], s[rxCompressed])
	}
	if p.Stats < 2 {
		return
	}
	p.NL()
	p.Text("    RX errors:")
	p.Spaces(w[0] - 10)
	v.heads(w, 1, "length", "crc", "frame", "fifo", "overrun")
	if s[rxNoHandler] != 0 {
		p.Field("", "", " nohandler", -(w[6] + 1), "")
	}
	if s[rxOtherHost] != 0 {
		p.Field("", "", " otherhost", -(w[7] + 1), "")
	}
	p.NL()
	p.Spaces(w[0] + 5)
	v.row(s, w, 1, rxLength, rxCRC, rxFrame, rxFIFO, rxOver)
	if s[rxNoHandler] != 0 {
		v.num(w[6], s[rxNoHandler])
	}
	if s[rxOtherHost] != 0 {
		v.num(w[7], s[rxOtherHost])
	}
}

func (v *View) txText(s *counters, w *widths, carrier []byte) {
	p := v.p
	p.Text("    TX:")
	p.Field("", " ", "bytes", -(w[0] - 4), "")
	compressed := ""
	if s[txCompressed] != 0 {
		compressed = "compressed"
	}
	v.heads(w, 1, "packets", "errors", "dropped", "carrier", "collsns", compressed)
	p.NL()
	p.Text("    ")
	v.row(s, w, 0, txBytes, txPackets, txErrors, txDropped, txCarrier, collisions)
	if s[txCompressed] != 0 {
		v.num(w[6], s[txCompressed])
	}
	if p.Stats < 2 {
		return
	}
	p.NL()
	p.Text("    TX errors:")
	p.Spaces(w[0] - 10)
	transitions := ""
	if carrier != nil {
		transitions = "transns"
	}
	v.heads(w, 1, "aborted", "fifo", "window", "heartbt", transitions)
	p.NL()
	p.Spaces(w[0] + 5)
	v.row(s, w, 1, txAborted, txFIFO, txWindow, txHeartbeat)
	if carrier != nil {
		v.num(w[5], uint64(attr.U32(carrier)))
	}
}

// num prints a counter, right-justified in a column, with a blank behind it; -human-readable ones with
// three significant digits and a prefix.
func (v *View) num(width int, n uint64) {
	base := uint64(1000)
	if v.p.IEC {
		base = 1024
	}
	if !v.p.Human || n < base {
		v.buf = strconv.AppendUint(v.buf[:0], n, 10)
	} else {
		v.buf = appendHuman(v.buf[:0], n, base)
	}
	v.p.Spaces(width - len(v.buf))
	v.p.Bytes("", "", v.buf, " ")
}

// appendHuman appends a number of at least base with the prefix of a power of base.
func appendHuman(dst []byte, n, base uint64) []byte {
	const prefixes = "kMGTPE"
	unit, i := base, 0
	for n/base >= unit && i < len(prefixes)-1 {
		unit *= base
		i++
	}
	decimals := 2
	for limit := uint64(10); decimals > 0 && n/unit >= limit; decimals-- {
		limit *= 10
	}
	dst = strconv.AppendFloat(dst, float64(n)/float64(unit), 'f', decimals, 64)
	dst = append(dst, prefixes[i])
	if base == 1024 {
		dst = append(dst, 'i')
	}
	return dst
}
