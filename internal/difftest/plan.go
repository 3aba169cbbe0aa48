package difftest

import "time"

// A Plan is all that a driver needs to know: sent to it as JSON on standard
// input.
type Plan struct {
	Tool string // binary that all names (ip, iplink, ...) lead to
	// Others are the tools beside ip that have a binary of their own, by name; Tool is what the names
	// that are not here lead to.
	Others  map[string]string
	LibDirs []string // folders for LD_LIBRARY_PATH, usually none
	Tables  string   // folder whose files become /usr/share/iproute2
	Steps   []Step

	// Timeout is how long a step may take; 0 means stepTimeout.
	Timeout time.Duration
}

// A Result is what one step did.
type Result struct {
	Status  int    // exit status, 128+N when ended by signal N
	Hang    bool   // did not end within the time allowed and was killed
	Stdout  string //
	Stderr  string //
	Failure string // the step could not be started at all
}

// A Report is what the driver answers: JSON on standard output.
type Report struct {
	Results []Result
	Failure string // why the session could not be run
}
