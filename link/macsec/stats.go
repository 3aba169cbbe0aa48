package macsec

import (
	"strconv"

	"gip/internal/attr"
)

// Names of counters by attribute number (linux/if_macsec.h); those without a name are not shown.
var (
	secyStats = [...]string{1: "OutPktsUntagged", 2: "InPktsUntagged", 3: "OutPktsTooLong", 4: "InPktsNoTag",
		5: "InPktsBadTag", 6: "InPktsUnknownSCI", 7: "InPktsNoSCI", 8: "InPktsOverrun"}
	txscStats = [...]string{1: "OutPktsProtected", 2: "OutPktsEncrypted", 3: "OutOctetsProtected", 4: "OutOctetsEncrypted"}
	rxscStats = [...]string{1: "InOctetsValidated", 2: "InOctetsDecrypted", 3: "InPktsUnchecked", 4: "InPktsDelayed",
		5: "InPktsOK", 6: "InPktsInvalid", 7: "InPktsLate", 8: "InPktsNotValid", 9: "InPktsNotUsingSA", 10: "InPktsUnusedSA"}
	rxsaStats = [...]string{1: "InPktsOK", 2: "InPktsInvalid", 3: "InPktsNotValid", 4: "InPktsNotUsingSA", 5: "InPktsUnusedSA"}
	txsaStats = [...]string{6: "OutPktsProtected", 7: "OutPktsEncrypted"}
)

// stats shows counters, under -statistics: in text a line of names and one of numbers below them.
func (v *view) stats(b []byte, names []string) {
	p := v.p
	if b == nil || p.Stats == 0 {
		return
	}
	counts := v.counts[:len(names)]
	attr.Index(counts, b)
	if p.InJSON() {
		for i, name := range names {
			if name != "" && counts[i] != nil {
				p.Uint(name, "", count(counts[i]), "")
			}
		}
		return
	}
	p.Text(prefix + "stats:")
	for _, name := range names {
		if name != "" {
			p.Text(" ")
			p.Text(name)
		}
	}
	p.Text("\n" + prefix + "      ")
	for i, name := range names {
		if name == "" {
			continue
		}
		var buf [20]byte
		number := append(buf[:0], '-')
		if counts[i] != nil {
			number = strconv.AppendUint(buf[:0], count(counts[i]), 10)
		}
		p.Spaces(len(name) + 1 - len(number))
		p.Bytes("", "", number, "")
	}
	p.Text("\n")
}

// count is a counter of any width.
func count(b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(attr.U8(b))
	case 2:
		return uint64(attr.U16(b))
	case 4:
		return uint64(attr.U32(b))
	}
	return attr.U64(b)
}
