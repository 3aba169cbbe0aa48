package netconf

import (
	"errors"
	"syscall"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// rpFilter are the words for the values of rp_filter (RFC 3704).
var rpFilter = [...]string{"off", "strict", "loose"}

// runShow shows the settings of all devices or of one. Words that it does not know it passes over, as
// the reference does.
func runShow(e *verb.Env, c *arg.Cursor) error {
	index := int32(0)
	for c.Next() {
		if c.Word() != "dev" {
			continue
		}
		dev, err := c.Value()
		if err != nil {
			return err
		}
		if index = int32(e.Links.Index(dev)); index <= 0 {
			return arg.Fail(1, `Device "`+dev+`" does not exist.`)
		}
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	s := shower{e: e, p: e.Out, family: e.Family, index: index}
	if index != 0 && e.Family != unix.AF_UNSPEC {
		return s.one(conn)
	}
	err = s.dump(conn)
	if e.Family == unix.AF_UNSPEC && errors.Is(err, unix.EOPNOTSUPP) {
		// Kernels before 4.14 do not dump all families at once.
		for _, s.family = range [...]uint8{unix.AF_INET, unix.AF_INET6} {
			if err = s.dump(conn); err != nil {
				break
			}
		}
	}
	if err != nil {
		return arg.Exit(1, "RTNETLINK answers: "+cause(err)+"\nDump terminated")
	}
	return nil
}

// shower prints settings.
type shower struct {
	e      *verb.Env
	p      *out.Printer
	family uint8 // 0 is all
	index  int32 // 0 is all
}

// one asks for the device alone; -json does not reach this in the reference.
func (s *shower) one(conn *nl.Conn) error {
	enc := attr.Encoder{B: make([]byte, uapi.SizeofNetconfMsg, 16)}
	enc.B[0] = s.family
	enc.U32(uapi.NETCONFA_IFINDEX, uint32(s.index))
	m, err := conn.Get(nl.Request{Type: unix.RTM_GETNETCONF, Body: enc.B})
	if err != nil {
		var ne *nl.Error
		if errors.As(err, &ne) {
			return arg.Exit(2, err.Error())
		}
		return err
	}
	s.print(m)
	return nil
}

func (s *shower) dump(conn *nl.Conn) error {
	body := make([]byte, uapi.SizeofNetconfMsg)
	body[0] = s.family
	s.p.Begin()
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETNETCONF, Body: body}) {
		if err != nil {
			s.p.End()
			return err
		}
		s.print(m)
	}
	s.p.End()
	return nil
}

// print prints a message, if it is of the family and the device that are asked for.
func (s *shower) print(m nl.Message) {
	if m.Type != unix.RTM_NEWNETCONF && m.Type != unix.RTM_DELNETCONF || len(m.Data) < uapi.SizeofNetconfMsg {
		return
	}
	family := m.Data[0]
	if s.family != unix.AF_UNSPEC && s.family != family {
		return
	}
	var tb [uapi.NETCONFA_MAX + 1][]byte
	attr.Index(tb[:], m.Data[uapi.SizeofNetconfMsg:])
	index := int32(attr.U32(tb[uapi.NETCONFA_IFINDEX]))
	if s.index != 0 && s.index != index {
		return
	}
	p := s.p
	p.Object("")
	if m.Type == unix.RTM_DELNETCONF {
		p.Bool("deleted", true, "Deleted ")
	}
	p.Str("family", "", arg.FamilyName(family), " ")
	if tb[uapi.NETCONFA_IFINDEX] != nil {
		p.In(out.IfName).Str("interface", "", s.device(index), " ")
	}
	s.onOff(tb[uapi.NETCONFA_FORWARDING], "forwarding")
	if b := tb[uapi.NETCONFA_RP_FILTER]; b != nil {
		if v := attr.U32(b); v < uint32(len(rpFilter)) {
			p.Str("rp_filter", "rp_filter ", rpFilter[v], " ")
		} else {
			p.Uint("rp_filter", "rp_filter ", uint64(v), " ")
		}
	}
	s.onOff(tb[uapi.NETCONFA_MC_FORWARDING], "mc_forwarding")
	s.onOff(tb[uapi.NETCONFA_PROXY_NEIGH], "proxy_neigh")
	s.onOff(tb[uapi.NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN], "ignore_routes_with_linkdown")
	s.onOff(tb[uapi.NETCONFA_INPUT], "input")
	p.EndObject()
	p.Text("\n")
	p.Record()
}

func (s *shower) onOff(b []byte, key string) {
	if b != nil {
		s.p.Text(key)
		s.p.OnOff(key, " ", attr.U32(b) != 0, " ")
	}
}

// device is the name of what the settings are of.
func (s *shower) device(index int32) string {
	switch index {
	case uapi.NETCONFA_IFINDEX_ALL:
		return "all"
	case uapi.NETCONFA_IFINDEX_DEFAULT:
		return "default"
	}
	return s.e.Links.Name(int(index))
}

// cause is the text of the error number at the bottom of an error.
func cause(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
