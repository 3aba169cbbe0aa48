package names

import (
	"strings"

	"gip/internal/arg"
)

// AppendDSField appends the name of a DS field, the tos of a route or rule (rtm_tos; rt_dsfield), or the
// number in two hexadecimal digits.
func (d *DB) AppendDSField(dst []byte, id uint8) []byte {
	if !d.numeric {
		if name := d.known(&d.dsField, &dsFields, id); name != "" {
			return append(dst, name...)
		}
	}
	const hex = "0123456789abcdef"
	return append(dst, '0', 'x', hex[id>>4], hex[id&15])
}

// DSFieldName is AppendDSField as a string.
func (d *DB) DSFieldName(id uint8) string { return string(d.AppendDSField(nil, id)) }

// DSFieldKnown is the name of a DS field whatever the setting of numeric, "" when there is none.
func (d *DB) DSFieldKnown(id uint8) string { return d.known(&d.dsField, &dsFields, id) }

// ParseDSField reads the name of a DS field or a hexadecimal number up to ff, with or without 0x.
func (d *DB) ParseDSField(s string) (uint8, error) { return d.parseByte(&d.dsField, &dsFields, s, 16) }

// AppendDSCP appends the name of a DSCP (FRA_DSCP), which is the name of the DS field with that DSCP
// and no other bit, or the number.
func (d *DB) AppendDSCP(dst []byte, dscp uint8) []byte {
	if !d.numeric && dscp < 64 {
		if name := d.DSFieldKnown(dscp << 2); name != "" {
			return append(dst, name...)
		}
	}
	return appendUint(dst, uint32(dscp))
}

// DSCPName is AppendDSCP as a string.
func (d *DB) DSCPName(dscp uint8) string { return string(d.AppendDSCP(nil, dscp)) }

// ParseDSCP reads a number in C notation, of any size up to 32 bits (callers check that it is below
// 64), or the name of a DS field, of which it gives the upper six bits.
func (d *DB) ParseDSCP(s string) (uint32, error) {
	if v, ok := arg.U32(s, 0); ok {
		return v, nil
	}
	id, err := d.ParseDSField(s)
	return uint32(id >> 2), err
}

// AppendRealm appends the name of a routing realm (one half of RTA_FLOW; rt_realms).
func (d *DB) AppendRealm(dst []byte, id uint32) []byte {
	if id < 256 {
		return d.appendKnown(dst, &d.realm, &realms, uint8(id))
	}
	return appendUint(dst, id)
}

// RealmName is AppendRealm as a string.
func (d *DB) RealmName(id uint32) string { return string(d.AppendRealm(nil, id)) }

// ParseRealm reads the name of a routing realm or a number up to 255.
func (d *DB) ParseRealm(s string) (uint32, error) {
	v, err := d.parseByte(&d.realm, &realms, s, 0)
	return uint32(v), err
}

// ParseRealms reads "TO", "FROM/TO" or "FROM/" (RTA_FLOW, FRA_FLOW: FROM in the upper half), each a
// realm, or the whole value as one number.
func (d *DB) ParseRealms(s string) (uint32, error) {
	if v, err := d.parseRealmPair(s); err == nil {
		return v, nil
	}
	if v, ok := arg.U32(s, 0); ok {
		return v, nil
	}
	return 0, ErrUnknown
}

func (d *DB) parseRealmPair(s string) (uint32, error) {
	from, to, pair := strings.Cut(s, "/")
	if !pair {
		from, to = "", s
	}
	var v uint32
	if pair {
		r, err := d.ParseRealm(from)
		if err != nil {
			return 0, err
		}
		v = r << 16
	}
	if to == "" {
		return v, nil
	}
	r, err := d.ParseRealm(to)
	return v | r, err
}
