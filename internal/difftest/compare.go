package difftest

import (
	"fmt"
	"strings"
)

// Counts sums up a comparison. Lines counts what was compared: Equal + Known +
// Differing. Of these, FollowUps were added by @after.
type Counts struct {
	Lines, FollowUps, Usage int
	Equal                   int
	Known                   int // deliberate differences that are there
	Differing               int
	SetUps, SetUpsFailed    int
}

// Add adds d to c.
func (c *Counts) Add(d Counts) {
	c.Lines += d.Lines
	c.FollowUps += d.FollowUps
	c.Usage += d.Usage
	c.Equal += d.Equal
	c.Known += d.Known
	c.Differing += d.Differing
	c.SetUps += d.SetUps
	c.SetUpsFailed += d.SetUpsFailed
}

func (c Counts) String() string {
	return fmt.Sprintf("%d lines compared (%d written, %d follow-ups, %d of them usage): %d equal, %d differing, %d deliberate differences, 0 skipped; %d set-up lines, %d failed",
		c.Lines, c.Lines-c.FollowUps, c.FollowUps, c.Usage, c.Equal, c.Differing, c.Known, c.SetUps, c.SetUpsFailed)
}

// A Verdict is the finding about one step: Problem is "" when all is well.
type Verdict struct {
	Step      *Step
	Ref, Tool Result // masked
	Problem   string
}

// CompareSession judges all steps of a session. known is nil when both sides
// are the reference: then deliberate differences must not show.
func CompareSession(s *Session, ref, tool *Report, known map[string]Difference) ([]Verdict, Counts) {
	var out []Verdict
	var c Counts
	for i := range s.Steps {
		v := judge(&s.Steps[i], ref.Results[i], tool.Results[i], known)
		c.count(&v)
		out = append(out, v)
	}
	return out, c
}

// count adds one verdict.
func (c *Counts) count(v *Verdict) {
	if v.Step.Kind == Setup || v.Step.Kind == ShellSetup {
		c.SetUps++
		if v.Problem != "" {
			c.SetUpsFailed++
		}
		return
	}
	c.Lines++
	if v.Step.After {
		c.FollowUps++
	}
	if v.Step.Kind == Usage {
		c.Usage++
	}
	switch {
	case v.Problem != "":
		c.Differing++
	case v.Step.Difference != "" && !equal(v.Ref, v.Tool):
		c.Known++
	default:
		c.Equal++
	}
}

// equal compares what a user can see.
func equal(a, b Result) bool {
	return a.Status == b.Status && a.Stdout == b.Stdout && a.Stderr == b.Stderr
}

// judge compares the two results of one step.
func judge(st *Step, ref, tool Result, known map[string]Difference) Verdict {
	for _, r := range []*Result{&ref, &tool} {
		r.Stdout, r.Stderr = applyMasks(r.Stdout, st.Masks), applyMasks(r.Stderr, st.Masks)
	}
	v := Verdict{Step: st, Ref: ref, Tool: tool}
	for side, r := range map[string]Result{"reference": ref, "tool": tool} {
		if r.Failure != "" {
			v.Problem = side + " could not be run: " + r.Failure
			return v
		}
		if r.Hang {
			v.Problem = side + " hangs"
			return v
		}
	}
	switch st.Kind {
	case Setup, ShellSetup:
		v.Problem = judgeSetup(st, ref, tool)
	case Usage:
		v.Problem = judgeUsage(st, ref, tool)
	default:
		v.Problem = judgeEqual(st, ref, tool, known)
	}
	return v
}

// judgeSetup: a set-up line that fails makes what follows meaningless, so it
// is a failure of its own, on whichever side. The tool must be silent in it.
func judgeSetup(st *Step, ref, tool Result) string {
	for _, s := range []struct {
		name string
		r    Result
	}{{"reference", ref}, {"tool", tool}} {
		if s.r.Status != 0 {
			return "set-up line fails on the side of the " + s.name
		}
		if st.Kind == Setup && s.r.Stdout+s.r.Stderr != "" {
			return "set-up line is not silent on the side of the " + s.name
		}
	}
	return ""
}

// judgeUsage: wording is free, everything else is not.
func judgeUsage(st *Step, ref, tool Result) string {
	switch {
	case ref.Status != tool.Status:
		return "status differs"
	case (ref.Stdout == "") != (tool.Stdout == ""), (ref.Stderr == "") != (tool.Stderr == ""):
		return "usage is not on the same stream"
	case ref.Stdout+ref.Stderr == "":
		return "no usage text at all"
	}
	if firstLines(ref.Stdout, st.Head) != firstLines(tool.Stdout, st.Head) ||
		firstLines(ref.Stderr, st.Head) != firstLines(tool.Stderr, st.Head) {
		return fmt.Sprintf("the first %d lines differ", st.Head)
	}
	return ""
}

