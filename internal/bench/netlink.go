package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// maxRoutes is how many routes fit the prefix that addRoutes fills, 10.0.0.0/8.
const maxRoutes = 1 << 24

// A routeSocket makes what the cases measure on. It is neither gip's code, which is under test, nor the
// reference, which would take minutes: requests go in datagrams of many.
type routeSocket struct {
	fd   int
	seq  uint32
	out  []byte
	in   []byte
	last int // start of the last message in out
}

// flushAt is the size, in bytes, at which requests are sent.
const flushAt = 60 << 10

var le = binary.NativeEndian

func dialRoute() (*routeSocket, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	return &routeSocket{fd: fd, in: make([]byte, 64<<10)}, nil
}

func (s *routeSocket) close() { unix.Close(s.fd) }

// begin starts a message with its fixed header; end ends it.
func (s *routeSocket) begin(typ, flags uint16, body ...byte) {
	s.last = len(s.out)
	s.seq++
	s.out = le.AppendUint32(s.out, 0)
	s.out = le.AppendUint16(s.out, typ)
	s.out = le.AppendUint16(s.out, unix.NLM_F_REQUEST|flags)
	s.out = le.AppendUint32(s.out, s.seq)
	s.out = le.AppendUint32(s.out, 0)
	s.out = append(s.out, body...)
}

func (s *routeSocket) end() {
	le.PutUint32(s.out[s.last:], uint32(len(s.out)-s.last))
}

func (s *routeSocket) attr(typ uint16, data ...byte) {
	s.out = le.AppendUint16(s.out, uint16(4+len(data)))
	s.out = le.AppendUint16(s.out, typ)
	s.out = append(s.out, data...)
	for len(s.out)%4 != 0 {
		s.out = append(s.out, 0)
	}
}

// nest starts a nested attribute; the function it returns ends it.
func (s *routeSocket) nest(typ uint16) func() {
	at := len(s.out)
	s.attr(typ)
	return func() { le.PutUint16(s.out[at:], uint16(len(s.out)-at)) }
}

// flush sends what is collected, asks for an acknowledgement of the last message and waits for it. The
// kernel works in order, so all before it are done, or refused, which is the error.
func (s *routeSocket) flush() error {
	if len(s.out) == 0 {
		return nil
	}
	le.PutUint16(s.out[s.last+6:], le.Uint16(s.out[s.last+6:])|unix.NLM_F_ACK)
	if err := unix.Sendto(s.fd, s.out, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return os.NewSyscallError("sendto", err)
	}
	s.out = s.out[:0]
	for {
		n, _, err := unix.Recvfrom(s.fd, s.in, 0)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return os.NewSyscallError("recvfrom", err)
		}
		if n < unix.NLMSG_HDRLEN+4 || le.Uint16(s.in[4:]) != unix.NLMSG_ERROR {
			return fmt.Errorf("unexpected answer of %d bytes", n)
		}
		if e := int32(le.Uint32(s.in[unix.NLMSG_HDRLEN:])); e != 0 {
			return unix.Errno(-e)
		}
		if le.Uint32(s.in[8:]) == s.seq {
			return nil
		}
	}
}

func (s *routeSocket) flushFull() error {
	if len(s.out) < flushAt {
		return nil
	}
	return s.flush()
}

// pairName is the name of the first device of pair i; its peer has a p behind it.
func pairName(i int) string { return "g" + strconv.Itoa(i) }

// addPairs makes n pairs of veth devices.
func (s *routeSocket) addPairs(n int) error {
	for i := range n {
		s.begin(unix.RTM_NEWLINK, unix.NLM_F_CREATE|unix.NLM_F_EXCL, make([]byte, unix.SizeofIfInfomsg)...)
		s.attr(unix.IFLA_IFNAME, append([]byte(pairName(i)), 0)...)
		info := s.nest(unix.IFLA_LINKINFO)
		s.attr(unix.IFLA_INFO_KIND, []byte("veth\x00")...)
		data := s.nest(unix.IFLA_INFO_DATA)
		peer := s.nest(vethInfoPeer)
		s.out = append(s.out, make([]byte, unix.SizeofIfInfomsg)...)
		s.attr(unix.IFLA_IFNAME, append([]byte(pairName(i)+"p"), 0)...)
		peer()
		data()
		info()
		s.end()
		if err := s.flushFull(); err != nil {
			return err
		}
	}
	return s.flush()
}

// vethInfoPeer is VETH_INFO_PEER of linux/veth.h.
const vethInfoPeer = 1

// up brings up the device with the given index.
func (s *routeSocket) up(index uint32) error {
	b := make([]byte, unix.SizeofIfInfomsg)
	le.PutUint32(b[4:], index)
	le.PutUint32(b[8:], unix.IFF_UP)
	le.PutUint32(b[12:], unix.IFF_UP)
	s.begin(unix.RTM_NEWLINK, 0, b...)
	s.end()
	return s.flush()
}

func (s *routeSocket) deleteLink(name string) error {
	s.begin(unix.RTM_DELLINK, 0, make([]byte, unix.SizeofIfInfomsg)...)
	s.attr(unix.IFLA_IFNAME, append([]byte(name), 0)...)
	s.end()
	return s.flush()
}

// addRoutes adds the host routes 10.0.0.0 and following to a device.
func (s *routeSocket) addRoutes(n int, index uint32) error {
	oif := le.AppendUint32(nil, index)
	for i := range n {
		s.begin(unix.RTM_NEWROUTE, unix.NLM_F_CREATE, unix.AF_INET, 32, 0, 0, unix.RT_TABLE_MAIN, unix.RTPROT_BOOT,
			unix.RT_SCOPE_LINK, unix.RTN_UNICAST, 0, 0, 0, 0)
		s.attr(unix.RTA_DST, 10, byte(i>>16), byte(i>>8), byte(i))
		s.attr(unix.RTA_OIF, oif...)
		s.end()
		if err := s.flushFull(); err != nil {
			return err
		}
	}
	return s.flush()
}

// device makes one pair of veth devices, both up, and returns the index of the first, whose name is
// pairName(0).
func (s *routeSocket) device() (uint32, error) {
	if err := s.addPairs(1); err != nil {
		return 0, fmt.Errorf("adding a veth pair: %w", err)
	}
	var index uint32
	for _, name := range []string{pairName(0) + "p", pairName(0)} {
		ifr, err := unix.NewIfreq(name)
		if err != nil {
			return 0, err
		}
		if err := unix.IoctlIfreq(s.fd, unix.SIOCGIFINDEX, ifr); err != nil {
			return 0, os.NewSyscallError("SIOCGIFINDEX", err)
		}
		index = ifr.Uint32()
		if err := s.up(index); err != nil {
			return 0, fmt.Errorf("bringing up %s: %w", name, err)
		}
	}
	return index, nil
}
