package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// inNamespace runs f on a thread of its own in a fresh network namespace with private mounts and an
// empty /run; programs that f starts are in them too. The thread ends with f, the namespace with the
// last process in it. settle is slept afterwards: the kernel takes namespaces down in the background,
// under the lock that every route change needs.
func inNamespace(settle time.Duration, f func() error) error {
	done := make(chan error, 1)
	go func() {
		// Never unlocked: the thread is of no use to others any more, and the runtime drops it.
		runtime.LockOSThread()
		done <- enter(f)
	}()
	err := <-done
	time.Sleep(settle)
	return err
}

func enter(f func() error) (err error) {
	if err := unix.Unshare(unix.CLONE_NEWNET | unix.CLONE_NEWNS); err != nil {
		return fmt.Errorf("unshare: %w", err)
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("making mounts private: %w", err)
	}
	// Named namespaces and whatever else the programs keep under /run are not to be seen or touched.
	if err := unix.Mount("tmpfs", "/run", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=755"); err != nil {
		return fmt.Errorf("mounting an empty /run: %w", err)
	}
	defer func() {
		// Devices that are deleted here are gone, with their routes, when this returns; left to the
		// namespace's end they would burden the next measurement.
		if e := deleteDevices(); e != nil {
			err = errors.Join(err, e)
		}
	}()
	return f()
}

// deleteDevices deletes the devices made by this program, which are named as pairName names them.
func deleteDevices() error {
	l, err := dialRoute()
	if err != nil {
		return err
	}
	defer l.close()
	for i := 0; ; i++ {
		err := l.deleteLink(pairName(i))
		if errors.Is(err, unix.ENODEV) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("deleting %s: %w", pairName(i), err)
		}
	}
}

// openNull opens the null device for spawn.
func openNull() (*os.File, error) { return os.OpenFile(os.DevNull, os.O_RDWR, 0) }
