package link

import (
	"errors"
	"os"
	"runtime"
	"strings"
	"syscall"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/errno"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// Where pinned programs live unless the environment names another BPF filesystem.
const (
	bpfDir    = "/sys/fs/bpf"
	bpfDirEnv = "TC_BPF_MNT"
)

// readXDP reads what a device's XDP program shall be: "off", "none", a pinned program. Without -force a
// program that is there already is not replaced.
func readXDP(w *words, k *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	offload := k.n == unix.XDP_FLAGS_HW_MODE
	if offload && w.r.Env.Links.Index(w.r.Dev) == 0 {
		return arg.Incomplete() // the reference has no better word for a missing device
	}
	fd := -1
	if v != "none" && v != "off" || w.c.Len() > 0 {
		if fd, err = w.xdpProgram(v); err != nil {
			return err
		}
	}
	flags := k.n
	if !w.r.Env.Force {
		flags |= unix.XDP_FLAGS_UPDATE_IF_NOEXIST
	}
	e := &w.r.Enc
	nest := e.Nest(unix.IFLA_XDP)
	e.U32(unix.IFLA_XDP_FD, uint32(fd))
	if flags != 0 {
		e.U32(unix.IFLA_XDP_FLAGS, flags)
	}
	e.EndNest(nest)
	if offload {
		w.forgetDev()
	}
	return nil
}

// xdpProgram reads the words that name a program and opens it.
func (w *words) xdpProgram(mode string) (fd int, err error) {
	object := arg.Prefix(mode, "object-file") || mode == "obj"
	pinned := arg.Prefix(mode, "object-pinned") || arg.Prefix(mode, "pinned") || arg.Prefix(mode, "fd")
	if !object && !pinned {
		return -1, arg.Exit(verb.UsageStatus, `What mode is "`+mode+`"?`)
	}
	file, err := w.c.Value()
	if err != nil {
		return -1, err
	}
	// Of a pinned program these are read and mean nothing.
	for _, key := range [...]string{"section", "program"} {
		word, ok := w.c.Peek()
		if !ok || word != key && (key != "section" || !arg.Prefix(word, key)) {
			continue
		}
		w.c.Next()
		if _, err := w.c.Value(); err != nil {
			return -1, err
		}
	}
	if word, ok := w.c.Peek(); ok && arg.Prefix(word, "verbose") {
		w.c.Next()
	}
	if object {
		return -1, arg.Exit(verb.UsageStatus, `Loading a program from an object file is not in this version of gip: `+
			`load and pin "`+file+`" first, then use "pinned".`)
	}
	fd, err = openPinned(file)
	if err != nil {
		return -1, arg.Exit(verb.UsageStatus, "Couldn't retrieve pinned program '"+file+"': "+errnoText(err))
	}
	w.r.keep(fd)
	return fd, nil
}

// openPinned returns a descriptor of the program pinned at path. "m:NAME" is NAME in the directory xdp
// of the BPF filesystem.
func openPinned(path string) (int, error) {
	if name, ok := strings.CutPrefix(path, "m:"); ok && name != "" {
		if dir := findBPF(); dir != "" {
			path = dir + "/xdp/" + name
		}
	}
	p, err := unix.BytePtrFromString(path)
	if err != nil {
		return -1, err
	}
	// The part of union bpf_attr (linux/bpf.h) that BPF_OBJ_GET reads.
	a := struct {
		path  uint64
		fd    uint32
		flags uint32
	}{path: uint64(uintptr(unsafe.Pointer(p)))}
	fd, _, e := unix.Syscall(unix.SYS_BPF, unix.BPF_OBJ_GET, uintptr(unsafe.Pointer(&a)), unsafe.Sizeof(a))
	runtime.KeepAlive(p)
	if e != 0 {
		return -1, e
	}
	return int(fd), nil
}

// findBPF is the directory of a BPF filesystem, "" if none is mounted: nothing can be pinned then.
func findBPF() string {
	if dir := os.Getenv(bpfDirEnv); dir != "" {
		return bpfMount(dir)
	}
	for _, dir := range [...]string{bpfDir, "/bpf"} {
		if d := bpfMount(dir); d != "" {
			return d
		}
	}
	mounts, _ := os.ReadFile("/proc/mounts")
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); len(f) > 2 && f[2] == "bpf" {
			return f[1]
		}
	}
	return ""
}

// bpfMount returns dir if it is in a BPF filesystem.
func bpfMount(dir string) string {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil || s.Type != unix.BPF_FS_MAGIC {
		return ""
	}
	return dir
}

func errnoText(err error) string {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errno.StrError(n)
	}
	return err.Error()
}
