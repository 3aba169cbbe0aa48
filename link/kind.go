package link

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// A kind is a kind of network device (IFLA_INFO_KIND), or of port of one ("bridge_slave"), with what
// its options do on the command line, in messages and in output.
type kind struct {
	// name as it stands behind "type".
	name string
	// parse reads the words behind "type NAME" (the cursor stands on NAME) and appends the payload of
	// IFLA_INFO_DATA (of a slave kind: IFLA_INFO_SLAVE_DATA) to r.Enc; the caller has opened the nest
	// and closes it. It must consume every word or return an error. nil: the kind takes no options.
	parse func(r *request, c *arg.Cursor) error
	// print shows the payload of that attribute, which may be nil, behind the kind's name in -details.
	// nil: nothing to show, and JSON has no info_data.
	print func(e *verb.Env, data []byte)
	// xstats shows the payload of IFLA_INFO_XSTATS under -statistics; nil for most.
	xstats func(e *verb.Env, data []byte)
	// usage is the kind's help text.
	usage func() string
}

// findKind returns the kind of that name, nil for one that gip does not know: such a kind is sent to
// the kernel without options, and shown by name.
func findKind(name string) *kind {
	for _, k := range kinds {
		if k.name == name {
			return k
		}
	}
	return nil
}
