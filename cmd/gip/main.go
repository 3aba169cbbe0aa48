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

	"gip/internal/arg"
	"gip/internal/caps"
	_ "gip/internal/early"
	"gip/internal/errno"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/verb"
)

func main() { os.Exit(run(os.Args)) }

// run is the program; it returns the exit status.
func run(args []string) int {
	e := verb.NewEnv(out.Options{})
	g := globals{env: e}
	tool, object := toolOf(args[0])
	if !runsInVRF(args) {
		if err := caps.Drop(); err != nil {
			return finish(e, err)
		}
	}
	words, err := g.parse(tool, args[1:])
	if err == nil {
		err = g.start(tool, object, words)
	}
	return finish(e, err)
}

// runsInVRF says whether the command line is the one for which the binary's file may carry capabilities;
// it gives them up by itself, as soon as it needs them no more. No option may stand before it.
func runsInVRF(args []string) bool {
	return len(args) >= 3 && args[1] == "vrf" && args[2] == "exec"
}

// finish writes what is still collected and the error, if any, and picks the exit status.
func finish(e *verb.Env, err error) int {
	status := 0
	if err == errVersion {
		err = nil
	}
	werr := e.Out.Flush()
	if err != nil {
		status = report(e.Stderr, err)
	}
	if werr != nil {
		io.WriteString(e.Stderr, "Cannot write output: "+cause(werr)+"\n")
		if status == 0 {
			status = 1
		}
	}
	return status
}

// report writes an error and returns its exit status: 2 for a refusal by the kernel, what the error
// says for one of the command line, else 1.
func report(w io.Writer, err error) int {
	var ae *arg.Error
	if errors.As(err, &ae) {
		if ae.Text != "" {
			io.WriteString(w, ae.Text+"\n")
		}
		return ae.Status
	}
	text := err.Error()
	if text != "" {
		io.WriteString(w, text+"\n")
	}
	var ne *nl.Error
	if errors.As(err, &ne) {
		return 2
	}
	return 1
}

// cause is the text of the error number at the bottom of an error, else the error's own.
func cause(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
