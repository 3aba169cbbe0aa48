package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/cookbook.md anew")

// notExamples are the scripts that test gip and teach nobody how to use it.
var notExamples = map[string]bool{"output-errors": true, "batch": true}

const cookbookHead = `# Cookbook

Sessions of commands, each with packets sent through what it builds. All of them are tests as well, made into
this page by ` + "`go test ./cmd/gip -run TestCookbook -update`" + `: what is here works. They run in empty namespaces, so
names and addresses are free to choose.
`

// TestCookbook holds docs/cookbook.md to what the scripts say.
func TestCookbook(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	var page bytes.Buffer
	page.WriteString(cookbookHead)
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txtar")
		if notExamples[name] {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		page.WriteString("\n## " + name + "\n")
		writeRecipe(&page, string(b))
	}
	const doc = "../../docs/cookbook.md"
	if *update {
		if err := os.WriteFile(doc, page.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(doc)
	if err != nil || !bytes.Equal(have, page.Bytes()) {
		t.Errorf("docs/cookbook.md is not what the scripts say (%v): run this test with -update", err)
	}
}

// writeRecipe writes a script as text and commands. What the test alone needs (waiting, looking at the
// output) is left out.
func writeRecipe(w *bytes.Buffer, script string) {
	const text, code = 1, 2
	in := 0
	enter := func(to int) {
		if in == to {
			return
		}
		if in == code {
			w.WriteString("```\n")
		}
		w.WriteString("\n")
		if to == code {
			w.WriteString("```\n")
		}
		in = to
	}
	for line := range strings.Lines(script) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "-- "):
			// The files that follow belong to the test.
			enter(text)
			return
		case line == "# vm":
		case strings.HasPrefix(line, "# "):
			enter(text)
			w.WriteString(line[2:] + "\n")
		case strings.HasPrefix(line, "exec sh -c"), strings.HasPrefix(line, "! exec sh -c"):
		case strings.HasPrefix(line, "exec "):
			enter(code)
			w.WriteString("$ " + strings.TrimSuffix(line[5:], "&reader&") + "\n")
		case strings.HasPrefix(line, "! exec "):
			enter(code)
			w.WriteString("$ " + line[7:] + "        # fails\n")
		}
	}
	enter(text)
}
