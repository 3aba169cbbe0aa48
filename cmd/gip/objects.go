package main

import (
	"flag"

	"gip/internal/arg"
	"gip/internal/verb"

	"github.com/urfave/cli/v2"
)

// An entry is a name under which an object is reached. Names that lead to the same object stand as
// entries of their own, each at its place in the order.
type entry struct {
	name string
	// object makes the object; nil for those that gip does not have yet, whose names still keep their
	// place so that no abbreviation changes its meaning when they come.
	object func() *verb.Object
}

// errVersion ends a run that has shown its version: no error, but nothing more is to be done.
var errVersion = arg.Fail(0, "")

// start runs what the words after the options ask for.
func (g *globals) start(object string, words []string) error {
	if g.batch != nil {
		return g.runBatch(*g.batch)
	}
	if object != "" {
		if ent := g.tool.find(object); ent != nil {
			return g.command(ent, words)
		}
	}
	if len(words) == 0 {
		return g.tool.help()
	}
	ent := g.tool.find(words[0])
	if ent == nil {
		return g.tool.unknownObject(words[0])
	}
	return g.command(ent, words[1:])
}

// command runs one command through the command tree. Only the branch that is asked for is built: the
// tree of all objects would cost more than most commands do.
func (g *globals) command(ent *entry, words []string) error {
	if ent.name == "help" {
		return g.tool.help()
	}
	if ent.object == nil {
		return g.tool.absentObject(ent.name)
	}
	o := ent.object()
	if err := o.Check(g.env, words); err != nil {
		return err
	}
	var v *verb.Verb
	if len(words) > 0 {
		v = o.Find(words[0])
	}
	cmd := branch(g.env, ent.name, o, v)
	if v != nil {
		cmd, words = cmd.Command(v.Name), words[1:]
	}
	fs := flag.NewFlagSet(cmd.Name, flag.ContinueOnError)
	// The words belong to iproute2's grammar, those with a dash too: no flag package looks at them.
	if err := fs.Parse(append([]string{"--"}, words...)); err != nil {
		return err
	}
	return cmd.Action(cli.NewContext(&cli.App{Name: "gip"}, fs, nil))
}

// branch makes the command-library form of an object: a command with the verb v below it, if there is one.
//
// Neither App.Run nor the library's help printer is used. They would link text/template and with it
// every method of every type, which costs a tenth of a command's time; and prefix matching in a fixed
// order, with options before the object only, is not in the library's grammar.
func branch(e *verb.Env, name string, o *verb.Object, v *verb.Verb) *cli.Command {
	cmd := &cli.Command{
		Name: name, Usage: o.Short, SkipFlagParsing: true, HideHelp: true,
		Action: func(x *cli.Context) error { return o.Run(e, x.Args().Slice()) },
	}
	if v != nil {
		cmd.Subcommands = []*cli.Command{{
			Name: v.Name, SkipFlagParsing: true, HideHelp: true,
			Action: func(x *cli.Context) error { return v.Run(e, arg.New(x.Args().Slice())) },
		}}
	}
	return cmd
}
