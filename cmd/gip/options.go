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
	tool  *tool
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
	// value is set for options that take the next word: it names the value in the error when that is left
	// out, or is one of orUsage and orNull.
	value string
	set   func(g *globals, value string) error
}

// What else a missing value of an option leads to.
const (
	orUsage = "\x00usage" // the help of the tool
	orNull  = "\x00null"  // the reference goes on with no word at all, which its C library prints as (null)
)

// parse reads the options and returns the words from the object on.
func (g *globals) parse(words []string) ([]string, error) {
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
		if o.value != "" {
			switch {
			case len(words) > 0:
				value, words = words[0], words[1:]
			case o.value == orUsage:
				return nil, g.tool.help()
			case o.value == orNull:
				value = "(null)"
			default:
				return nil, arg.Missing(o.value)
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
	for i := range g.tool.options {
		o := &g.tool.options[i]
		switch {
		case o.set == nil:
			if g.setColor(w) {
				return nil, nil
			}
		case w == o.name || !o.exact && len(w) > 0 && strings.HasPrefix(o.name, w):
			return o, nil
		}
	}
	return nil, arg.Exit(255, `Option "`+w+`" is unknown, try "`+g.tool.helpOption+`".`)
}

func setLoops(g *globals, v string) error {
	// The reference reads it with atoi: what is no number is 0, which is no limit.
	n, _ := strconv.Atoi(v)
	g.env.Loops = n
	return nil
}

func setFamily4(g *globals, _ string) error { g.env.Family = unix.AF_INET; return nil }

func setFamily6(g *globals, _ string) error { g.env.Family = unix.AF_INET6; return nil }

func setStats(g *globals, _ string) error { g.env.Out.Stats++; return nil }

func setDetails(g *globals, _ string) error { g.env.Out.Details++; return nil }

func setOneline(g *globals, _ string) error { g.env.Out.Oneline = true; return nil }

func setTimestamp(g *globals, _ string) error { g.env.Timestamp = true; return nil }

func setForce(g *globals, _ string) error { g.env.Force = true; return nil }

func setBatch(g *globals, v string) error { g.batch = &v; return nil }

func setJSON(g *globals, _ string) error { g.env.Out.JSON = true; return nil }

func setPretty(g *globals, _ string) error { g.env.Out.Pretty = true; return nil }

func showUsage(g *globals, _ string) error { return g.tool.help() }

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
