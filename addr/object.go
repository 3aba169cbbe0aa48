// Package addr is the object of addresses of devices: ip address.
package addr

import "gip/internal/verb"

// Object describes ip address.
func Object() *verb.Object {
	return &verb.Object{
		Name:  "address",
		Short: "addresses of devices",
		Usage: usage,
		Verbs: stubVerbs(),
	}
}

func usage() string { return "Usage: ip address\n" }
