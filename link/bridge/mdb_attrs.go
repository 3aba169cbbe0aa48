package bridge

import (
	"errors"
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// An mdbEntry is a struct br_mdb_entry.
type mdbEntry [uapi.SizeofBrMdbEntry]byte

// setGroup reads the group: a MAC address where it is no IP address.
func (m *mdbEntry) setGroup(s string) error {
	a, proto := m[uapi.BrMdbEntry_Addr:], m[uapi.BrMdbEntry_AddrProto:]
	if ip, ok := arg.ReadIPv4(s); ok {
		copy(a, ip[:])
		putBE16(proto, unix.ETH_P_IP)
		return nil
	}
	if ip, ok := arg.ReadIPv6(s); ok {
		copy(a, ip[:])
		putBE16(proto, unix.ETH_P_IPV6)
		return nil
	}
	var room [8]byte
	mac, err := arg.ParseLLAddr(room[:0], s, 6)
	if err != nil || len(mac) != 6 {
		text := `Invalid address "` + s + `"`
		var ae *arg.Error
		if errors.As(err, &ae) {
			text = verb.Lines2(ae.Text, text)
		}
		return arg.Fail(1, text)
	}
	copy(a, mac)
	return nil
}

func putBE16(b []byte, v uint16) { b[0], b[1] = byte(v>>8), byte(v) }

// appendIP appends an IP address; false for what is none.
func appendIP(enc *attr.Encoder, typ uint16, s string) bool {
	if ip, ok := arg.ReadIPv4(s); ok {
		enc.Bytes(typ, ip[:])
		return true
	}
	ip, ok := arg.ReadIPv6(s)
	if ok {
		enc.Bytes(typ, ip[:])
	}
	return ok
}

// mdbWords are the options of an entry that are attributes, as the command line has them: nil where one
// is not given. They are read in the order of the attributes once the command is known to be complete.
type mdbWords struct {
	src, mode, srcList, proto, dst, dstPort, vni, srcVNI, via *string
}

// any says whether there is anything to send.
func (w *mdbWords) any() bool { return *w != mdbWords{} }

// append appends the attributes.
func (w *mdbWords) append(e *verb.Env, enc *attr.Encoder) error {
	if s := w.src; s != nil && !appendIP(enc, uapi.MDBE_ATTR_SOURCE, *s) {
		return invalidMDB("source address", *s)
	}
	if s := w.mode; s != nil {
		switch *s {
		case "include":
			enc.U8(uapi.MDBE_ATTR_GROUP_MODE, unix.MCAST_INCLUDE)
		case "exclude":
			enc.U8(uapi.MDBE_ATTR_GROUP_MODE, unix.MCAST_EXCLUDE)
		default:
			return invalidMDB("filter mode", *s)
		}
	}
	if s := w.srcList; s != nil {
		if err := appendSources(enc, *s); err != nil {
			return err
		}
	}
	if s := w.proto; s != nil {
		id, err := e.Names.ParseRouteProto(*s)
		if err != nil {
			return invalidMDB("protocol value", *s)
		}
		enc.U8(uapi.MDBE_ATTR_RTPROT, id)
	}
	return w.appendUnderlay(e, enc)
}

// appendUnderlay appends where a VXLAN device sends the group.
func (w *mdbWords) appendUnderlay(e *verb.Env, enc *attr.Encoder) error {
	if s := w.dst; s != nil && !appendIP(enc, uapi.MDBE_ATTR_DST, *s) {
		return invalidMDB("underlay destination address", *s)
	}
	if s := w.dstPort; s != nil {
		port, ok := parsePort(e, *s)
		if !ok {
			return invalidMDB("destination port", *s)
		}
		enc.U16(uapi.MDBE_ATTR_DST_PORT, port)
	}
	if s := w.vni; s != nil && !appendVNI(enc, uapi.MDBE_ATTR_VNI, *s) {
		return invalidMDB("destination VNI", *s)
	}
	if s := w.srcVNI; s != nil && !appendVNI(enc, uapi.MDBE_ATTR_SRC_VNI, *s) {
		return invalidMDB("source VNI", *s)
	}
	if w.via == nil {
		return nil
	}
	dev, err := findDevice(e, w.via)
	enc.U32(uapi.MDBE_ATTR_IFINDEX, uint32(dev))
	return err
}

func invalidMDB(what, s string) error { return arg.Fail(1, "Invalid "+what+` "`+s+`"`) }

// appendVNI appends a VXLAN network identifier; the kernel says which ones there are, and gets the low 32
// bits of any number.
func appendVNI(enc *attr.Encoder, typ uint16, s string) bool {
	v, ok := parseNumber(s)
	enc.U32(typ, uint32(v))
	return ok
}

// appendSources appends a list of addresses with commas between them.
func appendSources(enc *attr.Encoder, s string) error {
	list := enc.Nest(uapi.MDBE_ATTR_SRC_LIST | attr.NestedFlag)
	for source := range strings.SplitSeq(s, ",") {
		entry := enc.Nest(uapi.MDBE_SRC_LIST_ENTRY | attr.NestedFlag)
		if !appendIP(enc, uapi.MDBE_SRCATTR_ADDRESS, source) {
			return arg.Fail(1, `Invalid source entry "`+source+`" in source list`)
		}
		enc.EndNest(entry)
	}
	enc.EndNest(list)
	return nil
}
