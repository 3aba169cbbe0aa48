package route

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

func runModify(e *verb.Env, c *arg.Cursor, typ, flags uint16) error { return arg.Fail(1, "not yet") }
func runGet(e *verb.Env, c *arg.Cursor) error                       { return arg.Fail(1, "not yet") }
