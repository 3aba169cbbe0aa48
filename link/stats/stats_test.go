package stats

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"
	"gip/link"

	"golang.org/x/sys/unix"
)

// newShower prints every suite into the returned buffers, without a socket.
func newShower(t testing.TB, o out.Options) (s *shower, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	e := verb.NewEnv(o)
	e.Out, e.Stderr = out.New(stdout, o), stderr
	e.Connect = func() (*nl.Conn, error) { return nil, errors.New("no socket in this test") }
	t.Cleanup(e.Close)
	on := new(enabled)
	for i := range on {
		on[i] = true
	}
	return &shower{e: e, p: e.Out, v: link.NewView(e, nil), on: on}, stdout, stderr
}

// message is an RTM_NEWSTATS about device 7.
func message(fill func(e *attr.Encoder)) []byte {
	e := attr.Encoder{B: make([]byte, uapi.SizeofIfStatsMsg)}
	e.B[4] = 7
	fill(&e)
	return e.B
}

// ramp is payload of n counters of eight bytes, 1, 2, 3 and so on.
func ramp(n int) (b []byte) {
	for i := range n {
		b = binary.NativeEndian.AppendUint64(b, uint64(i+1))
	}
	return b
}

// hardware is a message with statistics of layer 3 and the given values of request and used.
func hardware(request, used byte) []byte {
	return message(func(e *attr.Encoder) {
		m := e.Nest(unix.IFLA_STATS_LINK_OFFLOAD_XSTATS)
		n := e.Nest(unix.IFLA_OFFLOAD_XSTATS_HW_S_INFO)
		l := e.Nest(unix.IFLA_OFFLOAD_XSTATS_L3_STATS)
		e.U8(unix.IFLA_OFFLOAD_XSTATS_HW_S_INFO_REQUEST, request)
		e.U8(unix.IFLA_OFFLOAD_XSTATS_HW_S_INFO_USED, used)
		e.EndNest(l)
		e.EndNest(n)
		e.Bytes(unix.IFLA_OFFLOAD_XSTATS_L3_STATS, ramp(9))
		e.EndNest(m)
	})
}

// No device that the tests can make counts in hardware: the form is from the reference's source, and the
// values show which counter of struct rtnl_hw_stats64 goes where.
func TestHardware(t *testing.T) {
	s, stdout, _ := newShower(t, out.Options{})
	*s.on = enabled{}
	s.on.add(&selection{names: path{"offload", "l3_stats"}, n: 2})
	if err := s.message(hardware(1, 1)); err != nil {
		t.Fatal(err)
	}
	s.p.Flush()
	const want = "7: if7: group offload subgroup l3_stats on used on\n" +
		"    RX: bytes packets errors dropped   mcast\n            3       1      5       7       9 \n" +
		"    TX: bytes packets errors dropped\n            4       2      6       8 \n"
	if stdout.String() != want {
		t.Errorf("%s\nwant\n%s", stdout, want)
	}
}

func TestToggles(t *testing.T) {
	s, _, stderr := newShower(t, out.Options{})
	err := s.message(hardware(2, 1))
	var ae *arg.Error
	if !errors.As(err, &ae) || ae.Status != errInval || stderr.String() != "Invalid value for request: expected 0 or 1, got 2.\n" {
		t.Errorf("%v, %q", err, stderr)
	}
	s, _, stderr = newShower(t, out.Options{})
	if err := s.message(hardware(0, 3)); err != nil || !strings.HasPrefix(stderr.String(), "Invalid value for used: expected 0 or 1, got 3.\n") {
		t.Errorf("%v, %q", err, stderr)
	}
}

// TestRequest checks the masks against those that the reference sends (read with strace).
func TestRequest(t *testing.T) {
	for line, want := range map[string]struct{ mask, offload uint32 }{
		"":                                {0x1f, 0},
		"group link":                      {1, 0},
		"group xstats":                    {2, 0},
		"group xstats_slave":              {4, 0},
		"group offload":                   {8, 0},
		"group afstats group link":        {0x11, 0},
		"group offload subgroup l3_stats": {8, 6},
		"group offload subgroup cpu_hit":  {8, 1},
		"group offload subgroup cpu_hit subgroup hw_stats_info": {8, 3},
	} {
		w := words{}
		if _, err := w.read(arg.New(strings.Fields(line))); err != nil {
			t.Error(line, err)
			continue
		}
		var e attr.Encoder
		w.on.request(&e, 7)
		b := e.B[uapi.SizeofIfStatsMsg:]
		offload := attr.U32(attr.Find(attr.Find(b, unix.IFLA_STATS_GET_FILTERS), unix.IFLA_STATS_LINK_OFFLOAD_XSTATS))
		if got := attr.U32(e.B[8:]); got != want.mask || offload != want.offload || e.B[4] != 7 {
			t.Errorf("%q: mask %#x, offload %#x; want %#x, %#x", line, got, offload, want.mask, want.offload)
		}
	}
}

// FuzzMessage prints messages of any content: it ends, and JSON is JSON where no error cut it off.
func FuzzMessage(f *testing.F) {
	f.Add(hardware(1, 0))
	f.Add(hardware(5, 5))
	f.Add(message(func(e *attr.Encoder) { e.Bytes(unix.IFLA_STATS_LINK_64, ramp(25)) }))
	f.Add(message(func(e *attr.Encoder) {
		m := e.Nest(unix.IFLA_STATS_AF_SPEC)
		e.Bytes(unix.AF_MPLS, nil)
		e.EndNest(m)
	}))
	f.Fuzz(func(t *testing.T, msg []byte) {
		for _, o := range []out.Options{{}, {JSON: true}, {Stats: 2, Human: true, Oneline: true}} {
			s, stdout, _ := newShower(t, o)
			s.p.Begin()
			err := s.message(msg)
			s.p.End()
			s.p.Flush()
			if o.JSON && err == nil && !json.Valid(stdout.Bytes()) {
				t.Errorf("no JSON: %s", stdout)
			}
		}
	})
}

// FuzzWords reads any words: there is an error, a question for help, or at least one suite.
func FuzzWords(f *testing.F) {
	for _, line := range []string{"", "group link", "dev lo group xstats subgroup bridge suite stp suite mcast",
		"group group subgroup", "suite x", "help", "dev"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		w := words{}
		help, err := w.read(arg.New(strings.Split(line, " ")))
		if !help && err == nil && w.on == (enabled{}) {
			t.Errorf("%q selects nothing", line)
		}
	})
}
