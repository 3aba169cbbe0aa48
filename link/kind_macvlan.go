package link

import (
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var (
	macvlanKind = kind{name: "macvlan", table: &macvlan}
	macvtapKind = kind{name: "macvtap", table: &macvtap}
)

// macvlan is a device with a link-layer address of its own on another device (IFLA_MACVLAN_*). macvtap
// is the same with a character device for user space.
var (
	macvlan = spec.Kind{
		Name: "macvlan", Synopsis: "mode MODE [ OPTIONS ]", Unknown: "option", Notes: macvlanNotes,
		Order: macvlanOrder, Check: checkMacvlan, Need: unix.IFLA_MACVLAN_MODE, Rows: macvlanRows,
	}
	macvtap = spec.Kind{
		Name: "macvtap", Synopsis: "mode MODE [ OPTIONS ]", Unknown: "option", Notes: macvlanNotes,
		Order: macvlanOrder, Check: checkMacvlan, Need: unix.IFLA_MACVLAN_MODE, Rows: macvlanRows,
	}
)

const macvlanNotes = "macaddr lists the senders of a device in mode source; nopromisc is for mode passthru.\n"

var macvlanOrder = []string{"mode", "flag", "macaddr"}

var macvlanRows = []spec.Row{
	{Attr: unix.IFLA_MACVLAN_MODE, Key: "mode", Val: &macvlanModes, Err: macvlanModeError, Help: "who talks to whom"},
	{Attr: unix.IFLA_MACVLAN_FLAGS, Key: "flag", Val: macvlanFlag{}, Hidden: true, Help: "null for none"},
	{Attr: unix.IFLA_MACVLAN_FLAGS, Bit: uapi.MACVLAN_FLAG_NOPROMISC, Key: "nopromisc", Val: macvlanBit{}, Help: "same as flag nopromisc"},
	{Attr: unix.IFLA_MACVLAN_FLAGS, Bit: uapi.MACVLAN_FLAG_NODST, Key: "nodst", Val: macvlanBit{}, Help: "same as flag nodst"},
	{Attr: unix.IFLA_MACVLAN_BC_QUEUE_LEN, Key: "bcqueuelen", Arg: "BC_QUEUE_LEN", Val: spec.U32{}, Err: macvlanQueueError, Help: "packets in the queue for broadcasts, 0 to 4294967295"},
	{Attr: unix.IFLA_MACVLAN_BC_QUEUE_LEN_USED, Text: "usedbcqueuelen", Val: spec.U32{}},
	{Attr: unix.IFLA_MACVLAN_BC_CUTOFF, Key: "bclim", Exact: true, Arg: "BCLIM", Val: spec.S32{}, Err: macvlanLimitError, Help: "receivers from which on broadcasts are queued"},
	{Attr: unix.IFLA_MACVLAN_MACADDR_COUNT, Text: "remotes", JSON: "macaddr_count", Val: macvlanCount{}},
	{Attr: unix.IFLA_MACVLAN_MACADDR_DATA, JSON: "macaddr_data", Val: macvlanAddrs{}},
	{Attr: unix.IFLA_MACVLAN_MACADDR_MODE, Key: "macaddr", Val: macvlanMAC{}, Hidden: true, Arg: "{ { add | del } MACADDR | set [ MACADDR... ] | flush }"},
}

var macvlanModes = spec.Enum{Width: 4, Unknown: "unknown", Names: []spec.Name{
	{N: uapi.MACVLAN_MODE_PRIVATE, Name: "private"},
	{N: uapi.MACVLAN_MODE_VEPA, Name: "vepa"},
	{N: uapi.MACVLAN_MODE_BRIDGE, Name: "bridge"},
	{N: uapi.MACVLAN_MODE_PASSTHRU, Name: "passthru"},
	{N: uapi.MACVLAN_MODE_SOURCE, Name: "source"},
}}

func macvlanModeError(word string) error {
	return arg.Fail(1, `Error: argument of "mode" must be "private", "vepa", "bridge", "passthru" or "source", not "`+word+`"`)
}

func macvlanQueueError(word string) error {
	return arg.Fail(1, `Error: argument of "bcqueuelen" must be a positive integer [0-4294967295], not "`+word+`"`)
}

func macvlanLimitError(word string) error {
	return arg.Fail(1, `Error: illegal value for "bclim": "`+word+`"`)
}

func checkMacvlan(s *spec.Scan) error {
	if attr.U16(s.Find(unix.IFLA_MACVLAN_FLAGS))&uapi.MACVLAN_FLAG_NOPROMISC != 0 &&
		attr.U32(s.Find(unix.IFLA_MACVLAN_MODE)) != uapi.MACVLAN_MODE_PASSTHRU {
		return s.Kind.HelpError(s.Kind.Name + ": nopromisc flag only valid in passthru mode")
	}
	return nil
}

// macvlanFlag is a flag by name. Flags add up.
type macvlanFlag struct{}

func (macvlanFlag) Size() int { return 2 }
func (macvlanFlag) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	switch word {
	case "nopromisc":
		addMacvlanFlag(s, uapi.MACVLAN_FLAG_NOPROMISC)
	case "nodst":
		addMacvlanFlag(s, uapi.MACVLAN_FLAG_NODST)
	case "null":
		addMacvlanFlag(s, 0)
	default:
		return arg.Fail(1, `Error: argument of "flag" must be "nopromisc", "nodst" or "null", not "`+word+`"`)
	}
	return nil
}
func (macvlanFlag) Print(*spec.View, *spec.Row) {}
func (macvlanFlag) Hint(*spec.Row) []string     { return []string{"nopromisc", "nodst", "null"} }

