package difftest

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Kind says what a step runs and how its result is judged.
type Kind int

const (
	Compare      Kind = iota // run the tool; status, stdout, stderr must be equal
	Setup                    // run the tool; must succeed silently on both sides
	Usage                    // run the tool; status equal, same stream used, wording free
	ShellSetup               // run a shell line; must succeed on both sides
	ShellCompare             // run a shell line; status, stdout, stderr must be equal
)

// A Want is what the tool under test is to give where it differs from the
// reference on purpose. Fields that are nil are not looked at.
type Want struct {
	Status *int
	Stdout *string
	Stderr *string
}

// A Step is one command line of a session, ready to run.
type Step struct {
	Line       int      // line of the session file
	Text       string   // the command as it is shown in reports
	Kind       Kind     //
	Args       []string // words after the tool's name; unused for shell steps
	Shell      string   // shell steps: the text given to sh -c
	Argv0      string   // name the tool is called by, "ip" unless @tool or @argv0 changed it
	Env        []string // KEY=VALUE added to the fixed environment
	Stdin      string   // standard input; empty input when ""
	Masks      []string // names of the masks applied to both sides
	Difference string   // id in docs/differences.md, "" for none
	Head       int      // Usage: that many first lines must be equal
	Want       *Want    // what the tool gives where Difference is set
	After      bool     // added by @after, not written out in the file
}

// A Session is a parsed session file.
type Session struct {
	Name  string
	Steps []Step
}

// sessionParser holds what directives have set so far.
type sessionParser struct {
	s     *Session
	line  int
	tool  string   // the tool that steps run
	argv0 string   // for the next step only
	stdin []string // for the next step only
	env   []string // until taken back
	after string   // command that follows every step
	last  int      // index of the step that > and rc lines belong to, -1 for none
}

// ParseSession reads a session file; name is used for the session and in
// errors. The format is described in testdata/sessions/README.md.
func ParseSession(name string, r io.Reader) (*Session, error) {
	p := &sessionParser{s: &Session{Name: name}, tool: "ip", last: -1}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		p.line++
		if err := p.parseLine(sc.Text()); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, p.line, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	if len(p.stdin) > 0 || p.argv0 != "" {
		return nil, fmt.Errorf("%s: directive at the end belongs to no command", name)
	}
	return p.s, nil
}

// parseLine handles one physical line.
func (p *sessionParser) parseLine(s string) error {
	switch {
	case strings.TrimSpace(s) == "" || strings.HasPrefix(s, "#"):
		return nil
	case s == "<" || strings.HasPrefix(s, "< "):
		p.stdin = append(p.stdin, strings.TrimPrefix(strings.TrimPrefix(s, "<"), " "))
		return nil
	case s == ">" || strings.HasPrefix(s, "> ") || s == "2>" || strings.HasPrefix(s, "2> ") || strings.HasPrefix(s, "rc "):
		return p.want(s)
	case strings.HasPrefix(s, "@"):
		return p.directive(s[1:])
	}
	steps, err := p.steps(s)
	if err != nil {
		return err
	}
	p.last, p.argv0, p.stdin = -1, "", nil
	for _, st := range steps {
		p.s.Steps = append(p.s.Steps, st)
		if st.Difference != "" && len(steps) == 1 {
			p.last = len(p.s.Steps) - 1
		}
		if p.after == "" || st.Kind == ShellSetup {
			continue
		}
		follow, err := p.steps(p.after)
		if err != nil {
			return err
		}
		for _, f := range follow {
			f.After = true
			p.s.Steps = append(p.s.Steps, f)
		}
	}
	return nil
}

// directive handles an @ line.
func (p *sessionParser) directive(s string) error {
	word, rest, _ := strings.Cut(s, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "tool":
		if rest == "" {
			return fmt.Errorf("@tool without a name")
		}
		p.tool = rest
	case "argv0":
		p.argv0 = rest
	case "env":
		key, _, set := strings.Cut(rest, "=")
		kept := p.env[:0:0]
		for _, e := range p.env {
			if k, _, _ := strings.Cut(e, "="); k != key {
				kept = append(kept, e)
			}
		}
		if set {
			kept = append(kept, rest)
		}
		p.env = kept
	case "after":
		p.after = rest
		if rest != "" {
			_, err := p.steps(rest)
			return err
		}
	default:
		return fmt.Errorf("unknown directive @%s", word)
	}
	return nil
}

// want handles the lines that say what the tool gives where it differs.
func (p *sessionParser) want(s string) error {
	if p.last < 0 {
		return fmt.Errorf("%q does not follow a single line with a difference", s)
	}
	st := &p.s.Steps[p.last]
	if st.Want == nil {
		st.Want = &Want{}
	}
	add := func(to **string, text string) {
		if *to == nil {
			*to = new(string)
		}
		**to += strings.TrimPrefix(text, " ") + "\n"
	}
	switch {
	case strings.HasPrefix(s, "rc "):
		n, err := strconv.Atoi(s[3:])
		if err != nil {
			return err
		}
		st.Want.Status = &n
	case strings.HasPrefix(s, "2>"):
		add(&st.Want.Stderr, s[2:])
	default:
		add(&st.Want.Stdout, s[1:])
	}
	return nil
}

// steps parses markers and command, and expands braces into several steps.
func (p *sessionParser) steps(s string) ([]Step, error) {
	st := Step{Line: p.line, Argv0: p.tool, Env: p.env}
	if p.argv0 != "" {
		st.Argv0 = p.argv0
	}
	for _, l := range p.stdin {
		st.Stdin += l + "\n"
	}
	for {
		word, rest, _ := strings.Cut(s, " ")
		switch {
		case strings.HasPrefix(word, "%"):
			if !maskExists(word[1:]) {
				return nil, fmt.Errorf("unknown mask %s", word)
			}
			st.Masks = append(st.Masks, word[1:])
		case strings.HasPrefix(word, "~"):
			st.Difference = word[1:]
		case strings.HasPrefix(word, "?"):
			st.Kind = Usage
			if word != "?" {
				n, err := strconv.Atoi(word[1:])
				if err != nil {
					return nil, fmt.Errorf("bad usage marker %s", word)
				}
				st.Head = n
			}
		case word == "+":
			st.Kind = Setup
		case word == "!" || word == "$":
			st.Kind, st.Shell = ShellSetup, strings.TrimSpace(rest)
			if word == "$" {
				st.Kind = ShellCompare
			}
			st.Text = word + " " + st.Shell
			return []Step{st}, nil
		default:
			return expandStep(st, s)
		}
		s = strings.TrimLeft(rest, " ")
	}
}

// expandStep splits s into words and makes one step per brace combination.
func expandStep(st Step, s string) ([]Step, error) {
	lines, err := splitWords(s)
	if err != nil {
		return nil, err
	}
	var out []Step
	for _, words := range lines {
		st.Args = words
		st.Text = st.Argv0
		for _, w := range words {
			if w == "" || strings.ContainsAny(w, " \t\n'\"") {
				w = strconv.Quote(w)
			}
			st.Text += " " + w
		}
		out = append(out, st)
	}
	return out, nil
}
