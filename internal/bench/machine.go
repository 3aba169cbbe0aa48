package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// machine says where and on what the figures were made.
type machine struct {
	date      string
	cpu       string
	cores     int
	memory    string
	kernel    string
	goVersion string
	reference string
	commit    string
}

func describe(c *config, p *programs) machine {
	m := machine{
		date:      time.Now().UTC().Format(time.DateOnly),
		cpu:       field("/proc/cpuinfo", "model name"),
		cores:     runtime.NumCPU(),
		memory:    field("/proc/meminfo", "MemTotal"),
		kernel:    outputOf("uname", "-srm"),
		goVersion: runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH,
		reference: outputOf(p.reference, "-V"),
		commit:    outputOf("git", "describe", "--always", "--dirty"),
	}
	if c.gip != "" {
		m.commit += " (binary given)"
	}
	return m
}

// field returns the first value that a file of /proc gives for a name; "unknown" where there is none.
func field(file, name string) string {
	b, err := os.ReadFile(file)
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(b)) {
		k, v, ok := strings.Cut(line, ":")
		if ok && strings.TrimSpace(k) == name {
			return strings.TrimSpace(v)
		}
	}
	return "unknown"
}

// String is the machine as a Markdown list.
func (m machine) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "- Date: %s\n", m.date)
	fmt.Fprintf(&b, "- Machine: %s, %d cores, %s memory\n", m.cpu, m.cores, m.memory)
	fmt.Fprintf(&b, "- Kernel: %s\n", m.kernel)
	fmt.Fprintf(&b, "- Reference: %s\n", m.reference)
	fmt.Fprintf(&b, "- gip: %s, built with %s\n", m.commit, m.goVersion)
	return b.String()
}
