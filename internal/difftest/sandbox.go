package difftest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Places inside the sandbox. They are the same on both sides, because a tool
// may show its own name or the current folder in what it prints.
const (
	binDir   = "/run/difftest/bin"    // first in PATH: ip and other names of the tool
	toolPath = "/run/difftest/tool"   // the tool itself
	otherDir = "/run/difftest/others" // the tools beside it that are no links to it
	libDir   = "/run/difftest/lib"    // its private libraries, if any
	workDir  = "/tmp"                 // current folder of all steps
)

// passwd and group give tests users and groups whose ids are known.
const passwd = `root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/:/bin/sh
nobody:x:65534:65534:nobody:/:/bin/sh
`

const group = `root:x:0:
daemon:x:1:
nogroup:x:65534:
`

const hosts = `127.0.0.1 localhost
10.9.0.1 router.example
2001:db8:9::1 router6.example
`

// enterSandbox turns the namespaces that the driver was started in (network,
// mount, PID, UTS) into the sandbox and puts the tool there. Everything that
// depends on the machine is covered: /etc (name tables, users, /etc/netns),
// /usr/share (name tables), /run (named namespaces), /tmp, /proc and /sys.
func enterSandbox(p *Plan) error {
	tool, err := os.ReadFile(p.Tool)
	if err != nil {
		return err
	}
	others := map[string][]byte{}
	for name, path := range p.Others {
		if others[name], err = os.ReadFile(path); err != nil {
			return err
		}
	}
	etc := map[string][]byte{}
	for _, f := range []string{"ld.so.cache", "protocols", "services"} {
		if b, err := os.ReadFile("/etc/" + f); err == nil {
			etc[f] = b // a machine that lacks one of these works without
		}
	}
	alternatives := readLinks("/etc/alternatives") // awk is one
	etc["passwd"], etc["group"], etc["hosts"] = []byte(passwd), []byte(group), []byte(hosts)
	etc["nsswitch.conf"] = []byte("passwd: files\ngroup: files\nhosts: files\nprotocols: files\n")
	tables, err := readTree(p.Tables)
	if err != nil {
		return err
	}
	libs := map[string][]byte{}
	for _, d := range p.LibDirs {
		m, err := readTree(d)
		if err != nil {
			return err
		}
		for name, b := range m {
			libs[name] = b
		}
	}
	if err := mountAll(); err != nil {
		return err
	}
	if err := syscall.Sethostname([]byte("difftest")); err != nil {
		return err
	}
	for dir, files := range map[string]map[string][]byte{
		"/etc": etc, "/usr/share/iproute2": tables, libDir: libs, otherDir: others, binDir: nil,
	} {
		if err := writeTree(dir, files); err != nil {
			return err
		}
	}
	if err := os.Mkdir("/etc/alternatives", 0o755); err != nil {
		return err
	}
	for name, to := range alternatives {
		if err := os.Symlink(to, "/etc/alternatives/"+name); err != nil {
			return err
		}
	}
	if err := os.WriteFile(toolPath, tool, 0o755); err != nil {
		return err
	}
	if err := quietIPv6(); err != nil {
		return err
	}
	return os.Chdir(workDir)
}

// quietIPv6 sees to it that no address depends on a random MAC and none is
// tentative for a while: sessions that want either turn it on again.
func quietIPv6() error {
	for name, value := range map[string]string{
		"net/ipv6/conf/default/addr_gen_mode": "1",
		"net/ipv6/conf/default/accept_dad":    "0",
		"net/ipv6/conf/all/accept_dad":        "0",
		"net/ipv6/conf/default/accept_ra":     "0",
	} {
		if err := os.WriteFile("/proc/sys/"+name, []byte(value), 0); err != nil {
			return fmt.Errorf("sysctl: %w", err)
		}
	}
	return nil
}

// mountAll covers the parts of the file system that a tool may look at.
func mountAll() error {
	if err := syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("make mounts private: %w", err)
	}
	for _, m := range []struct{ dir, fs, opt string }{
		{"/proc", "proc", ""}, {"/sys", "sysfs", ""},
		{"/run", "tmpfs", "mode=755"}, {"/tmp", "tmpfs", "mode=1777"},
		{"/etc", "tmpfs", "mode=755"}, {"/usr/share", "tmpfs", "mode=755"},
	} {
		if err := syscall.Mount("difftest", m.dir, m.fs, 0, m.opt); err != nil {
			return fmt.Errorf("mount %s: %w", m.dir, err)
		}
	}
	return nil
}

// readTree reads all regular files below dir, by their relative names, with
// links followed.
func readTree(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files[strings.TrimPrefix(path, dir+"/")] = b
		return nil
	})
	return files, err
}

// readLinks returns the symbolic links in dir and where they lead.
func readLinks(dir string) map[string]string {
	links := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // only Debian has the folder
	}
	for _, e := range entries {
		if to, err := os.Readlink(filepath.Join(dir, e.Name())); err == nil {
			links[e.Name()] = to
		}
	}
	return links
}

// writeTree is the inverse of readTree.
func writeTree(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, b := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, b, 0o755); err != nil {
			return err
		}
	}
	return nil
}
