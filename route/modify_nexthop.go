package route

import (
	"encoding/binary"

	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

// multipath reads the nexthops of a route of several, which are the last words of a line, into
// RTA_MULTIPATH: for each a struct rtnexthop with attributes behind it. The cursor stands on the first
// "nexthop".
func (m *modifier) multipath() error {
	all := m.enc.Nest(unix.RTA_MULTIPATH)
	for more := true; more; {
		if w := m.c.Word(); w != "nexthop" {
			return arg.Exit(255, `Error: "nexthop" or end of line is expected instead of "`+w+`"`)
		}
		if m.c.Len() == 0 {
			return arg.Exit(255, `Error: unexpected end of line after "nexthop"`)
		}
		var err error
		if more, err = m.nexthop(); err != nil {
			return err
		}
	}
	m.enc.EndNest(all)
	return nil
}

// nexthop reads one nexthop up to a word that is none of its own; more is false at the end of the line.
func (m *modifier) nexthop() (more bool, err error) {
	start := len(m.enc.B)
	m.enc.B = append(m.enc.B, make([]byte, unix.SizeofRtNexthop)...)
	var flags, hops uint8
	var index int
	for m.c.Next() && err == nil {
		switch w := m.c.Word(); {
		case w == "via":
			err = m.gateway()
		case w == "dev":
			index, err = m.nexthopDevice()
		case w == "weight":
			hops, err = m.weight()
		case w == "onlink":
			flags |= unix.RTNH_F_ONLINK
		case arg.Prefix(w, "realms"):
			err = m.realms()
		case w == "encap":
			err = m.encap()
		case w == "as":
			var a arg.Addr
			if a, err = m.asTo(); err == nil {
				m.enc.Bytes(unix.RTA_NEWDST, a.Bytes())
			}
		default:
			more = true
		}
		if more {
			break
		}
	}
	if err != nil || m.enc.Err() != nil {
		return false, err
	}
	b := m.enc.B[start:]
	binary.NativeEndian.PutUint16(b, uint16(len(b)))
	b[2], b[3] = flags, hops
	binary.NativeEndian.PutUint32(b[4:], uint32(index))
	return more, nil
}

func (m *modifier) nexthopDevice() (int, error) {
	w, err := m.c.Value()
	if err != nil {
		return 0, err
	}
	i := m.sys.Index(w)
	if i == 0 {
		return 0, arg.Exit(255, arg.NoDevice(w).Text+"\nError: cannot parse nexthop")
	}
	return i, nil
}

// weight reads 1 to 256, which the kernel counts from 0.
func (m *modifier) weight() (uint8, error) {
	w, err := m.c.Value()
	if err != nil {
		return 0, err
	}
	v, ok := arg.U32(w, 0)
	if !ok || v == 0 || v > 256 {
		return 0, arg.Invalid("\"weight\" is invalid\n", w)
	}
	return uint8(v - 1), nil
}
