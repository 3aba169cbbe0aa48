package addr

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// runModify stands in for add, change, replace and delete: it sends a request of the type typ
// (RTM_NEWADDR, RTM_DELADDR) with the flags (NLM_F_*).
func runModify(e *verb.Env, c *arg.Cursor, typ, flags uint16) error {
	return arg.Fail(1, "not in this version")
}
