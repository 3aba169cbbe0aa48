package bridge

import (
	"encoding/binary"
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// VNI describes bridge vni. None of its words may be abbreviated.
func VNI() *verb.Object {
	return &verb.Object{
		Name:    "vni",
		Noun:    "bridge vni",
		Short:   "VNIs of vxlan devices",
		Default: showVNIs,
		Usage:   vniUsage,
		Before:  wholeHelp,
		Verbs: []verb.Verb{
			{Name: "add", Exact: true, Run: modifyVNI(unix.RTM_NEWTUNNEL)},
			{Name: "delete", Exact: true, Run: modifyVNI(unix.RTM_DELTUNNEL)},
			{Name: "del", Exact: true, Run: modifyVNI(unix.RTM_DELTUNNEL)},
			{Name: "show", Exact: true, Run: showVNIs},
			{Name: "lst", Exact: true, Run: showVNIs},
			{Name: "list", Exact: true, Run: showVNIs},
		},
	}
}

// wholeHelp refuses abbreviations of help, which other objects take.
func wholeHelp(_ *verb.Env, words []string) error {
	if len(words) > 0 && words[0] != "help" && arg.Prefix(words[0], "help") {
		return arg.UnknownCommand(words[0], "bridge vni")
	}
	return nil
}

func modifyVNI(typ uint16) func(*verb.Env, *arg.Cursor) error {
	return func(e *verb.Env, c *arg.Cursor) error { return changeVNIs(e, c, typ) }
}

func vniUsage() string {
	return `Usage: bridge vni { add | del } vni VNIS [ group ADDR | remote ADDR ] dev DEV
       bridge vni [ show ] [ dev DEV ]

DEV is a vxlan device that is external and has vnifilter on: it lets in the VNIs that are added.

VNIS := VNI[-VNI][,...]    VNI is 0 to 16777215
group                      the multicast group of the VNIs
remote                     the host that what has no other destination goes to
`
}

// A vniChange is what a command asks for VNIs.
type vniChange struct {
	dev, vnis *string
	daddr     arg.Addr
	hasDaddr  bool
}

// changeVNIs runs bridge vni add and del.
func changeVNIs(e *verb.Env, c *arg.Cursor, typ uint16) error {
	var v vniChange
	for c.Next() {
		if err := v.word(c); err != nil {
			return err
		}
	}
	if v.dev == nil || v.vnis == nil {
		return arg.Fail(1, "Device and VNI ID are required arguments.")
	}
	dev := e.Links.Index(*v.dev)
	if dev == 0 {
		return arg.Fail(1, `Cannot find vxlan device "`+*v.dev+`"`)
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := &e.Scratch
	enc.Reset()
	enc.B = append(enc.B, tunnelMsg(int32(dev), 0)...)
	v.append(enc)
	return conn.Do(nl.Request{Type: typ, Body: enc.B})
}

// tunnelMsg is a struct tunnel_msg.
func tunnelMsg(dev int32, flags uint8) []byte {
	b := make([]byte, uapi.SizeofTunnelMsg)
	b[0], b[1] = unix.AF_BRIDGE, flags
	binary.NativeEndian.PutUint32(b[4:], uint32(dev))
	return b
}

// word reads a word of the command with its value. Words it does not know do not matter to the
// reference.
func (v *vniChange) word(c *arg.Cursor) (err error) {
	w := c.Word()
	switch w {
	case "dev":
		v.dev, err = last(c)
	case "vni":
		v.vnis, err = once(c, "vni", v.vnis)
	case "group", "remote":
		word, err := c.Value()
		if err != nil {
			return err
		}
		if v.hasDaddr {
			return arg.Duplicate("destination", word)
		}
		v.hasDaddr = true
		if v.daddr, err = arg.ParseAddr(word, unix.AF_UNSPEC); err != nil {
			return err
		}
		if w == "group" && !v.daddr.IsMulticast() {
			return arg.Invalid("invalid group address", word)
		}
	case "help":
		return verb.Usage(vniUsage())
	}
	return err
}

// append appends an attribute for each VNI or range. The numbers are read as atoi does, and an end of 0
// is none: the kernel says which are right.
func (v *vniChange) append(enc *attr.Encoder) {
	var typ uint16
	if v.daddr.IsInet() {
		typ = uapi.VXLAN_VNIFILTER_ENTRY_GROUP6
		if v.daddr.Family == unix.AF_INET {
			typ = uapi.VXLAN_VNIFILTER_ENTRY_GROUP
		}
	}
	for item := range strings.SplitSeq(*v.vnis, ",") {
		if item == "" {
			continue
		}
		first, end, _ := strings.Cut(item, "-")
		nest := enc.Nest(uapi.VXLAN_VNIFILTER_ENTRY | attr.NestedFlag)
		enc.U32(uapi.VXLAN_VNIFILTER_ENTRY_START, uint32(atoi(first)))
		if n := uint32(atoi(end)); n != 0 {
			enc.U32(uapi.VXLAN_VNIFILTER_ENTRY_END, n)
		}
		if v.hasDaddr {
			enc.Bytes(typ, v.daddr.Bytes())
		}
		enc.EndNest(nest)
	}
}
