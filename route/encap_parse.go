package route

import "gip/internal/arg"

// encap reads "TYPE …" behind encap: the header that packets get on this route. This version knows the
// types by name only and refuses them before anything is sent.
func (r *request) encap() error {
	w, err := r.c.Value()
	if err != nil {
		return err
	}
	switch w {
	case "mpls", "ip", "ip6", "ila", "bpf", "seg6", "seg6local", "rpl", "ioam6", "xfrm":
		return arg.Exit(255, `Error: "encap `+w+`" is not in this version of gip.`)
	}
	return arg.Invalid("\"encap type\" value is invalid\n", w)
}
