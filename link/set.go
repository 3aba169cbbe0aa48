package link

import (
	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runSet changes a device or a whole group: ip link set { DEV | group G } ....
func runSet(e *verb.Env, c *arg.Cursor) error { return modify(e, c, unix.RTM_NEWLINK, 0) }
