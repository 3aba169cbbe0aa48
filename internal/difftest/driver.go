package difftest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	driverEnv = "GIP_DIFFTEST_DRIVER"
	// The kernel's lock of network devices is one for all namespaces: what goes on elsewhere on the machine
	// can hold any tool up for some 10 s.
	stepTimeout = 30 * time.Second
	pidStride   = 40 // process ids set aside for one step, see fixPids
)

// DriverMain runs a plan (or a helper of a session) when this process was started as a driver, and then
// does not return. TestMain calls it first.
func DriverMain() {
	helperMain()
	if os.Getenv(driverEnv) == "" {
		return
	}
	var plan Plan
	var rep Report
	err := json.NewDecoder(os.Stdin).Decode(&plan)
	if err == nil {
		err = enterSandbox(&plan)
	}
	if err != nil {
		rep.Failure = err.Error()
	} else {
		rep.Results = runSteps(&plan)
	}
	if err := json.NewEncoder(os.Stdout).Encode(&rep); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// RunSession starts a driver in fresh namespaces and runs the plan there. The
// driver is the first process of a PID namespace, so nothing that a session
// leaves behind outlives it.
func RunSession(plan *Plan) (*Report, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	in, err := json.Marshal(plan)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), driverEnv+"=1")
	cmd.Stdin = strings.NewReader(string(in))
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWUTS,
		Pdeathsig:  syscall.SIGKILL,
	}
	// Pdeathsig follows the thread that started the driver, not the process.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("driver: %w: %s", err, errs.String())
	}
	var rep Report
	if err := json.Unmarshal([]byte(out.String()), &rep); err != nil {
		return nil, fmt.Errorf("driver: %w: %s", err, errs.String())
	}
	if rep.Failure != "" {
		return nil, fmt.Errorf("sandbox: %s", rep.Failure)
	}
	if len(rep.Results) != len(plan.Steps) {
		return nil, fmt.Errorf("driver: %d results for %d steps", len(rep.Results), len(plan.Steps))
	}
	return &rep, nil
}

// runSteps runs all steps one after the other.
func runSteps(p *Plan) []Result {
	env := []string{"PATH=" + binDir + ":/usr/sbin:/usr/bin:/sbin:/bin", "HOME=" + workDir, "LC_ALL=C", "TZ=UTC"}
	if len(p.LibDirs) > 0 {
		env = append(env, "LD_LIBRARY_PATH="+libDir)
	}
	limit := p.Timeout
	if limit == 0 {
		limit = stepTimeout
	}
	results := make([]Result, 0, len(p.Steps))
	for i := range p.Steps {
		settle()
		fixPids(i)
		results = append(results, runStep(&p.Steps[i], env, limit))
	}
	return results
}

// fixPids makes the process ids that the next step sees the same on both
// sides, although one tool may have started more threads than the other.
// Without the right to do so (or kernel support), ids differ; then the lines
// that show them fail, which is what they should do.
func fixPids(step int) {
	next := 1000 + step%700*pidStride
	os.WriteFile("/proc/sys/kernel/ns_last_pid", []byte(strconv.Itoa(next)), 0)
}

// runStep runs one step. Output goes to files and not to pipes, so that a
// background process that keeps them open cannot hold the driver up.
func runStep(st *Step, env []string, limit time.Duration) (res Result) {
	files := make([]*os.File, 3)
	for i, name := range []string{"stdin", "stdout", "stderr"} {
		f, err := os.OpenFile(filepath.Join("/run/difftest", name), os.O_RDWR|os.O_CREATE|os.O_TRUNC|os.O_APPEND, 0o600)
		if err != nil {
			return Result{Failure: err.Error()}
		}
		defer f.Close()
		os.Remove(f.Name()) // the next step makes a file of its own
		files[i] = f
	}
	if _, err := files[0].WriteString(st.Stdin); err != nil {
		return Result{Failure: err.Error()}
	}
	if _, err := files[0].Seek(0, 0); err != nil {
		return Result{Failure: err.Error()}
	}
	cmd, err := command(st)
	if err != nil {
		return Result{Failure: err.Error()}
	}
	cmd.Env = append(append([]string(nil), env...), st.Env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = files[0], files[1], files[2]
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return Result{Failure: err.Error()}
	}
	var hang atomic.Bool
	timer := time.AfterFunc(limit, func() {
		hang.Store(true)
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	})
	cmd.Wait() // the status is read from ProcessState
	timer.Stop()
	res.Hang = hang.Load()
	ws := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if res.Status = ws.ExitStatus(); ws.Signaled() {
		res.Status = 128 + int(ws.Signal())
	}
	if res.Stdout, err = contents(files[1]); err == nil {
		res.Stderr, err = contents(files[2])
	}
	if err != nil {
		res.Failure = err.Error()
	}
	return res
}

// command makes the process for a step.
func command(st *Step) (*exec.Cmd, error) {
	if st.Kind == ShellSetup || st.Kind == ShellCompare {
		for _, name := range []string{"ip", "bridge"} {
			if err := linkTool(name); err != nil {
				return nil, err
			}
		}
		return exec.Command("/bin/sh", "-c", st.Shell), nil
	}
	if err := linkTool(st.Argv0); err != nil {
		return nil, err
	}
	return exec.Command(filepath.Join(binDir, st.Argv0), st.Args...), nil
}

// linkTool gives the tool, or the other tool of that name, a name in binDir.
func linkTool(name string) error {
	target := toolPath
	if _, err := os.Stat(filepath.Join(otherDir, name)); err == nil {
		target = filepath.Join(otherDir, name)
	}
	err := os.Symlink(target, filepath.Join(binDir, name))
	if os.IsExist(err) {
		return nil
	}
	return err
}

// contents returns all that was written to f.
func contents(f *os.File) (string, error) {
	fi, err := f.Stat()
	if err != nil {
		return "", err
	}
	b := make([]byte, fi.Size())
	if len(b) == 0 {
		return "", nil
	}
	_, err = f.ReadAt(b, 0)
	return string(b), err
}
