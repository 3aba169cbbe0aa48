// Package archtest holds the tests of the architecture: who may import whom, and what must not be in
// the binary. docs/architecture.md says why.
package archtest

import (
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const tags = "urfave_cli_no_docs"

// levels of the packages; a package imports only from levels below its own. What is not named here and
// lies below an object (link/bridge, route/rule) has the object's level.
var levels = map[string]int{
	"internal/arg": 0, "internal/attr": 0, "internal/errno": 0, "internal/names": 1, "internal/out": 0,
	"internal/uapi": -1, "internal/early": -1, "internal/stamp": -1,
	"internal/nl": 2, "internal/caps": 2, "internal/cgroupbpf": 2, "internal/process": 2,
	"internal/hostname": 1,
	"internal/ifname":   3, "internal/nsid": 3, "internal/vrfgroup": 3,
	"internal/verb": 4, "internal/genl": 5,
	"internal/spec": 5,
	"netns":         6,
	"link":          7, "route": 7, "tuntap": 7,
	"addr":        8, // its device line is link's
	"link/stats":  8, // its numbers are
	"link/macsec": 8, // its channels and ciphers are the kind's

	"link/bridge": 8, // the tool bridge; its ports are link's
	"cmd/gip":     9,
}

// outside are the packages from outside the module that only certain packages may import.
var outside = map[string][]string{
	"github.com/urfave/cli/v2":    {"cmd/gip"},
	"github.com/mdlayher/netlink": {"internal/nl"}, "github.com/mdlayher/genetlink": {"internal/nl"},
}

type pkg struct {
	ImportPath, Dir string
	Imports         []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-tags", tags, "-json=ImportPath,Dir,Imports", "gip/...")
	b, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(b)); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// level of a package of the module; ok is false for tools and tests, which may import what they like.
func level(path string) (n int, ok bool) {
	for p := strings.TrimPrefix(path, "gip/"); p != "." && p != "internal"; p = filepath.Dir(p) {
		if n, ok := levels[p]; ok {
			return n, true
		}
	}
	return 0, false
}

func TestImportLevels(t *testing.T) {
	seen := 0
	for _, p := range packages(t) {
		own, ok := level(p.ImportPath)
		if !ok {
			continue
		}
		seen++
		short := strings.TrimPrefix(p.ImportPath, "gip/")
		for _, i := range p.Imports {
			if users, ok := outside[i]; ok && !contains(users, short) {
				t.Errorf("%s imports %s, which only %v may", short, i, users)
			}
			if !strings.HasPrefix(i, "gip/") {
				continue
			}
			n, ok := level(i)
			switch {
			case !ok:
				t.Errorf("%s imports %s, which has no level: give it one", short, i)
			case n >= own && filepath.Dir(i) != p.ImportPath:
				t.Errorf("%s (level %d) imports %s (level %d)", short, own, i, n)
			}
		}
	}
	if seen < len(levels)/2 {
		t.Errorf("only %d packages seen", seen)
	}
}

func contains(s []string, x string) bool {
	for _, v := range s {
		if v == x {
			return true
		}
	}
	return false
}

// A template engine in the binary means that the linker kept every method of every type: a tenth of a
// command's time. It comes in with App.Run and the help printer of the command-line library.
//
// Nor does a package of gip have work to do before main: not by init functions, nor by variables that the
// compiler cannot lay out itself (maps, slices of other variables, copies of variables in interfaces).
func TestBinaryIsLean(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "gip")
	build := exec.Command("go", "build", "-trimpath", "-tags", tags, "-o", bin, "gip/cmd/gip")
	build.Env = append(build.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	symbols, err := exec.Command("go", "tool", "nm", "-size", bin).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(symbols, []byte("main.main")) {
		t.Fatal("the symbols cannot be read")
	}
	bad := regexp.MustCompile(`text/template\.\(\*Template\)\.Execute|reflect\.Value\.MethodByName|encoding/json\.Unmarshal|net/http`)
	early := regexp.MustCompile(`\s(\d+) T (?:gip/\S+|main)\.(?:map\.)?init(?:\.\d+)?\s`)
	for line := range strings.Lines(string(symbols)) {
		if bad.MatchString(line) {
			t.Errorf("in the binary: %s", line)
		}
		// What was found to be empty is left as a single return instruction.
		if m := early.FindStringSubmatch(line); m != nil && m[1] != "1" && !strings.Contains(line, " gip/internal/early.") {
			t.Errorf("runs before main: %s", line)
		}
	}
}
