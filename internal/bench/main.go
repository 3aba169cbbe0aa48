// Command bench measures gip against the reference (the ip of iproute2) and against a floor (bare
// system calls, internal/bench/floor), in one run and interleaved, so that what is reported are ratios
// that other load on the machine and its speed hardly touch.
//
// It needs root: everything happens in fresh network namespaces with private mounts, made for each
// measurement and never in the one it was started in. It builds gip and the floor from the module in
// the working directory and copies them and the reference to one directory, since a file as the linker
// left it has its page cache in single pages and starts up to a tenth slower than an installed one.
//
//	go run ./internal/bench                        all cases
//	go run ./internal/bench -case startup,batch    some
//	go run ./internal/bench -quick                 small sizes: proves that it runs, measures nothing
//	go run ./internal/bench -write docs/benchmarks.md
//
// No time is a pass or a failure. The exit status is 1 where a program fails or where gip's output
// differs from the reference's.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// config is what the command line says.
type config struct {
	reference string // path of the reference's ip
	gip       string // path of a gip to measure; "" builds one
	cases     string
	quick     bool
	write     string // file to write the report to

	runs    int           // start-ups of each program
	rounds  int           // rounds of every other case
	links   int           // devices of case links
	routes  int           // routes of case routes
	lines   int           // lines of case batch
	settle  time.Duration // pause after a namespace is left, for the kernel to clean up
	verbose io.Writer     // progress
}

func parseFlags(args []string, stderr io.Writer) (*config, error) {
	c := &config{verbose: stderr}
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&c.reference, "reference", "", "`path` of the reference's ip (default $GIP_REFERENCE_IP, $GIP_REFERENCE/bin/ip, ip in PATH)")
	fs.StringVar(&c.gip, "gip", "", "`path` of the gip to measure; built from the working directory if not given")
	fs.StringVar(&c.cases, "case", "all", "comma-separated `cases`: "+strings.Join(caseNames(), ", "))
	fs.BoolVar(&c.quick, "quick", false, "small sizes and few runs")
	fs.StringVar(&c.write, "write", "", "`file` to write the report to, as Markdown; notes in it are kept")
	fs.IntVar(&c.runs, "n", 0, "start-ups of each program (default 2000)")
	fs.IntVar(&c.rounds, "rounds", 0, "rounds of every other case (default 7)")
	fs.IntVar(&c.links, "links", 0, "devices of case links (default 5000)")
	fs.IntVar(&c.routes, "routes", 0, "routes of case routes (default 1000000)")
	fs.IntVar(&c.lines, "lines", 0, "lines of case batch (default 100000)")
	fs.DurationVar(&c.settle, "settle", 200*time.Millisecond, "pause after each namespace")
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	if fs.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	}
	full, small := [...]int{2000, 7, 5000, 1000000, 100000}, [...]int{20, 2, 20, 2000, 500}
	if c.quick {
		full = small
	}
	for i, p := range []*int{&c.runs, &c.rounds, &c.links, &c.routes, &c.lines} {
		if *p == 0 {
			*p = full[i]
		}
		if *p < 0 {
			return nil, errors.New("sizes must be positive")
		}
	}
	if c.routes > maxRoutes || c.lines > maxRoutes {
		return nil, fmt.Errorf("at most %d routes and lines", maxRoutes)
	}
	if c.reference == "" {
		c.reference = defaultReference()
	}
	if c.reference == "" {
		return nil, errors.New("no reference: give -reference or set GIP_REFERENCE_IP")
	}
	return c, nil
}

// defaultReference is the reference that the environment names, "" if there is none.
func defaultReference() string {
	if p := os.Getenv("GIP_REFERENCE_IP"); p != "" {
		return p
	}
	if root := os.Getenv("GIP_REFERENCE"); root != "" {
		return root + "/bin/ip"
	}
	p, err := exec.LookPath("ip")
	if err != nil {
		return ""
	}
	return p
}

func run(args []string, stdout, stderr io.Writer) error {
	c, err := parseFlags(args, stderr)
	if err != nil {
		return err
	}
	selected, err := selectCases(c.cases)
	if err != nil {
		return err
	}
	if os.Geteuid() != 0 {
		return errors.New("must run as root: it makes network namespaces")
	}
	dir, err := os.MkdirTemp("", "gip-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p, err := prepare(c, dir)
	if err != nil {
		return err
	}
	// The garbage of this program must not fall into a measurement.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(1 << 30)

	r := report{config: c, machine: describe(c, p)}
	for _, k := range selected {
		fmt.Fprintf(c.verbose, "case %s\n", k.name)
		rows, err := k.run(c, p)
		if err != nil {
			return fmt.Errorf("case %s: %w", k.name, err)
		}
		r.rows = append(r.rows, rows...)
	}
	if c.write != "" {
		if err := r.writeFile(c.write); err != nil {
			return err
		}
	}
	_, err = io.WriteString(stdout, r.table())
	return err
}

// programs are the paths of what is measured.
type programs struct {
	dir                   string
	reference, gip, floor string
}

// prepare builds what is to be built and copies all of it into dir, by the same means.
func prepare(c *config, dir string) (*programs, error) {
	p := &programs{dir: dir, reference: dir + "/reference/ip", gip: dir + "/gip/ip", floor: dir + "/floor/floor"}
	for _, d := range []string{"/reference", "/gip", "/floor", "/build"} {
		if err := os.Mkdir(dir+d, 0o755); err != nil {
			return nil, err
		}
	}
	src := c.gip
	if src == "" {
		src = dir + "/build/gip"
		if err := build(src, "./cmd/gip", true); err != nil {
			return nil, err
		}
	}
	if err := build(dir+"/build/floor", "./internal/bench/floor", false); err != nil {
		return nil, err
	}
	for _, f := range [][2]string{{c.reference, p.reference}, {src, p.gip}, {dir + "/build/floor", p.floor}} {
		if err := copyFile(f[0], f[1]); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// build builds a package as make build does; entry says that it has the entry of internal/early.
func build(to, pkg string, entry bool) error {
	ldflags := "-s -w"
	if entry && runtime.GOARCH == "amd64" {
		ldflags += " -E gip/internal/early.entry"
	}
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "urfave_cli_no_docs", "-ldflags", ldflags, "-o", to, pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", pkg, err, out)
	}
	return nil
}

func copyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o755)
}
