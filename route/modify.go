package route

import (
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// run adds, changes or deletes a route: typ is RTM_NEWROUTE or RTM_DELROUTE, and flags
// (NLM_F_CREATE, …) make the difference between add, append, prepend, change, replace and test. The
// whole command line is one message, so the kernel does all of it or nothing.
func (m *modifier) run(e *verb.Env, c *arg.Cursor, typ uint16, flags uint16) error {
	body, err := m.body(request{c: c, enc: &e.Scratch, sys: live{e}, names: e.Names}, e.Family, typ)
	if err != nil {
		return err
	}
	r := nl.Request{Type: typ, Flags: flags, Body: body}
	if e.Echo {
		return echo(e, r)
	}
	return e.Do(r, refusal)
}

// echo has the kernel send back the route as it is now, and prints it. Of several messages the first
// counts, as in the reference.
func echo(e *verb.Env, r nl.Request) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	m, err := conn.Echo(r)
	if err != nil || m.Data == nil {
		return refusal(err)
	}
	e.Out.Begin()
	err = NewPrinter(e).Route(m)
	e.Out.End()
	return err
}

// refusal gives the status 2 to a request that could not be sent or whose answer was lost.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	switch err := err.(type) {
	case *nl.SendError:
		return arg.Fail(2, err.Error())
	case *nl.ReceiveError:
		return arg.Fail(2, err.Error())
	}
	return err
}

// A modifier makes the requests of commands that change routes, one after the other: the lines of a batch
// share its memory.
type modifier struct {
	request
	del bool // RTM_DELROUTE

	dst, via, nexthops, nhid   bool // these words were there
	scopeSet, tableSet, typSet bool
	devSet                     bool
	dev                        string

	metrics attr.Encoder // RTA_METRICS, made when first needed
	lock    uint32       // bits of RTAX_*
}

// A keyword is a word of a route and how the words behind it are read. The table is in the order of the
// reference's tests: the first that the word is a prefix of wins.
type keyword struct {
	name  string
	whole bool // no abbreviations
	read  func(m *modifier, k *keyword) error
	rtax  uint16 // for metrics: RTAX_*
	label string // how the error calls the value
}

var modifyWords = [...]keyword{
	{name: "src", whole: true, read: (*modifier).readSrc},
	{name: "as", whole: true, read: func(m *modifier, _ *keyword) error { return m.newDst() }},
	{name: "via", whole: true, read: (*modifier).readVia},
	{name: "from", whole: true, read: (*modifier).readFrom},
	{name: "tos", whole: true, read: (*modifier).readTOS},
	{name: "dsfield", read: (*modifier).readTOS},
	{name: "expires", whole: true, read: (*modifier).readU32, rtax: unix.RTA_EXPIRES, label: "expires"},
	{name: "metric", read: (*modifier).readU32, rtax: unix.RTA_PRIORITY, label: "metric"},
	{name: "priority", read: (*modifier).readU32, rtax: unix.RTA_PRIORITY, label: "metric"},
	{name: "preference", whole: true, read: (*modifier).readU32, rtax: unix.RTA_PRIORITY, label: "metric"},
	{name: "scope", whole: true, read: (*modifier).readScope},
	{name: "mtu", whole: true, read: (*modifier).readMetric, rtax: unix.RTAX_MTU, label: "mtu"},
	{name: "hoplimit", whole: true, read: (*modifier).readMetric, rtax: unix.RTAX_HOPLIMIT, label: "hoplimit"},
	{name: "advmss", whole: true, read: (*modifier).readMetric, rtax: unix.RTAX_ADVMSS, label: "mss"},
	{name: "reordering", read: (*modifier).readMetric, rtax: unix.RTAX_REORDERING, label: "reordering"},
	{name: "rtt", whole: true, read: (*modifier).readTime, rtax: unix.RTAX_RTT, label: "rtt"},
	{name: "rto_min", whole: true, read: (*modifier).readRTOMin, rtax: unix.RTAX_RTO_MIN, label: "rto_min"},
	{name: "window", read: (*modifier).readMetric, rtax: unix.RTAX_WINDOW, label: "window"},
	{name: "cwnd", read: (*modifier).readMetric, rtax: unix.RTAX_CWND, label: "cwnd"},
	{name: "initcwnd", read: (*modifier).readMetric, rtax: unix.RTAX_INITCWND, label: "initcwnd"},
	{name: "initrwnd", read: (*modifier).readMetric, rtax: unix.RTAX_INITRWND, label: "initrwnd"},
	{name: "features", read: (*modifier).readFeatures},
	{name: "quickack", read: (*modifier).readSwitch, rtax: unix.RTAX_QUICKACK, label: "quickack"},
	{name: "congctl", read: (*modifier).readCongctl, rtax: unix.RTAX_CC_ALGO},
	{name: "rttvar", read: (*modifier).readTime, rtax: unix.RTAX_RTTVAR, label: "rttvar"},
	{name: "ssthresh", read: (*modifier).readMetric, rtax: unix.RTAX_SSTHRESH, label: "ssthresh"},
	{name: "realms", read: func(m *modifier, _ *keyword) error { return m.realms() }},
	{name: "onlink", whole: true, read: func(m *modifier, _ *keyword) error {
		m.flags |= unix.RTNH_F_ONLINK
		return nil
	}},
	{name: "nexthop", whole: true, read: func(m *modifier, _ *keyword) error {
		m.nexthops = true
		return nil
	}},
	{name: "nhid", whole: true, read: (*modifier).readNHID},
	{name: "protocol", read: (*modifier).readProtocol},
	{name: "table", read: (*modifier).readTable},
	{name: "vrf", read: (*modifier).readVRF},
	{name: "dev", whole: true, read: (*modifier).readDev},
	{name: "oif", whole: true, read: (*modifier).readDev},
	{name: "pref", read: (*modifier).readPref},
	{name: "encap", whole: true, read: func(m *modifier, _ *keyword) error { return m.encap() }},
	{name: "ttl-propagate", whole: true, read: (*modifier).readTTLPropagate},
	{name: "fastopen_no_cookie", read: (*modifier).readSwitch, rtax: unix.RTAX_FASTOPEN_NO_COOKIE,
		label: "fastopen_no_cookie"},
}

