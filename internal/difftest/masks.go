package difftest

import "regexp"

// A Mask is a named rewrite of output that no two runs agree on. It is applied
// to both sides, and only to lines that ask for it (%NAME).
type Mask struct {
	Name    string
	Why     string // what varies, and why it cannot be fixed from outside
	Pattern string // RE2, multi-line mode
	Repl    string // replacement, as of regexp.ReplaceAllString
}

// Masks returns all masks there are. The list is to stay short: a value that a
// session can make deterministic (a MAC address given on the command line, DAD
// switched off, a settled link state) needs no mask.
func Masks() []Mask {
	return []Mask{
		{"mac", "addresses that the kernel drew at random (locally administered, unicast)",
			`\b[0-9a-f][26ae](?::[0-9a-f]{2}){5}\b`, "MAC"},
		{"permaddr", "the permanent address of a tunnel over IPv6, which the kernel draws at random",
			`(permaddr"?:? ?"?)[0-9a-f:]+`, "${1}ADDR"},
		{"timers", "the bridge's garbage collection timer, 1/100 s",
			`(gc_timer"?:?) *\d+\.\d\d`, "${1}T"},
		{"stp-timers", "all bridge timers, for bridges that run STP, 1/100 s",
			`((?:hello|tcn|topology_change|gc|hold|message_age|forward_delay)_timer"?:?) *\d+\.\d\d`, "${1}T"},
		{"lft", "seconds left of a lifetime",
			`((?:valid_lft|preferred_lft|expires|"valid_life_time":|"preferred_life_time":|"expires":) ?)-?[0-9]+((?:sec)?)\b`, "${1}N${2}"},
		{"age", "seconds since a route was last used, which is left out when it is zero ticks",
			`,"age":\d+|\bage \d+sec `, ""},
		{"fdb-age", "seconds since an entry of a forwarding database was used and was changed",
			`\bused \d+/\d+ |("used"|"updated"): ?\d+`, "${1}N "},
		{"mdb-timer", "the time for which groups, their sources and routers are still known, 1/100 s",
			`("timer": ?") *\d+\.\d\d|/\d+\.\d\d\b| +\d+\.\d\d(\\| temp$| permanent$|$)`, "${1}T${2}"},
	}
}

// maskExists reports whether name is a mask.
func maskExists(name string) bool {
	for _, m := range Masks() {
		if m.Name == name {
			return true
		}
	}
	return false
}

// applyMasks rewrites s with the named masks, in the order of the list.
func applyMasks(s string, names []string) string {
	if len(names) == 0 {
		return s
	}
	for _, m := range Masks() {
		for _, n := range names {
			if n == m.Name {
				s = regexp.MustCompile("(?m)"+m.Pattern).ReplaceAllString(s, m.Repl)
			}
		}
	}
	return s
}
