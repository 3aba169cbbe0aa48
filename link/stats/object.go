// Package stats is the object of the statistics of devices: ip stats. It shows them by groups (what the
// device counts, what its kind adds, what hardware forwards on behalf of the kernel) and turns the
// counting of hardware on and off.
//
// The kernel's side is RTM_GETSTATS (linux/if_link.h, struct if_stats_msg): a mask selects the groups, a
// nest of filters what is in them. How single statistics look is package link's matter.
package stats

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// Object describes ip stats.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "stats",
		Short:   "statistics of devices, by groups",
		Default: runDefault,
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "help", Exact: true, Run: func(e *verb.Env, _ *arg.Cursor) error { return help(e) }},
			{Name: "show", Exact: true, Run: runShow},
			{Name: "set", Exact: true, Run: runSet},
		},
		Before: checkVerb,
	}
}

// checkVerb refuses what is no verb in full, abbreviations of help included.
func checkVerb(_ *verb.Env, words []string) error {
	if len(words) > 0 && words[0] != "help" && words[0] != "show" && words[0] != "set" {
		return arg.Fail(1, `Command "`+words[0]+`" is unknown, try "ip stats help".`)
	}
	return nil
}

// help shows the usage; having been asked for it is no error here, though it goes to standard error.
func help(e *verb.Env) error {
	if err := e.Out.Flush(); err != nil {
		return err
	}
	u := usage()
	e.Warn(u[:len(u)-1])
	return nil
}

// lost is the error for a word that is no keyword: it is followed by the usage.
func lost(word string) error {
	u := usage()
	return arg.Fail(errInval, `What is "`+word+`"?`+"\n"+u[:len(u)-1])
}

// errInval is the exit status of a selection that does not hold (EINVAL).
const errInval = 22

func usage() string {
	return `Usage: ip [ -d ] stats show [ dev DEV ] [ SELECTION ]...    -d shows every kind of error
       ip stats set dev DEV l3_stats { on | off }          count what hardware forwards
       ip stats help

SELECTION := group GROUP [ subgroup SUBGROUP [ suite SUITE ] ]
  group link                                      the device's own counters
  group xstats, group xstats_slave                what its kind, or its master's kind, adds
    subgroup bridge [ suite { stp | mcast } ]
    subgroup bond [ suite 802.3ad ]
  group offload                                   what hardware does
    subgroup { cpu_hit | hw_stats_info | l3_stats }
  group afstats                                   what a family of addresses adds
    subgroup mpls
`
}
