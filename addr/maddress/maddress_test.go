package maddress

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"gip/internal/out"
	"gip/internal/verb"
)

// render reads the three tables and shows what is in them.
func render(t testing.TB, o out.Options, content [len(tables)]string) string {
	var l list
	l.all = true
	for i, c := range content {
		l.read(strings.NewReader(c), tables[i].line)
	}
	var stdout bytes.Buffer
	e := verb.NewEnv(o)
	e.Out = out.New(&stdout, o)
	show(e, l.sorted())
	e.Out.Flush()
	return stdout.String()
}

// Tables of a kernel with devices whose addresses are not those of Ethernet.
var recorded = [len(tables)]string{
	"2    eth0            2     1     01005e000001\n" +
		"3    ib0             1     0     00ffffffff12401bffff00000000000000000001\n",
	"Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n" +
		"1\tlo        :     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n" +
		"2\tabcdefghijklmno:     2      V3\n\t\t\t\tFB0000E0     3 0:00000000\t\t0\n",
	"1    lo              ff020000000000000000000000000001     1 0000000C 0\n" +
		"2    eth0            ff0200000000000000000001ff000001     2 00000004 0\n",
}

func TestShow(t *testing.T) {
	const want = "1:\tlo\n\tinet  224.0.0.1\n\tinet6 ff02::1\n" +
		"2:\teth0\n\tlink  01:00:5e:00:00:01 users 2 static\n\tinet  224.0.0.251 users 3\n\tinet6 ff02::1:ff00:1 users 2\n" +
		"3:\tib0\n\tlink  00:ff:ff:ff:ff:12:40:1b:ff:ff:00:00:00:00:00:00:00:00:00:01\n"
	if got := render(t, out.Options{}, recorded); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// FuzzTables reads tables of any content: it ends, and JSON is JSON.
func FuzzTables(f *testing.F) {
	f.Add(recorded[0], recorded[1], recorded[2])
	f.Fuzz(func(t *testing.T, link, igmp, igmp6 string) {
		if got := render(t, out.Options{JSON: true}, [...]string{link, igmp, igmp6}); !json.Valid([]byte(got)) {
			t.Errorf("no JSON: %s", got)
		}
	})
}
