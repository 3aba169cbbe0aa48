package nl

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"testing"

	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// fresh moves the test into a network namespace of its own, with lo alone in it.
func fresh(t testing.TB) *Conn {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("needs root to make a network namespace")
	}
	// Never unlocked: the thread ends with the test's goroutine.
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		t.Fatal(err)
	}
	c, err := Dial(Config{Protocol: unix.NETLINK_ROUTE, Strict: true, Warn: func(s string) { t.Log(s) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func addLink(name, kind string) Request {
	e := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg)}
	e.String(unix.IFLA_IFNAME, name)
	m := e.Nest(unix.IFLA_LINKINFO)
	e.StringN(unix.IFLA_INFO_KIND, kind)
	e.EndNest(m)
	return Request{Type: unix.RTM_NEWLINK, Flags: unix.NLM_F_CREATE | unix.NLM_F_EXCL, Body: e.B}
}

func dumpLinks() Request {
	return Request{Type: unix.RTM_GETLINK, Body: make([]byte, unix.SizeofIfInfomsg)}
}

func TestConnOnKernel(t *testing.T) {
	c := fresh(t)
	for _, n := range []string{"b0", "b1"} {
		if err := c.Do(addLink(n, "bridge")); err != nil {
			t.Fatal(err)
		}
	}
	err := c.Do(addLink("b0", "bridge"))
	var e *Error
	if !errors.As(err, &e) || e.Errno != unix.EEXIST {
		t.Errorf("adding twice: %v", err)
	}
	if err = c.Do(addLink("x", "nosuch")); err == nil || err.Error() != "Error: Unknown device type." {
		t.Errorf("unknown kind: %v", err)
	}
	var names []string
	for m, err := range c.Dump(dumpLinks()) {
		if err != nil {
			t.Fatal(err)
		}
		i := int(int32(le.Uint32(m.Data[4:])))
		n, err := c.LinkName(i) // allowed inside the loop
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, n)
	}
	if fmt.Sprint(names) != "[lo b0 b1]" {
		t.Errorf("links: %v", names)
	}
	for range c.Dump(dumpLinks()) {
		break // what is left must not disturb the next request
	}
	i, err := c.LinkIndex("b1")
	if err != nil {
		t.Fatal(err)
	}
	g := Request{Type: unix.RTM_GETLINK, Body: make([]byte, unix.SizeofIfInfomsg)}
	le.PutUint32(g.Body[4:], uint32(i))
	m, err := c.Get(g)
	if err != nil || string(attr.CString(attr.Find(m.Data[unix.SizeofIfInfomsg:], unix.IFLA_IFNAME))) != "b1" {
		t.Errorf("get: %+v, %v", m, err)
	}
	le.PutUint32(g.Body[4:], 12345)
	if _, err := c.Get(g); !errors.Is(err, unix.ENODEV) {
		t.Errorf("get of none: %v", err)
	}
	if _, err := c.LinkIndex("nosuch"); !errors.Is(err, unix.ENODEV) {
		t.Errorf("index of none: %v", err)
	}
}

// A dump of a routing table that is not there is refused on the closing message, with the kernel's text.
func TestDumpRefused(t *testing.T) {
	c := fresh(t)
	e := attr.Encoder{B: make([]byte, unix.SizeofRtMsg)}
	e.B[0] = unix.AF_INET
	e.U32(unix.RTA_TABLE, 77)
	n := 0
	for _, err := range c.Dump(Request{Type: unix.RTM_GETROUTE, Body: e.B}) {
		n++
		if err == nil || err.Error() != "Error: ipv4: FIB table does not exist." || !errors.Is(err, unix.ENOENT) {
			t.Errorf("%v", err)
		}
	}
	if n != 1 {
		t.Errorf("%d items", n)
	}
}

// In a batch each refusal is told with its number, over more than one window.
func TestBatch(t *testing.T) {
	c := fresh(t)
	failed := map[int]bool{}
	b := c.Batch(func(i int, err error) {
		if !errors.Is(err, unix.EEXIST) {
			t.Errorf("%d: %v", i, err)
		}
		failed[i] = true
	})
	const n = 3*Window + 7
	for i := range n {
		name := fmt.Sprint("b", i)
		if i%5 == 4 {
			name = fmt.Sprint("b", i-1)
		}
		if err := b.Add(addLink(name, "bridge")); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Flush(); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if failed[i] != (i%5 == 4) {
			t.Errorf("request %d: refused %v", i, failed[i])
		}
	}
}

// A request of its own does not overtake what a batch has queued.
func TestBatchInOrder(t *testing.T) {
	c := fresh(t)
	var refused []int
	b := c.Batch(func(i int, err error) { refused = append(refused, i) })
	for _, name := range []string{"b0", "b1", "b1"} {
		if err := b.Add(addLink(name, "bridge")); err != nil {
			t.Fatal(err)
		}
	}
	if i, err := c.LinkIndex("b1"); err == nil {
		t.Fatalf("b1 is there already, with index %d: nothing was queued", i)
	}
	if err := c.Do(addLink("b0", "bridge")); !errors.Is(err, unix.EEXIST) {
		t.Errorf("a second b0: %v", err)
	}
	if len(refused) != 1 || refused[0] != 2 {
		t.Errorf("refused: %v", refused)
	}
	for _, name := range []string{"b2", "b2"} {
		if err := b.Add(addLink(name, "bridge")); err != nil {
			t.Fatal(err)
		}
	}
	other := c.Batch(func(i int, err error) { t.Errorf("the other batch's %d: %v", i, err) })
	if err := other.Add(addLink("b3", "bridge")); err != nil {
		t.Fatal(err)
	}
	if len(refused) != 2 || refused[1] != 4 {
		t.Errorf("refused: %v", refused)
	}
	if err := c.Settle(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.LinkIndex("b3"); err != nil {
		t.Errorf("b3: %v", err)
	}
}

func TestListen(t *testing.T) {
	c := fresh(t)
	l, err := Dial(Config{Protocol: unix.NETLINK_ROUTE, Groups: []uint32{unix.RTNLGRP_LINK}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := c.Do(addLink("b0", "bridge")); err != nil {
		t.Fatal(err)
	}
	for m, err := range l.Listen() {
		if err != nil || m.Type != unix.RTM_NEWLINK {
			t.Fatalf("%+v, %v", m, err)
		}
		break
	}
}

// A stream of messages costs no allocation per message.
func TestDumpAllocations(t *testing.T) {
	c := fresh(t)
	b := c.Batch(func(i int, err error) { t.Fatal(err) })
	for i := range 200 {
		if err := b.Add(addLink(fmt.Sprint("b", i), "bridge")); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Flush(); err != nil {
		t.Fatal(err)
	}
	r := dumpLinks()
	n := testing.AllocsPerRun(10, func() {
		links := 0
		for _, err := range c.Dump(r) {
			if err != nil {
				t.Fatal(err)
			}
			links++
		}
		if links != 201 {
			t.Fatal(links)
		}
	})
	if n > 10 {
		t.Errorf("%v allocations for 201 messages", n)
	}
}
