package bridge

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// An mdbChange is what a command asks for an entry, or for the entries that it is about.
type mdbChange struct {
	mdbWords
	dev, port, grp   *string
	vid              uint16
	state, stateMask uint8
}

// changeMDB runs the verbs that make, replace and delete entries.
func changeMDB(e *verb.Env, c *arg.Cursor, typ, flags uint16) error {
	var m mdbChange
	for c.Next() {
		if err := m.word(c); err != nil {
			return err
		}
	}
	if m.dev == nil || m.grp == nil || m.port == nil {
		return arg.Fail(1, "Device, group address and port name are required arguments.")
	}
	if typ != unix.RTM_NEWMDB {
		m.state = 0
	}
	enc, err := m.request(e)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	return conn.Do(nl.Request{Type: typ, Flags: flags, Body: enc.B})
}

// word reads a word of the command with its value. Words it does not know do not matter to the
// reference, but for help.
func (m *mdbChange) word(c *arg.Cursor) (err error) {
	w := c.Word()
	if place := m.place(w); place != nil {
		*place, err = last(c)
		return err
	}
	switch {
	case w == "permanent":
		m.state = uapi.MDB_PERMANENT
	case w == "temp":
	case w == "vid":
		m.vid, err = parseMDBVID(c)
	case arg.Prefix(w, "help"):
		return verb.Usage(mdbUsage())
	}
	return err
}

// place is where the value of a keyword of add, replace and delete goes; nil for what is none.
func (m *mdbChange) place(word string) **string {
	switch word {
	case "dev":
		return &m.dev
	case "grp":
		return &m.grp
	case "port":
		return &m.port
	case "src":
		return &m.src
	case "filter_mode":
		return &m.mode
	case "source_list":
		return &m.srcList
	case "proto":
		return &m.proto
	case "dst":
		return &m.dst
	case "dst_port":
		return &m.dstPort
	case "vni":
		return &m.vni
	case "src_vni":
		return &m.srcVNI
	case "via":
		return &m.via
	}
	return nil
}

// parseMDBVID reads a VLAN, of which the low 16 bits count.
func parseMDBVID(c *arg.Cursor) (uint16, error) {
	word, err := c.Value()
	return uint16(atoi(word)), err
}

// request makes the message: struct br_port_msg, the entry, and its attributes.
func (m *mdbChange) request(e *verb.Env) (*attr.Encoder, error) {
	dev, err := findDevice(e, m.dev)
	if err != nil {
		return nil, err
	}
	port, err := findDevice(e, m.port)
	if err != nil {
		return nil, err
	}
	var entry mdbEntry
	if m.grp != nil {
		if err := entry.setGroup(*m.grp); err != nil {
			return nil, err
		}
	}
	binary.NativeEndian.PutUint32(entry[:], uint32(port))
	entry[uapi.BrMdbEntry_State] = m.state
	binary.NativeEndian.PutUint16(entry[uapi.BrMdbEntry_VID:], m.vid)

	enc := &e.Scratch
	enc.Reset()
	var bpm [uapi.SizeofBrPortMsg]byte
	bpm[0] = unix.AF_BRIDGE
	binary.NativeEndian.PutUint32(bpm[4:], uint32(dev))
	enc.B = append(enc.B, bpm[:]...)
	enc.Bytes(uapi.MDBA_SET_ENTRY, entry[:])
	if !m.any() && m.stateMask == 0 {
		return enc, nil
	}
	nest := enc.Nest(uapi.MDBA_SET_ENTRY_ATTRS | attr.NestedFlag)
	if err := m.append(e, enc); err != nil {
		return nil, err
	}
	if m.stateMask != 0 {
		enc.U8(uapi.MDBE_ATTR_STATE_MASK, m.stateMask)
	}
	enc.EndNest(nest)
	return enc, nil
}
