package bridge

import (
	"errors"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// Monitor describes bridge monitor. It has no verbs but a list of words that say what is to be shown: the
// first of them stands where other objects have the verb.
func Monitor() *verb.Object {
	return &verb.Object{
		Name:    "monitor",
		Short:   "changes, as they happen",
		Default: func(e *verb.Env, c *arg.Cursor) error { return runMonitor(e, c, "") },
		Usage:   monitorUsage,
		Unknown: unknownSubject,
		Verbs: []verb.Verb{
			{Name: "file", Run: monitorOf("file")},
			{Name: "link", Run: monitorOf("link")},
			{Name: "fdb", Run: monitorOf("fdb")},
			{Name: "mdb", Run: monitorOf("mdb")},
			{Name: "vlan", Run: monitorOf("vlan")},
			{Name: "vni", Exact: true, Run: monitorOf("vni")},
			{Name: "all", Exact: true, Run: monitorOf("all")},
		},
	}
}

func monitorOf(first string) func(*verb.Env, *arg.Cursor) error {
	return func(e *verb.Env, c *arg.Cursor) error { return runMonitor(e, c, first) }
}

func unknownSubject(word string) error {
	return arg.Exit(255, `Argument "`+word+`" is unknown, try "bridge monitor help".`)
}

func monitorUsage() string {
	return `Usage: bridge monitor [ link ] [ fdb ] [ mdb ] [ vlan ] [ vni ]
       bridge monitor all
       bridge monitor file FILE

Without words: link, fdb and mdb. all is everything, with the kind of each change in front.
FILE is what rtmon has recorded.
`
}

// A monitor is what a bridge monitor watches.
type monitor struct {
	link, fdb, mdb, vlan, vni bool
	some                      bool // something was asked for
	banner                    bool // kinds are shown in front of changes
	file                      *string
}

// runMonitor runs bridge monitor. first is the word that stands before the cursor, "" for none.
func runMonitor(e *verb.Env, c *arg.Cursor, first string) error {
	var m monitor
	if first != "" {
		if err := m.word(first, c); err != nil {
			return err
		}
	}
	for o := Monitor(); c.Next(); {
		v := o.Find(c.Word())
		if v == nil {
			if arg.Prefix(c.Word(), "help") {
				return o.Help()
			}
			return unknownSubject(c.Word())
		}
		if err := m.word(v.Name, c); err != nil {
			return err
		}
	}
	if !m.some {
		m.link, m.fdb, m.mdb = true, true, true
	}
	w := newWatch(e, m.banner)
	if m.file != nil {
		return w.replay(*m.file)
	}
	return m.listen(e, w)
}

// word takes in one of the words, with the value that file has.
func (m *monitor) word(name string, c *arg.Cursor) (err error) {
	switch name {
	case "file":
		m.file, err = last(c)
		return err
	case "link":
		m.link = true
	case "fdb":
		m.fdb = true
	case "mdb":
		m.mdb = true
	case "vlan":
		m.vlan = true
	case "vni":
		m.vni = true
	case "all":
		*m = monitor{link: true, fdb: true, mdb: true, vlan: true, vni: true, banner: true, file: m.file}
	}
	m.some = true
	return nil
}

// listen prints changes until it is interrupted.
func (m *monitor) listen(e *verb.Env, w *watch) error {
	conn, err := m.dial(e)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := rememberNames(e); err != nil {
		return err
	}
	for msg, err := range conn.Listen() {
		switch {
		case errors.Is(err, unix.ENOBUFS): // what was lost is lost, the rest may still be of use
			e.Warn(err.Error())
			continue
		case err != nil:
			return arg.Exit(2, err.Error())
		}
		if err := w.print(msg); err != nil {
			return arg.Exit(2, err.Error())
		}
		// Each change at once: whoever watches acts on it.
		if e.Out.Flush() != nil {
			return nil // the tool reports what the Printer could not write
		}
	}
	return nil
}

// dial opens a socket that gets the changes.
func (m *monitor) dial(e *verb.Env) (*nl.Conn, error) {
	var groups []uint32
	for _, g := range [...]struct {
		wanted bool
		group  uint32
	}{
		{m.link, unix.RTNLGRP_LINK}, {m.fdb, unix.RTNLGRP_NEIGH}, {m.mdb, unix.RTNLGRP_MDB},
		{m.vlan, unix.RTNLGRP_BRVLAN}, {m.vni, unix.RTNLGRP_TUNNEL},
	} {
		if g.wanted {
			groups = append(groups, g.group)
		}
	}
	conn, err := dialGroups(e, groups)
	if err == nil {
		return conn, nil
	}
	// Kernels before 5.7 have no group of VLANs, those before 5.18 none of VNIs.
	for _, g := range groups {
		one, failed := dialGroups(e, []uint32{g})
		if failed == nil {
			one.Close()
			continue
		}
		switch g {
		case unix.RTNLGRP_BRVLAN:
			return nil, arg.Exit(1, "Failed to add bridge vlan group to list")
		case unix.RTNLGRP_TUNNEL:
			return nil, arg.Exit(1, "Failed to add bridge vni group to list")
		}
	}
	return nil, err
}

func dialGroups(e *verb.Env, groups []uint32) (*nl.Conn, error) {
	return nl.Dial(nl.Config{
		Protocol: unix.NETLINK_ROUTE, Strict: true, RcvBuf: e.RcvBuf, Warn: e.Warn, Groups: groups,
	})
}

// rememberNames learns the names of all devices, so that what is told of one when it is gone can still
// name it.
func rememberNames(e *verb.Env) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETLINK, Body: make([]byte, unix.SizeofIfInfomsg)}) {
		if err != nil {
			return dumpTerminated(e, err)
		}
		if m.Type != unix.RTM_NEWLINK || len(m.Data) < unix.SizeofIfInfomsg {
			continue
		}
		if name := attr.Find(m.Data[unix.SizeofIfInfomsg:], unix.IFLA_IFNAME); name != nil {
			e.Links.Seen(int(int32(attr.U32(m.Data[4:]))), attr.CString(name), attr.U32(m.Data[8:]))
		}
	}
	return nil
}
