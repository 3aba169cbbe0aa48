package link

import (
	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runAdd makes a device: ip link add [link DEV] [name] NAME ... type KIND ....
func runAdd(e *verb.Env, c *arg.Cursor) error {
	return modify(e, c, unix.RTM_NEWLINK, unix.NLM_F_CREATE|unix.NLM_F_EXCL)
}

// runReplace makes a device or changes the one of that name: ip link replace.
func runReplace(e *verb.Env, c *arg.Cursor) error {
	return modify(e, c, unix.RTM_NEWLINK, unix.NLM_F_CREATE|unix.NLM_F_REPLACE)
}
