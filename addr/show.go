package addr

import (
	"encoding/binary"
	"slices"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

// runShow runs ip address show. It asks for the addresses first and keeps them, then prints the devices
// as they come, each with its addresses.
func runShow(e *verb.Env, c *arg.Cursor) error {
	f, err := link.ParseFilter(e, c, false, usage)
	if err != nil {
		return err
	}
	if err := f.Find(e); err != nil {
		return err
	}
	e.Out.Begin()
	defer e.Out.End()
	s := shower{view: newView(e, f), dev: link.NewView(e, f)}
	if f.Index == 0 {
		if f.Family != unix.AF_PACKET {
			if ok, err := s.addrs.load(e, f); !ok {
				return err
			}
		}
		return link.Dump(e, f, s.device)
	}
	m, ok, err := link.GetByIndex(e, f)
	if !ok {
		return err
	}
	if f.Family != unix.AF_PACKET {
		// The addresses come through the buffer that holds the answer.
		m.Data = slices.Clone(m.Data)
		if ok, err := s.addrs.load(e, f); !ok {
			return err
		}
	}
	s.device(m)
	return nil
}

// dump asks for the addresses of the filter's family and device and hands each to fn until it returns
// false. The error is the kernel's, or one of the socket.
func dump(e *verb.Env, family uint8, index int32, fn func(nl.Message)) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	var body [unix.SizeofIfAddrmsg]byte
	body[0] = family
	binary.NativeEndian.PutUint32(body[4:], uint32(index))
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETADDR, Body: body[:]}) {
		if err != nil {
			return err
		}
		fn(m)
	}
	return nil
}

// A table keeps the addresses of a dump by the device they are on: the bodies of the messages one
// behind the other in one slice.
type table struct {
	recs []rec
	data []byte
}

// A rec is where an address is kept.
type rec struct {
	index      uint32 // of its device
	start, end uint32
}

// load asks for the addresses. ok is false where that failed; the reference then shows nothing and ends
// with status 0.
func (t *table) load(e *verb.Env, f *link.Filter) (ok bool, err error) {
	err = dump(e, f.Family, f.Index, func(m nl.Message) {
		if m.Type != unix.RTM_NEWADDR || len(m.Data) < unix.SizeofIfAddrmsg {
			return
		}
		start := uint32(len(t.data))
		t.data = append(t.data, m.Data...)
		t.recs = append(t.recs, rec{attr.U32(m.Data[4:]), start, uint32(len(t.data))})
	})
	if err != nil {
		link.WarnDump(e, err)
		return false, nil
	}
	// The kernel gives them by family, in each by device.
	slices.SortStableFunc(t.recs, func(a, b rec) int { return int(int64(a.index) - int64(b.index)) })
	return true, nil
}

// of returns the addresses of a device in the order of the dump.
func (t *table) of(index uint32) []rec {
	i, _ := slices.BinarySearchFunc(t.recs, index, func(r rec, index uint32) int {
		return int(int64(r.index) - int64(index))
	})
	n := i
	for n < len(t.recs) && t.recs[n].index == index {
		n++
	}
	return t.recs[i:n]
}

func (t *table) body(r rec) []byte { return t.data[r.start:r.end:r.end] }

// A shower prints devices with their addresses.
type shower struct {
	*view
	dev   *link.View
	addrs table
}

// device prints the device of a message with its addresses, unless the filter has none of its addresses
// pass. A device without any is shown as long as no family is asked for.
func (s *shower) device(m nl.Message) {
	if !s.dev.Read(m) {
		return
	}
	f, p := s.f, s.p
	addrs := f.Family != unix.AF_PACKET
	var recs []rec
	if addrs {
		recs = s.addrs.of(uint32(s.dev.Index))
		if !s.wanted(recs) {
			return
		}
	}
	p.Object("")
	outcome := link.Brief
	if p.Brief || !s.oneline || !addrs {
		outcome = s.dev.PrintRead(false)
	}
	if outcome != link.FilteredOut && addrs {
		s.list(recs)
	}
	if outcome == link.Shown && p.Stats > 0 {
		s.dev.Stats()
	}
	p.EndObject()
	p.Record()
}

// wanted says whether a device with these addresses is shown.
func (s *shower) wanted(recs []rec) bool {
	for _, r := range recs {
		if s.read(s.addrs.body(r)) && s.matches() {
			return true
		}
	}
	return len(recs) == 0 && s.f.Family == unix.AF_UNSPEC
}

// list prints the addresses of the device at hand.
func (s *shower) list(recs []rec) {
	p, f := s.p, s.f
	p.Array("addr_info", "")
	up := s.dev.Flags&unix.IFF_UP != 0
	for _, r := range recs {
		body := s.addrs.body(r)
		if f.Family != unix.AF_UNSPEC && f.Family != body[0] || f.Up && !up || f.Down && up {
			continue
		}
		p.Object("")
		s.print(unix.RTM_NEWADDR, body)
		p.EndObject()
	}
	p.EndArray("")
	if p.Brief {
		p.Text("\n")
	}
}
