package link

import (
	"encoding/hex"
	"strings"
	"testing"

	"gip/internal/out"
)

// TestBuilt compares what is shown of messages built by hand with what the reference showed of them: for
// kinds that need hardware, and for values that no kernel sends.
func TestBuilt(t *testing.T) {
	lines := recorded(t, "built.txt")
	if len(lines)%3 != 0 {
		t.Fatal(len(lines))
	}
	for i := 0; i < len(lines); i += 3 {
		o := out.Options{Details: 1, Oneline: true}
		o.JSON = strings.Contains(lines[i], "-j")
		if strings.Contains(lines[i], "-s") {
			o.Stats = 1
		}
		info, err := hex.DecodeString(lines[i+1])
		if err != nil {
			t.Fatal(err)
		}
		e, stdout, _ := testEnv(t, o)
		nameLinks(e)
		e.Out.BeginPlain()
		e.Out.Object("")
		printLinkInfo(e, info)
		e.Out.EndObject()
		e.Out.EndPlain()
		e.Out.Flush()
		got := strings.TrimSuffix(stdout.String(), "\n")
		if o.JSON {
			got = strings.TrimPrefix(got, "{") + "]"
		} else if o.Stats > 0 {
			got += `\` // the counters of the device would follow
		}
		if !strings.HasSuffix(lines[i+2], got) {
			t.Errorf("%s %s\n got %s\nwant %s", lines[i], lines[i+1], got, lines[i+2])
		}
	}
}
