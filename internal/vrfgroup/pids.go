package vrfgroup

import (
	"os"
	"strings"
)

// Processes calls f with the id of each process that is in the VRF of that name, in the order in which
// the file system has the cgroups, and with the name of its program. netns is the name of the network
// namespace whose VRF it is; "" stands for all. It stops at a directory that cannot be read.
func Processes(mount, netns, name string, f func(pid, program string)) error {
	dir, err := os.Open(mount)
	if err != nil {
		return err
	}
	entries, err := dir.Readdirnames(-1)
	dir.Close()
	if err != nil {
		return err
	}
	for _, d := range entries {
		path := mount + "/" + d
		if d == "vrf" {
			if netns == "" || mount[strings.LastIndexByte(mount, '/')+1:] == NetnsDir(netns) {
				listProcesses(path+"/"+name+procs, f)
			}
			continue
		}
		if st, err := os.Lstat(path); err != nil || !st.IsDir() {
			continue
		}
		if err := Processes(path, netns, name, f); err != nil {
			return err
		}
	}
	return nil
}

// listProcesses calls f for the processes in a cgroup; one that is not there has none.
func listProcesses(file string, f func(pid, program string)) {
	b, err := os.ReadFile(file)
	if err != nil {
		return
	}
	for pid := range strings.Lines(string(b)) {
		pid = strings.TrimSuffix(pid, "\n")
		f(pid, program(pid))
	}
}

// program is the name of a process's program.
func program(pid string) string {
	b, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return "<terminated?>"
	}
	for line := range strings.Lines(string(b)) {
		if _, name, ok := strings.Cut(line, "Name:"); ok {
			name = strings.TrimLeft(strings.TrimSuffix(name, "\n"), " \t\v\f\r")
			return name[:min(len(name), nameMax)]
		}
	}
	return ""
}
