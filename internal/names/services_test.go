package names

import (
	"os"
	"path/filepath"
	"testing"
)

func TestParseService(t *testing.T) {
	file := filepath.Join(t.TempDir(), "services")
	const text = "# comment\n\ndomain\t53/tcp\ndomain 53/udp nameserver # dns\nhttp 80/tcp www\nbad 99999/udp\nshort\nvxlan 4789/udp\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	d := New(false)
	d.services = file
	for name, want := range map[string]uint16{"domain": 53, "nameserver": 53, "vxlan": 4789} {
		if got, err := d.ParseService(name, "udp"); err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", name, got, err, want)
		}
	}
	for _, name := range []string{"http", "www", "bad", "short", "", "dns", "#"} {
		if got, err := d.ParseService(name, "udp"); err == nil {
			t.Errorf("%s: %d", name, got)
		}
	}
	if got, err := d.ParseService("www", "tcp"); err != nil || got != 80 {
		t.Errorf("www/tcp: %d, %v", got, err)
	}
	d.services = file + ".none"
	if _, err := d.ParseService("domain", "udp"); err == nil {
		t.Error("a service without a file")
	}
}
