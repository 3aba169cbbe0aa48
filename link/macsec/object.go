// Package macsec is the object of MACsec (IEEE 802.1AE) channels and keys: ip macsec. The devices are
// made by ip link, as of kind macsec; here their receive channels and the secure associations of both
// directions are added, changed, deleted and shown, through the generic netlink family macsec
// (linux/if_macsec.h).
package macsec

import (
	"gip/internal/arg"
	"gip/internal/genl"
	"gip/internal/uapi"
	"gip/internal/verb"
)

// Object describes ip macsec.
func Object() *verb.Object {
	return &verb.Object{
		Name:   "macsec",
		Short:  "channels and keys of MACsec devices",
		Usage:  usage,
		Before: before,
		Verbs: []verb.Verb{
			{Name: "show", Run: show},
			{Name: "add", Run: func(e *verb.Env, c *arg.Cursor) error { return modify(e, c, &add) }},
			{Name: "set", Run: func(e *verb.Env, c *arg.Cursor) error { return modify(e, c, &set) }},
			{Name: "delete", Run: func(e *verb.Env, c *arg.Cursor) error { return modify(e, c, &del) }},
			{Name: "offload", Run: offload},
		},
	}
}

func usage() string {
	return `Usage: ip macsec show [ DEV ]
       ip macsec add DEV tx sa AN [ OPTIONS ] key ID KEY
       ip macsec set DEV tx sa AN [ OPTIONS ]
       ip macsec del DEV tx sa AN
       ip macsec { add | set } DEV rx SCI [ on | off ]
       ip macsec del DEV rx SCI
       ip macsec add DEV rx SCI sa AN [ OPTIONS ] key ID KEY
       ip macsec set DEV rx SCI sa AN [ OPTIONS ]
       ip macsec del DEV rx SCI sa AN
       ip macsec offload DEV { off | phy | mac }

SCI      sci NUMBER, in hexadecimal, or port PORT address LLADDR: the channel
AN       0 to 3: the secure association
OPTIONS  pn NUMBER | xpn NUMBER   number of the next packet, of 32 or 64 bits, not 0
         salt HEX, ssci HEX       12 and 4 bytes, with xpn
         on | off                 whether it is in use
ID, KEY  16 bytes and 16 or 32 bytes in hexadecimal
`
}

// before finds the family in front of a word that is no verb, since the reference does so first of all.
func before(e *verb.Env, words []string) error {
	if len(words) == 0 || arg.Prefix(words[0], "help") || Object().Find(words[0]) != nil {
		return nil
	}
	conn, err := open(e)
	if err == nil {
		conn.Close()
	}
	return err
}

func open(e *verb.Env) (*genl.Conn, error) {
	return genl.Open(e, uapi.MACSEC_GENL_NAME, uapi.MACSEC_GENL_VERSION)
}

// device reads the name of a device. All verbs that need one show the usage if there is no word.
func device(e *verb.Env, c *arg.Cursor) (uint32, error) {
	if !c.Next() {
		return 0, verb.Usage(usage())
	}
	index := e.Links.Index(c.Word())
	if index == 0 {
		return 0, arg.Fail(1, `Device "`+c.Word()+`" does not exist.`)
	}
	return uint32(index), nil
}
