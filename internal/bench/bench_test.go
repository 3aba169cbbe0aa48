package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestStatistics(t *testing.T) {
	d := []time.Duration{5, 1, 4, 2, 3}
	if m := median(d); m != 3 {
		t.Errorf("median: %d", m)
	}
	if m := median([]time.Duration{1, 2, 3, 4}); m != 3 {
		t.Errorf("median of four: %d", m)
	}
	if m := mean(d); m != 3 {
		t.Errorf("mean: %d", m)
	}
	if m := best(d); m != 1 {
		t.Errorf("best: %d", m)
	}
	if d[0] != 5 {
		t.Error("a statistic has sorted the rounds")
	}
	for _, f := range []func([]time.Duration) time.Duration{median, mean, best} {
		if f(nil) != 0 {
			t.Error("a statistic of nothing is not 0")
		}
	}
	low, high := spread([]time.Duration{10, 30, 20, 40}, []time.Duration{10, 10, 10, 10})
	if low != 2 || high != 4 {
		t.Errorf("spread: %v to %v", low, high)
	}
}

func TestNotesAreKept(t *testing.T) {
	name := filepath.Join(t.TempDir(), "docs", "benchmarks.md")
	r := &report{config: &config{runs: 3, rounds: 2}, rows: []row{{
		title: "case", target: target{wall: 0.65, peakKiB: 16 << 10},
		samples: [3]sample{
			{walls: []time.Duration{2 * time.Second}, cpus: []time.Duration{time.Second}, peak: 2048},
			{walls: []time.Duration{time.Second}, cpus: []time.Duration{600 * time.Millisecond}, peak: 1024},
			{walls: []time.Duration{time.Millisecond}},
		},
	}}}
	if err := r.writeFile(name); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want := "| case | 2.000 s | 1.000 s | 1.00 ms | **0.50×** (0.50–0.50) | 0.60× | 0.00× | ≤ 0.65×, ≤ 16 MiB | 2.0 MiB, 1.0 MiB |\n"
	if !strings.Contains(string(b), want) {
		t.Errorf("no line %q in\n%s", want, b)
	}
	edited := strings.Replace(string(b), notesBegin+"\n", notesBegin+"\n\nBy hand.\n\n", 1)
	if err := os.WriteFile(name, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	r.rows[0].title = "renamed"
	if err := r.writeFile(name); err != nil {
		t.Fatal(err)
	}
	b, _ = os.ReadFile(name)
	if got := string(b); got != strings.Replace(edited, "| case | 2", "| renamed | 2", 1) {
		t.Errorf("after rewriting:\n%s", got)
	}
	if err := os.WriteFile(name, []byte("text "+notesEnd), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := r.writeFile(name); err == nil {
		t.Error("a file with one marker was overwritten")
	}
}

func TestFlags(t *testing.T) {
	for _, args := range [][]string{
		{"-reference", "x", "word"}, {"-reference", "x", "-n", "-1"}, {"-reference", "x", "-routes", "99999999"},
	} {
		if _, err := parseFlags(args, &bytes.Buffer{}); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
	if _, err := selectCases("startup,nothing"); err == nil {
		t.Error("an unknown case is accepted")
	}
	sel, err := selectCases("batch,startup")
	if err != nil || len(sel) != 2 || sel[0].name != "batch" {
		t.Errorf("selected %v, %v", sel, err)
	}
}

// TestRuns proves that the program runs through, at sizes that measure nothing.
func TestRuns(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root to make network namespaces")
	}
	ref := defaultReference()
	if ref == "" {
		t.Skip("there is no ip: set GIP_REFERENCE_IP or GIP_REFERENCE")
	}
	// The reference against itself: what gip can do is not what is tested here.
	t.Chdir("../..")
	var out, progress bytes.Buffer
	err := run([]string{"-quick", "-gip", ref, "-settle", "0s"}, &out, &progress)
	if err != nil {
		t.Fatalf("%v\n%s", err, progress.String())
	}
	// Two lines of titles, eight measurements, and two more lines of the start-up's.
	if n := strings.Count(out.String(), "\n"); n != 2+8+2 {
		t.Errorf("%d lines:\n%s", n, out.String())
	}
}
