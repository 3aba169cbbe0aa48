package route

import (
	"gip/internal/arg"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// readSrc reads "src ADDRESS": the source address that packets on the route prefer.
func (m *modifier) readSrc(*keyword) error {
	a, err := m.address()
	if err != nil {
		return err
	}
	m.settle(&a)
	m.enc.Bytes(unix.RTA_PREFSRC, a.Bytes())
	return nil
}

func (m *modifier) readVia(*keyword) error {
	if m.via {
		return arg.Invalid("use nexthop syntax to specify multiple via\n", m.c.Word())
	}
	m.via = true
	return m.gateway()
}

func (m *modifier) readFrom(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	return m.source(w)
}

func (m *modifier) readTOS(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	if m.tos, err = m.names.ParseDSField(w); err != nil {
		return arg.Invalid("\"tos\" value is invalid\n", w)
	}
	return nil
}

// readU32 reads an attribute of the route that is a number.
func (m *modifier) readU32(k *keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	v, ok := arg.U32(w, 0)
	if !ok {
		return invalidValue(k.label, w)
	}
	m.enc.U32(k.rtax, v)
	return nil
}

// invalidValue is the error for most values: the reference's text ends in a newline of its own.
func invalidValue(label, w string) error {
	return arg.Invalid("\""+label+"\" value is invalid\n", w)
}

func (m *modifier) readScope(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	if m.scope, err = m.names.ParseScope(w); err != nil {
		return arg.Invalid("invalid \"scope\" value\n", w)
	}
	m.scopeSet = true
	return nil
}

// readNHID reads the number of a nexthop object. Number 0 is sent, and counts as none for the scope.
func (m *modifier) readNHID(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	v, ok := arg.U32(w, 0)
	if !ok {
		return invalidValue("id", w)
	}
	m.nhid = v != 0
	m.enc.U32(uapi.RTA_NH_ID, v)
	return nil
}

func (m *modifier) readProtocol(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	if m.protocol, err = m.names.ParseRouteProto(w); err != nil {
		return invalidValue("protocol", w)
	}
	return nil
}

func (m *modifier) readTable(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	id, err := m.names.ParseRouteTable(w)
	if err != nil {
		return invalidValue("table", w)
	}
	m.setTable(id)
	return nil
}

func (m *modifier) readVRF(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	id := m.sys.VRFTable(w)
	if id == 0 {
		return arg.Invalid("Invalid VRF\n", w)
	}
	m.setTable(id)
	return nil
}

// setTable puts a table's number where it fits: the header has one byte for it.
func (m *modifier) setTable(id uint32) {
	m.tableSet = true
	if id < 256 {
		m.table = uint8(id)
		return
	}
	m.table = unix.RT_TABLE_UNSPEC
	m.enc.U32(unix.RTA_TABLE, id)
}

// readDev keeps the name: the last one is looked up when all words are read.
func (m *modifier) readDev(*keyword) (err error) {
	m.dev, err = m.c.Value()
	m.devSet = err == nil
	return err
}

func (m *modifier) readPref(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	var pref uint8
	switch w {
	case "low":
		pref = uapi.ICMPV6_ROUTER_PREF_LOW
	case "medium":
		pref = uapi.ICMPV6_ROUTER_PREF_MEDIUM
	case "high":
		pref = uapi.ICMPV6_ROUTER_PREF_HIGH
	default:
		var ok bool
		if pref, ok = arg.U8(w, 0); !ok {
			return invalidValue("pref", w)
		}
	}
	m.enc.U8(unix.RTA_PREF, pref)
	return nil
}

func (m *modifier) readTTLPropagate(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	var v uint8
	switch {
	case arg.Prefix(w, "enabled"):
		v = 1
	case arg.Prefix(w, "disabled"):
	default:
		return invalidValue("ttl-propagate", w)
	}
	m.enc.U8(unix.RTA_TTL_PROPAGATE, v)
	return nil
}
