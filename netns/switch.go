package netns

import (
	"os"
	"runtime"

	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

// Switch moves the calling goroutine for good into the named network namespace, and into a mount
// namespace of its own in which /sys shows that network namespace and the files of /etc/netns/NAME lie
// over those of /etc. It locks the goroutine to its thread, which must not be unlocked again: what else
// the process does stays where it was. warn gets lines about files that could not be put in place.
//
// An error has status 255 and says which step failed; the thread may then be half-way, and the process
// should end.
func Switch(name string, warn func(line string)) error {
	fd, err := unix.Open(RunDir+"/"+name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return arg.Exit(255, `Cannot open network namespace "`+name+`": `+strerror(err))
	}
	defer unix.Close(fd)
	runtime.LockOSThread()
	if err := unix.Setns(fd, unix.CLONE_NEWNET); err != nil {
		return arg.Exit(255, `setting the network namespace "`+name+`" failed: `+strerror(err))
	}
	if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
		return arg.Exit(255, "unshare failed: "+strerror(err))
	}
	// No mount made here may show outside.
	if err := unix.Mount("", "/", "none", unix.MS_SLAVE|unix.MS_REC, ""); err != nil {
		return arg.Exit(255, `"mount --make-rslave /" failed: `+strerror(err))
	}
	if err := mountSys(name); err != nil {
		return arg.Exit(255, "mount of /sys failed: "+strerror(err))
	}
	bindEtc(name, warn)
	return nil
}

// mountSys mounts a sysfs that describes the network namespace. Where the old one cannot be unmounted
// and is read-only, the new one must be so too, or the kernel refuses it.
func mountSys(name string) error {
	var flags uintptr
	if err := unix.Unmount("/sys", unix.MNT_DETACH); err != nil {
		var fs unix.Statfs_t
		if unix.Statfs("/sys", &fs) == nil && fs.Flags&unix.ST_RDONLY != 0 {
			flags = unix.MS_RDONLY
		}
	}
	return unix.Mount(name, "/sys", "sysfs", flags, "")
}

// bindEtc lays the files of /etc/netns/NAME over those of /etc. One that cannot be is told, and the
// others are still done.
func bindEtc(name string, warn func(string)) {
	dir, err := os.Open(etcDir + "/" + name)
	if err != nil {
		return
	}
	defer dir.Close()
	files, err := dir.Readdirnames(-1)
	if err != nil {
		warn("Failed to open directory " + etcDir + "/" + name + ": " + strerror(err))
	}
	for _, f := range files {
		from, to := etcDir+"/"+name+"/"+f, "/etc/"+f
		if err := unix.Mount(from, to, "none", unix.MS_BIND, ""); err != nil {
			warn("Bind " + from + " -> " + to + " failed: " + strerror(err))
		}
	}
}
