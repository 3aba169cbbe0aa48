package bridge

import (
	"io"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// MST describes bridge mst.
func MST() *verb.Object {
	return &verb.Object{
		Name:    "mst",
		Noun:    "bridge mst",
		Short:   "states of ports in multiple spanning trees",
		Default: showMST,
		Usage:   mstUsage,
		Verbs: []verb.Verb{
			{Name: "set", Run: sends(mstSet)},
			{Name: "show", Run: showMST},
			{Name: "lst", Run: showMST},
			{Name: "list", Run: showMST},
		},
	}
}

func mstUsage() string {
	return `Usage: bridge mst [ show ] [ dev DEV ]
       bridge mst set dev DEV msti MSTI state STATE

  MSTI   number of the spanning tree
  STATE  disabled, listening, learning, forwarding, blocking, or its number
`
}

// mstSet makes the request of bridge mst set.
func mstSet(e *verb.Env, c *arg.Cursor) (req nl.Request, err error) {
	var dev, msti, state *string
	for c.Next() {
		var to **string
		switch word := c.Word(); {
		case word == "dev":
			to = &dev
		case word == "msti":
			to = &msti
		case word == "state":
			to = &state
		case arg.Prefix(word, "help"):
			return req, verb.Usage(mstUsage())
		default: // other words do not matter to the reference
			continue
		}
		v, err := c.Value()
		if err != nil {
			return req, err
		}
		*to = &v
	}
	if dev == nil || msti == nil || state == nil {
		return req, arg.Fail(1, "Device, MSTI and state are required arguments.")
	}
	index, err := findDevice(e, dev)
	if err != nil {
		return req, err
	}
	id, st, err := mstValues(*msti, *state)
	if err != nil {
		return req, err
	}
	enc := linkRequest(e, int(index))
	spec := enc.Nest(unix.IFLA_AF_SPEC)
	mst := enc.Nest(uapi.IFLA_BRIDGE_MST)
	entry := enc.Nest(uapi.IFLA_BRIDGE_MST_ENTRY | attr.NestedFlag)
	enc.U16(uapi.IFLA_BRIDGE_MST_ENTRY_MSTI, id)
	enc.U8(uapi.IFLA_BRIDGE_MST_ENTRY_STATE, st)
	enc.EndNest(entry)
	enc.EndNest(mst)
	enc.EndNest(spec)
	return nl.Request{Type: unix.RTM_SETLINK, Body: enc.B}, enc.Err()
}

// mstValues reads the number of a tree and a state. An empty number is 0, and its error is that of an
// empty state too: the reference looks at the wrong word.
func mstValues(msti, state string) (id uint16, st uint8, err error) {
	v, n, _ := arg.StrToL(msti, 10)
	if n != len(msti) || state == "" {
		return 0, 0, arg.Fail(1, "Error: invalid MSTI")
	}
	s, _ := parseState(state)
	if n := int32(s); n < 0 || n > 255 {
		return 0, 0, arg.Fail(1, "Error: invalid STP port state")
	}
	return uint16(v), uint8(s), nil
}

// showMST runs bridge mst show.
func showMST(e *verb.Env, c *arg.Cursor) error {
	var dev *string
	var err error
	for c.Next() {
		if c.Word() != "dev" { // other words do not matter to the reference
			continue
		}
		if dev, err = once(c, "dev", dev); err != nil {
			return err
		}
	}
	index, err := findDevice(e, dev)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := linkRequest(e, 0)
	enc.U32(unix.IFLA_EXT_MASK, uapi.RTEXT_FILTER_MST)
	e.Out.Begin()
	defer e.Out.End()
	e.Out.Text("port              msti     \n")
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B}) {
		if err != nil {
			return arg.Fail(1, verb.Lines2(err.Error(), "Dump terminated"))
		}
		if len(m.Data) < unix.SizeofIfInfomsg {
			continue
		}
		spec := attr.Find(m.Data[unix.SizeofIfInfomsg:], unix.IFLA_AF_SPEC)
		if spec == nil {
			return arg.Fail(1, "Dump terminated")
		}
		if i := int32(attr.U32(m.Data[4:])); index == 0 || index == i {
			printMST(e, i, attr.Find(spec, uapi.IFLA_BRIDGE_MST))
		}
	}
	return nil
}

// printMST prints the trees of a port, an IFLA_BRIDGE_MST.
func printMST(e *verb.Env, index int32, list []byte) {
	p := e.Out
	opened := false
	for {
		typ, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		if typ != uapi.IFLA_BRIDGE_MST_ENTRY {
			continue
		}
		if !opened {
			p.Object("")
			p.In(out.IfName).Field("ifname", "", e.Links.Name(int(index)), nameWidth, "  ")
			p.Array("mst", "")
			opened = true
		} else {
			p.Text(column)
		}
		printMSTEntry(e, b)
	}
	if opened {
		p.EndArray("")
		p.EndObject()
		p.Record()
	}
}

func printMSTEntry(e *verb.Env, b []byte) {
	p := e.Out
	var t [uapi.IFLA_BRIDGE_MST_ENTRY_MAX + 1][]byte
	attr.Index(t[:], b)
	msti, state := t[uapi.IFLA_BRIDGE_MST_ENTRY_MSTI], t[uapi.IFLA_BRIDGE_MST_ENTRY_STATE]
	if msti == nil || state == nil {
		io.WriteString(e.Stderr, "BUG: broken MST entry") // no newline there either
		return
	}
	p.Object("")
	p.Uint("msti", "", uint64(attr.U16(msti)), "")
	p.NL()
	p.Text(column + "  ")
	printState(p, attr.U8(state))
	p.NL()
	p.EndObject()
}
