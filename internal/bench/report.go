package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// The programs of a row's samples.
const (
	reference = iota
	gip
	floor
)

// A target is what gip means to reach; zero fields are no target.
type target struct {
	wall    float64 // of the reference's median wall time
	peakKiB int64   // peak resident memory
}

func (t target) String() string {
	var s []string
	if t.wall != 0 {
		s = append(s, fmt.Sprintf("≤ %.2f×", t.wall))
	}
	if t.peakKiB != 0 {
		s = append(s, fmt.Sprintf("≤ %d MiB", t.peakKiB>>10))
	}
	if s == nil {
		return "–"
	}
	return strings.Join(s, ", ")
}

// A row is one line of the report.
type row struct {
	title   string
	samples [3]sample
	target  target
	detail  bool // many short runs: mean and best are worth a line too
}

// report is what one run of this program found.
type report struct {
	*config
	machine machine
	rows    []row
}

// table is the measurements as a Markdown table.
func (r *report) table() string {
	var b strings.Builder
	b.WriteString("| case | reference | gip | floor | gip / reference (middle half) | the same of processor time | floor / reference | target | peak memory: reference, gip |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|---|\n")
	for i := range r.rows {
		w := &r.rows[i]
		line(&b, w.title, w, median, true)
		if w.detail {
			line(&b, "– mean", w, mean, false)
			line(&b, "– best", w, best, false)
		}
	}
	return b.String()
}

// line writes one line of the table with one statistic of the row's samples.
func line(b *strings.Builder, title string, w *row, f func([]time.Duration) time.Duration, main bool) {
	ref, g, fl := f(w.samples[reference].walls), f(w.samples[gip].walls), f(w.samples[floor].walls)
	fmt.Fprintf(b, "| %s | %s | %s | %s | **%.2f×**", title, show(ref), show(g), show(fl), ratio(g, ref))
	if main {
		low, high := spread(w.samples[gip].walls, w.samples[reference].walls)
		fmt.Fprintf(b, " (%.2f–%.2f)", low, high)
	}
	fmt.Fprintf(b, " | %.2f× | %.2f× |", ratio(f(w.samples[gip].cpus), f(w.samples[reference].cpus)), ratio(fl, ref))
	if !main {
		b.WriteString(" | |\n")
		return
	}
	fmt.Fprintf(b, " %s |", w.target)
	if p, q := w.samples[reference].peak, w.samples[gip].peak; p != 0 || q != 0 {
		fmt.Fprintf(b, " %.1f MiB, %.1f MiB |\n", float64(p)/1024, float64(q)/1024)
	} else {
		b.WriteString(" |\n")
	}
}

// show writes a time in the unit that suits it.
func show(d time.Duration) string {
	if d < 100*time.Millisecond {
		return fmt.Sprintf("%.2f ms", float64(d)/1e6)
	}
	return fmt.Sprintf("%.3f s", d.Seconds())
}

// The markers around the notes, which are written by hand and kept.
const (
	notesBegin = "<!-- notes: what stands between these two markers is kept -->"
	notesEnd   = "<!-- end of notes -->"
)

// notesOf returns what stands between the markers of an earlier report. A report with only one of them
// is an error: it would lose notes.
func notesOf(old string) (string, error) {
	_, after, begin := strings.Cut(old, notesBegin)
	notes, _, end := strings.Cut(after, notesEnd)
	switch {
	case begin && end:
		return notes, nil
	case !begin && !strings.Contains(old, notesEnd):
		return "\n", nil
	}
	return "", errors.New("one marker of the notes is missing")
}

// document is the whole report as Markdown, with the given notes.
func (r *report) document(notes string) string {
	var b strings.Builder
	b.WriteString("# Benchmarks\n\n")
	b.WriteString("Written by `go run ./internal/bench -write FILE`, which says in its documentation what it does; do not\n" +
		"edit outside the notes. The figures are medians; the ratios are to the reference, iproute2's `ip`, measured\n" +
		"in turn with gip in the same run. Where the machine had other work, trust the ratio of processor time more\n" +
		"than that of wall time. The floor is the same exchange with the kernel by bare system calls\n" +
		"from Go, without decoding or output.\n\n")
	b.WriteString(r.machine.String())
	fmt.Fprintf(&b, "- Runs: %d start-ups of each program; %d rounds of the other cases\n\n", r.runs, r.rounds)
	if r.quick {
		b.WriteString("**Made with `-quick`: the sizes are too small for the figures to mean anything.**\n\n")
	}
	b.WriteString(r.table())
	b.WriteString("\n## Notes\n\n" + notesBegin + notes + notesEnd + "\n")
	return b.String()
}

// writeFile writes the document, with the notes of the file as it was.
func (r *report) writeFile(name string) error {
	old, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	notes, err := notesOf(string(old))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(r.document(notes)), 0o644)
}
