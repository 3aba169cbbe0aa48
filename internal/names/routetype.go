package names

import "gip/internal/arg"

// AppendRouteType appends the name of a kind of route (rtm_type, RTN_* of linux/rtnetlink.h), or the
// number.
func (d *DB) AppendRouteType(dst []byte, id uint8) []byte {
	if !d.numeric && int(id) < len(routeTypes) {
		return append(dst, routeTypes[id]...)
	}
	return appendUint(dst, uint32(id))
}

// RouteTypeName is AppendRouteType as a string.
func (d *DB) RouteTypeName(id uint8) string { return string(d.AppendRouteType(nil, id)) }

var routeTypes = [...]string{
	"none", "unicast", "local", "broadcast", "anycast", "multicast",
	"blackhole", "unreachable", "prohibit", "throw", "nat", "xresolve",
}

// ParseRouteType reads the name of a kind of route or a number up to 255. Most names may be cut short,
// where two begin alike the order of the tests decides; local, nat and throw must be whole. "none"
// is not among them.
func (d *DB) ParseRouteType(s string) (uint8, error) {
	switch {
	case s == "local":
		return 2, nil
	case s == "nat":
		return 10, nil
	case arg.Prefix(s, "broadcast"), s == "brd":
		return 3, nil
	case arg.Prefix(s, "anycast"):
		return 4, nil
	case arg.Prefix(s, "multicast"):
		return 5, nil
	case arg.Prefix(s, "prohibit"):
		return 8, nil
	case arg.Prefix(s, "unreachable"):
		return 7, nil
	case arg.Prefix(s, "blackhole"):
		return 6, nil
	case arg.Prefix(s, "xresolve"):
		return 11, nil
	case arg.Prefix(s, "unicast"):
		return 1, nil
	case s == "throw":
		return 9, nil
	}
	return parseBelow(s, 0, 256)
}
