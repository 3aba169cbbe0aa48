// Package bridge has the objects of the tool bridge: link, fdb, mdb, mst, vlan, vni and monitor. They
// look at bridges from the side of their ports, by the messages of the family AF_BRIDGE; making bridges
// and taking ports in is ip link's.
//
// Errors are made as everywhere in gip, with arg.Fail for what the reference returns and arg.Exit for
// where it exits; that bridge's exit status for the first is the returned number itself (-1, that is
// 255) is settled in cmd/gip. Each object has a file of its name that lists its verbs.
package bridge

// header, where set, is called in front of what is printed of a message with the name of its kind, such
// as "[LINK]": monitor writes the time and the name there.
type header func(label string)

func (h header) print(label string) {
	if h != nil {
		h(label)
	}
}
