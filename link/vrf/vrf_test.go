package vrf

import (
	"bytes"
	"testing"

	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// message is an RTM_NEWLINK about a VRF device, without its table where that is 0.
func message(table uint32) []byte {
	e := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg)}
	e.B[4] = 7
	e.String(unix.IFLA_IFNAME, "red")
	m := e.Nest(unix.IFLA_LINKINFO)
	e.String(unix.IFLA_INFO_KIND, kind)
	if table != 0 {
		d := e.Nest(unix.IFLA_INFO_DATA)
		e.U32(unix.IFLA_VRF_TABLE, table)
		e.EndNest(d)
	}
	e.EndNest(m)
	return e.B
}

// What a kernel does not send: a VRF without a table, a device without a name.
func TestRead(t *testing.T) {
	var stderr bytes.Buffer
	e := verb.NewEnv(out.Options{})
	e.Stderr = &stderr
	if d, ok := read(e, message(9)); !ok || d != (device{"red", 9}) {
		t.Errorf("%v, %v", d, ok)
	}
	if _, ok := read(e, message(0)); ok {
		t.Error("a VRF without a table is shown")
	}
	if _, ok := read(e, message(0)[:unix.SizeofIfInfomsg]); ok {
		t.Error("a device without a name is shown")
	}
	const want = "BUG: VRF red is missing table id\nBUG: device with ifindex 7 has nil ifname\n"
	if stderr.String() != want {
		t.Errorf("%q, want %q", stderr.String(), want)
	}
}

// FuzzRead reads messages of any content: what it takes for a VRF has a table.
func FuzzRead(f *testing.F) {
	f.Add(message(9))
	f.Add(message(0))
	f.Fuzz(func(t *testing.T, msg []byte) {
		e := verb.NewEnv(out.Options{})
		e.Stderr = new(bytes.Buffer)
		if d, ok := read(e, msg); ok && d.table == 0 {
			t.Errorf("%v", d)
		}
	})
}