func addMacvlanFlag(s *spec.Scan, flag uint16) {
	s.U16(unix.IFLA_MACVLAN_FLAGS, attr.U16(s.Find(unix.IFLA_MACVLAN_FLAGS))|flag)
}

// macvlanBit is a flag that has a keyword of its own.
type macvlanBit struct{}

func (macvlanBit) Size() int { return 2 }
func (macvlanBit) Parse(s *spec.Scan, r *spec.Row) error {
	addMacvlanFlag(s, uint16(r.Bit))
	return s.Flag(r)
}
func (macvlanBit) Print(v *spec.View, r *spec.Row) {
	if uint32(attr.U16(v.T[r.Attr]))&r.Bit != 0 {
		v.Keyword(r)
	}
}

// isSource says whether the device is in mode source: only then it has a list of senders.
func isSource(v *spec.View) bool {
	return attr.U32(v.T[unix.IFLA_MACVLAN_MODE]) == uapi.MACVLAN_MODE_SOURCE
}

// macvlanCount is the number of senders. Print only.
type macvlanCount struct{ printOnly }

func (macvlanCount) Size() int { return 4 }
func (macvlanCount) Print(v *spec.View, r *spec.Row) {
	if isSource(v) {
		v.Int(r.JSON, "remotes (", int64(int32(attr.U32(v.T[r.Attr]))), ") ")
	}
}

// macvlanAddrs is the list of senders. Print only.
type macvlanAddrs struct{ printOnly }

func (macvlanAddrs) Size() int { return 0 }
func (macvlanAddrs) Print(v *spec.View, r *spec.Row) {
	if !isSource(v) || len(v.T[unix.IFLA_MACVLAN_MACADDR_COUNT]) < 4 {
		return
	}
	v.Array(r.JSON, "")
	for b := v.T[r.Attr]; ; {
		typ, addr, rest, ok := attr.Next(b)
		if !ok {
			break
		}
		if typ == unix.IFLA_MACVLAN_MACADDR && len(addr) >= 6 {
			v.Append("", "", func(dst []byte) []byte { return arg.AppendLLAddr(dst, addr[:6], unix.ARPHRD_ETHER) }, " ")
		}
		b = rest
	}
	v.EndArray("")
}

// macvlanMAC is an order to change the list of senders.
type macvlanMAC struct{}

func (macvlanMAC) Size() int                   { return 0 }
func (macvlanMAC) Print(*spec.View, *spec.Row) {}

func (macvlanMAC) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	switch word {
	case "add":
		return oneMAC(s, uapi.MACVLAN_MACADDR_ADD)
	case "del":
		return oneMAC(s, uapi.MACVLAN_MACADDR_DEL)
	case "set":
		s.U32(r.Attr, uapi.MACVLAN_MACADDR_SET)
		return manyMACs(s)
	case "flush":
		s.U32(r.Attr, uapi.MACVLAN_MACADDR_FLUSH)
		return nil
	}
	return s.Kind.HelpError("")
}

func oneMAC(s *spec.Scan, mode uint32) error {
	s.U32(unix.IFLA_MACVLAN_MACADDR_MODE, mode)
	word, err := s.Cursor.Value()
	if err != nil {
		return err
	}
	mac, err := arg.ParseLLAddr(nil, word, 6)
	if err != nil {
		return err
	}
	if len(mac) != 6 {
		return arg.Fail(1, "") // the reference says nothing
	}
	s.Bytes(unix.IFLA_MACVLAN_MACADDR, mac)
	return nil
}

// manyMACs reads addresses up to a word that is none, which is the next option. Finding that out, the
// reference has already complained about the word, and has cut it at its first colon.
func manyMACs(s *spec.Scan) error {
	s.Drop(unix.IFLA_MACVLAN_MACADDR_DATA)
	nest := s.Enc.Nest(unix.IFLA_MACVLAN_MACADDR_DATA)
	defer s.Enc.EndNest(nest)
	for s.Next() {
		word := s.Cursor.Word()
		mac, err := arg.ParseLLAddr(nil, word, 6)
		if err != nil && err.Error() != "" {
			s.Warn(err.Error())
		}
		if err != nil || len(mac) != 6 {
			if cut, _, found := strings.Cut(word, ":"); found {
				return s.Kind.NoOption(cut)
			}
			s.Back()
			return nil
		}
		s.Enc.Bytes(unix.IFLA_MACVLAN_MACADDR, mac)
	}
	return nil
}
