package bridge

import (
	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// getMDB runs bridge mdb get. Its attributes have the numbers of those of changes.
func getMDB(e *verb.Env, c *arg.Cursor) error {
	var q mdbChange
	for c.Next() {
		if err := q.queryWord(c); err != nil {
			return err
		}
	}
	if q.dev == nil || q.grp == nil {
		return arg.Fail(1, "Device and group address are required arguments.")
	}
	enc, err := q.request(e)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	m, err := conn.Get(nl.Request{Type: unix.RTM_GETMDB, Body: enc.B})
	if err != nil {
		return refusal(err)
	}
	e.Out.Begin()
	newMDBView(e).groups(m)
	e.Out.End()
	return nil
}

func (m *mdbChange) queryWord(c *arg.Cursor) (err error) {
	switch c.Word() {
	case "dev":
		m.dev, err = last(c)
	case "grp":
		m.grp, err = last(c)
	case "vid":
		m.vid, err = parseMDBVID(c)
	case "src":
		m.src, err = last(c)
	case "src_vni":
		m.srcVNI, err = last(c)
	case "help":
		return verb.Usage(mdbUsage())
	}
	return err
}
