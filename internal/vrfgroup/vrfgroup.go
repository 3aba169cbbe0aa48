// Package vrfgroup is the tree of cgroups behind VRFs: a process is in a VRF when its cgroup is one whose
// sockets are bound to the VRF's device (internal/cgroupbpf). The cgroup of the VRF NAME is
//
//	MOUNT / BASE / NETNS-ns / vrf / NAME
//
// where MOUNT is where cgroup2 is mounted, BASE the cgroup that the process was in, and NETNS the name of
// its network namespace, left out where that has none. BASE/NETNS-ns/vrf itself is in no VRF: the default
// one. "ip vrf exec" goes into these cgroups, "ip netns exec" out of them.
//
// Files of /proc are read as those of the thread, since under -n it alone may have moved to another mount
// namespace.
package vrfgroup

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"

	"gip/internal/arg"
	"gip/internal/caps"
	"gip/internal/cgroupbpf"
	"gip/internal/errno"

	"golang.org/x/sys/unix"
)

const (
	// ownMount is where cgroup2 is mounted when it is mounted nowhere.
	ownMount = "/var/run/cgroup2"
	// procs is the file of a cgroup with the ids of its processes, to which that of a new one is written.
	procs = "/cgroup.procs"
	// dirMode are the permissions of the directories made on the way.
	dirMode = 0o755
)

// Of is the name of the VRF that a process is in, "" if none. pid is the name of a directory of /proc.
func Of(pid string) (string, error) {
	b, err := os.ReadFile("/proc/" + pid + "/cgroup")
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(b)) {
		if !strings.Contains(line, "::/") { // cgroup2 has neither number nor controllers
			continue
		}
		if _, name, ok := strings.Cut(line, "/vrf/"); ok {
			name, _, _ = strings.Cut(name, "\n")
			return name[:min(len(name), nameMax)], nil
		}
	}
	return "", nil
}

// nameMax is how much of a name is looked at; those of devices are shorter.
const nameMax = 31

// base is the cgroup of this process without the part that belongs to VRFs, "" for the root.
func base() (string, error) {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(os.Getpid()) + "/cgroup")
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(b)) {
		_, path, ok := strings.Cut(line, "::/")
		if !ok {
			continue
		}
		path, _, _ = strings.Cut("/"+path, "\n")
		path, _, _ = strings.Cut(path, "/vrf")
		if path == "/" {
			path = ""
		}
		return path, nil
	}
	return "", nil
}

// Mount is where cgroup2 is mounted. It mounts it where it is not.
func Mount() (string, error) {
	b, err := os.ReadFile("/proc/thread-self/mounts")
	if err != nil {
		return "", arg.Fail(1, "Failed to open mounts file: "+strerror(err))
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 2 && f[2] == "cgroup2" {
			return f[1], nil
		}
	}
	if err := makePath(ownMount); err != nil {
		return "", arg.Fail(1, err.Error()+"\nFailed to setup cgroup2 directory")
	}
	switch err := unix.Mount("none", ownMount, "cgroup2", 0, ""); err {
	case nil, unix.EBUSY:
		return ownMount, nil
	case unix.ENODEV:
		return "", arg.Fail(1, "Failed to mount cgroup2. Are CGROUPS enabled in your kernel?")
	default:
		return "", arg.Fail(1, "Failed to mount cgroup2: "+strerror(err))
	}
}

// Join moves the process into the cgroup of a VRF, which it makes: netns is the name of the network
// namespace, "" if none, name that of the VRF, index that of its device. Index 0 is the default VRF,
// without name. Capabilities that only this needed are given up, whether it went well or not.
func Join(netns, name string, index int32) (err error) {
	mount, err := Mount()
	if err != nil {
		return err
	}
	defer func() {
		if e := caps.Drop(); err == nil {
			err = e
		}
	}()
	path, err := Path(mount, netns, name)
	if err != nil {
		return err
	}
	if err := makePath(path); err != nil {
		return arg.Fail(1, err.Error()+"\nFailed to setup vrf cgroup2 directory")
	}
	if index != 0 {
		if err := bind(path, index); err != nil {
			return err
		}
	}
	return enter(path)
}

// NetnsDir is the name of the directory for a network namespace, "" for one without a name.
func NetnsDir(netns string) string {
	if netns == "" {
		return ""
	}
	return netns + "-ns"
}

// Path is the directory of the cgroup for a VRF of a network namespace, as seen from the cgroup that the
// process is in.
func Path(mount, netns, name string) (string, error) {
	under, err := base()
	if err != nil {
		return "", arg.Fail(1, "Failed to get base cgroup path: "+strerror(err))
	}
	dir := NetnsDir(netns)
	if dir != "" {
		// In the cgroup of that namespace already: not once more.
		if i := strings.LastIndexByte(under, '/') + 1; under[i:] == dir {
			under = under[:i]
		}
		dir += "/"
	}
	path := mount + under + "/" + dir + "vrf/" + name
	if len(path) >= unix.PathMax-len(procs)-1 {
		return "", arg.Fail(1, "Invalid path to cgroup2 mount")
	}
	return path, nil
}

// makePath makes a directory and those above it.
func makePath(path string) error {
	for i := 1; i <= len(path); i++ {
		if i < len(path) && path[i] != '/' || path[i-1] == '/' {
			continue
		}
		if err := unix.Mkdir(path[:i], dirMode); err != nil && err != unix.EEXIST {
			return errors.New("mkdir failed for " + path[:i] + ": " + strerror(err))
		}
	}
	return nil
}

// bind has the sockets of a cgroup bound to a device.
func bind(path string, index int32) error {
	cgroup, err := unix.Open(path, unix.O_DIRECTORY|unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return arg.Fail(1, "Failed to open cgroup path: '"+strerror(err)+"'")
	}
	defer unix.Close(cgroup)
	prog, err := cgroupbpf.Load(index)
	if err != nil {
		return arg.Fail(1, loadFailure(err))
	}
	defer unix.Close(prog)
	if err := cgroupbpf.Attach(prog, cgroup); err != nil {
		return arg.Fail(1, "Failed to attach prog to cgroup: '"+strerror(err)+"'")
	}
	return nil
}

func loadFailure(err error) string {
	s := "Failed to load BPF prog: '" + strerror(err) + "'"
	var le *cgroupbpf.LoadError
	if errors.As(err, &le) && le.Log != "" {
		s += "\n" + strings.TrimSuffix(le.Log, "\n")
	}
	if !errors.Is(err, unix.EPERM) {
		s += "\nKernel compiled with CGROUP_BPF enabled?"
	}
	return s
}

// enter moves the process into a cgroup.
func enter(path string) error {
	fd, err := unix.Open(path+procs, unix.O_RDWR|unix.O_APPEND|unix.O_CLOEXEC, 0)
	if err != nil {
		return arg.Fail(1, "Failed to open cgroups.procs file: "+strerror(err)+".")
	}
	defer unix.Close(fd)
	if _, err := unix.Write(fd, []byte("0")); err != nil { // 0 is who writes
		return arg.Fail(1, "Failed to join cgroup")
	}
	return nil
}

// strerror is the text of the error number in err.
func strerror(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
