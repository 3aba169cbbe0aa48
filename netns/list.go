package netns

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// A namesake is a name with the id it has in this namespace.
type namesake struct {
	name string
	id   int32 // -1 if none
}

// namesakes are the names with their ids, in the order of the directory. Of a file that is no namespace
// the kernel's complaint is collected.
func namesakes(conn *nl.Conn) (all []namesake, complaints []string) {
	names, err := entries()
	if err != nil {
		return nil, nil
	}
	for _, n := range names {
		id, err := idOf(conn, n)
		if err != nil {
			if _, ok := err.(*nl.Error); ok {
				complaints = append(complaints, err.Error())
			}
			id = -1
		}
		all = append(all, namesake{n, id})
	}
	return all, complaints
}

func runList(e *verb.Env, _ *arg.Cursor) error {
	if _, err := entries(); err != nil {
		return nil // as the reference: no directory, no output, not even an empty document
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	all, complaints := namesakes(conn)
	// The reference asks for the ids twice, and so complains twice.
	for range 2 {
		for _, s := range complaints {
			e.Warn(s)
		}
	}
	p := e.Out
	p.Begin()
	for _, n := range all {
		p.Object("")
		p.Str("name", "", n.name, "")
		if n.id >= 0 {
			p.Int("id", " (id: ", int64(n.id), ")")
		}
		p.Text("\n")
		p.EndObject()
		p.Record()
	}
	p.End()
	return nil
}

// idPrinter prints the messages about ids. Each name is used once, as in the reference; after that
// the directory is asked again.
type idPrinter struct {
	e    *verb.Env
	ask  *nl.Conn // not the one that a dump runs on
	byID []namesake
}

func newIDPrinter(e *verb.Env) (*idPrinter, error) {
	conn, err := e.Dial()
	if err != nil {
		return nil, err
	}
	all, complaints := namesakes(conn)
	for _, s := range complaints {
		e.Warn(s)
	}
	return &idPrinter{e, conn, all}, nil
}

// take returns the name of an id and forgets it.
func (p *idPrinter) take(id int32) string {
	for i := range p.byID {
		if n := &p.byID[i]; n.id == id && id >= 0 {
			n.id = -1
			return n.name
		}
	}
	return ""
}

// find looks the name of an id up in the directory.
func (p *idPrinter) find(id int32) string {
	names, err := entries()
	if err != nil || id < 0 {
		return ""
	}
	for _, n := range names {
		if got, err := idOf(p.ask, n); err == nil && got == id {
			return n
		}
	}
	return ""
}

func (p *idPrinter) print(m nl.Message) {
	if m.Type != unix.RTM_NEWNSID && m.Type != unix.RTM_DELNSID || len(m.Data) < rtgenmsgLen {
		return
	}
	var t [unix.NETNSA_CURRENT_NSID + 1][]byte
	attr.Index(t[:], m.Data[rtgenmsgLen:])
	if len(t[unix.NETNSA_NSID]) < 4 {
		return
	}
	o := p.e.Out
	o.Object("")
	if m.Type == unix.RTM_DELNSID {
		o.Bool("deleted", true, "Deleted ")
	}
	id := int32(attr.U32(t[unix.NETNSA_NSID]))
	look := id
	if id < 0 {
		o.Text("nsid unassigned ")
	} else {
		o.Int("nsid", "nsid ", int64(id), " ")
	}
	if b := t[unix.NETNSA_CURRENT_NSID]; len(b) >= 4 {
		look = int32(attr.U32(b))
		if look < 0 {
			o.Text("current-nsid unassigned ")
		} else {
			o.Int("current-nsid", "current-nsid ", int64(look), " ")
		}
	}
	name := p.take(look)
	if name == "" && m.Type == unix.RTM_NEWNSID {
		name = p.find(id)
	}
	if name != "" {
		o.Str("name", "(iproute2 netns name: ", name, ")")
	}
	o.Text("\n")
	o.EndObject()
	o.Record()
}

func runListID(e *verb.Env, c *arg.Cursor) error {
	target, id, err := parseListID(c)
	if err != nil {
		return err
	}
	p, err := newIDPrinter(e)
	if err != nil {
		return err
	}
	defer p.ask.Close()
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := attr.Encoder{B: make([]byte, rtgenmsgLen, 24)}
	if id >= 0 {
		enc.U32(unix.NETNSA_NSID, uint32(id))
	}
	if target >= 0 {
		enc.U32(unix.NETNSA_TARGET_NSID, uint32(target))
	}
	r := nl.Request{Type: unix.RTM_GETNSID, Body: enc.B}
	if id >= 0 {
		m, err := conn.Get(r)
		if err != nil {
			return err
		}
		e.Out.Begin()
		p.print(m)
		e.Out.End()
		return nil
	}
	e.Out.Begin()
	defer e.Out.End()
	for m, err := range conn.Dump(r) {
		if err != nil {
			return arg.Exit(1, verb.Lines2(err.Error(), "Dump terminated"))
		}
		p.print(m)
	}
	return nil
}

func parseListID(c *arg.Cursor) (target, id int32, err error) {
	target, id = -1, -1
	for c.Next() {
		key := c.Word()
		var v *int32
		switch key {
		case "target-nsid":
			v = &target
		case "nsid":
			v = &id
		default:
			return 0, 0, verb.Usage(usage())
		}
		if *v >= 0 {
			return 0, 0, arg.Duplicate(key, key)
		}
		word, err := c.Value()
		if err != nil {
			return 0, 0, err
		}
		n, ok := arg.Int(word, 0)
		if !ok {
			return 0, 0, arg.Invalid(`"`+key+`" value is invalid`, word)
		}
		if n < 0 {
			// The reference names the word behind the value here.
			next, ok := c.Peek()
			if !ok {
				next = "(null)"
			}
			return 0, 0, arg.Invalid(`"`+key+`" value should be >= 0`, next)
		}
		*v = n
	}
	return target, id, nil
}
