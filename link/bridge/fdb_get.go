package bridge

import (
	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// An fdbQuery is what a bridge fdb get asks for.
type fdbQuery struct {
	dev, br, addr *string
	vid           int16 // negative for none
	vni           int64 // absent for none
	flags         uint8
	dynamic       bool
}

// getFDB runs bridge fdb get.
func getFDB(e *verb.Env, c *arg.Cursor) error {
	q := fdbQuery{vid: absent, vni: absent}
	for c.Next() {
		if err := q.word(c); err != nil {
			return err
		}
	}
	if q.dev == nil && q.br == nil || q.addr == nil {
		return arg.Fail(1, "Device or master and address are required arguments.")
	}
	mac, err := parseMAC(*q.addr)
	if err != nil {
		return err
	}
	dev, err := findDevice(e, q.dev)
	if err != nil {
		return err
	}
	br := 0
	if q.br != nil {
		if br = e.Links.Index(*q.br); br == 0 {
			return noBridge(*q.br)
		}
	}
	enc := fdbRequest(e, dev, 0, q.flags)
	enc.Bytes(unix.NDA_LLADDR, mac[:])
	if q.vid >= 0 {
		enc.U16(unix.NDA_VLAN, uint16(q.vid))
	}
	if q.vni != absent {
		enc.U32(unix.NDA_VNI, uint32(q.vni))
	}
	if br != 0 {
		enc.U32(unix.NDA_MASTER, uint32(br))
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	m, err := conn.Get(nl.Request{Type: unix.RTM_GETNEIGH, Body: enc.B})
	if err != nil {
		return refusal(err)
	}
	v := newFDBView(e)
	v.dynamic = q.dynamic
	e.Out.Begin()
	v.print(m)
	e.Out.End()
	return nil
}

func (q *fdbQuery) word(c *arg.Cursor) (err error) {
	w := c.Word()
	switch {
	case w == "brport", w == "dev":
		q.dev, err = last(c)
	case w == "br":
		q.br, err = last(c)
	case w == "vni":
		var v uint32
		v, err = parseVNI(c, "VNI")
		q.vni = int64(v)
	case w == "self":
		q.flags |= unix.NTF_SELF
	case arg.Prefix(w, "master"):
		q.flags |= unix.NTF_MASTER
	case arg.Prefix(w, "vlan"):
		q.vid, err = parseVID(c, q.vid)
	case arg.Prefix(w, "dynamic"):
		q.dynamic = true
	default:
		q.addr, err = parseTo(c, q.addr)
	}
	return err
}
