package addr

import (
	"encoding/binary"
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

// runModify adds, changes or deletes one address: typ is RTM_NEWADDR or RTM_DELADDR, flags say what may
// be there already (NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE).
func runModify(e *verb.Env, c *arg.Cursor, typ uint16, flags uint16) error {
	body, err := build(e, c, typ)
	if err != nil {
		return err
	}
	req := nl.Request{Type: typ, Flags: flags, Body: body}
	if !e.Echo {
		return e.Do(req, nil)
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	m, err := conn.Echo(req)
	if err != nil {
		return err
	}
	p := e.Out
	p.Begin()
	p.Object("")
	if m.Data != nil {
		v := newView(e, &link.Filter{})
		v.oneline = false
		v.print(m.Type, m.Data)
	}
	p.EndObject()
	p.End()
	return nil
}

// change is an RTM_NEWADDR or RTM_DELADDR in the making.
type change struct {
	e   *verb.Env
	c   *arg.Cursor
	enc attr.Encoder
	del bool

	// family, bits and scope are fields of struct ifaddrmsg; the first address gives the family.
	family, bits, scope uint8
	flags               uint32 // IFA_F_*

	dev        string
	hasDev     bool
	localWord  string
	local      arg.Addr
	peer       arg.Addr
	hasLocal   bool // an address of at least one byte was given; so for the next three
	hasPeer    bool
	hasBrd     bool
	hasAnycast bool
	brd        byte // '+' or '-' for an address to be made from the prefix, 0 for none
	hasScope   bool
	hasValid   bool
	hasPref    bool
	valid      uint32 // seconds
	preferred  uint32
}

// build turns the words into a message behind its netlink header, which lies in e.Scratch. It sends
// nothing, but for the question which index the device has.
func build(e *verb.Env, c *arg.Cursor, typ uint16) ([]byte, error) {
	a := &change{
		e: e, c: c, del: typ == unix.RTM_DELADDR, family: e.Family,
		valid: uapi.InfinityLifeTime, preferred: uapi.InfinityLifeTime,
	}
	a.enc = e.Scratch
	a.enc.Reset()
	a.enc.B = append(a.enc.B, make([]byte, unix.SizeofIfAddrmsg)...)
	defer func() { e.Scratch = a.enc }()
	for c.Next() {
		if err := a.word(c.Word()); err != nil {
			return nil, err
		}
	}
	index, err := a.finish()
	if err != nil {
		return nil, err
	}
	if err := a.enc.Err(); err != nil {
		return nil, arg.Fail(1, err.Error())
	}
	b := a.enc.B
	b[0], b[1], b[3] = a.family, a.bits, a.scope
	if a.flags <= 0xff {
		b[2] = uint8(a.flags)
	}
	binary.NativeEndian.PutUint32(b[4:], index)
	return b, nil
}

// word reads one keyword with its value, in the order of the reference's tests.
func (a *change) word(word string) error {
	switch {
	case word == "peer", word == "remote":
		return a.readPeer()
	case arg.Prefix(word, "broadcast"), word == "brd":
		return a.readBroadcast()
	case word == "anycast":
		return a.readAddr("anycast", &a.hasAnycast, unix.IFA_ANYCAST)
	case word == "scope":
		return a.readScope()
	case word == "dev":
		v, err := a.c.Value()
		a.dev, a.hasDev = v, true
		return err
	case word == "label":
		v, err := a.c.Value()
		a.enc.String(unix.IFA_LABEL, v)
		return err
	case arg.Prefix(word, "metric"), arg.Prefix(word, "priority"), arg.Prefix(word, "preference"):
		return a.readMetric()
	case arg.Prefix(word, "valid_lft"):
		return a.readLifetime("valid_lft", &a.hasValid, &a.valid)
	case arg.Prefix(word, "preferred_lft"):
		return a.readLifetime("preferred_lft", &a.hasPref, &a.preferred)
	case a.readFlag(word):
		return nil
	case word == "proto":
		return a.readProto()
	}
	return a.readLocal(word)
}

// setFamily takes the family of an address where none is settled yet.
func (a *change) setFamily(x *arg.Addr) {
	if a.family == unix.AF_UNSPEC {
		a.family = x.Family
	}
}

func (a *change) readPeer() error {
	v, err := a.c.Value()
	if err != nil {
		return err
	}
	if a.hasPeer {
		return arg.Duplicate("peer", v)
	}
	if a.peer, err = arg.ParsePrefix(v, a.family); err != nil {
		return err
	}
	a.hasPeer = a.peer.Len > 0
	a.setFamily(&a.peer)
	a.enc.Bytes(unix.IFA_ADDRESS, a.peer.Bytes())
	a.bits = uint8(a.peer.Bits)
	return nil
}

func (a *change) readBroadcast() error {
	v, ok := a.c.Peek()
	if !ok || v != "+" && v != "-" {
		return a.readAddr("broadcast", &a.hasBrd, unix.IFA_BROADCAST)
	}
	a.c.Next()
	if a.hasBrd {
		return arg.Duplicate("broadcast", v)
	}
	a.brd, a.hasBrd = v[0], true
	return nil
}

// readAddr reads an address without a prefix length into an attribute.
func (a *change) readAddr(key string, seen *bool, attribute uint16) error {
	v, err := a.c.Value()
	if err != nil {
		return err
	}
	if *seen {
		return arg.Duplicate(key, v)
	}
	x, err := arg.ParseAddr(v, a.family)
	if err != nil {
		return err
	}
	*seen = x.Len > 0
	a.setFamily(&x)
	a.enc.Bytes(attribute, x.Bytes())
	return nil
}

func (a *change) readLocal(word string) error {
	if word == "local" {
		var err error
		if word, err = a.c.Value(); err != nil {
			return err
		}
	}
	if arg.Prefix(word, "help") {
		return verb.Usage(usage())
	}
	if a.hasLocal {
		return arg.Garbage("local", word)
	}
	x, err := arg.ParsePrefix(word, a.family)
	if err != nil {
		return err
	}
	a.local, a.localWord, a.hasLocal = x, word, x.Len > 0
	a.setFamily(&a.local)
	a.enc.Bytes(unix.IFA_LOCAL, a.local.Bytes())
	return nil
}

func (a *change) readScope() error {
	v, err := a.c.Value()
	if err != nil {
		return err
	}
	if a.scope, err = a.e.Names.ParseScope(v); err != nil {
		return arg.Invalid("invalid scope value.", v)
	}
	a.hasScope = true
	return nil
}

func (a *change) readMetric() error {
	v, err := a.c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.U32(v, 0)
	if !ok {
		return arg.Invalid("\"metric\" value is invalid\n", v)
	}
	a.enc.U32(unix.IFA_RT_PRIORITY, n)
	return nil
}

func (a *change) readProto() error {
	v, err := a.c.Value()
	if err != nil {
		return err
	}
	n, err := a.e.Names.ParseAddrProto(v)
	if err != nil {
		return arg.Invalid("\"proto\" value is invalid\n", v)
	}
	a.enc.U8(uapi.IFA_PROTO, n)
	return nil
}

// readLifetime reads seconds or "forever".
func (a *change) readLifetime(key string, seen *bool, seconds *uint32) error {
	if *seen {
		return arg.Duplicate(key, a.c.Word())
	}
	v, err := a.c.Value()
	if err != nil {
		return err
	}
	*seen = true
	if v == "forever" {
		*seconds = uapi.InfinityLifeTime
		return nil
	}
	n, ok := arg.U32(v, 0)
	if !ok {
		return arg.Invalid(key+" value", v)
	}
	*seconds = n
	return nil
}

// readFlag says whether word is the name of a flag of an address, and takes it where it can be set: else
// it warns.
func (a *change) readFlag(word string) bool {
	f := findFlag(word)
	switch {
	case f == nil:
		return false
	case f.mask == 0:
		a.e.Warn("Warning: " + f.name + " option is not mutable from userspace")
	case f.inet6 && a.family != unix.AF_INET6:
		a.e.Warn("Warning: " + f.name + " option can be set only for IPv6 addresses")
	default:
		a.flags |= f.mask
	}
	return true
}

// settable is a flag of an address as the words of a command see it.
type settable struct {
	name  string
	mask  uint32 // IFA_F_*, 0 for those that the kernel alone sets
	inet6 bool   // of IPv6 addresses only
}

var settables = [...]settable{
	{name: "secondary"},
	{name: "temporary"},
	{name: "nodad", mask: unix.IFA_F_NODAD, inet6: true},
	{name: "optimistic", mask: unix.IFA_F_OPTIMISTIC, inet6: true},
	{name: "dadfailed"},
	{name: "home", mask: unix.IFA_F_HOMEADDRESS, inet6: true},
	{name: "deprecated"},
	{name: "tentative"},
	{name: "permanent"},
	{name: "mngtmpaddr", mask: unix.IFA_F_MANAGETEMPADDR, inet6: true},
	{name: "noprefixroute", mask: unix.IFA_F_NOPREFIXROUTE},
	{name: "autojoin", mask: unix.IFA_F_MCAUTOJOIN},
	{name: "stable-privacy"},
}

func findFlag(name string) *settable {
	for i := range settables {
		if settables[i].name == name {
			return &settables[i]
		}
	}
	return nil
}

// finish appends what follows from all words together and returns the index of the device. The checks
// are in the reference's order.
func (a *change) finish() (index uint32, err error) {
	if a.flags > 0xff {
		a.enc.U32(unix.IFA_FLAGS, a.flags)
	}
	if !a.hasDev {
		return 0, arg.Fail(1, `Not enough information: "dev" argument is required.`)
	}
	a.settlePeer()
	if a.bits == 0 {
		a.bits = uint8(a.local.Bits)
	}
	if err := a.makeBroadcast(); err != nil {
		return 0, err
	}
	if !a.hasScope && !a.del && a.local.Family == unix.AF_INET && a.local.Len > 0 && a.local.Data[0] == 127 {
		a.scope = unix.RT_SCOPE_HOST
	}
	i := a.e.Links.Index(a.dev)
	if i == 0 {
		return 0, arg.NoDevice(a.dev)
	}
	if err := a.putLifetimes(); err != nil {
		return 0, err
	}
	if a.flags&unix.IFA_F_MCAUTOJOIN != 0 && !a.local.IsMulticast() {
		return 0, arg.Fail(1, "autojoin needs multicast address")
	}
	return uint32(i), nil
}

// settlePeer has the address be its own peer where no other is given. A deletion that gives no prefix
// length leaves it out, and the kernel then takes the first address that fits.
func (a *change) settlePeer() {
	if a.hasPeer || !a.hasLocal {
		return
	}
	if a.del && a.local.Family == unix.AF_INET && a.local.Flags&arg.PrefixLenSpecified == 0 {
		a.e.Warn("Warning: Executing wildcard deletion to stay compatible with old scripts.\n" +
			"         Explicitly specify the prefix length (" + a.localWord + "/" +
			strconv.Itoa(int(a.local.Len)*8) + ") to avoid this warning.\n" +
			"         This special behaviour is likely to disappear in further releases,\n" +
			"         fix your scripts!")
		return
	}
	a.peer = a.local
	a.enc.Bytes(unix.IFA_ADDRESS, a.local.Bytes())
}

// makeBroadcast makes the address that "brd +" (all host bits set) and "brd -" (none) ask for. Prefixes
// longer than 30 bits have none.
func (a *change) makeBroadcast() error {
	if a.brd == 0 || a.del {
		return nil
	}
	if a.family != unix.AF_INET {
		return arg.Fail(1, "Broadcast can be set only for IPv4 addresses")
	}
	if a.peer.Bits > 30 {
		return nil
	}
	host := uint32(1<<(32-max(a.peer.Bits, 0)) - 1)
	x := a.peer
	v := binary.BigEndian.Uint32(x.Data[:]) | host
	if a.brd == '-' {
		v &^= host
	}
	binary.BigEndian.PutUint32(x.Data[:], v)
	a.enc.Bytes(unix.IFA_BROADCAST, x.Bytes())
	return nil
}

// putLifetimes appends struct ifa_cacheinfo: preferred and valid lifetime, and two times that the
// kernel fills in.
func (a *change) putLifetimes() error {
	if !a.hasValid && !a.hasPref {
		return nil
	}
	if a.valid == 0 {
		return arg.Fail(1, "valid_lft is zero")
	}
	if a.valid < a.preferred {
		return arg.Fail(1, "preferred_lft is greater than valid_lft")
	}
	var b [unix.SizeofIfaCacheinfo]byte
	binary.NativeEndian.PutUint32(b[0:], a.preferred)
	binary.NativeEndian.PutUint32(b[4:], a.valid)
	a.enc.Bytes(unix.IFA_CACHEINFO, b[:])
	return nil
}
