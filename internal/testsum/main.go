// Command testsum reads the output of go test -json and writes what a person wants to know of it: the
// packages, the failures with their output, each skipped test with its reason, and one closing line
// with the counts. It fails where a test failed, and, with GIP_NO_SKIP set, where a test was skipped
// that is not expected to be.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// expectedSkips are the tests that may be skipped even where GIP_NO_SKIP is set, each with the reason.
var expectedSkips = map[string]string{
	"TestReferenceAgainstItselfVM": "checks the sessions, not gip, and takes minutes; run when they change",
}

type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

func main() {
	var passed, failed, skipped, unexpected int
	output := map[string][]string{} // of tests still running
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			break
		}
		var e event
		if json.Unmarshal(line, &e) != nil {
			os.Stdout.Write(line) // a build failure, or what a test binary wrote around the framework
			continue
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			if e.Test == "" {
				if s := strings.TrimSpace(e.Output); e.Action == "build-output" || s != "PASS" && !strings.HasPrefix(s, "testing: ") && !strings.Contains(s, "[no test files]") {
					fmt.Print(e.Output)
				}
				continue
			}
			output[key] = append(output[key], e.Output)
		case "pass":
			if e.Test != "" {
				passed++
			}
			for _, s := range output[key] {
				// What a test says to everybody: the counts of the differential suite.
				if i := strings.Index(s, "SUMMARY"); i >= 0 {
					fmt.Print(s[i:])
				}
			}
			delete(output, key)
		case "fail":
			if e.Test != "" {
				failed++
				fmt.Printf("FAIL %s\n%s", key, strings.Join(output[key], ""))
			} else if len(output[key]) == 0 {
				fmt.Println("FAIL", e.Package)
			}
			delete(output, key)
		case "skip":
			if e.Test == "" {
				continue
			}
			skipped++
			why := strings.TrimSpace(strings.Join(output[key], " "))
			note := ""
			if reason, ok := expectedSkips[e.Test]; !ok {
				unexpected++
			} else {
				note = " (expected: it " + reason + ")"
			}
			fmt.Printf("SKIP %s%s: %s\n", key, note, why)
			delete(output, key)
		}
	}
	for key, out := range output {
		failed++
		fmt.Printf("FAIL %s did not end\n%s", key, strings.Join(out, ""))
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	if failed > 0 || passed == 0 {
		os.Exit(1)
	}
	if unexpected > 0 && os.Getenv("GIP_NO_SKIP") != "" {
		fmt.Println("tests were skipped that must run here")
		os.Exit(1)
	}
}
