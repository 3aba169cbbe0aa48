package link

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

func Show(e *verb.Env, c *arg.Cursor) error { return nil }
