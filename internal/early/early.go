// Package early tells the Go runtime, before any other package is initialised, that gip is a small
// program that does one thing after the other. Package main imports it for that effect.
//
// It is the one package with an init function. It must import nothing but runtime: packages are
// initialised after what they import and otherwise in the order of their paths, so this one comes before
// all of the libraries, whose initialisation is most of what a start costs. Together the two calls take
// a twentieth off the time of a short command.
package early

import "runtime"

// grow does nothing, in a stack frame of 20 kB.
func grow()

func init() {
	// The main goroutine starts on 2 kB, and the libraries' initialisation makes it grow to 16 kB in four
	// steps: each moves the frames and takes fresh pages for a pool of stacks of the new size. One step to
	// 32 kB, which are not touched before they are used, saves the others.
	grow()
	// Nothing here runs in parallel. With a second processor the scheduler would wake a thread to look
	// for work each time a goroutine becomes ready, and as long as two of them run, each page that is
	// copied on its first write costs an interrupt of the other.
	runtime.GOMAXPROCS(1)
}

// inserted says that entry has put oneProcessor into the environment.
var inserted bool

const oneProcessor = "GOMAXPROCS=1"

// Environ takes the environment as os.Environ gives it and returns what of it was there when the
// program was started: the environment for a program that this one starts or becomes. It may change env.
func Environ(env []string) []string {
	if !inserted {
		return env
	}
	for i, v := range env {
		if v == oneProcessor {
			return append(env[:i], env[i+1:]...)
		}
	}
	return env
}
