// Package tuntap is the object of persistent tun and tap devices: ip tuntap.
package tuntap

import "gip/internal/verb"

// Object describes ip tuntap.
func Object() *verb.Object {
	return &verb.Object{
		Name:  "tuntap",
		Short: "persistent tun and tap devices",
		Usage: usage,
	}
}

func usage() string { return "Usage: ip tuntap\n" }
