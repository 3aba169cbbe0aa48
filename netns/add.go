package netns

import (
	"os"
	"runtime"
	"strconv"

	"gip/internal/arg"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

func runAdd(e *verb.Env, c *arg.Cursor) error {
	if !c.Next() {
		return arg.Fail(1, "No netns name specified")
	}
	path, err := createFile(e, c.Word())
	if err != nil {
		return err
	}
	if err := bindNew(c.Word(), path); err != nil {
		if rerr := remove(path); rerr != nil {
			e.Warn(err.Error())
			return rerr
		}
		return err
	}
	return nil
}

func runAttach(e *verb.Env, c *arg.Cursor) error {
	if c.Len() < 2 {
		return arg.Fail(1, "No netns name and PID specified")
	}
	name, _ := c.Value()
	word, _ := c.Value()
	pid, ok := arg.Int(word, 0)
	if !ok || pid == 0 {
		return arg.Fail(1, "Invalid PID: "+word)
	}
	path, err := createFile(e, name)
	if err != nil {
		return err
	}
	from := "/proc/" + strconv.Itoa(int(pid)) + "/ns/net"
	if err := unix.Mount(from, path, "none", unix.MS_BIND, ""); err != nil {
		failed := arg.Fail(1, "Bind "+from+" -> "+path+" failed: "+strerror(err))
		if err := os.Remove(path); err != nil {
			e.Warn(failed.Text)
			return arg.Fail(1, `Cannot remove namespace file "`+path+`": `+strerror(err))
		}
		return failed
	}
	return nil
}

// bindNew makes a network namespace and mounts it on path. The thread it is made on goes back to where
// it was; should that fail, the thread must not be used again, and the process ends with it.
func bindNew(name, path string) error {
	runtime.LockOSThread()
	saved, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		runtime.UnlockOSThread()
		return arg.Exit(1, "Cannot open init namespace: "+strerror(err))
	}
	defer unix.Close(saved)
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		runtime.UnlockOSThread()
		return arg.Fail(1, `Failed to create a new network namespace "`+name+`": `+strerror(err))
	}
	merr := unix.Mount("/proc/thread-self/ns/net", path, "none", unix.MS_BIND, "")
	if err := unix.Setns(saved, unix.CLONE_NEWNET); err != nil {
		return arg.Exit(1, "setns: "+strerror(err))
	}
	runtime.UnlockOSThread()
	if merr != nil {
		return arg.Fail(1, "Bind /proc/self/ns/net -> "+path+" failed: "+strerror(merr))
	}
	return nil
}

// createFile makes the file that a namespace is to be mounted on, and before it the directory, as a
// mount of its own that is shared: a name removed in one mount namespace then goes away in all.
func createFile(e *verb.Env, name string) (string, error) {
	if err := makeRunDir(); err != nil {
		return "", err
	}
	if err := shareRunDir(e); err != nil {
		return "", err
	}
	path := RunDir + "/" + name
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0)
	if err != nil {
		return "", arg.Fail(1, `Cannot create namespace file "`+path+`": `+strerror(err))
	}
	unix.Close(fd)
	return path, nil
}

func makeRunDir() error {
	if err := unix.Mkdir(RunDir, 0o755); err != nil && err != unix.EEXIST {
		return arg.Fail(1, "mkdir "+RunDir+" failed: "+strerror(err))
	}
	return nil
}

// shareRunDir runs under a lock on the directory: two processes that both made it a mount would mount
// it over and over, each copy shared with the other.
func shareRunDir(e *verb.Env) error {
	lock, err := unix.Open(RunDir, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return arg.Fail(1, `Cannot open netns runtime directory "`+RunDir+`": `+strerror(err))
	}
	defer unix.Close(lock) // and with it the lock
	if err := unix.Flock(lock, unix.LOCK_EX); err != nil {
		e.Warn(`Warning: could not flock netns runtime directory "` + RunDir + `": ` + strerror(err))
	}
	mounted := false
	for {
		err := unix.Mount("", RunDir, "none", unix.MS_SHARED|unix.MS_REC, "")
		if err == nil {
			return nil
		}
		if err != unix.EINVAL || mounted {
			return arg.Fail(1, "mount --make-shared "+RunDir+" failed: "+strerror(err))
		}
		if err := unix.Mount(RunDir, RunDir, "none", unix.MS_BIND|unix.MS_REC, ""); err != nil {
			return arg.Fail(1, "mount --bind "+RunDir+" "+RunDir+" failed: "+strerror(err))
		}
		mounted = true
	}
}
