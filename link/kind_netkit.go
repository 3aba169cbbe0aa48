package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var netkitKind = kind{name: "netkit", table: &netkit, reader: netkitWords{}}

// netkit is a pair of devices with a BPF program at each end (IFLA_NETKIT_*). The words are read by
// netkitWords, since behind peer they mean the other end.
var netkit = spec.Kind{
	Name:     "netkit",
	Unknown:  "option",
	HelpWord: spec.HelpNone,
	Synopsis: "[ mode { l3 | l2 } ] [ POLICY ] [ scrub SCRUB ]\n" +
		"                  [ peer [ POLICY ] [ scrub SCRUB ] [ OPTIONS ] ]",
	Notes: "POLICY  forward or blackhole: what to do with packets where there is no program\n" +
		"SCRUB   default or none: whether to clear mark and priority of packets\n" +
		"OPTIONS are those of the other end, as in ip link add: name, netns, address, mtu and so on.\n",
	Rows: []spec.Row{
		{Attr: unix.IFLA_NETKIT_MODE, Text: "mode", Val: &netkitModes},
		{Attr: unix.IFLA_NETKIT_PRIMARY, Text: "type", Val: netkitSide{}},
		{Attr: unix.IFLA_NETKIT_POLICY, Text: "policy", Val: &netkitPolicies},
		{Attr: unix.IFLA_NETKIT_PEER_POLICY, Text: "peer policy", JSON: "peer_policy", Val: &netkitPolicies},
		{Attr: uapi.IFLA_NETKIT_SCRUB, Text: "scrub", Val: &netkitScrubs},
		{Attr: uapi.IFLA_NETKIT_PEER_SCRUB, Text: "peer scrub", JSON: "peer_scrub", Val: &netkitScrubs},
	},
}

var (
	netkitModes = spec.Enum{Width: 4, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: unix.NETKIT_L2, Name: "l2"}, {N: unix.NETKIT_L3, Name: "l3"},
	}}
	netkitPolicies = spec.Enum{Width: 4, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: unix.NETKIT_PASS, Name: "forward"}, {N: unix.NETKIT_DROP, Name: "blackhole"},
	}}
	netkitScrubs = spec.Enum{Width: 4, Unknown: "UNKNOWN", Names: []spec.Name{
		{N: uapi.NETKIT_SCRUB_NONE, Name: "none"}, {N: uapi.NETKIT_SCRUB_DEFAULT, Name: "default"},
	}}
)

// netkitSide is which end of the pair the device is. Print only.
type netkitSide struct{ printOnly }

func (netkitSide) Size() int { return 1 }
func (netkitSide) Print(v *spec.View, r *spec.Row) {
	side := "peer"
	if attr.U8(v.T[r.Attr]) != 0 {
		side = "primary"
	}
	v.Word(r, side)
}

// netkitWords reads the words of the pair.
type netkitWords struct{}

func (netkitWords) parse(r *request, c *arg.Cursor) error {
	var mode, peer bool
	for c.Next() {
		word := c.Word()
		var err error
		switch {
		case word == "mode":
			err = netkitMode(r, c, mode)
			mode = true
		case word == "forward":
			r.netkitNumber(peer, unix.IFLA_NETKIT_POLICY, unix.NETKIT_PASS)
		case word == "blackhole":
			r.netkitNumber(peer, unix.IFLA_NETKIT_POLICY, unix.NETKIT_DROP)
		case word == "scrub":
			err = netkitScrub(r, c, peer)
		case word == "peer" && peer:
			err = arg.Duplicate("peer", nextWord(c))
		case word == "peer":
			peer = true
		case peer:
			c.Back()
			nest := r.Enc.Nest(unix.IFLA_NETKIT_PEER_INFO)
			err = r.parsePeer(c, func(string) string { return nextWord(c) })
			r.Enc.EndNest(nest)
		default:
			err = netkit.NoOption(word)
		}
		if err != nil {
			return err
		}
	}
	return r.Enc.Err()
}

// nextWord is the word behind the cursor, which the reference names in errors even if there is none.
func nextWord(c *arg.Cursor) string {
	if word, more := c.Peek(); more {
		return word
	}
	return "(null)"
}

// netkitNumber appends four bytes for this end or for the peer.
func (r *request) netkitNumber(peer bool, typ uint16, n uint32) {
	if peer && typ == unix.IFLA_NETKIT_POLICY {
		typ = unix.IFLA_NETKIT_PEER_POLICY
	} else if peer {
		typ = uapi.IFLA_NETKIT_PEER_SCRUB
	}
	r.Enc.U32(typ, n)
}

func netkitMode(r *request, c *arg.Cursor, seen bool) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	if seen {
		return arg.Duplicate("mode", word)
	}
	switch word {
	case "l3":
		r.Enc.U32(unix.IFLA_NETKIT_MODE, unix.NETKIT_L3)
	case "l2":
		r.Enc.U32(unix.IFLA_NETKIT_MODE, unix.NETKIT_L2)
	default:
		return arg.Fail(1, `Error: argument of "mode" must be either "l3" or "l2"`)
	}
	return nil
}

func netkitScrub(r *request, c *arg.Cursor, peer bool) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	switch word {
	case "none":
		r.netkitNumber(peer, uapi.IFLA_NETKIT_SCRUB, uapi.NETKIT_SCRUB_NONE)
	case "default":
		r.netkitNumber(peer, uapi.IFLA_NETKIT_SCRUB, uapi.NETKIT_SCRUB_DEFAULT)
	default:
		return arg.Fail(1, `Error: scrub must be either "none" or "default"`)
	}
	return nil
}
