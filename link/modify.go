package link

import (
	"strings"

	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// modify is all of add, set, replace and delete: one grammar, one message.
func modify(e *verb.Env, c *arg.Cursor, typ, flags uint16) error {
	r := newRequest(e, flags&unix.NLM_F_CREATE != 0)
	defer r.close()
	if err := r.parse(c); err != nil {
		return err
	}
	body, err := r.body()
	if err != nil {
		return err
	}
	return send(e, nl.Request{Type: typ, Flags: flags, Body: body})
}

// parse turns the words of a command into the request. It changes nothing and sends nothing but
// questions: for the indexes of devices that are named, and what a few keywords must know of them.
func (r *request) parse(c *arg.Cursor) error {
	if err := r.parseWords(c); err != nil {
		return err
	}
	if r.typed {
		return r.parseKind(c)
	}
	if r.Create {
		return arg.Fail(1, `Not enough information: "type" argument is required`)
	}
	return nil
}

// parseKind appends IFLA_LINKINFO. The cursor stands on the name of the kind; what follows belongs to
// the kind. A kind that gip does not know is the kernel's matter, but takes no options.
func (r *request) parseKind(c *arg.Cursor) error {
	info := r.Enc.Nest(unix.IFLA_LINKINFO)
	r.Enc.StringN(unix.IFLA_INFO_KIND, r.Kind)
	word, more := c.Peek()
	k := findKind(r.Kind)
	switch {
	case more && k != nil && k.takesOptions():
		data := r.Enc.Nest(kindData(r.Kind))
		if err := k.parse(r, c); err != nil {
			return err
		}
		r.Enc.EndNest(data)
	case more && arg.Prefix(word, "help"):
		return verb.Usage(usage())
	case more:
		return garbage(word, arg.Fail)
	}
	r.Enc.EndNest(info)
	return nil
}

// kindData is the attribute that holds a kind's options: those of a port have one of their own.
func kindData(kind string) uint16 {
	if i := strings.IndexByte(kind, '_'); i >= 0 && kind[i:] == "_slave" {
		return unix.IFLA_INFO_SLAVE_DATA
	}
	return unix.IFLA_INFO_DATA
}

// garbage is the error for words behind the last one that means something, made by fail, arg.Fail or
// arg.Exit.
func garbage(word string, fail func(int, string) *arg.Error) error {
	e := fail(1, `Garbage instead of arguments "`+word+` ...". Try "ip link help".`)
	if e.Fatal {
		e.Status = verb.UsageStatus
	}
	return e
}

// send does the request and shows with -echo what came of it.
func send(e *verb.Env, req nl.Request) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	if !e.Echo {
		if err := conn.Do(req); err != nil {
			return err
		}
		e.Links.Forget()
		return nil
	}
	m, err := conn.Echo(req)
	if err != nil {
		return err
	}
	e.Links.Forget()
	echo(e, m)
	return nil
}

// echo shows the device that a command has made. The kernel tells of new devices only: of a change the
// document stays empty.
func echo(e *verb.Env, m nl.Message) {
	p := e.Out
	p.Begin()
	p.Object("")
	if m.Data != nil {
		NewView(e, &Filter{}).Print(m)
	}
	p.EndObject()
	p.End()
}
