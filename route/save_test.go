package route

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"

	"golang.org/x/sys/unix"
)

// What a file of saved routes shows is what the reference shows of the same messages.
func TestShowDump(t *testing.T) {
	data, err := os.ReadFile("testdata/show.dump")
	if err != nil {
		t.Fatal(err)
	}
	var w strings.Builder
	e := printEnv(&w, out.Options{JSON: true}) // which showdump does not heed
	e.Stdin = bytes.NewReader(data)
	if err := runShowDump(e, arg.New(nil)); err != nil {
		t.Fatal(err)
	}
	e.Out.Flush()
	if want := show(t, saved(t, "testdata/show.dump"), "|table all"); w.String() != want {
		t.Errorf("got\n%s\nwant\n%s", w.String(), want)
	}
}

// Damaged files give the reference's errors.
func TestDamagedFiles(t *testing.T) {
	magic := string(binary.NativeEndian.AppendUint32(nil, dumpMagic))
	for _, c := range []struct {
		file, err string
		status    int
	}{
		{"", "Magic mismatch (0 elems, 0 magic)", 1},
		{"ab", "Magic mismatch (0 elems, 6261 magic)", 1},
		{"abcdef", "Magic mismatch (1 elems, 64636261 magic)", 1},
		{magic, "", 0},
		{magic + "x", "rtnl-from_file: truncated message", 2},
		{magic + strings.Repeat("\xff", 20), "!!!malformed message: len=-1 @20", 2},
		{magic + "\x0f\x00\x00\x00" + strings.Repeat("x", 12), "!!!malformed message: len=15 @20", 2},
		{magic + "\x01\x40\x00\x00" + strings.Repeat("x", 12), "!!!malformed message: len=16385 @20", 2},
		{magic + "\x15\x00\x00\x00" + strings.Repeat("x", 13), "rtnl-from_file: truncated message", 2},
	} {
		if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
			t.Skip("the files of this test are little-endian")
		}
		e := printEnv(io.Discard, out.Options{})
		e.Stdin = strings.NewReader(c.file)
		text, status := "", 0
		var ae *arg.Error
		if err := runShowDump(e, arg.New(nil)); errors.As(err, &ae) {
			text, status = ae.Text, ae.Status
		} else if err != nil {
			t.Errorf("%q: %v", c.file, err)
		}
		if text != c.err || status != c.status {
			t.Errorf("%q: %q, %d; want %q, %d", c.file, text, status, c.err, c.status)
		}
	}
}

// Restore makes each route once, those of this host first and those behind a gateway last, and reads
// from where standard input stands.
func TestRestoreOrder(t *testing.T) {
	data, err := os.ReadFile("testdata/show.dump")
	if err != nil {
		t.Fatal(err)
	}
	src := bytes.NewReader(append([]byte("before"), data...))
	src.Seek(6, io.SeekStart)
	d, err := openDump(src)
	if err != nil {
		t.Fatal(err)
	}
	var order []int
	var all [][]byte
	err = d.inOrder(func(m nl.Message) error {
		var tb [rtaMax + 1][]byte
		attr.Index(tb[:], m.Data[unix.SizeofRtMsg:])
		order = append(order, passOf(&tb))
		all = append(all, bytes.Clone(m.Raw))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(order) || order[0] != passLocal || order[len(order)-1] != passGateway {
		t.Errorf("order of passes %v", order)
	}
	for _, m := range saved(t, "testdata/show.dump") {
		n := len(all)
		all = slices.DeleteFunc(all, func(b []byte) bool { return bytes.Equal(b, m.Raw) })
		if len(all) != n-1 {
			t.Errorf("a route restored %d times: %x", n-len(all), m.Raw)
		}
	}
	if len(all) != 0 {
		t.Errorf("%d routes that are not in the file", len(all))
	}
}

// Nothing of a damaged file is restored.
func TestRestoreDamaged(t *testing.T) {
	data, err := os.ReadFile("testdata/show.dump")
	if err != nil {
		t.Fatal(err)
	}
	link := []byte{16, 0, 0, 0, unix.RTM_DELLINK, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	for _, file := range [][]byte{data[:len(data)-1], append(bytes.Clone(data), link...)} {
		d, err := openDump(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		err = d.inOrder(func(m nl.Message) error {
			t.Fatalf("restored %x", m.Raw)
			return nil
		})
		if err == nil {
			t.Errorf("no error from a file of %d bytes", len(file))
		}
	}
}

// A route whose nexthops have gateways comes behind the network that these are in.
func TestRestoreMultipath(t *testing.T) {
	for _, m := range saved(t, "testdata/show.dump") {
		var tb [rtaMax + 1][]byte
		attr.Index(tb[:], m.Data[unix.SizeofRtMsg:])
		if tb[unix.RTA_MULTIPATH] != nil && passOf(&tb) != passGateway {
			t.Errorf("pass %d for %x", passOf(&tb), m.Raw)
		}
	}
}

// FuzzDumpFile reads arbitrary files: each ends with what there is or with an error of status 1 or 2, and
// restore gives the kernel nothing but whole routes.
func FuzzDumpFile(f *testing.F) {
	data, err := os.ReadFile("testdata/show.dump")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data[4:400])
	f.Add(data[4:57])
	f.Add([]byte("\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := append(binary.NativeEndian.AppendUint32(nil, dumpMagic), data...)
		check := func(err error) {
			var ae *arg.Error
			if err != nil && (!errors.As(err, &ae) || ae.Text == "" || ae.Status != 1 && ae.Status != 2) {
				t.Fatalf("%v", err)
			}
		}
		e := printEnv(io.Discard, out.Options{})
		e.Stderr = io.Discard
		e.Stdin = bytes.NewReader(file)
		check(runShowDump(e, arg.New(nil)))
		d, err := openDump(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		check(d.inOrder(func(m nl.Message) error {
			if m.Type != unix.RTM_NEWROUTE || len(m.Data) < unix.SizeofRtMsg {
				t.Fatalf("%+v", m)
			}
			return nil
		}))
	})
}
