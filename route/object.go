// Package route is the object of routes and route lookups: ip route.
package route

import "gip/internal/verb"

// Object describes ip route.
func Object() *verb.Object {
	return &verb.Object{
		Name:  "route",
		Short: "routes and route lookups",
		Usage: usage,
	}
}

func usage() string { return "Usage: ip route\n" }
