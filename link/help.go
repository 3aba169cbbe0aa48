package link

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// runHelp shows the help: ip link help [KIND]. That of a kind is what was asked for and goes to
// standard output, with status 0; the general one, also for a kind without options, is the usage.
func runHelp(e *verb.Env, c *arg.Cursor) error {
	if c.Next() {
		if k := findKind(c.Word()); k != nil {
			if text := k.usage(); text != "" {
				e.Out.Raw([]byte(text))
				return nil
			}
		}
	}
	return verb.Usage(usage())
}
