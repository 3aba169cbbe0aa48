package main

import (
	"os"
	"strconv"
	"strings"

	"gip/internal/arg"
	"gip/internal/out"
	"gip/internal/verb"
	"gip/netns"

	"golang.org/x/sys/unix"
)

// globals are the options before the object.
type globals struct {
	env   *verb.Env
	batch *string // -batch FILE
	color colorMode
}

type colorMode uint8

const (
	colorNever colorMode = iota
	colorAuto
	colorAlways
)

// An option is one row of the table of options. Its name is matched by prefix, in the order of the
// table, unless exact is set.
type option struct {
	name  string
	exact bool
	// missing names the value in the error when it is left out; value options have set take it.
	missing string
	set     func(g *globals, value string) error
}

// ipOptions are the options of ip, in the order in which iproute2 tries them.
var ipOptions = [...]option{
	{name: "-loops", missing: "loop count", set: setLoops},
	{name: "-family", missing: "family type", set: setFamily},
	{name: "-4", exact: true, set: func(g *globals, _ string) error { g.env.Family = unix.AF_INET; return nil }},
	{name: "-6", exact: true, set: func(g *globals, _ string) error { g.env.Family = unix.AF_INET6; return nil }},
	{name: "-0", exact: true, set: func(g *globals, _ string) error { g.env.Family = unix.AF_PACKET; return nil }},
	{name: "-M", exact: true, set: func(g *globals, _ string) error { g.env.Family = unix.AF_MPLS; return nil }},
	{name: "-B", exact: true, set: func(g *globals, _ string) error { g.env.Family = unix.AF_BRIDGE; return nil }},
	{name: "-human-readable", set: func(g *globals, _ string) error { g.env.Out.Human = true; return nil }},
	{name: "-iec", set: func(g *globals, _ string) error { g.env.Out.IEC = true; return nil }},
	{name: "-stats", set: func(g *globals, _ string) error { g.env.Out.Stats++; return nil }},
	{name: "-statistics", set: func(g *globals, _ string) error { g.env.Out.Stats++; return nil }},
	{name: "-details", set: func(g *globals, _ string) error { g.env.Out.Details++; return nil }},
	{name: "-resolve", set: func(g *globals, _ string) error { g.env.Out.Resolve = true; return nil }},
	{name: "-oneline", set: func(g *globals, _ string) error { g.env.Out.Oneline = true; return nil }},
	{name: "-timestamp", set: func(g *globals, _ string) error { g.env.Timestamp = true; return nil }},
	{name: "-tshort", set: func(g *globals, _ string) error {
		g.env.Timestamp, g.env.TimestampShort = true, true
		return nil
	}},
	{name: "-Version", set: showVersion},
	{name: "-force", set: func(g *globals, _ string) error { g.env.Force = true; return nil }},
	{name: "-batch", missing: "batch file", set: func(g *globals, v string) error { g.batch = &v; return nil }},
	{name: "-brief", set: func(g *globals, _ string) error { g.env.Out.Brief = true; return nil }},
	{name: "-json", set: func(g *globals, _ string) error { g.env.Out.JSON = true; return nil }},
	{name: "-pretty", set: func(g *globals, _ string) error { g.env.Out.Pretty = true; return nil }},
	{name: "-rcvbuf", missing: "rcvbuf size", set: setRcvBuf},
	{name: "-color"}, // matched by setColor, which knows the =WHEN behind it
	{name: "-help", set: func(g *globals, _ string) error { return verb.Usage(usage()) }},
	{name: "-netns", set: setNetNS},
	{name: "-Numeric", set: func(g *globals, _ string) error {
		g.env.SetNumeric()
		return nil
	}},
	{name: "-all", set: func(g *globals, _ string) error { g.env.All = true; return nil }},
	{name: "-echo", exact: true, set: func(g *globals, _ string) error { g.env.Echo = true; return nil }},
}

// takesValue says that the next word is the option's value.
func (o *option) takesValue() bool { return o.missing != "" || o.name == "-netns" }

// parse reads the options and returns the words from the object on.
func (g *globals) parse(tool string, words []string) ([]string, error) {
	g.color = defaultColor()
	for len(words) > 0 {
		w := words[0]
		if w == "--" {
			words = words[1:]
			break
		}
		if w == "" || w[0] != '-' {
			break
		}
		if strings.HasPrefix(w, "--") {
			w = w[1:]
		}
		words = words[1:]
		o, err := g.find(w)
		if err != nil {
			return nil, err
		}
		if o == nil {
			continue
		}
		value := ""
		if o.takesValue() {
			switch {
			case len(words) > 0:
				value, words = words[0], words[1:]
			case o.missing != "":
				return nil, arg.Missing(o.missing)
			default:
				// The reference goes on with no word at all, which its C library prints like this.
				value = "(null)"
			}
		}
		if err := o.set(g, value); err != nil {
			return nil, err
		}
	}
	g.settleColor()
	return words, nil
}

// find returns the option for a word, nil where the word was -color and is settled.
func (g *globals) find(w string) (*option, error) {
	for i := range ipOptions {
		o := &ipOptions[i]
		switch {
		case o.set == nil:
			if g.setColor(w) {
				return nil, nil
			}
		case w == o.name || !o.exact && len(w) > 0 && strings.HasPrefix(o.name, w):
			return o, nil
		}
	}
	return nil, arg.Exit(255, `Option "`+w+`" is unknown, try "ip -help".`)
}

func setLoops(g *globals, v string) error {
	// The reference reads it with atoi: what is no number is 0, which is no limit.
	n, _ := strconv.Atoi(v)
	g.env.Loops = n
	return nil
}

func setFamily(g *globals, v string) error {
	switch v {
	case "help":
		return verb.Usage(usage())
	case "inet":
		g.env.Family = unix.AF_INET
	case "inet6":
		g.env.Family = unix.AF_INET6
	case "link":
		g.env.Family = unix.AF_PACKET
	case "mpls":
		g.env.Family = unix.AF_MPLS
	case "bridge":
		g.env.Family = unix.AF_BRIDGE
	default:
		return arg.Invalid("invalid protocol family", v)
	}
	return nil
}

func setRcvBuf(g *globals, v string) error {
	n, ok := arg.Uint(v, 0)
	if !ok {
		return arg.Exit(255, "Invalid rcvbuf size '"+v+"'")
	}
	g.env.RcvBuf = int(n)
	return nil
}

func setNetNS(g *globals, name string) error { return netns.Switch(name, g.env.Warn) }

// defaultColor is the colour mode when no -color is given.
func defaultColor() colorMode { return colorNever }

// setColor reads -color and its abbreviations, with =always, =auto or =never behind them.
func (g *globals) setColor(w string) bool {
	name, when, _ := strings.Cut(w, "=")
	if !arg.Prefix(name, "-color") {
		return false
	}
	switch when {
	case "", "always":
		g.color = colorAlways
	case "auto":
		g.color = colorAuto
	case "never":
		g.color = colorNever
	default:
		return false
	}
	return true
}

func (g *globals) settleColor() {
	p := g.env.Out
	if p.JSON || g.color == colorNever {
		return
	}
	if g.color == colorAuto {
		if _, err := unix.IoctlGetTermios(int(os.Stdout.Fd()), unix.TCGETS); err != nil {
			return
		}
	}
	p.Colored = true
	p.DarkBack = out.DarkBackground()
}
