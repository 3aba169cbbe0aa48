package addr

import (
	"bytes"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/nltest"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// modifyVerb gives type and flags of a verb, abbreviated or not.
func modifyVerb(word string) (typ, flags uint16) {
	switch {
	case arg.Prefix(word, "add"):
		return unix.RTM_NEWADDR, unix.NLM_F_CREATE | unix.NLM_F_EXCL
	case arg.Prefix(word, "change"), word == "chg":
		return unix.RTM_NEWADDR, unix.NLM_F_REPLACE
	case arg.Prefix(word, "replace"):
		return unix.RTM_NEWADDR, unix.NLM_F_CREATE | unix.NLM_F_REPLACE
	}
	return unix.RTM_DELADDR, 0
}

func buildLine(e *verb.Env, words []string) ([]byte, error) {
	typ, _ := modifyVerb(words[0])
	return build(e, arg.New(words[1:]), typ)
}

func TestRequestsAgainstReference(t *testing.T) {
	for _, want := range nltest.Load(t, "testdata/requests.txt") {
		e := nltest.Env()
		words := nltest.Options(e, want.Words)
		got, err := buildLine(e, words[1:])
		if err != nil {
			t.Errorf("%s: %v", want.Line, err)
			continue
		}
		typ, flags := modifyVerb(words[1])
		if flags |= unix.NLM_F_REQUEST | unix.NLM_F_ACK; typ != want.Type || flags != want.Flags {
			t.Errorf("%s: type %d flags %#x, want %d %#x", want.Line, typ, flags, want.Type, want.Flags)
		}
		const header = unix.SizeofIfAddrmsg
		if !bytes.Equal(got[:header], want.Body[:header]) {
			t.Errorf("%s: header %x, want %x", want.Line, got[:header], want.Body[:header])
		}
		if g, w := nltest.Tree(got[header:]), nltest.Tree(want.Body[header:]); g != w {
			t.Errorf("%s:\n%swant\n%s", want.Line, g, w)
		}
	}
}

func TestModifyErrors(t *testing.T) {
	const notComplete = `Command line is not complete. Try option "help"`
	wrong := func(value, reason string) string { return `Error: argument "` + value + `" is wrong: ` + reason }
	tests := []struct {
		line   string
		text   string
		status int
	}{
		{"add", `Not enough information: "dev" argument is required.`, 1},
		{"add 10.0.0.1/24", `Not enough information: "dev" argument is required.`, 1},
		{"add 10.0.0.1/24 dev", notComplete, 255},
		{"add 10.0.0.1/24 dev nosuch", `Cannot find device "nosuch"`, 1},
		{"add 10.0.0.1/33 dev if5", `Error: any valid prefix is expected rather than "10.0.0.1/33".`, 1},
		{"add 10.0.0.1/24 10.0.0.2/24 dev if5", `Error: either "local" is duplicate, or "10.0.0.2/24" is garbage.`, 255},
		{"add 10.0.0.1/24 2001:db8::1 dev if5", `Error: either "local" is duplicate, or "2001:db8::1" is garbage.`, 255},
		{"add 10.0.0.1/24 peer 2001:db8::1 dev if5", `Error: inet prefix is expected rather than "2001:db8::1".`, 1},
		{"add peer 10.0.0.1 peer 10.0.0.2", `Error: duplicate "peer": "10.0.0.2" is the second value.`, 255},
		{"add brd + brd -", `Error: duplicate "broadcast": "-" is the second value.`, 255},
		{"add brd 1.2.3.4 brd 5", `Error: duplicate "broadcast": "5" is the second value.`, 255},
		{"add brd", notComplete, 255},
		{"add brd + dev if5", "Broadcast can be set only for IPv4 addresses", 1},
		{"add 2001:db8::1/64 brd + dev if5", "Broadcast can be set only for IPv4 addresses", 1},
		{"add anycast 1.2.3.4 anycast 1.2.3.5", `Error: duplicate "anycast": "1.2.3.5" is the second value.`, 255},
		{"add 10.0.0.1/24 scope nosuch dev if5", wrong("nosuch", "invalid scope value."), 255},
		{"add 10.0.0.1/24 scope 256 dev if5", wrong("256", "invalid scope value."), 255},
		{"add 10.0.0.1/24 metric -5x dev if5", wrong("-5x", "\"metric\" value is invalid\n"), 255},
		{"add 10.0.0.1/24 proto 256 dev if5", wrong("256", "\"proto\" value is invalid\n"), 255},
		{"add 10.0.0.1/24 valid_lft x dev if5", wrong("x", "valid_lft value"), 255},
		{"add 10.0.0.1/24 valid_lft 4294967296 dev if5", wrong("4294967296", "valid_lft value"), 255},
		{"add 10.0.0.1/24 preferred_lft x dev if5", wrong("x", "preferred_lft value"), 255},
		{"add valid_lft 1 valid", `Error: duplicate "valid_lft": "valid" is the second value.`, 255},
		{"add 10.0.0.1/24 valid_lft 0 dev if5", "valid_lft is zero", 1},
		{"add 10.0.0.1/24 valid_lft 5 dev if5", "preferred_lft is greater than valid_lft", 1},
		{"add 10.0.0.1/24 autojoin dev if5", "autojoin needs multicast address", 1},
		{"add x dev if5", `Error: any valid prefix is expected rather than "x".`, 1},
		{"add label", notComplete, 255},
		{"add local", notComplete, 255},
		{"add proto", notComplete, 255},
		{"del 10.0.0.1/24 brd", notComplete, 255},
	}
	for _, tt := range tests {
		_, err := buildLine(nltest.Env(), strings.Fields(tt.line))
		e, ok := err.(*arg.Error)
		if !ok || e.Status != tt.status || e.Text != tt.text {
			t.Errorf("%s: %#v, want %d %q", tt.line, err, tt.status, tt.text)
		}
	}
}

func TestModifyWarnings(t *testing.T) {
	tests := []struct{ line, text string }{
		{"add secondary 10.0.0.1/24 dev if5", "Warning: secondary option is not mutable from userspace\n"},
		{"add nodad 2001:db8::1/64 dev if5", "Warning: nodad option can be set only for IPv6 addresses\n"},
		{"add 2001:db8::1/64 nodad dev if5", ""},
		{"del 10.0.0.1/32 dev if5", ""},
		{"del 10.0.0.1 peer 10.0.0.2 dev if5", ""},
		{"del 10.1 dev if5", "Warning: Executing wildcard deletion to stay compatible with old scripts.\n" +
			"         Explicitly specify the prefix length (10.1/32) to avoid this warning.\n" +
			"         This special behaviour is likely to disappear in further releases,\n" +
			"         fix your scripts!\n"},
	}
	for _, tt := range tests {
		var text strings.Builder
		e := nltest.Env()
		e.Stderr = &text
		if _, err := buildLine(e, strings.Fields(tt.line)); err != nil || text.String() != tt.text {
			t.Errorf("%s: %q, %v; want %q", tt.line, text.String(), err, tt.text)
		}
	}
}

// FuzzWords takes any words: they make a message of attributes, or an error with a status.
func FuzzWords(f *testing.F) {
	for _, r := range nltest.Load(f, "testdata/requests.txt") {
		f.Add(strings.Join(r.Words, "\n"))
	}
	f.Fuzz(func(t *testing.T, line string) {
		e := nltest.Env()
		words := nltest.Options(e, strings.Split(line, "\n"))
		if len(words) < 2 {
			return
		}
		b, err := buildLine(e, words[1:])
		if err != nil {
			if a, ok := err.(*arg.Error); !ok || a.Status == 0 {
				t.Fatalf("%q: %#v", words, err)
			}
			return
		}
		for b = b[unix.SizeofIfAddrmsg:]; len(b) > 0; {
			n := 0
			if len(b) >= 4 {
				n = (int(b[0]) | int(b[1])<<8 + 3) &^ 3
			}
			if n < 4 || n > len(b) {
				t.Fatalf("%q: no attribute: %x", words, b)
			}
			b = b[n:]
		}
	})
}
