package difftest

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// A Difference is an entry of docs/differences.md: a place where the tool is
// not to be equal to the reference, with the reason.
type Difference struct {
	ID      string // first word of the heading
	Title   string // rest of the heading
	Checked string // text of the "Checked:" line
}

// BySessions reports whether session lines have to refer to the entry.
func (d Difference) BySessions() bool { return strings.HasPrefix(d.Checked, "sessions") }

// ParseDifferences reads docs/differences.md. An entry is a heading
// "### ID: title" followed, before the next heading, by a line
// "Checked: HOW" where HOW is "sessions" (lines marked ~ID), "usage lines"
// (lines marked ?) or the name of the test that looks at it.
func ParseDifferences(r io.Reader) (map[string]Difference, error) {
	all := map[string]Difference{}
	id := ""
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		line := sc.Text()
		if h, ok := strings.CutPrefix(line, "### "); ok {
			var title string
			if id, title, ok = strings.Cut(h, ": "); !ok || strings.Contains(id, " ") {
				return nil, fmt.Errorf("heading %q is not \"### ID: title\"", line)
			}
			if _, ok := all[id]; ok {
				return nil, fmt.Errorf("two entries %s", id)
			}
			all[id] = Difference{ID: id, Title: title}
		} else if strings.HasPrefix(line, "#") {
			id = ""
		}
		if how, ok := strings.CutPrefix(line, "Checked: "); ok && id != "" {
			d := all[id]
			d.Checked = how
			all[id] = d
		}
	}
	for _, d := range all {
		if d.Checked == "" {
			return nil, fmt.Errorf("entry %s has no \"Checked:\" line", d.ID)
		}
	}
	return all, sc.Err()
}
