package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// A benchCase is one thing to measure; it gives the rows of the report.
type benchCase struct {
	name string
	run  func(*config, *programs) ([]row, error)
}

var benchCases = [...]benchCase{
	{"startup", caseStartup},
	{"links", caseLinks},
	{"routes", caseRoutes},
	{"batch", caseBatch},
}

func caseNames() []string {
	var n []string
	for _, c := range benchCases {
		n = append(n, c.name)
	}
	return n
}

func selectCases(list string) ([]benchCase, error) {
	if list == "all" {
		return benchCases[:], nil
	}
	var sel []benchCase
next:
	for _, name := range strings.Split(list, ",") {
		for _, c := range benchCases {
			if c.name == name {
				sel = append(sel, c)
				continue next
			}
		}
		return nil, fmt.Errorf("unknown case %q: there are %s", name, strings.Join(caseNames(), ", "))
	}
	return sel, nil
}

// A contest is the words for each of the three programs.
type contest struct {
	title  string
	words  []string // of ip, for the reference and gip
	floor  []string // of the floor
	to     output
	target target
}

// argv gives the three command lines, in the order of row.samples.
func (t *contest) argv(p *programs) [3][]string {
	return [3][]string{
		append([]string{p.reference}, t.words...),
		append([]string{p.gip}, t.words...),
		append([]string{p.floor}, t.floor...),
	}
}

// caseStartup starts a command that asks the kernel one small thing, over and over.
func caseStartup(c *config, p *programs) ([]row, error) {
	t := contest{title: "start-up: `link show lo`", words: []string{"link", "show", "lo"}, floor: []string{"link"},
		target: target{wall: 1.0}}
	r := row{title: t.title, target: t.target, detail: true}
	err := inNamespace(c.settle, func() error {
		if err := sameOutput(p.reference, p.gip, t.words); err != nil {
			return err
		}
		null, err := openNull()
		if err != nil {
			return err
		}
		defer null.Close()
		argv := t.argv(p)
		for i := range c.runs {
			// Who comes first changes, so that none always runs after the same other.
			for j := range argv {
				k := (i + j) % len(argv)
				took, err := spawn(argv[k], null.Fd())
				if err != nil {
					return err
				}
				r.samples[k].add(took)
			}
		}
		return nil
	})
	return []row{r}, err
}

// rounds measures each contest c.rounds times, in the namespace that the caller is in.
func rounds(c *config, p *programs, contests []contest) ([]row, error) {
	rows := make([]row, len(contests))
	for n := range contests {
		t := &contests[n]
		rows[n].title, rows[n].target = t.title, t.target
		if err := sameOutput(p.reference, p.gip, t.words); err != nil {
			return nil, err
		}
	}
	for i := range c.rounds {
		fmt.Fprintf(c.verbose, "  round %d of %d\n", i+1, c.rounds)
		for n := range contests {
			argv := contests[n].argv(p)
			for j := range argv {
				k := (i + j) % len(argv)
				took, err := timed(p, argv[k], contests[n].to)
				if err != nil {
					return nil, err
				}
				rows[n].samples[k].add(took)
			}
		}
	}
	return rows, nil
}

// caseLinks shows many devices.
func caseLinks(c *config, p *programs) (rows []row, err error) {
	err = inNamespace(c.settle, func() error {
		s, err := dialRoute()
		if err != nil {
			return err
		}
		defer s.close()
		if err := s.addPairs(c.links / 2); err != nil {
			return fmt.Errorf("adding veth pairs: %w", err)
		}
		of := " of " + strconv.Itoa(c.links/2*2) + " veths"
		floor := []string{"dump", "links"}
		rows, err = rounds(c, p, []contest{
			{title: "`link show`" + of, words: []string{"link", "show"}, floor: floor},
			{title: "`-j -d -s link show`" + of, words: []string{"-j", "-d", "-s", "link", "show"}, floor: floor},
		})
		return err
	})
	return rows, err
}

// caseRoutes shows many routes.
func caseRoutes(c *config, p *programs) (rows []row, err error) {
	err = inNamespace(c.settle, func() error {
		s, err := dialRoute()
		if err != nil {
			return err
		}
		defer s.close()
		index, err := s.device()
		if err != nil {
			return err
		}
		if err := s.addRoutes(c.routes, index); err != nil {
			return fmt.Errorf("adding routes: %w", err)
		}
		of := " of " + strconv.Itoa(c.routes) + " routes"
		floor := []string{"dump", "routes"}
		goal := target{wall: 0.65, peakKiB: 16 << 10}
		rows, err = rounds(c, p, []contest{
			{title: "`route show`" + of, words: []string{"route", "show"}, floor: floor, target: goal},
			{title: "`-j route show`" + of, words: []string{"-j", "route", "show"}, floor: floor, target: goal},
			{title: "`route show`" + of + ", to a pipe", words: []string{"route", "show"}, floor: floor, to: toPipe},
		})
		return err
	})
	return rows, err
}

// caseBatch adds many routes by a batch file, each time in a fresh namespace.
func caseBatch(c *config, p *programs) ([]row, error) {
	file := p.dir + "/routes.batch"
	if err := writeBatch(file, c.lines); err != nil {
		return nil, err
	}
	goal := target{wall: 0.85}
	contests := []contest{
		{title: "`-batch`", words: []string{"-batch", file}, target: goal},
		{title: "`-force -batch`", words: []string{"-force", "-batch", file}, target: goal},
	}
	rows := make([]row, len(contests))
	for i := range c.rounds {
		fmt.Fprintf(c.verbose, "  round %d of %d\n", i+1, c.rounds)
		for n := range contests {
			t := &contests[n]
			rows[n].title = t.title + " of " + strconv.Itoa(c.lines) + " `route add`"
			rows[n].target = t.target
			for j := range rows[n].samples {
				k := (i + j) % len(rows[n].samples)
				took, err := batchOnce(c, p, t, k)
				if err != nil {
					return nil, err
				}
				rows[n].samples[k].add(took)
			}
		}
	}
	return rows, nil
}

// batchOnce runs program k of the contest in a namespace of its own and checks that it did its work.
func batchOnce(c *config, p *programs, t *contest, k int) (took cost, err error) {
	err = inNamespace(c.settle, func() error {
		s, err := dialRoute()
		if err != nil {
			return err
		}
		defer s.close()
		index, err := s.device()
		if err != nil {
			return err
		}
		t.floor = []string{"batch", strconv.Itoa(c.lines), strconv.Itoa(int(index))}
		argv := t.argv(p)[k]
		if took, err = timed(p, argv, toNull); err != nil {
			return err
		}
		n, err := countRoutes()
		if err == nil && n != c.lines {
			err = fmt.Errorf("%s added %d routes of %d", strings.Join(argv, " "), n, c.lines)
		}
		return err
	})
	return took, err
}

// writeBatch writes the batch file: the routes that floor batch adds too.
func writeBatch(file string, lines int) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	for i := range lines {
		fmt.Fprintf(w, "route add 10.%d.%d.%d dev %s\n", i>>16&255, i>>8&255, i&255, pairName(0))
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// countRoutes counts the unicast routes in the kernel's own list of the main table, in the caller's
// network namespace.
func countRoutes() (int, error) {
	f, err := os.Open("/proc/thread-self/net/route")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	n := -1 // the line of titles
	s := bufio.NewScanner(f)
	for s.Scan() {
		n++
	}
	return n, s.Err()
}
