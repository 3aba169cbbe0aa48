// Package maddress is the object of multicast addresses: ip maddress. It shows the addresses that
// devices listen to, on the link and in IP, and adds and removes static ones of the link.
//
// The kernel tells of them in /proc/net alone, and takes changes by ioctl; netlink has no request for
// either that every kernel knows.
package maddress

import (
	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// Object describes ip maddress.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "maddress",
		Noun:    "ip maddr",
		Short:   "multicast addresses of devices",
		Default: runShow,
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "add", Run: func(e *verb.Env, c *arg.Cursor) error { return modify(e, c, unix.SIOCADDMULTI) }},
			{Name: "delete", Run: func(e *verb.Env, c *arg.Cursor) error { return modify(e, c, unix.SIOCDELMULTI) }},
			{Name: "list", Run: runShow},
			{Name: "show", Run: runShow},
			{Name: "lst", Run: runShow},
		},
	}
}

func usage() string {
	return `Usage: ip maddress [ show ] [ [ dev ] DEV ]    what devices listen to; -0, -4, -6 for one family
       ip maddress { add | del } [ address ] LLADDR dev DEV    a static address of the link

LLADDR is six bytes in hexadecimal, as in 33:33:00:00:00:01
`
}
