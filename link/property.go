package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runProperty adds and removes what a device may have several of, alternative names so far:
// ip link property { add | del } [dev] DEV altname NAME....
func runProperty(e *verb.Env, c *arg.Cursor) error {
	r := newRequest(e, false)
	defer r.close()
	req, err := r.property(c)
	if err != nil {
		return err
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	if err := conn.Do(req); err != nil {
		return err
	}
	e.Links.Forget()
	return nil
}

// property makes the whole message of such a command.
func (r *request) property(c *arg.Cursor) (req nl.Request, err error) {
	if !c.Next() {
		return req, verb.Usage(usage())
	}
	switch op := c.Word(); {
	case arg.Prefix(op, "add"):
		req.Type, req.Flags = unix.RTM_NEWLINKPROP, unix.NLM_F_EXCL|unix.NLM_F_CREATE|unix.NLM_F_APPEND
	case arg.Prefix(op, "del"):
		req.Type = unix.RTM_DELLINKPROP
	case arg.Prefix(op, "help"):
		return req, verb.Usage(usage())
	default:
		return req, arg.Exit(255, "Operator required")
	}
	list := r.Enc.Nest(unix.IFLA_PROP_LIST | attr.NestedFlag)
	for c.Next() {
		if err := r.propertyWord(c); err != nil {
			return req, err
		}
	}
	r.Enc.EndNest(list)
	if r.Dev == "" {
		return req, arg.Exit(255, `Not enough of information: "dev" argument is required.`)
	}
	r.Index = int32(r.Env.Links.Index(r.Dev))
	if r.Index == 0 {
		return req, arg.NoDevice(r.Dev)
	}
	req.Body, err = r.body()
	return req, err
}

func (r *request) propertyWord(c *arg.Cursor) error {
	word := c.Word()
	switch {
	case arg.Prefix(word, "altname"):
		name, err := c.Value()
		if err != nil {
			return err
		}
		if !arg.AltIfName(name) {
			return arg.Invalid("not a valid altname", name)
		}
		r.Enc.String(unix.IFLA_ALT_IFNAME, name)
		return nil
	case arg.Prefix(word, "help"):
		return verb.Usage(usage())
	case word == "dev":
		var err error
		if word, err = c.Value(); err != nil {
			return err
		}
	}
	if r.Dev != "" {
		return arg.Garbage("dev", word)
	}
	if !arg.AltIfName(word) {
		return arg.Invalid(`"dev" not a valid ifname`, word)
	}
	r.Dev = word
	return nil
}
