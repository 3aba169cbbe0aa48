package bridge

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

// A linkView prints bridges and ports of bridges from messages about devices. It is made once for all of
// a dump.
type linkView struct {
	*link.View
	e      *verb.Env
	header header
	dev    int32 // index of the only device to show, 0 for all
	master int32 // index of the bridge whose ports are to be shown, 0 for all
	tb     [maxPortAttr + 1][]byte
}

func newLinkView(e *verb.Env) *linkView {
	return &linkView{View: link.NewView(e, &link.Filter{}), e: e}
}

// showLinks runs bridge link show.
func showLinks(e *verb.Env, c *arg.Cursor) error {
	v := newLinkView(e)
	if err := v.parse(c); err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	body := [unix.SizeofIfInfomsg]byte{unix.AF_BRIDGE}
	e.Out.Begin()
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETLINK, Body: body[:]}) {
		if err != nil {
			return dumpTerminated(e, err)
		}
		v.print(m)
	}
	e.Out.End()
	return nil
}

// parse reads the words of a show. Those it does not know do not matter to the reference.
func (v *linkView) parse(c *arg.Cursor) (err error) {
	var dev, master *string
	for c.Next() {
		if c.Word() == "dev" {
			if dev, err = once(c, "dev", dev); err != nil {
				return err
			}
		}
		if c.Word() == "master" { // the name of a device that is called that, too
			if master, err = once(c, "master", master); err != nil {
				return err
			}
		}
	}
	if v.dev, err = findDevice(v.e, dev); err != nil {
		return err
	}
	v.master, err = findDevice(v.e, master)
	return err
}

// print prints the device of a message, if it is asked for.
func (v *linkView) print(m nl.Message) {
	if !v.Read(m) {
		return
	}
	if family := m.Data[0]; family != unix.AF_BRIDGE && family != unix.AF_UNSPEC {
		return
	}
	master := v.Attr(unix.IFLA_MASTER)
	if v.dev != 0 && v.dev != v.Index || v.master != 0 && master != nil && v.master != int32(attr.U32(master)) {
		return
	}
	p := v.e.Out
	v.header.print("[LINK]")
	p.Object("")
	if m.Type == unix.RTM_DELLINK {
		p.Bool("deleted", true, "Deleted ")
	}
	v.Front()
	if master != nil {
		p.Str("master", "master ", v.e.Links.Name(int(attr.U32(master))), " ")
	}
	if b := v.Attr(unix.IFLA_PROTINFO); b != nil {
		v.port(b)
	}
	if b := attr.Find(v.Attr(unix.IFLA_AF_SPEC), uapi.IFLA_BRIDGE_MODE); b != nil {
		v.mode(attr.U16(b))
	}
	p.Text("\n")
	p.EndObject()
	p.Record()
}

// port prints the options of a port. Kernels before 3.8 sent the state alone.
func (v *linkView) port(b []byte) {
	p := v.e.Out
	if len(b) == 1 {
		printState(p, b[0])
		return
	}
	attr.Index(v.tb[:], b)
	for i := range portOptions {
		if i == detailed {
			if p.Details == 0 {
				return
			}
			p.NL()
			p.Text("    ")
		}
		if o := &portOptions[i]; v.tb[o.attr] != nil {
			o.print(v.e, p, v.tb[o.attr])
		}
	}
}

// mode prints how a device with a bridge in hardware forwards.
func (v *linkView) mode(mode uint16) {
	p := v.e.Out
	switch mode {
	case uapi.BRIDGE_MODE_VEB:
		p.Str("hwmode", "hwmode ", "VEB", " ")
	case uapi.BRIDGE_MODE_VEPA:
		p.Str("hwmode", "hwmode ", "VEPA", " ")
	default:
		p.Hex("hwmode", "hwmode ", uint64(mode), " ")
	}
}
