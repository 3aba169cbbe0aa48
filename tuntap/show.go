package tuntap

import (
	"bytes"
	"os"
	"strconv"
	"strings"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

const kindName = "tun"

// flagNames are the words for the flags of a device, in the order of the output; inv are shown when
// the flag is not set.
var flagNames = [...]struct {
	flag int64
	name string
	inv  bool
}{
	{unix.IFF_TUN, "tun", false},
	{unix.IFF_TAP, "tap", false},
	{unix.IFF_NO_PI, "pi", true},
	{unix.IFF_ONE_QUEUE, "one_queue", false},
	{unix.IFF_MULTI_QUEUE, "multi_queue", false},
	{unix.IFF_VNET_HDR, "vnet_hdr", false},
	{unix.IFF_PERSIST, "persist", false},
	{unix.IFF_NOFILTER, "filter", true},
}

func runShow(e *verb.Env, _ *arg.Cursor) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 48)}
	m := enc.Nest(unix.IFLA_LINKINFO)
	enc.StringN(unix.IFLA_INFO_KIND, kindName)
	enc.EndNest(m)
	p := e.Out
	p.Begin()
	defer p.End()
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETLINK, Body: enc.B}) {
		if err != nil {
			return arg.Fail(1, verb.Lines2(err.Error(), "Dump terminated"))
		}
		if name, ok := deviceName(m); ok {
			show(e, name)
		}
	}
	return nil
}

// deviceName is the name of the tun or tap device that a link message is about.
func deviceName(m nl.Message) (name string, ok bool) {
	if m.Type != unix.RTM_NEWLINK && m.Type != unix.RTM_DELLINK || len(m.Data) < unix.SizeofIfInfomsg {
		return "", false
	}
	if t := attr.U16(m.Data[2:]); t != unix.ARPHRD_NONE && t != unix.ARPHRD_ETHER {
		return "", false
	}
	var t [unix.IFLA_LINKINFO + 1][]byte
	attr.Index(t[:], m.Data[unix.SizeofIfInfomsg:])
	kind := attr.CString(attr.Find(t[unix.IFLA_LINKINFO], unix.IFLA_INFO_KIND))
	if t[unix.IFLA_IFNAME] == nil || string(kind) != kindName {
		return "", false
	}
	return string(attr.CString(t[unix.IFLA_IFNAME])), true
}

// show prints a device from what sysfs says of it. One that sysfs does not know (it may be that of
// another namespace) is told on standard error and left out.
func show(e *verb.Env, name string) {
	flags, ok := property(e, name, "tun_flags")
	if !ok {
		return
	}
	owner, ok := property(e, name, "owner")
	if !ok {
		return
	}
	group, ok := property(e, name, "group")
	if !ok {
		return
	}
	p := e.Out
	p.Object("")
	p.In(out.IfName).Str("ifname", "", name, ":")
	showFlags(p, flags)
	if owner != -1 {
		p.Uint("user", " user ", uint64(owner), "")
	}
	if group != -1 {
		p.Uint("group", " group ", uint64(group), "")
	}
	if p.Details > 0 {
		p.NL()
		p.Text("\tAttached to processes:")
		showProcesses(p, name)
	}
	p.EndObject()
	p.Text("\n")
	p.Record()
}

func showFlags(p *out.Printer, flags int64) {
	p.Array("flags", "")
	rest := flags
	for _, f := range flagNames {
		if (flags&f.flag != 0) != f.inv {
			p.Str("", " ", f.name, "")
		}
		rest &^= f.flag // not from flags: two of them are one bit
	}
	if rest != 0 {
		p.Hex("", " ", uint64(rest), "")
	}
	p.EndArray("")
}

// property reads a number from sysfs.
func property(e *verb.Env, dev, prop string) (int64, bool) {
	file := "/sys/class/net/" + dev + "/" + prop
	b, err := os.ReadFile(file)
	if err != nil {
		e.Warn("fopen " + file + ": " + strerror(err))
		return 0, false
	}
	s := string(bytes.TrimSuffix(b, []byte("\n")))
	v, err := strconv.ParseInt(s, 0, 64)
	if err != nil {
		e.Warn(`value "` + s + `" in file ` + file + " is not a number")
		return 0, false
	}
	return v, true
}

// showProcesses prints who has the device open. Processes that may not be looked into, or that end
// meanwhile, are passed over.
func showProcesses(p *out.Printer, dev string) {
	p.Array("processes", "")
	defer p.EndArray("")
	proc, err := os.Open("/proc")
	if err != nil {
		return
	}
	defer proc.Close()
	pids, _ := proc.Readdirnames(-1)
	for _, pid := range pids {
		n, err := strconv.Atoi(pid)
		if err != nil || n == os.Getpid() {
			continue
		}
		for range openings(pid, dev) {
			p.Object("")
			p.Str("name", "", processName(pid), "")
			p.Uint("pid", "(", uint64(n), ")")
			p.EndObject()
		}
	}
}

// openings counts how often a process has the device open.
func openings(pid, dev string) (n int) {
	dir, err := os.Open("/proc/" + pid + "/fd")
	if err != nil {
		return 0
	}
	defer dir.Close()
	fds, _ := dir.Readdirnames(-1)
	for _, fd := range fds {
		if to, err := os.Readlink("/proc/" + pid + "/fd/" + fd); err != nil || to != device {
			continue
		}
		info, err := os.ReadFile("/proc/" + pid + "/fdinfo/" + fd)
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(info)) {
			if key, value, _ := strings.Cut(line, ":"); key == "iff" && strings.TrimSpace(value) == dev {
				n++
			}
		}
	}
	return n
}

func processName(pid string) string {
	b, err := os.ReadFile("/proc/" + pid + "/comm")
	if err != nil || len(b) == 0 {
		return "<NULL>"
	}
	name, _, _ := strings.Cut(string(b), "\n")
	return name
}

// runMonitor shows tun and tap devices as they come, change and go, until it is interrupted.
func runMonitor(e *verb.Env, _ *arg.Cursor) error {
	conn, err := nl.Dial(nl.Config{Protocol: unix.NETLINK_ROUTE, RcvBuf: e.RcvBuf, Groups: []uint32{unix.RTNLGRP_LINK}})
	if err != nil {
		return err
	}
	defer conn.Close()
	p := e.Out
	for m, err := range conn.Listen() {
		if err != nil {
			e.Warn(err.Error())
			continue
		}
		name, ok := deviceName(m)
		if !ok {
			continue
		}
		p.Begin()
		if m.Type == unix.RTM_DELLINK {
			p.Object("")
			p.Bool("deleted", true, "Deleted ")
			p.In(out.IfName).Str("ifname", "", name, ":")
			p.EndObject()
			p.Text("\n")
		} else {
			show(e, name)
		}
		p.End()
		if err := p.Flush(); err != nil {
			return err
		}
	}
	return nil
}
