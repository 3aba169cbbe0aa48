// Package netns is the object of network namespaces: ip netns.
package netns

import "gip/internal/verb"

// Object describes ip netns.
func Object() *verb.Object {
	return &verb.Object{
		Name:  "netns",
		Short: "network namespaces",
		Usage: usage,
	}
}

func usage() string { return "Usage: ip netns\n" }
