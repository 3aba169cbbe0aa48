package link

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

func usage() string                                { return "Usage: ip link\n" }
func runAdd(e *verb.Env, c *arg.Cursor) error      { return nil }
func runSet(e *verb.Env, c *arg.Cursor) error      { return nil }
func runReplace(e *verb.Env, c *arg.Cursor) error  { return nil }
func runDelete(e *verb.Env, c *arg.Cursor) error   { return nil }
func runProperty(e *verb.Env, c *arg.Cursor) error { return nil }
func runHelp(e *verb.Env, c *arg.Cursor) error     { return nil }
