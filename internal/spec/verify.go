package spec

import "errors"

// Verify says what is wrong with a table. It is for the tests of the packages that hold tables: nothing
// looks at it when a command runs.
func (k *Kind) Verify() error {
	bad := func(what string) error { return errors.New(k.Name + ": " + what) }
	for r := range k.all {
		switch {
		case r.Val == nil:
			return bad("row without Val: " + r.label())
		case r.Attr >= MaxAttr || r.Attr2 >= MaxAttr:
			return bad("attribute number of " + r.label() + " is too large")
		case r.Attr == 0:
			return bad("row without attribute: " + r.label())
		case r.Alias == "" && r.Also != "":
			return bad("second alias without a first: " + r.Also)
		case r.Key == "" && r.Alias != "":
			return bad("alias without keyword: " + r.Alias)
		}
	}
	seen := map[string]bool{}
	for _, key := range k.Keywords() {
		if row, _ := k.keyword(key); row == nil {
			return bad("Order has " + key + ", which is no keyword")
		}
		if seen[key] {
			return bad("keyword " + key + " is there twice")
		}
		seen[key] = true
	}
	return nil
}
