package route

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

func runModify(e *verb.Env, c *arg.Cursor, typ, flags uint16) error { return arg.Fail(1, "not yet") }
func runGet(e *verb.Env, c *arg.Cursor) error                       { return arg.Fail(1, "not yet") }
func runFlush(e *verb.Env, c *arg.Cursor) error                     { return arg.Fail(1, "not yet") }
func runSave(e *verb.Env, c *arg.Cursor) error                      { return arg.Fail(1, "not yet") }
func runRestore(e *verb.Env, c *arg.Cursor) error                   { return arg.Fail(1, "not yet") }
func runShowDump(e *verb.Env, c *arg.Cursor) error                  { return arg.Fail(1, "not yet") }
