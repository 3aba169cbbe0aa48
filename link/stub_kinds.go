package link

import "gip/internal/arg"

func (r *request) parseWords(c *arg.Cursor) error { return nil }
