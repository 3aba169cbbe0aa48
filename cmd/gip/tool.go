package main

import (
	"errors"
	"strings"

	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/verb"
)

// A tool is one of the programs that gip is: its options, its objects, and what it does in its own way.
type tool struct {
	name    string
	options []option
	objects []entry
	// usage is the help of the tool itself.
	usage func() string
	// helpOption is what the error about an unknown option points to.
	helpOption string
	// version is what -Version shows, without a newline.
	version string
	// returnsFailures says that what a command returns becomes the exit status as it is: -1 shows as 255
	// then, where ip turns it into 1, and a refusal by the kernel is no different from any other.
	returnsFailures bool
}

// toolOf tells from the words of the command line, the program's name first, which tool it is, and the
// object that the name may hold behind its first two letters, as in "iplink": whatever the letters are,
// as in the reference. words are those behind the name of the tool.
func toolOf(args []string) (t *tool, object string, words []string) {
	words = args[1:]
	base := args[0][strings.LastIndexByte(args[0], '/')+1:]
	if base == "gip" && len(words) > 0 {
		if t := findTool(words[0]); t != nil {
			return t, "", words[1:]
		}
	}
	if t := findTool(base); t != nil {
		return t, "", words
	}
	if len(base) > 2 && base != "gip" {
		object = base[2:]
	}
	return ipTool(), object, words
}

// findTool returns the tool that is called by a name of its own, nil if there is none.
func findTool(name string) *tool {
	switch name {
	case "bridge":
		return bridgeTool()
	case "tc":
		return tcTool()
	}
	return nil
}

// find returns the first of the objects whose name starts with word.
func (t *tool) find(word string) *entry {
	for i := range t.objects {
		if arg.Prefix(word, t.objects[i].name) {
			return &t.objects[i]
		}
	}
	return nil
}

func (t *tool) help() error { return verb.Usage(t.usage()) }

func (t *tool) unknownObject(word string) error {
	return arg.Fail(1, `Object "`+word+`" is unknown, try "`+t.name+` help".`)
}

func (t *tool) absentObject(name string) error {
	return arg.Fail(1, `Object "`+name+`" is not in this version of gip, try "`+t.name+` help".`)
}

// status is the exit status that an error of a command leads to.
func (t *tool) status(err error) int {
	var ae *arg.Error
	if errors.As(err, &ae) {
		if t.returnsFailures && !ae.Fatal {
			return -ae.Status & 0xff
		}
		return ae.Status
	}
	var ne *nl.Error
	switch {
	case !errors.As(err, &ne):
		return 1
	case t.returnsFailures:
		return 255
	}
	return 2
}

// tcTool has no objects yet.
func tcTool() *tool {
	return &tool{
		name: "tc", helpOption: "tc -help",
		usage:   func() string { return "tc: this version of gip has no objects of that tool\n" },
		version: "tc utility, iproute2-" + version + ", gip",
	}
}
