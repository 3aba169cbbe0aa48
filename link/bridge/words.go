package bridge

import (
	"gip/internal/arg"
	"gip/internal/verb"
)

// once reads the value of a keyword that may be given once; had is the value it has so far, nil for none.
func once(c *arg.Cursor, key string, had *string) (*string, error) {
	v, err := c.Value()
	if err == nil && had != nil {
		err = arg.Duplicate(key, v)
	}
	return &v, err
}

// findDevice is the index of a device, 0 if none was given.
func findDevice(e *verb.Env, name *string) (int32, error) {
	if name == nil {
		return 0, nil
	}
	i := int32(e.Links.Index(*name))
	if i == 0 {
		return 0, arg.NoDevice(*name)
	}
	return i, nil
}

// atoi reads a number as C's atoi: blanks, a sign, digits, and whatever is behind them; 0 where there
// are none.
func atoi(s string) int32 {
	v, _, _ := arg.StrToL(s, 10)
	return int32(v)
}

// dumpTerminated is the error for a dump that breaks off, at which the reference exits on the spot.
func dumpTerminated(e *verb.Env, err error) error {
	e.Out.Break()
	return arg.Exit(1, verb.Lines2(err.Error(), "Dump terminated"))
}
