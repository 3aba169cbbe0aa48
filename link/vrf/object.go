// Package vrf is the object of virtual routing and forwarding: ip vrf. It shows the VRF devices and runs
// commands in them, finds the VRF of a process and the processes of a VRF.
//
// A VRF is a device of kind vrf with a routing table of its own; "ip link add" makes it. A process is in a
// VRF when its cgroup binds its sockets to that device: internal/vrfgroup has the tree of cgroups,
// internal/cgroupbpf the program that binds. Where SELinux is in force, exec leaves the security context
// of the command as the policy has it.
package vrf

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// Object describes ip vrf.
func Object() *verb.Object {
	return &verb.Object{
		Name:    "vrf",
		Short:   "virtual routing tables: show them, run commands in one",
		Default: runShow,
		Usage:   usage,
		Verbs: []verb.Verb{
			{Name: "identify", Run: runIdentify},
			{Name: "pids", Run: runPids},
			{Name: "exec", Run: runExec},
			{Name: "show", Run: runShow},
			{Name: "lst", Run: runShow},
			{Name: "list", Run: runShow},
			{Name: "help", Run: func(*verb.Env, *arg.Cursor) error { return verb.Usage(usage()) }},
		},
	}
}

func usage() string {
	return `Usage: ip vrf [ show [ NAME ] ]            VRF devices and their routing tables
       ip vrf exec NAME COMMAND ...        run a command whose sockets are bound to it; "default" unbinds
       ip vrf identify [ PID ]             the VRF that a process is in
       ip vrf pids NAME                    the processes in it
`
}
