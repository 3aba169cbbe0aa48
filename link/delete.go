package link

import (
	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runDelete removes a device or a whole group: ip link delete { DEV | group G }. The other words of the
// grammar are read and sent; the kernel looks at the device only.
func runDelete(e *verb.Env, c *arg.Cursor) error { return modify(e, c, unix.RTM_DELLINK, 0) }
