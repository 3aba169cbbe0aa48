package maddress

import (
	"gip/internal/arg"
	"gip/internal/out"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runShow shows the addresses of all devices or of one.
func runShow(e *verb.Env, c *arg.Cursor) error {
	dev, given := "", false
	for c.Next() {
		w := c.Word()
		if w == "dev" {
			v, err := c.Value()
			if err != nil {
				return err
			}
			w = v
		} else if arg.Prefix(w, "help") {
			return verb.Usage(usage())
		}
		if given {
			return arg.Garbage("dev", w)
		}
		dev, given = w, true
	}
	l := list{dev: dev, all: !given}
	for _, t := range tables {
		if e.Family == unix.AF_UNSPEC || e.Family == t.family {
			l.readFile(t.file, t.line)
		}
	}
	show(e, l.sorted())
	return nil
}

// show prints addresses that are sorted by device.
func show(e *verb.Env, addrs []maddr) {
	p := e.Out
	p.Begin()
	defer p.End()
	current := 0
	for i := range addrs {
		m := &addrs[i]
		if m.index != current || p.Oneline {
			if current != 0 {
				p.EndArray("")
				p.EndObject()
			}
			p.Object("")
			p.Uint("ifindex", "", uint64(uint32(m.index)), ":")
			p.In(out.IfName).Str("ifname", "\t", m.name, "")
			p.NL()
			current = m.index
			p.Array("maddr", "")
		}
		showAddr(e, m)
	}
	if current != 0 {
		p.EndArray("")
		p.EndObject()
	}
}

func showAddr(e *verb.Env, m *maddr) {
	p := e.Out
	p.Text("\t")
	p.Object("")
	if m.family == unix.AF_PACKET {
		p.Text("link  ")
		p.In(out.MAC).Append("link", "", func(b []byte) []byte { return arg.AppendLLAddr(b, m.addr, 0) }, "")
	} else {
		p.Field("family", "", arg.FamilyName(m.family), 5, " ")
		p.In(out.FamilyColour(m.family)).Append("address", "", func(b []byte) []byte {
			return e.AppendHost(b, m.family, m.addr)
		}, "")
	}
	if m.users != 1 {
		p.Uint("users", " users ", uint64(uint32(m.users)), "")
	}
	if m.static {
		p.Str("features", " ", "static", "")
	}
	p.Text("\n")
	p.EndObject()
	p.Record()
}