// modifyInitials are the first letters of the words in the table, to find the few that a word can be.
const modifyInitials = "savftdemppsmharrrwciifqcrsronnptvdopetf"

// body reads the words behind the verb and makes the body of the request. Nothing is sent. family is that
// of the options, AF_UNSPEC if none.
func (m *modifier) body(r request, family uint8, typ uint16) ([]byte, error) {
	*m = modifier{request: r, del: typ == unix.RTM_DELROUTE, metrics: m.metrics}
	m.metrics.Reset()
	m.rtmsg = rtmsg{family: family, table: unix.RT_TABLE_MAIN, scope: unix.RT_SCOPE_NOWHERE}
	if !m.del {
		m.protocol, m.scope, m.typ = unix.RTPROT_BOOT, unix.RT_SCOPE_UNIVERSE, unix.RTN_UNICAST
	}
	m.begin()
	for !m.nexthops && m.c.Next() {
		if err := m.word(m.c.Word()); err != nil {
			return nil, err
		}
	}
	if !m.dst {
		return nil, verb.Usage(usage())
	}
	if m.devSet {
		if err := m.device(unix.RTA_OIF, m.dev); err != nil {
			return nil, err
		}
	}
	m.putMetrics()
	if m.nexthops {
		if err := m.multipath(); err != nil {
			return nil, err
		}
	}
	m.defaults()
	return m.end()
}

// word reads one keyword with its values, or the destination.
func (m *modifier) word(w string) error {
	// No keyword begins with a digit and most destinations do.
	if w == "" || '0' <= w[0] && w[0] <= '9' {
		return m.destination(w)
	}
	for i := 0; i < len(modifyWords); i++ {
		n := strings.IndexByte(modifyInitials[i:], w[0])
		if n < 0 {
			break
		}
		i += n
		k := &modifyWords[i]
		if w == k.name || !k.whole && arg.Prefix(w, k.name) {
			return k.read(m, k)
		}
	}
	return m.destination(w)
}

// destination reads "[to] [TYPE] PREFIX", which is all that is no keyword.
func (m *modifier) destination(w string) (err error) {
	if w == "to" {
		if w, err = m.c.Value(); err != nil {
			return err
		}
	}
	if w == "" || w[0] < '0' || w[0] > '9' {
		if typ, err := m.names.ParseRouteType(w); err == nil {
			if w, err = m.c.Value(); err != nil {
				return err
			}
			m.typ, m.typSet = typ, true
		}
	}
	if arg.Prefix(w, "help") {
		return verb.Usage(usage())
	}
	if m.dst {
		return arg.Garbage("to", w)
	}
	a, err := arg.ParsePrefix(w, m.family)
	if err != nil {
		return err
	}
	m.settle(&a)
	m.dstLen, m.dst = uint8(a.Bits), true
	if a.Len > 0 {
		m.enc.Bytes(unix.RTA_DST, a.Bytes())
	}
	return nil
}

// defaults fills in what the words have left open: the table and the scope follow from the type.
func (m *modifier) defaults() {
	if m.family == unix.AF_UNSPEC {
		m.family = unix.AF_INET
	}
	if !m.tableSet {
		switch m.typ {
		case unix.RTN_LOCAL, unix.RTN_BROADCAST, unix.RTN_NAT, unix.RTN_ANYCAST:
			m.table = unix.RT_TABLE_LOCAL
		}
	}
	if !m.scopeSet {
		m.defaultScope()
	}
	if !m.typSet && m.family == unix.AF_MPLS {
		m.typ = unix.RTN_UNICAST
	}
}

func (m *modifier) defaultScope() {
	if m.family == unix.AF_INET6 || m.family == unix.AF_MPLS {
		m.scope = unix.RT_SCOPE_UNIVERSE
		return
	}
	switch m.typ {
	case unix.RTN_LOCAL, unix.RTN_NAT:
		m.scope = unix.RT_SCOPE_HOST
	case unix.RTN_BROADCAST, unix.RTN_MULTICAST, unix.RTN_ANYCAST:
		m.scope = unix.RT_SCOPE_LINK
	case unix.RTN_UNICAST, unix.RTN_UNSPEC:
		if m.del {
			m.scope = unix.RT_SCOPE_NOWHERE
		} else if !m.via && !m.nexthops && !m.nhid {
			m.scope = unix.RT_SCOPE_LINK
		}
	}
}
