package route

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// A getter asks which way a packet would take. The lines of a batch share its memory, the Printer's
// foremost.
type getter struct {
	l lookup
	p *Printer
}

// run is the verb get.
func (g *getter) run(e *verb.Env, c *arg.Cursor) error {
	l := &g.l
	*l = lookup{request: request{c: c, enc: &e.Scratch, sys: live{e}, names: e.Names}}
	body, err := l.body(e.Family)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	r := nl.Request{Type: unix.RTM_GETROUTE, Body: body}
	m, err := conn.Get(r)
	if err != nil {
		return refusal(err)
	}
	if g.p == nil {
		g.p = NewPrinter(e)
		g.p.filter.cloned = anything
	}
	g.p.forget()
	e.Out.Begin()
	defer e.Out.End()
	if err := g.p.Route(m); err != nil {
		return err
	}
	if !l.connected || l.from {
		return nil
	}
	return g.again(e, conn, r)
}

// again is the second half of "get … connected", for which the route found first has a source address
// or none: the lookup is made again and shown again. The reference sends the first request unchanged.
func (g *getter) again(e *verb.Env, conn *nl.Conn, r nl.Request) error {
	if g.p.tb[unix.RTA_PREFSRC] == nil && g.p.tb[unix.RTA_SRC] == nil {
		return arg.Fail(1, "Failed to connect the route")
	}
	m, err := conn.Get(r)
	if err != nil {
		return refusal(err)
	}
	return g.p.Route(m)
}

// A lookup is the request of get in the making.
type lookup struct {
	request

	to, from, connected, fibMatch bool // these words were there
	idev, odev                    string
	idevSet, odevSet              bool
	mark                          uint32
}

// A getWord is a keyword of get; see keyword.
type getWord struct {
	name  string
	whole bool
	read  func(l *lookup) error
}

var getWords = [...]getWord{
	{"tos", true, (*lookup).readTOS},
	{"dsfield", false, (*lookup).readTOS},
	{"from", false, (*lookup).readFrom},
	{"iif", false, func(l *lookup) (err error) { l.idev, err = l.c.Value(); l.idevSet = true; return }},
	{"mark", false, (*lookup).readMark},
	{"oif", false, func(l *lookup) (err error) { l.odev, err = l.c.Value(); l.odevSet = true; return }},
	{"dev", true, func(l *lookup) (err error) { l.odev, err = l.c.Value(); l.odevSet = true; return }},
	{"notify", false, func(l *lookup) error { l.flags |= unix.RTM_F_NOTIFY; return nil }},
	{"connected", false, func(l *lookup) error { l.connected = true; return nil }},
	{"vrf", false, (*lookup).readVRF},
	{"uid", false, (*lookup).readUID},
	{"fibmatch", false, func(l *lookup) error { l.fibMatch = true; return nil }},
	{"as", true, func(l *lookup) error { return l.newDst() }},
	{"sport", false, func(l *lookup) error { return l.port(unix.RTA_SPORT, "sport") }},
	{"dport", false, func(l *lookup) error { return l.port(unix.RTA_DPORT, "dport") }},
	{"ipproto", false, (*lookup).readIPProto},
	{"flowlabel", true, (*lookup).readFlowLabel},
}

// body reads the words behind the verb and makes the body of the request. Nothing is sent.
func (l *lookup) body(family uint8) ([]byte, error) {
	l.family = family
	l.begin()
	for l.c.Next() {
		if err := l.word(l.c.Word()); err != nil {
			return nil, err
		}
	}
	if !l.to {
		return nil, arg.Fail(1, "need at least a destination address")
	}
	if l.idevSet {
		if err := l.device(unix.RTA_IIF, l.idev); err != nil {
			return nil, err
		}
	}
	if l.odevSet {
		if err := l.device(unix.RTA_OIF, l.odev); err != nil {
			return nil, err
		}
	}
	if l.mark != 0 {
		l.enc.U32(unix.RTA_MARK, l.mark)
	}
	if l.family == unix.AF_UNSPEC {
		l.family = unix.AF_INET
	}
	if l.family == unix.AF_INET {
		// So that the answer names the table the route is in; IPv6 does so unasked.
		l.flags |= unix.RTM_F_LOOKUP_TABLE
	}
	if l.fibMatch {
		l.flags |= unix.RTM_F_FIB_MATCH
	}
	return l.end()
}

