package bridge

import (
	"io"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/nltest"
	"gip/internal/out"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// makeRequest is what a command line would send.
func makeRequest(e *verb.Env, words []string) (nl.Request, error) {
	make := map[string]func(*verb.Env, *arg.Cursor) (nl.Request, error){
		"link set": linkSet, "vlan add": vlanAdd, "vlan del": vlanDelete, "vlan set": vlanSet, "mst set": mstSet,
	}[strings.Join(words[:2], " ")]
	switch {
	case make != nil:
		return make(e, arg.New(words[2:]))
	case words[0] == "vlan" && words[1] == "global":
		return globalSet(e, arg.New(words[3:]))
	}
	return nl.Request{}, arg.UnknownCommand(words[1], words[0])
}

func TestRequestsAgainstReference(t *testing.T) {
	for _, want := range nltest.Load(t, "testdata/requests.txt") {
		got, err := makeRequest(nltest.Env(), want.Words)
		if err != nil {
			t.Errorf("%s: %v", want.Line, err)
			continue
		}
		// The reference's flags have NLM_F_REQUEST and NLM_F_ACK, which nl.Conn adds.
		if flags := got.Flags | unix.NLM_F_REQUEST | unix.NLM_F_ACK; got.Type != want.Type || flags != want.Flags {
			t.Errorf("%s: type %d flags %#x, want %d %#x", want.Line, got.Type, flags, want.Type, want.Flags)
		}
		header := unix.SizeofIfInfomsg
		if want.Type == unix.RTM_NEWVLAN {
			header = 8
		}
		if len(got.Body) < header || string(got.Body[:header]) != string(want.Body[:header]) {
			t.Errorf("%s: header %x, want %x", want.Line, got.Body, want.Body)
			continue
		}
		if g, w := nltest.Tree(got.Body[header:]), nltest.Tree(want.Body[header:]); g != w {
			t.Errorf("%s:\n%swant\n%s", want.Line, g, w)
		}
	}
}

// FuzzWords takes any words: they make a message that is well-formed, or an error with a status.
func FuzzWords(f *testing.F) {
	for _, r := range nltest.Load(f, "testdata/requests.txt") {
		f.Add(strings.Join(r.Words, "\n"))
	}
	f.Fuzz(func(t *testing.T, line string) {
		words := strings.Split(line, "\n")
		if len(words) < 3 {
			return
		}
		req, err := makeRequest(nltest.Env(), words)
		if err != nil {
			if a, ok := err.(*arg.Error); err != nltest.ErrNoSocket && (!ok || a.Status == 0) {
				t.Fatalf("%q: %#v", words, err)
			}
			return
		}
		header := unix.SizeofIfInfomsg
		if req.Type == unix.RTM_NEWVLAN {
			header = 8
		}
		for b := req.Body[header:]; len(b) > 0; {
			_, _, rest, ok := attr.Next(b)
			if !ok {
				t.Fatalf("%q: %x", words, req.Body)
			}
			b = rest
		}
	})
}

// FuzzMessages shows whatever bytes come from the kernel as all that they may be.
func FuzzMessages(f *testing.F) {
	for _, r := range nltest.Load(f, "testdata/requests.txt") {
		f.Add(r.Body)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, o := range [...]out.Options{{Details: 1, Stats: 1}, {JSON: true, Details: 1, Stats: 1}} {
			e := nltest.Env()
			e.Out = out.New(io.Discard, o)
			e.Out.Begin()
			newLinkView(e).print(nl.Message{Type: unix.RTM_NEWLINK, Data: b})
			v := newVLANView(e, &vlanTable)
			v.event(nl.Message{Type: unix.RTM_NEWVLAN, Data: b})
			v.closeOpen()
			v.printVLANs(b, 1)
			newVLANView(e, &tunnelTable).printTunnels(b, 1)
			v.printStats(b, 1)
			v.routerPorts(b)
			printMST(e, 1, b)
			e.Out.End()
		}
	})
}
