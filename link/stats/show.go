package stats

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

// runDefault shows everything.
func runDefault(e *verb.Env, c *arg.Cursor) error { return show(e, c) }

// runShow is ip stats show, which implies one -statistics, and another with -details.
func runShow(e *verb.Env, c *arg.Cursor) error {
	given := e.Out.Stats
	e.Out.Stats += e.Out.Details + 1
	defer func() { e.Out.Stats = given }()
	return show(e, c)
}

func show(e *verb.Env, c *arg.Cursor) error {
	w := words{}
	asked, err := w.read(c)
	if err != nil {
		return err
	}
	if asked {
		return help(e)
	}
	index := int32(0)
	if w.dev != "" {
		if index = int32(e.Links.Index(w.dev)); index == 0 {
			return arg.NoDevice(w.dev)
		}
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := attr.Encoder{B: make([]byte, 0, 32)}
	w.on.request(&enc, index)
	s := shower{e: e, p: e.Out, v: link.NewView(e, nil), on: &w.on}
	req := nl.Request{Type: unix.RTM_GETSTATS, Body: enc.B}
	e.Out.Begin()
	defer e.Out.End()
	if index != 0 {
		m, err := conn.Get(req)
		if err != nil {
			return err
		}
		return s.message(m.Data)
	}
	return s.dump(conn, req)
}

// dump shows every device.
func (s *shower) dump(conn *nl.Conn, req nl.Request) error {
	for m, err := range conn.Dump(req) {
		if err != nil {
			return arg.Fail(2, verb.Lines2(err.Error(), "Dump terminated"))
		}
		if s.message(m.Data) != nil {
			return arg.Fail(2, "Dump terminated")
		}
		s.p.NL()
		s.p.Record()
	}
	return nil
}

// words are those of a command line.
type words struct {
	dev string
	sel selection
	on  enabled
}

// read reads the words. help says that the help is asked for, and nothing else.
func (w *words) read(c *arg.Cursor) (help bool, err error) {
	for c.Next() {
		switch c.Word() {
		case "dev":
			v, err := c.Value()
			if err != nil {
				return false, err
			}
			if w.dev != "" {
				return false, arg.Garbage("dev", v)
			}
			if !arg.IfName(v) {
				return false, arg.Invalid(`"dev" not a valid ifname`, v)
			}
			w.dev = v
		case "help":
			return true, nil
		default:
			found, err := w.level(c)
			if err != nil {
				return false, err
			}
			if !found {
				return false, lost(c.Word())
			}
		}
	}
	return false, w.on.add(&w.sel)
}

// level reads the name of a level and what it selects. What it selects may itself be the name of a level
// further in, and is then read as that as well: the reference goes on with the word it stands on.
func (w *words) level(c *arg.Cursor) (found bool, err error) {
	for i, name := range levels {
		if c.Word() != name {
			continue
		}
		v, err := c.Value()
		if err != nil {
			return false, err
		}
		if err := w.choose(i, v); err != nil {
			return false, err
		}
		found = true
	}
	return found, nil
}

// choose sets a level of the selection. What was selected at that level or further in is complete and is
// enabled; what is further out stays.
func (w *words) choose(level int, name string) error {
	if w.sel.n < level {
		return arg.Fail(errInval, "Error: "+levels[level]+" "+name+" requested without selecting a "+levels[w.sel.n]+" first")
	}
	if w.sel.n > level {
		if err := w.on.add(&w.sel); err != nil {
			return err
		}
	}
	w.sel.names[level] = name
	w.sel.n = level + 1
	return nil
}

// A shower prints RTM_NEWSTATS messages.
type shower struct {
	e  *verb.Env
	p  *out.Printer
	v  *link.View
	on *enabled
	tb [unix.IFLA_STATS_AF_SPEC + 1][]byte // the attributes of the message at hand
}

// message prints the enabled suites of a message, each as a record of its own.
func (s *shower) message(msg []byte) error {
	if len(msg) < uapi.SizeofIfStatsMsg {
		s.p.Flush()
		s.e.Warn("BUG: wrong nlmsg len " + strconv.Itoa(len(msg)-uapi.SizeofIfStatsMsg))
		return failed(errInval)
	}
	index := int32(attr.U32(msg[4:]))
	attr.Index(s.tb[:], msg[uapi.SizeofIfStatsMsg:])
	name := s.e.Links.Name(int(index))
	for i := range suites {
		if !s.on[i] {
			continue
		}
		u := &suites[i]
		s.p.Object("")
		s.p.Int("ifindex", "", int64(index), ":")
		s.p.In(out.IfName).Str("ifname", " ", name, ":")
		for l, v := range u.path {
			if v == "" {
				break
			}
			s.p.Text(" ")
			s.p.Text(levels[l])
			s.p.Str(levels[l], " ", v, "")
		}
		if err := u.show(s, u); err != nil {
			return err
		}
		s.p.EndObject()
		s.p.NL()
	}
	return nil
}

// failed is an error that has been told.
func failed(status int) error { return arg.Fail(status, "") }

// xstats is what the kind of a device or of its master adds, nil if nothing.
func (s *shower) xstats(u *suite, kind, typ uint16) []byte {
	return attr.Find(attr.Find(s.tb[u.outer], kind), typ)
}

// stats64 prints a struct rtnl_link_stats64; nil prints nothing.
func (s *shower) stats64(b []byte) error {
	if b != nil {
		s.p.Object("stats64")
		s.v.Stats64(b)
		s.p.EndObject()
	}
	return nil
}
