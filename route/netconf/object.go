// Package netconf is the object of the network settings of devices: ip netconf. It shows what a few of
// the files in /proc/sys/net/ipv4/conf, ipv6/conf and mpls/conf hold, in the kernel's words of netlink
// (RTM_GETNETCONF, linux/netconf.h), for each device, for "all" and for "default". It changes nothing.
package netconf

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// Object describes ip netconf.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "netconf",
		Short:   "network settings of devices",
		Default: runShow,
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "show", Run: runShow},
			{Name: "lst", Run: runShow},
			{Name: "list", Run: runShow},
			{Name: "help", Run: func(*verb.Env, *arg.Cursor) error { return verb.Usage(usage()) }},
		},
	}
}

func usage() string {
	return `Usage: ip [ -4 | -6 | -M ] netconf [ show ] [ dev DEV ]

Shows forwarding, rp_filter, mc_forwarding, proxy_neigh and more, as sysctl has them, of a device; without
dev also those of "all" and "default".
`
}