func (l *lookup) word(w string) error {
	if w == "" || '0' <= w[0] && w[0] <= '9' {
		return l.destination(w)
	}
	for i := range getWords {
		k := &getWords[i]
		if k.name[0] == w[0] && (w == k.name || !k.whole && arg.Prefix(w, k.name)) {
			return k.read(l)
		}
	}
	return l.destination(w)
}

// destination reads "[to] ADDRESS". A prefix is taken too: the kernel looks up its first address, and a
// warning says so.
func (l *lookup) destination(w string) (err error) {
	if w == "to" {
		if w, err = l.c.Value(); err != nil {
			return err
		}
	}
	if arg.Prefix(w, "help") {
		return verb.Usage(usage())
	}
	a, err := arg.ParsePrefix(w, l.family)
	if err != nil {
		return err
	}
	l.settle(&a)
	if a.Len > 0 {
		l.enc.Bytes(unix.RTA_DST, a.Bytes())
	}
	l.dstLen, l.to = uint8(a.Bits), true
	if l.family == unix.AF_INET || l.family == unix.AF_INET6 {
		whole := arg.BitLen(l.family)
		if int(a.Bits) != whole {
			l.sys.Warn("Warning: /" + strconv.Itoa(int(a.Bits)) + " as prefix is invalid, only /" +
				strconv.Itoa(whole) + " (or none) is supported.")
			l.dstLen = uint8(whole)
		}
	}
	return nil
}

func (l *lookup) readTOS() error {
	w, err := l.c.Value()
	if err != nil {
		return err
	}
	if l.tos, err = l.names.ParseDSField(w); err != nil {
		return arg.Invalid("TOS value is invalid\n", w)
	}
	return nil
}

func (l *lookup) readFrom() error {
	w, err := l.c.Value()
	if err != nil {
		return err
	}
	if arg.Prefix(w, "help") {
		return verb.Usage(usage())
	}
	l.from = true
	return l.source(w)
}

func (l *lookup) readMark() error {
	w, err := l.c.Value()
	if err != nil {
		return err
	}
	v, ok := arg.U32(w, 0)
	if !ok {
		return arg.Invalid("invalid mark value", w)
	}
	l.mark = v
	return nil
}

// readVRF reads the name of a VRF device, which is then the device to leave by.
func (l *lookup) readVRF() error {
	w, err := l.c.Value()
	if err != nil {
		return err
	}
	if !l.sys.IsVRF(w) {
		return arg.Invalid("Invalid VRF\n", w)
	}
	l.odev, l.odevSet = w, true
	return nil
}

func (l *lookup) readUID() error {
	w, err := l.c.Value()
	if err != nil {
		return err
	}
	v, ok := arg.U32(w, 0)
	if !ok {
		return arg.Invalid("invalid UID\n", w)
	}
	l.enc.U32(unix.RTA_UID, v)
	return nil
}

func (l *lookup) port(typ uint16, name string) error {
	w, err := l.c.Value()
	if err != nil {
		return err
	}
	v, ok := arg.U16(w, 0)
	if !ok {
		return arg.Invalid("invalid "+name+"\n", w)
	}
	l.enc.BE16(typ, v)
	return nil
}

func (l *lookup) readIPProto() error {
	w, err := l.c.Value()
	if err != nil {
		return err
	}
	v, err := l.names.ParseIPProto(w)
	if err != nil {
		return arg.Invalid("Invalid \"ipproto\" value\n", w)
	}
	l.enc.U8(unix.RTA_IP_PROTO, v)
	return nil
}

func (l *lookup) readFlowLabel() error {
	w, err := l.c.Value()
	if err != nil {
		return err
	}
	v, ok := arg.U32(w, 0)
	if !ok {
		return arg.Invalid("invalid flowlabel", w)
	}
	l.enc.BE32(uapi.RTA_FLOWLABEL, v)
	return nil
}
