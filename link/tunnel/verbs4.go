package tunnel

import (
	"bytes"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// base is the device that a kind of tunnels is asked for by, "" if the kind is not known.
func (p *parm4) base() string {
	switch p.Header.Protocol {
	case unix.IPPROTO_IPIP:
		if hasMark(p.IFlags, uapi.VTI_ISVTI) {
			return "ip_vti0"
		}
		return "tunl0"
	case unix.IPPROTO_GRE:
		return "gre0"
	case unix.IPPROTO_IPV6:
		return "sit0"
	}
	return ""
}

func add4(e *verb.Env, c *arg.Cursor) error    { return make4(e, c, uapi.SIOCADDTUNNEL) }
func change4(e *verb.Env, c *arg.Cursor) error { return make4(e, c, uapi.SIOCCHGTUNNEL) }

func make4(e *verb.Env, c *arg.Cursor, request uintptr) error {
	p, err := parse4(e, c, request == uapi.SIOCCHGTUNNEL)
	if err != nil {
		return err
	}
	if p.Header.TTL != 0 && p.Header.FragOff == [2]byte{} {
		return arg.Fail(1, "ttl != 0 and nopmtudisc are incompatible")
	}
	base := p.base()
	if base == "" {
		return arg.Fail(1, "cannot determine tunnel mode (ipip, gre, vti or sit)")
	}
	e.Links.Forget()
	return add(unix.AF_INET, request, base, name(&p.Name), unsafe.Pointer(p))
}

func delete4(e *verb.Env, c *arg.Cursor) error {
	p, err := parse4(e, c, false)
	if err != nil {
		return err
	}
	e.Links.Forget()
	return del(unix.AF_INET, p.base(), name(&p.Name), unsafe.Pointer(p))
}

func show4(e *verb.Env, c *arg.Cursor) error {
	want, err := parse4(e, c, false)
	if err != nil {
		return err
	}
	base := want.base()
	if base == "" {
		return list(e, unix.AF_INET, name(&want.Name), func(dev string, _ []byte) (bool, error) {
			var p parm4
			if err := get(unix.AF_INET, dev, unsafe.Pointer(&p)); err != nil {
				return false, err
			}
			if !want.match(&p) {
				return false, nil
			}
			print4(e, &p)
			return true, nil
		})
	}
	if dev := name(&want.Name); dev != "" {
		base = dev
	}
	if err := get(unix.AF_INET, base, unsafe.Pointer(want)); err != nil {
		return err
	}
	print4(e, want)
	e.Out.Raw([]byte("\n"))
	return nil
}

// match says whether a tunnel is one that show was asked for.
func (p *parm4) match(q *parm4) bool {
	none := [4]byte{}
	return (p.Link == 0 || p.Link == q.Link) &&
		(p.Name[0] == 0 || bytes.Equal(p.Name[:], q.Name[:])) &&
		(p.Header.Dst == none || p.Header.Dst == q.Header.Dst) &&
		(p.Header.Src == none || p.Header.Src == q.Header.Src) &&
		(p.IKey == none || p.IKey == q.IKey)
}

// device reads the word after dev, for the verbs that take the device only there.
func device(c *arg.Cursor) (string, error) {
	word, err := c.Value()
	if err == nil && !arg.IfName(word) {
		err = arg.Invalid(`"dev" not a valid ifname`, word)
	}
	return word, err
}

func noDevice() error { return arg.Exit(255, "Must specify device") }

// prl changes the list of potential routers of an ISATAP tunnel.
func prl(_ *verb.Env, c *arg.Cursor) error {
	var p prlEntry
	var request uintptr
	dev, hasDev, entries := "", false, 0
	for c.Next() {
		var err error
		word := c.Word()
		switch word {
		case "prl-default", "prl-nodefault", "prl-delete":
			if request = uapi.SIOCADDPRL; word == "prl-delete" {
				request = uapi.SIOCDELPRL
			}
			entries++
			var value string
			if value, err = c.Value(); err == nil {
				p.Addr, err = arg.ParseAddr32(value)
			}
			if word == "prl-default" {
				p.Flags |= uapi.PRL_DEFAULT
			}
		case "dev":
			hasDev = true
			dev, err = device(c)
		default:
			err = arg.Exit(255, `Invalid PRL parameter "`+word+`"`)
		}
		if err == nil && entries > 1 {
			err = arg.Exit(255, "One PRL entry at a time")
		}
		if err != nil {
			return err
		}
	}
	if !hasDev {
		return noDevice()
	}
	_, err := special(unix.AF_INET, request, dev, unsafe.Pointer(&p))
	return err
}

// sixRD changes the prefixes of a sit tunnel.
func sixRD(_ *verb.Env, c *arg.Cursor) error {
	var p sixRDParm
	var request uintptr
	dev, hasDev := "", false
	for c.Next() {
		var err error
		switch word := c.Word(); word {
		case "6rd-prefix":
			request = uapi.SIOCADD6RD
			p.PrefixLen, err = prefix(c, unix.AF_INET6, p.Prefix[:])
		case "6rd-relay_prefix":
			request = uapi.SIOCADD6RD
			p.RelayBits, err = prefix(c, unix.AF_INET, p.Relay[:])
		case "6rd-reset":
			request = uapi.SIOCDEL6RD
		case "dev":
			hasDev = true
			dev, err = device(c)
		default:
			err = arg.Exit(255, `Invalid 6RD parameter "`+word+`"`)
		}
		if err != nil {
			return err
		}
	}
	if !hasDev {
		return noDevice()
	}
	_, err := special(unix.AF_INET, request, dev, unsafe.Pointer(&p))
	return err
}

func prefix(c *arg.Cursor, family uint8, dst []byte) (bits uint16, err error) {
	word, err := c.Value()
	if err != nil {
		return 0, err
	}
	a, err := arg.ParsePrefix(word, family)
	copy(dst, a.Data[:])
	return uint16(a.Bits), err
}
