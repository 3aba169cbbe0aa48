package attr

import (
	"bytes"
	"testing"

	"github.com/mdlayher/netlink"
)

// What this package writes, mdlayher/netlink's decoder must read, and the other way round.
func TestAgainstMdlayher(t *testing.T) {
	var e Encoder
	e.U8(1, 0xfe)
	e.U16(2, 0x1234)
	e.U32(3, 0xdeadbeef)
	e.U64(4, 1<<63|5)
	e.String(5, "eth0")
	m := e.Nest(6 | NestedFlag)
	e.StringN(1, "vlan")
	e.Flag(2)
	e.EndNest(m)
	e.BE16(7, 4789)
	e.BE32(8, 0x0a000001)
	if e.Err() != nil {
		t.Fatal(e.Err())
	}
	as, err := netlink.UnmarshalAttributes(e.B)
	if err != nil || len(as) != 8 {
		t.Fatalf("%d attributes, %v", len(as), err)
	}
	want, err := netlink.MarshalAttributes(as)
	if err != nil || !bytes.Equal(want, e.B) {
		t.Fatalf("mdlayher writes\n%x, %v; we\n%x", want, err, e.B)
	}
	var tb [9][]byte
	Index(tb[:], want)
	if U8(tb[1]) != 0xfe || U16(tb[2]) != 0x1234 || U32(tb[3]) != 0xdeadbeef || U64(tb[4]) != 1<<63|5 ||
		string(CString(tb[5])) != "eth0" || BE16(tb[7]) != 4789 || BE32(tb[8]) != 0x0a000001 {
		t.Fatalf("read back: %x", tb)
	}
	if string(Find(tb[6], 1)) != "vlan" || Find(tb[6], 2) == nil || Find(tb[6], 3) != nil {
		t.Fatalf("nested: %x", tb[6])
	}
}

func TestTooLong(t *testing.T) {
	var e Encoder
	m := e.Nest(1)
	e.Bytes(2, make([]byte, 40000))
	e.Bytes(3, make([]byte, 40000))
	e.EndNest(m)
	if e.Err() != ErrTooLong {
		t.Fatal("a nest of 80000 bytes was taken")
	}
	e.Reset()
	e.Bytes(2, make([]byte, 65532))
	if e.Err() != ErrTooLong {
		t.Fatal("an attribute of 65536 bytes was taken")
	}
}

func FuzzWalk(f *testing.F) {
	var e Encoder
	e.String(3, "lo")
	e.EndNest(e.Nest(18))
	f.Add(e.B)
	f.Add([]byte{5, 0, 1, 0, 9})
	f.Add([]byte{0xff, 0xff, 1, 0})
	f.Add([]byte{4, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var tb [32][]byte
		Index(tb[:], b)
		n := 0
		for _, p := range tb {
			n += len(p)
			_, _, _, _, _ = U8(p), U16(p), U32(p), U64(p), CString(p)
		}
		if n > len(b) {
			t.Fatalf("%d bytes of payload out of %d", n, len(b))
		}
	})
}
