package difftest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// WriteTranscript writes what one side of a session printed, for reading: the
// quickest way to see how the reference behaves. Masks are not applied.
func WriteTranscript(dir string, s *Session, r *Report) error {
	var b strings.Builder
	for i := range s.Steps {
		st, res := &s.Steps[i], &r.Results[i]
		for _, l := range strings.SplitAfter(st.Stdin, "\n") {
			if l != "" {
				b.WriteString("< " + l)
			}
		}
		fmt.Fprintf(&b, "$ %s\n", st.Text)
		for _, out := range []struct{ mark, text string }{{"", res.Stdout}, {"2> ", res.Stderr}} {
			for _, l := range strings.SplitAfter(out.text, "\n") {
				if l != "" {
					fmt.Fprintf(&b, "    %s%s\n", out.mark, visible(l))
				}
			}
		}
		if res.Status != 0 {
			fmt.Fprintf(&b, "    [%d]\n", res.Status)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, s.Name+".txt"), []byte(b.String()), 0o644)
}
