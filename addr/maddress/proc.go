package maddress

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// A maddr is a multicast address that a device listens to.
type maddr struct {
	index  int
	name   string // of the device
	family uint8  // AF_PACKET, AF_INET or AF_INET6
	addr   []byte
	users  int  // how many sockets and protocols have asked for it
	static bool // asked for by hand
}

// list gathers addresses.
type list struct {
	dev   string // the device whose addresses are wanted,
	all   bool   // unless all are
	addrs []maddr

	index int    // in /proc/net/igmp: the device whose
	name  string // addresses come next
}

// tables are the kernel's, in the order of the output. They are those of the thread, since under -n it
// alone may have moved to another namespace; the directory /proc/net is that of the process.
var tables = [...]struct {
	family uint8
	file   string
	line   func(l *list, line string)
}{
	{unix.AF_PACKET, "/proc/thread-self/net/dev_mcast", (*list).linkLine},
	{unix.AF_INET, "/proc/thread-self/net/igmp", (*list).igmpLine},
	{unix.AF_INET6, "/proc/thread-self/net/igmp6", (*list).igmp6Line},
}

// readFile reads a table. A kernel without the protocol has none: there is nothing to show then.
func (l *list) readFile(file string, line func(*list, string)) {
	f, err := os.Open(file)
	if err != nil {
		return
	}
	defer f.Close()
	l.read(f, line)
}

func (l *list) read(r io.Reader, line func(*list, string)) {
	for sc := bufio.NewScanner(r); sc.Scan(); {
		line(l, sc.Text())
	}
}

// linkLine reads a line of dev_mcast: index, name, users, whether static, address.
func (l *list) linkLine(line string) {
	f := strings.Fields(line)
	if len(f) < 5 {
		return
	}
	l.add(maddr{index: number(f[0]), name: f[1], users: number(f[2]), static: number(f[3]) != 0, family: unix.AF_PACKET}, f[4])
}

// igmp6Line reads a line of igmp6: index, name, address, users and more.
func (l *list) igmp6Line(line string) {
	f := strings.Fields(line)
	if len(f) < 4 || len(f[2]) != 32 {
		return
	}
	l.add(maddr{index: number(f[0]), name: f[1], users: number(f[3]), family: unix.AF_INET6}, f[2])
}

// igmpLine reads a line of igmp: that of a device (index, name, a colon and more), or an indented one of
// an address (as a number in the order of the machine, users and more) of the device before it.
func (l *list) igmpLine(line string) {
	f := strings.Fields(line)
	if !strings.HasPrefix(line, "\t") {
		if len(f) >= 2 && f[0] != "Idx" {
			l.index, l.name = number(f[0]), strings.TrimSuffix(f[1], ":")
		}
		return
	}
	if len(f) < 2 || len(f[0]) != 8 {
		return
	}
	v, err := strconv.ParseUint(f[0], 16, 32)
	if err != nil {
		return
	}
	m := maddr{index: l.index, name: l.name, users: number(f[1]), family: unix.AF_INET, addr: make([]byte, 4)}
	binary.NativeEndian.PutUint32(m.addr, uint32(v))
	l.add(m, "")
}

// number reads a decimal number; 0 if it is none.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// add takes an address in, with the hexadecimal digits of its bytes, if its device is wanted.
func (l *list) add(m maddr, digits string) {
	if !l.all && l.dev != m.name {
		return
	}
	if digits != "" {
		var err error
		if m.addr, err = hex.DecodeString(digits); err != nil {
			return
		}
	}
	l.addrs = append(l.addrs, m)
}

// sorted are the addresses by device, those of one in the order in which they were read.
func (l *list) sorted() []maddr {
	slices.SortStableFunc(l.addrs, func(a, b maddr) int { return a.index - b.index })
	return l.addrs
}
