package names

import (
	"strconv"

	"gip/internal/arg"
)

// parseBelow reads a number that fills s and is below limit.
func parseBelow(s string, base int, limit uint64) (uint8, error) {
	v, ok := arg.U64(s, base)
	if !ok || v >= limit {
		return 0, ErrUnknown
	}
	return uint8(v), nil
}

// AppendRouteTable appends the name of routing table id (rtm_table, RTA_TABLE; rt_tables).
func (d *DB) AppendRouteTable(dst []byte, id uint32) []byte {
	t := d.routeTables() // also with -N: a damaged file is reported all the same
	if name, ok := t.byID[id]; ok && !d.numeric {
		return append(dst, name...)
	}
	return appendUint(dst, id)
}

// RouteTableName is AppendRouteTable as a string.
func (d *DB) RouteTableName(id uint32) string { return string(d.AppendRouteTable(nil, id)) }

// ParseRouteTable reads the name or number of a routing table.
func (d *DB) ParseRouteTable(s string) (uint32, error) {
	if id, ok := d.routeTables().byName[s]; ok {
		return id, nil
	}
	if id, ok := arg.U32(s, 0); ok {
		return id, nil
	}
	return 0, ErrUnknown
}

func (d *DB) routeTables() *wideTable {
	return d.wide(&d.routeTable, "rt_tables", true,
		wideEntry{253, "default"}, wideEntry{254, "main"}, wideEntry{255, "local"})
}

// AppendGroup appends the name of a device group (IFLA_GROUP; file group).
func (d *DB) AppendGroup(dst []byte, id uint32) []byte {
	t := d.groups()
	if name, ok := t.byID[id]; ok && !d.numeric {
		return append(dst, name...)
	}
	return strconv.AppendInt(dst, int64(int32(id)), 10)
}

// GroupName is AppendGroup as a string.
func (d *DB) GroupName(id uint32) string { return string(d.AppendGroup(nil, id)) }

// ParseGroup reads the name of a device group or a number that is not negative. Numbers are cut to
// their low 32 bits before the check, as in the reference.
func (d *DB) ParseGroup(s string) (uint32, error) {
	if id, ok := d.groups().byName[s]; ok {
		return id, nil
	}
	v, n, _ := arg.StrToL(s, 0)
	if n == 0 || n != len(s) || int32(v) < 0 {
		return 0, ErrUnknown
	}
	return uint32(v), nil
}

func (d *DB) groups() *wideTable { return d.wide(&d.group, "group", false, wideEntry{0, "default"}) }

// AppendRouteProto appends the name of the origin of a route or rule (rtm_protocol, RTPROT_*;
// rt_protos).
func (d *DB) AppendRouteProto(dst []byte, id uint8) []byte {
	return d.appendKnown(dst, &d.routeProto, &routeProtos, id)
}

// RouteProtoName is AppendRouteProto as a string.
func (d *DB) RouteProtoName(id uint8) string { return string(d.AppendRouteProto(nil, id)) }

// ParseRouteProto reads the name of the origin of a route or a number up to 255.
func (d *DB) ParseRouteProto(s string) (uint8, error) {
	return d.parseByte(&d.routeProto, &routeProtos, s, 0)
}

// appendKnown appends the name of id, or the number in decimal.
func (d *DB) appendKnown(dst []byte, t **byteTable, spec *byteSpec, id uint8) []byte {
	if !d.numeric {
		if name := d.known(t, spec, id); name != "" {
			return append(dst, name...)
		}
	}
	return appendUint(dst, uint32(id))
}

// AppendAddrProto appends the name of the origin of an address (IFA_PROTO; rt_addrprotos), or the
// number as C's %#x writes it.
func (d *DB) AppendAddrProto(dst []byte, id uint8) []byte {
	if !d.numeric {
		if name := d.table(&d.addrProto, &addrProtos)[id]; name != "" {
			return append(dst, name...)
		}
	}
	if id == 0 {
		return append(dst, '0')
	}
	return strconv.AppendUint(append(dst, "0x"...), uint64(id), 16)
}

// AddrProtoName is AppendAddrProto as a string.
func (d *DB) AddrProtoName(id uint8) string { return string(d.AppendAddrProto(nil, id)) }

// ParseAddrProto reads the name of the origin of an address or a number up to 255.
func (d *DB) ParseAddrProto(s string) (uint8, error) {
	return d.parseByte(&d.addrProto, &addrProtos, s, 0)
}

// AppendScope appends the name of a scope (rtm_scope, ifa_scope, RT_SCOPE_*; rt_scopes).
func (d *DB) AppendScope(dst []byte, id uint8) []byte {
	return d.appendKnown(dst, &d.scope, &scopes, id)
}

// ScopeName is AppendScope as a string.
func (d *DB) ScopeName(id uint8) string { return string(d.AppendScope(nil, id)) }

// ParseScope reads the name of a scope or a number up to 255.
func (d *DB) ParseScope(s string) (uint8, error) { return d.parseByte(&d.scope, &scopes, s, 0) }

// AppendNlProto appends the name of a netlink protocol (NETLINK_*; nl_protos).
func (d *DB) AppendNlProto(dst []byte, id uint32) []byte {
	if id < 256 && !d.numeric {
		if name := d.table(&d.nlProto, &nlProtos)[id]; name != "" {
			return append(dst, name...)
		}
	}
	return strconv.AppendInt(dst, int64(int32(id)), 10)
}

// NlProtoName is AppendNlProto as a string.
func (d *DB) NlProtoName(id uint32) string { return string(d.AppendNlProto(nil, id)) }

// ParseNlProto reads the name of a netlink protocol or a number up to 255.
func (d *DB) ParseNlProto(s string) (uint8, error) { return d.parseByte(&d.nlProto, &nlProtos, s, 0) }

// AppendProtoDownReason appends the name of a reason for which a device is kept down, a bit number of
// 0 to 31 (IFLA_PROTO_DOWN_REASON_VALUE; protodown_reasons.d). Names end after 254 bytes, the room
// they have in the reference.
func (d *DB) AppendProtoDownReason(dst []byte, bit uint8) []byte {
	if !d.numeric {
		if name := d.table(&d.protoDown, &protoDowns)[bit]; name != "" {
			return append(dst, name[:min(len(name), 254)]...)
		}
	}
	return appendUint(dst, uint32(bit))
}

// ProtoDownReasonName is AppendProtoDownReason as a string.
func (d *DB) ProtoDownReasonName(bit uint8) string { return string(d.AppendProtoDownReason(nil, bit)) }

// ParseProtoDownReason reads the name of a protodown reason or a bit number of 0 to 31.
func (d *DB) ParseProtoDownReason(s string) (uint8, error) {
	return d.parseByte(&d.protoDown, &protoDowns, s, 0)
}
