// Package tuntap is the object of tun and tap devices: ip tuntap. It makes them persistent and removes
// them through /dev/net/tun, since the kernel takes no netlink request for that, and shows those there
// are with their flags and owners.
//
// A tun device carries IP packets, a tap device Ethernet frames, between the kernel and the process
// that has the device open (linux/if_tun.h).
package tuntap

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// Object describes ip tuntap.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "tuntap",
		Short:   "persistent tun and tap devices",
		Default: runShow,
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "add", Run: runAdd},
			{Name: "delete", Run: runDelete},
			{Name: "show", Run: runShow},
			{Name: "lst", Run: runShow},
			{Name: "list", Run: runShow},
			{Name: "help", Run: func(*verb.Env, *arg.Cursor) error { return verb.Usage(usage()) }},
			{Name: "monitor", Run: runMonitor},
		},
	}
}

func usage() string {
	return `Usage: ip tuntap add [ dev | name ] NAME mode { tun | tap } [ user USER ] [ group GROUP ]
                     [ one_queue ] [ pi ] [ vnet_hdr ] [ multi_queue ]
       ip tuntap del [ dev | name ] NAME mode { tun | tap } [ multi_queue ]
       ip [ -d ] tuntap [ { show | list | lst } ]    devices; with -d the processes that have them open
       ip tuntap monitor                             tell when tun and tap devices come and go

USER, GROUP: name or number of who may open the device without CAP_NET_ADMIN
pi           each packet has a protocol header before it (struct tun_pi)
vnet_hdr     each packet has an offload header before it (struct virtio_net_hdr)
multi_queue  the device can be opened several times, each a queue
`
}
