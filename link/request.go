package link

import (
	"gip/internal/attr"
	"gip/internal/verb"
)

// A request is an RTM_NEWLINK or RTM_DELLINK in the making: what the words of a command have said so
// far. The peer of a veth is a request inside another, and shares its Enc.
type request struct {
	Env *verb.Env
	// Family, Index, Flags and Change are the fields of struct ifinfomsg (linux/rtnetlink.h).
	Family        uint8
	Index         int32
	Flags, Change uint32
	// Enc collects the attributes.
	Enc attr.Encoder
	// Name and Dev are the words after "name" and "dev" (or the positional); Kind is that after "type".
	Name, Dev, Kind string
	// Create is set for commands that make a device (NLM_F_CREATE).
	Create bool
}
