package names

import (
	"os"
	"strings"

	"gip/internal/arg"
)

// ParseService is the port of a service in /etc/services, by its name or an alias, for a transport
// protocol such as "udp". The file is read anew each time: commands that name a service are rare.
func (d *DB) ParseService(name, protocol string) (uint16, error) {
	data, err := os.ReadFile(d.services)
	if err != nil {
		return 0, ErrUnknown
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		line, _, _ = strings.Cut(line, "#")
		f := strings.FieldsFunc(line, func(r rune) bool { return r < 0x80 && isBlank(byte(r)) })
		if len(f) < 2 {
			continue
		}
		port, proto, ok := strings.Cut(f[1], "/")
		n, numeric := arg.U16(port, 10)
		if !ok || !numeric || proto != protocol {
			continue
		}
		if f[0] == name {
			return n, nil
		}
		for _, alias := range f[2:] {
			if alias == name {
				return n, nil
			}
		}
	}
	return 0, ErrUnknown
}
