// Package verb is the frame that every object of gip stands in: the Object with its Verbs, the Env that
// a verb runs in, and the lookup of names by ordered prefix, which is part of iproute2's grammar.
//
// An Object describes itself as data; cmd/gip makes the command tree of it. The lines of a batch and
// the words of a command line go the same way through Object.Run.
package verb

import (
	"gip/internal/arg"
)

// An Object is a noun of the command language, such as link. Its slices are in the order in which
// iproute2 tests the names: the first that has the word as a prefix wins, so order is grammar.
type Object struct {
	// Name is the full name. Noun is how the object is called in error messages ("ip link"), where
	// that is not "ip " and Name.
	Name, Noun string
	// Verbs are tried in order.
	Verbs []Verb
	// Default runs when no verb is given.
	Default func(e *Env, c *arg.Cursor) error
	// Short says in one line what the object is for, in lists of commands.
	Short string
	// Usage is the help text, ending in a newline.
	Usage func() string
	// Before, where set, looks at the words (the verb first) before the verb is looked for.
	Before func(e *Env, words []string) error
	// Unknown, where set, makes the error for a word that is no verb.
	Unknown func(word string) error

	cursor arg.Cursor // of the command that runs
}

// A Verb is what can be done with an object.
type Verb struct {
	Name string
	// Exact verbs match only when written in full.
	Exact bool
	// Sends says that what the verb does to the kernel and to the output is one Env.Do at its end. Before
	// all other verbs, what Do has queued is settled.
	Sends bool
	// Run does it. The cursor stands before the first word behind the verb.
	Run func(e *Env, c *arg.Cursor) error
}

// UsageStatus is the exit status after a usage text.
const UsageStatus = 255

// Help is the error with which a command ends in the object's usage text: it is written to standard
// error and the process returns 255, as the reference does.
func (o *Object) Help() error { return Usage(o.Usage()) }

// Usage makes the error that shows a usage text on standard error, with status 255.
func Usage(text string) error {
	for len(text) > 0 && text[len(text)-1] == '\n' {
		text = text[:len(text)-1]
	}
	return arg.Exit(UsageStatus, text)
}

// Find returns the verb that word stands for, nil if none.
func (o *Object) Find(word string) *Verb {
	for i := range o.Verbs {
		v := &o.Verbs[i]
		if word == v.Name || !v.Exact && arg.Prefix(word, v.Name) {
			return v
		}
	}
	return nil
}

// Check runs the object's Before on the words of a command.
func (o *Object) Check(e *Env, words []string) error {
	if o.Before == nil {
		return nil
	}
	return o.Before(e, words)
}

// Run runs the object's command in words, which starts with the verb; none is the default verb. The
// word help, or a prefix of it that no verb claims, shows the usage.
func (o *Object) Run(e *Env, words []string) error {
	if err := o.Check(e, words); err != nil {
		return err
	}
	if len(words) == 0 {
		if o.Default == nil {
			return o.Help()
		}
		if err := e.Settle(); err != nil {
			return err
		}
		return o.Default(e, arg.New(nil))
	}
	if v := o.Find(words[0]); v != nil {
		if !v.Sends {
			if err := e.Settle(); err != nil {
				return err
			}
		}
		// One cursor serves all lines of a batch. No command runs another of the same object.
		o.cursor = *arg.New(words[1:])
		return v.Run(e, &o.cursor)
	}
	if arg.Prefix(words[0], "help") {
		return o.Help()
	}
	if o.Unknown != nil {
		return o.Unknown(words[0])
	}
	noun := o.Noun
	if noun == "" {
		noun = "ip " + o.Name
	}
	return arg.UnknownCommand(words[0], noun)
}

// Lines2 joins two lines of an error text, leaving out an empty first: what the kernel said, and what
// it means for the command.
func Lines2(first, second string) string {
	if first == "" {
		return second
	}
	return first + "\n" + second
}
