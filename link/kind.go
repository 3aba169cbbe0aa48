package link

import (
	"gip/internal/arg"
	"gip/internal/spec"
	"gip/internal/verb"
)

// A kind is a kind of network device (IFLA_INFO_KIND), or of port of one ("bridge_slave"), with what
// its options do on the command line, in messages and in output.
type kind struct {
	// name as it stands behind "type".
	name string
	// table has the options; nil for a kind without options.
	table *spec.Kind
	// reader reads the words behind "type NAME" in place of the table, for the kinds whose words are
	// not options but a language of their own. It is an interface, not a function, because such a
	// reader may lead back to the list of kinds, a circle that Go does not allow among variables.
	reader wordReader
	// keeps marks the kinds of which a change begins with the present settings, see kind_tunnel.go.
	keeps bool
	// noHelp marks a kind of which the reference has no help text.
	noHelp bool
	// silent marks a kind with a table of which the reference shows nothing.
	silent bool
	// synopsis and notes are the help of a kind without a table.
	synopsis, notes string
	// xstatsText shows the payload of IFLA_INFO_XSTATS; nil for most.
	xstatsText func(e *verb.Env, data []byte)
}

type wordReader interface {
	parse(r *request, c *arg.Cursor) error
}

// takesOptions says whether words may follow "type NAME".
func (k *kind) takesOptions() bool {
	return k.reader != nil || k.table != nil && k.table.TakesOptions()
}

// parse reads the words behind "type NAME" (the cursor stands on NAME) and appends the payload of
// IFLA_INFO_DATA (of a slave kind: IFLA_INFO_SLAVE_DATA) to r.Enc; the caller has opened the nest and
// closes it. It consumes every word or returns an error. Callers ask takesOptions first.
func (k *kind) parse(r *request, c *arg.Cursor) error {
	if k.reader != nil {
		return k.reader.parse(r, c)
	}
	var old []byte
	if k.keeps && !r.Create {
		var err error
		if old, err = r.present(); err != nil {
			return err
		}
	}
	return k.table.Change(r.Env, r.Create, old, &r.Enc, c)
}

// prints says whether there is anything to show of this kind: without it JSON has no info_data.
func (k *kind) prints() bool { return k.table != nil && !k.silent }

// print shows the payload of IFLA_INFO_DATA or IFLA_INFO_SLAVE_DATA, which may be nil, behind the
// kind's name in -details.
func (k *kind) print(e *verb.Env, data []byte) {
	if k.prints() {
		k.table.Print(e, data)
	}
}

// hasXstats says whether the kind shows IFLA_INFO_XSTATS under -statistics; xstats does it.
func (k *kind) hasXstats() bool { return k.xstatsText != nil }

func (k *kind) xstats(e *verb.Env, data []byte) {
	if k.xstatsText != nil {
		k.xstatsText(e, data)
	}
}

// usage is the kind's help text, "" where the help of ip link stands for it.
func (k *kind) usage() string {
	switch {
	case k.noHelp:
		return ""
	case k.table != nil:
		return k.table.Usage()
	}
	t := spec.Kind{Name: k.name, Synopsis: k.synopsis, Notes: k.notes}
	return t.Usage()
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
