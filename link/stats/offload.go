package stats

import (
	"strconv"

	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// A toggle is on, off, or not told of.
type toggle int8

const (
	unset toggle = iota
	off
	on
)

// readToggle reads a byte that is 0 or 1. What is neither is told on standard error and counts as unset.
func (s *shower) readToggle(b []byte, what string) toggle {
	switch v := attr.U8(b); v {
	case 0:
		return off
	case 1:
		return on
	default:
		s.p.Flush()
		s.e.Warn("Invalid value for " + what + ": expected 0 or 1, got " + strconv.Itoa(int(v)) + ".")
		return unset
	}
}

// hwInfo says of a kind of hardware statistics whether they were asked for and whether hardware counts.
type hwInfo struct {
	present       bool
	request, used toggle
}

// info reads what IFLA_OFFLOAD_XSTATS_HW_S_INFO has of the statistics of layer 3.
func (s *shower) info(b []byte) (h hwInfo, err error) {
	l3 := attr.Find(b, unix.IFLA_OFFLOAD_XSTATS_L3_STATS)
	if l3 == nil {
		return h, nil
	}
	h.present = true
	if b := attr.Find(l3, unix.IFLA_OFFLOAD_XSTATS_HW_S_INFO_REQUEST); b != nil {
		if h.request = s.readToggle(b, "request"); h.request == unset {
			return h, failed(errInval)
		}
	}
	if b := attr.Find(l3, unix.IFLA_OFFLOAD_XSTATS_HW_S_INFO_USED); b != nil {
		h.used = s.readToggle(b, "used")
	}
	return h, nil
}

func (s *shower) toggles(h hwInfo) {
	if h.request != unset {
		s.p.OnOff("request", " ", h.request == on, "")
	}
	if h.used != unset {
		s.p.OnOff("used", " used ", h.used == on, "")
	}
}

// showInfo prints which hardware statistics are asked for and counted.
func showInfo(s *shower, u *suite) error {
	b := attr.Find(s.tb[u.outer], u.inner)
	if b == nil {
		return nil
	}
	s.p.NL()
	h, err := s.info(b)
	if err != nil {
		return err
	}
	s.p.Object("info")
	if h.present {
		s.p.Text("    l3_stats")
		s.p.Object("l3_stats")
		s.toggles(h)
		s.p.EndObject()
	}
	s.p.EndObject()
	return nil
}

// showL3 prints what hardware has forwarded on layer 3. The kernel does not say that in every kernel's
// answer that has nothing of the request: there is nothing to print then.
func showL3(s *shower, u *suite) error {
	group := s.tb[u.outer]
	b := attr.Find(group, u.also)
	if b == nil {
		return nil
	}
	h, err := s.info(b)
	if err != nil {
		return err
	}
	s.p.Object("info")
	s.toggles(h)
	s.p.EndObject()
	if b := attr.Find(group, u.inner); b != nil {
		s.p.NL()
		s.p.Object("stats64")
		s.v.HWStats(b)
		s.p.EndObject()
	}
	return nil
}
