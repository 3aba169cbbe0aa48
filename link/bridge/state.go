package bridge

import (
	"gip/internal/arg"
	"gip/internal/out"
)

// states are the states of a port in a spanning tree, by number (BR_STATE_*, linux/if_bridge.h).
var states = [...]string{"disabled", "listening", "learning", "forwarding", "blocking"}

func printState(p *out.Printer, state uint8) {
	if int(state) < len(states) {
		p.Str("state", "state ", states[state], " ")
		return
	}
	p.Uint("state", "state (", uint64(state), ") ")
}

// parseState reads a state: a number, of which no range is asked, or a word. ok is false for what is
// neither.
func parseState(s string) (state int64, ok bool) {
	if v, n, _ := arg.StrToL(s, 10); n > 0 && n == len(s) {
		return v, true
	}
	for i, name := range states {
		if s == name {
			return int64(i), true
		}
	}
	return -1, false
}
