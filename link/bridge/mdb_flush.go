package bridge

import (
	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// flushMDB runs bridge mdb flush.
func flushMDB(e *verb.Env, c *arg.Cursor) error {
	var m mdbChange
	for c.Next() {
		if err := m.flushWord(c); err != nil {
			return err
		}
	}
	if m.dev == nil {
		return arg.Fail(1, "Device is a required argument.")
	}
	enc, err := m.request(e)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	return conn.Do(nl.Request{Type: unix.RTM_DELMDB, Flags: unix.NLM_F_BULK, Body: enc.B})
}

func (m *mdbChange) flushWord(c *arg.Cursor) (err error) {
	w := c.Word()
	switch w {
	case "dev", "port", "proto", "dst", "dst_port", "vni", "src_vni":
		place := m.place(w)
		*place, err = last(c)
	case "vid":
		m.vid, err = parseMDBVID(c)
	case "permanent", "nopermanent":
		m.state, m.stateMask = 0, uapi.MDB_PERMANENT
		if w == "permanent" {
			m.state = uapi.MDB_PERMANENT
		}
	case "help":
		return verb.Usage(mdbUsage())
	}
	return err
}
