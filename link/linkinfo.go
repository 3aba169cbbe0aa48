package link

import (
	"gip/internal/attr"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// printLinkInfo prints the payload of IFLA_LINKINFO: the kind of the device and of the port that it is,
// each on a line of its own with its options.
func printLinkInfo(e *verb.Env, info []byte) {
	var tb [unix.IFLA_INFO_SLAVE_DATA + 1][]byte
	attr.Index(tb[:], info)
	p := e.Out
	p.Object("linkinfo")
	if b := tb[unix.IFLA_INFO_KIND]; b != nil {
		name := attr.CString(b)
		p.NL()
		p.Bytes("info_kind", "    ", name, " ")
		if k := findKind(string(name)); k != nil && k.prints() {
			p.Object("info_data")
			k.print(e, tb[unix.IFLA_INFO_DATA])
			p.EndObject()
			if x := tb[unix.IFLA_INFO_XSTATS]; x != nil && p.Stats > 0 && k.hasXstats() {
				p.Object("info_xstats")
				k.xstats(e, x)
				p.EndObject()
			}
		}
	}
	if b := tb[unix.IFLA_INFO_SLAVE_KIND]; b != nil {
		name := attr.CString(b)
		p.NL()
		p.Bytes("info_slave_kind", "    ", name, "_slave ")
		if k := findSlaveKind(name); k != nil && k.prints() {
			p.Object("info_slave_data")
			k.print(e, tb[unix.IFLA_INFO_SLAVE_DATA])
			p.EndObject()
		}
	}
	p.EndObject()
}

// findSlaveKind returns the kind of the ports of devices of the kind of that name.
func findSlaveKind(name []byte) *kind {
	const suffix = "_slave"
	var buf [32]byte
	return findKind(string(append(append(buf[:0], name...), suffix...)))
}
