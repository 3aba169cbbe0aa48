package netconf

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

func print(t testing.TB, o out.Options, typ uint16, msg []byte) string {
	var stdout bytes.Buffer
	e := verb.NewEnv(o)
	e.Out = out.New(&stdout, o)
	e.Connect = func() (*nl.Conn, error) { return nil, errors.New("no socket in this test") }
	t.Cleanup(e.Close)
	s := shower{e: e, p: e.Out}
	e.Out.Begin()
	s.print(nl.Message{Type: typ, Data: msg})
	e.Out.End()
	e.Out.Flush()
	return stdout.String()
}

func message() []byte {
	e := attr.Encoder{B: []byte{unix.AF_INET, 0, 0, 0}}
	e.U32(uapi.NETCONFA_IFINDEX, 7)
	e.U32(uapi.NETCONFA_FORWARDING, 1)
	e.U32(uapi.NETCONFA_RP_FILTER, 9)
	e.U32(uapi.NETCONFA_INPUT, 1)
	return e.B
}

// What the kernel does not send when it is asked: settings that go, and a value that has no name.
func TestPrint(t *testing.T) {
	const want = "Deleted inet if7 forwarding on rp_filter 9 input on \n"
	if got := print(t, out.Options{}, unix.RTM_DELNETCONF, message()); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := print(t, out.Options{}, unix.RTM_NEWLINK, message()); got != "" {
		t.Errorf("a message about something else: %q", got)
	}
}

// FuzzPrint prints messages of any content: it ends, and JSON is JSON.
func FuzzPrint(f *testing.F) {
	f.Add(message())
	f.Fuzz(func(t *testing.T, msg []byte) {
		print(t, out.Options{}, unix.RTM_NEWNETCONF, msg)
		if got := print(t, out.Options{JSON: true}, unix.RTM_NEWNETCONF, msg); !json.Valid([]byte(got)) {
			t.Errorf("no JSON: %s", got)
		}
	})
}
