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

// parseMAC reads a MAC address as the reference's sscanf does: six hexadecimal numbers of which the low
// eight bits count, with colons between them, and whatever is behind them.
func parseMAC(s string) (mac [6]byte, err error) {
	rest := s
	for i := range mac {
		if i > 0 {
			if rest == "" || rest[0] != ':' {
				return mac, arg.Fail(1, "Invalid mac address "+s)
			}
			rest = rest[1:]
		}
		v, r, ok := arg.ScanHex(rest)
		if !ok {
			return mac, arg.Fail(1, "Invalid mac address "+s)
		}
		mac[i], rest = byte(v), r
	}
	return mac, nil
}

// parseNumber reads an unsigned number, of which nothing says that it must have digits: "" is 0. ok is
// false for what is no number or does not fit into 64 bits less one.
func parseNumber(s string) (v uint64, ok bool) {
	v, n, _ := arg.StrToUL(s, 0)
	return v, n == len(s) && v != 1<<64-1
}

// parseVNI reads the value of a keyword that is a VXLAN network identifier.
func parseVNI(c *arg.Cursor, what string) (vni uint32, err error) {
	word, err := c.Value()
	if err != nil {
		return 0, err
	}
	v, ok := parseNumber(word)
	if !ok || v>>24 != 0 {
		return 0, arg.Invalid("invalid "+what+"\n", word)
	}
	return uint32(v), nil
}

// parsePort reads a UDP port by number or by the name of a service.
func parsePort(e *verb.Env, s string) (port uint16, ok bool) {
	v, n, _ := arg.StrToUL(s, 0)
	if n != len(s) {
		port, err := e.Names.ParseService(s, "udp")
		return port, err == nil
	}
	return uint16(v), v <= 0xffff
}

// last reads the value of a keyword of which the last one counts.
func last(c *arg.Cursor) (*string, error) {
	v, err := c.Value()
	return &v, err
}

// filterVLAN reads the VLAN that a show is about; had is what was asked for so far. No range is asked.
func filterVLAN(c *arg.Cursor, key string, had uint32) (uint32, error) {
	v, err := c.Value()
	if err == nil && had != 0 {
		err = arg.Duplicate(key, v)
	}
	return uint32(atoi(v)), err
}

// noBridge is the error for a bridge that there is not.
func noBridge(name string) error { return arg.Fail(1, `Cannot find bridge device "`+name+`"`) }

// refusal is the error for a request whose answer is a refusal: where the command is one that asks for
// something, its status is another one than that of changes.
func refusal(err error) error { return arg.Fail(2, err.Error()) }
