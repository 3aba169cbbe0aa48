package stats

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runSet turns the counting of what hardware forwards on or off: ip stats set dev DEV l3_stats on.
func runSet(e *verb.Env, c *arg.Cursor) error {
	dev, given, enable := "", false, false
	for c.Next() {
		w := c.Word()
		switch w {
		case "dev":
			v, err := c.Value()
			if err != nil {
				return err
			}
			if dev != "" {
				return arg.Garbage("dev", v)
			}
			if !arg.IfName(v) {
				return arg.Invalid(`"dev" not a valid ifname`, v)
			}
			dev = v
		case "l3_stats":
			v, err := c.Value()
			if err != nil {
				return err
			}
			if given {
				return arg.Fail(errInval, "A statistics suite to toggle was already given.")
			}
			given = true
			if enable, err = arg.Switch("l3_stats", v); err != nil {
				return err
			}
		case "help":
			return help(e)
		default:
			return lost(w)
		}
	}
	switch {
	case dev == "":
		return arg.Exit(255, `Not enough information: "dev" argument is required.`)
	case !given:
		return arg.Exit(255, "Not enough information: stat type to toggle is required.")
	}
	index := e.Links.Index(dev)
	if index == 0 {
		return arg.NoDevice(dev)
	}
	return set(e, int32(index), enable)
}

func set(e *verb.Env, index int32, enable bool) error {
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	enc := attr.Encoder{B: make([]byte, uapi.SizeofIfStatsMsg, 32)}
	binary.NativeEndian.PutUint32(enc.B[4:], uint32(index))
	value := uint8(0)
	if enable {
		value = 1
	}
	enc.U8(unix.IFLA_STATS_SET_OFFLOAD_XSTATS_L3_STATS, value)
	return conn.Do(nl.Request{Type: unix.RTM_SETSTATS, Body: enc.B})
}
