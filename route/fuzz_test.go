package route

import (
	"errors"
	"os"
	"strings"
	"testing"

	"gip/internal/arg"
	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// FuzzWords reads arbitrary words behind add, del and get: whatever they are, there is either a
// well-formed request or an error of the command line and no request.
func FuzzWords(f *testing.F) {
	for _, file := range []string{"modify", "get"} {
		data, err := os.ReadFile("testdata/" + file + ".words")
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.SplitSeq(string(data), "\n") {
			if _, words, ok := strings.Cut(line, "route "); ok {
				f.Add(words)
			}
		}
	}
	f.Fuzz(func(t *testing.T, line string) {
		words := split(line)
		if len(words) == 0 {
			return
		}
		for _, verb := range []string{"add", "del", "get"} {
			for _, family := range []string{"-4", "-6", "-0", "-M", "-B"} {
				msg, err := ask(t, new(bench), append([]string{family, "route", verb}, words[1:]...))
				checkOutcome(t, msg, err)
			}
			msg, err := ask(t, new(bench), append([]string{"route", verb}, words[1:]...))
			checkOutcome(t, msg, err)
		}
	})
}

func checkOutcome(t *testing.T, msg []byte, err error) {
	t.Helper()
	if err != nil {
		if e := (*arg.Error)(nil); msg != nil || !errors.As(err, &e) || e.Status == 0 || e.Text == "" {
			t.Errorf("request %x with error %v", msg, err)
		}
		return
	}
	const head = unix.NLMSG_HDRLEN + unix.SizeofRtMsg
	if len(msg) < head || len(msg)%4 != 0 {
		t.Fatalf("request of %d bytes", len(msg))
	}
	for b := msg[head:]; len(b) > 0; {
		_, _, rest, ok := attr.Next(b)
		if !ok {
			t.Fatalf("attributes of %x end in %x", msg, b)
		}
		b = rest
	}
}