// firstLines returns the first n lines of s.
func firstLines(s string, n int) string {
	lines := strings.SplitAfter(s, "\n")
	return strings.Join(lines[:min(n, len(lines))], "")
}

// judgeEqual: everything equal, or a deliberate difference that is on record,
// is there, and looks as it should.
func judgeEqual(st *Step, ref, tool Result, known map[string]Difference) string {
	same := equal(ref, tool)
	if st.Difference == "" || known == nil {
		if !same {
			return "differs"
		}
		return ""
	}
	d, ok := known[st.Difference]
	switch {
	case !ok:
		return "difference " + st.Difference + " is not in docs/differences.md"
	case !d.BySessions():
		return "difference " + st.Difference + " is not one that sessions check, according to docs/differences.md"
	case same:
		return "difference " + st.Difference + " has vanished: take the mark off the line (and the entry out, if it was the last)"
	}
	if w := st.Want; w != nil {
		if w.Status != nil && *w.Status != tool.Status ||
			w.Stdout != nil && *w.Stdout != tool.Stdout ||
			w.Stderr != nil && *w.Stderr != tool.Stderr {
			return "differs as on record (" + st.Difference + "), but not in the way that the session expects"
		}
	}
	return ""
}

// String shows a verdict with both sides in full.
func (v Verdict) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "line %d: %s\n\t%s", v.Step.Line, v.Step.Text, v.Problem)
	if v.Step.After {
		b.WriteString(" (follow-up)")
	}
	if v.Step.Difference != "" {
		b.WriteString(" ~" + v.Step.Difference)
	}
	b.WriteByte('\n')
	if v.Ref.Status != v.Tool.Status {
		fmt.Fprintf(&b, "\tstatus: reference %d, tool %d\n", v.Ref.Status, v.Tool.Status)
	} else {
		fmt.Fprintf(&b, "\tstatus: %d\n", v.Ref.Status)
	}
	writeStream(&b, "stdout", v.Ref.Stdout, v.Tool.Stdout)
	writeStream(&b, "stderr", v.Ref.Stderr, v.Tool.Stderr)
	return b.String()
}

// writeStream writes one stream of both sides as a line diff: "=" equal lines,
// "-" reference only, "+" tool only.
func writeStream(b *strings.Builder, name, ref, tool string) {
	if ref == "" && tool == "" {
		return
	}
	fmt.Fprintf(b, "\t%s:\n", name)
	if at := firstDifference(ref, tool); at >= 0 && max(len(ref), len(tool)) > 400 && strings.Count(ref+tool, "\n") <= 2 {
		fmt.Fprintf(b, "\t  (first difference at byte %d)\n\t  - %s\n\t  + %s\n", at, excerpt(ref, at), excerpt(tool, at))
		return
	}
	const limit = 40 // usage texts are long
	for i, l := range diffLines(strings.SplitAfter(ref, "\n"), strings.SplitAfter(tool, "\n")) {
		if i == limit {
			b.WriteString("\t  ...\n")
			break
		}
		fmt.Fprintf(b, "\t  %s\n", l)
	}
}

// firstDifference returns where a and b part, -1 if nowhere.
func firstDifference(a, b string) int {
	for i := 0; i < len(a) || i < len(b); i++ {
		if i == len(a) || i == len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

// excerpt shows s around byte at: long one-line JSON is unreadable in full.
func excerpt(s string, at int) string {
	from, to := max(0, at-80), min(len(s), at+120)
	if from >= to {
		return visible("")
	}
	return visible(s[from:to])
}

// diffLines is a longest-common-subsequence diff; outputs are short.
func diffLines(a, b []string) []string {
	const limit = 400 // lines; longer outputs are shown without alignment
	if len(a) > limit || len(b) > limit {
		a, b = a[:min(limit, len(a))], b[:min(limit, len(b))]
	}
	n := make([][]int, len(a)+1)
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	var out []string
	emit := func(mark, s string) {
		if s != "" {
			out = append(out, mark+" "+visible(s))
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			emit("=", a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && n[i+1][j] >= n[i][j+1]:
			emit("-", a[i])
			i++
		default:
			emit("+", b[j])
			j++
		}
	}
	return out
}

// visible shows what a terminal hides: blanks at the end of a line, tabs,
// escapes, and a missing line break.
func visible(s string) string {
	s, nl := strings.CutSuffix(s, "\n")
	t := strings.TrimRight(s, " ")
	s = t + strings.Repeat("·", len(s)-len(t))
	s = strings.NewReplacer("\t", "→", "\x1b", "␛", "\r", "␍", "\x00", "␀").Replace(s)
	if !nl {
		s += "␄" // no line break
	}
	return s
}
