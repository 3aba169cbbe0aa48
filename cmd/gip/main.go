// Go 1.25 and later keep the cgroup's files open and read them again and again to size the scheduler:
// nothing that a command of a millisecond's life has a use for. (That they read them once at the start
// cannot be turned off.)
//
//go:debug containermaxprocs=0
//go:debug updatemaxprocs=0

// Command gip configures and shows Linux networking with the command language of iproute2: one binary
// for ip, and through links of their names for the tools beside it.
//
// This package holds the options before the object, the order in which objects are tried, the batch
// mode and the exit status, and nothing of any object. It alone knows the command-line library.
package main

import (
	"errors"
	"io"
	"os"
	"syscall"

	"gip/internal/caps"
	_ "gip/internal/early"
	"gip/internal/errno"
	"gip/internal/out"
	"gip/internal/verb"
)

func main() { os.Exit(run(os.Args)) }

// run is the program; it returns the exit status.
func run(args []string) int {
	e := verb.NewEnv(out.Options{})
	t, object, words := toolOf(args)
	g := globals{tool: t, env: e}
	if !runsInVRF(args) {
		if err := caps.Drop(); err != nil {
			return g.finish(err)
		}
	}
	if len(t.objects) == 0 { // a name that is kept for a tool to come
		return g.finish(t.help())
	}
	words, err := g.parse(words)
	if err == nil {
		err = g.start(object, words)
	}
	return g.finish(err)
}

// runsInVRF says whether the command line is the one for which the binary's file may carry capabilities;
// it gives them up by itself, as soon as it needs them no more. No option may stand before it.
func runsInVRF(args []string) bool {
	return len(args) >= 3 && args[1] == "vrf" && args[2] == "exec"
}

// finish writes what is still collected and the error, if any, and picks the exit status.
func (g *globals) finish(err error) int {
	e := g.env
	status := 0
	if err == errVersion {
		err = nil
	}
	werr := e.Out.Flush()
	if err != nil {
		report(e.Stderr, err)
		status = g.tool.status(err)
	}
	if werr != nil {
		io.WriteString(e.Stderr, "Cannot write output: "+cause(werr)+"\n")
		if status == 0 {
			status = 1
		}
	}
	return status
}

// report writes the text of an error, if it has one.
func report(w io.Writer, err error) {
	if text := err.Error(); text != "" {
		io.WriteString(w, text+"\n")
	}
}

// cause is the text of the error number at the bottom of an error, else the error's own.
func cause(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
