package verb

import (
	"gip/internal/arg"
)

// AppendHost appends an address of a family as users see it; with -resolve, the name of the host that
// has it.
func (e *Env) AppendHost(dst []byte, family uint8, addr []byte) []byte {
	return arg.AppendAddr(dst, family, addr)
}
