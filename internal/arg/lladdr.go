package arg

// Link types (ARPHRD_* of linux/if_arp.h) whose addresses are not written as plain hexadecimal bytes.
const (
	arphrdNetrom  = 0
	arphrdAX25    = 3
	arphrdRose    = 270
	arphrdTunnel  = 768
	arphrdTunnel6 = 769
	arphrdSit     = 776
	arphrdIPGRE   = 778
	arphrdIP6GRE  = 823
)

// AppendLLAddr appends a link-layer address as users see it: bytes in hexadecimal with colons between
// them; on tunnels the IPv4 or IPv6 address; the call sign of amateur radio networks.
func AppendLLAddr(dst, addr []byte, arphrd uint16) []byte {
	switch len(addr) {
	case 4:
		if arphrd == arphrdTunnel || arphrd == arphrdSit || arphrd == arphrdIPGRE {
			return appendIPv4(dst, (*[4]byte)(addr))
		}
	case 16:
		if arphrd == arphrdTunnel6 || arphrd == arphrdIP6GRE {
			return appendIPv6(dst, (*[16]byte)(addr))
		}
	case 7:
		if arphrd == arphrdAX25 || arphrd == arphrdNetrom {
			return appendCallsign(dst, addr)
		}
	case 5:
		if arphrd == arphrdRose {
			for _, b := range addr {
				dst = append(dst, '0'+b>>4, '0'+b&15)
			}
			return dst
		}
	}
	return appendHexBytes(dst, addr, 64)
}

// appendHexBytes appends bytes in hexadecimal with colons between them, as far as they fit into the
// reference's buffer of that size, which ends in a zero byte.
func appendHexBytes(dst, addr []byte, size int) []byte {
	start := len(dst)
	for i, b := range addr {
		if i > 0 {
			dst = append(dst, ':')
		}
		dst = append(dst, hexDigits[b>>4], hexDigits[b&15])
		if len(dst)-start >= size {
			return dst[:start+size-1]
		}
	}
	return dst
}

// appendCallsign appends an AX.25 address: six characters and a station number, each shifted left by
// one bit (AX.25 2.2, section 3.12). An empty call sign is "*".
func appendCallsign(dst, addr []byte) []byte {
	start := len(dst)
	ended := false // the reference writes a C string, so a zero ends it
	for _, b := range addr[:6] {
		c := b >> 1
		if ended = c == 0; ended {
			break
		}
		if c != ' ' {
			dst = append(dst, c)
		}
	}
	if len(dst) == start || dst[start] == '-' {
		return append(dst[:start], '*')
	}
	if ended {
		return dst
	}
	dst = append(dst, '-')
	n := addr[6] >> 1 & 15
	if n > 9 {
		dst = append(dst, '1')
		n -= 10
	}
	return append(dst, '0'+n)
}

// ParseLLAddr reads a link-layer address of up to max bytes and appends it to dst: hexadecimal bytes with
// colons between them, or, in a word with a dot, an IPv4 address. Bytes are read as sscanf's %x reads
// them: what follows the digits of one is ignored. Where the word holds more than max bytes, the result
// has one byte more than max, so that the caller's check of the length fails as it does in the
// reference. The error, `"zz" is invalid lladdr.`, has status 1.
func ParseLLAddr(dst []byte, s string, max int) ([]byte, error) {
	if _, _, dot := cut(s, '.'); dot {
		var a [4]byte
		if !readIPv4(&a, s) {
			return dst, Fail(1, `"`+s+`" is invalid lladdr.`)
		}
		if max < 4 {
			return dst, silent()
		}
		return append(dst, a[:]...), nil
	}
	for range max {
		part, rest, more := cut(s, ':')
		v, _, ok := ScanHex(part)
		if !ok || v < 0 || v > 255 {
			return dst, Fail(1, `"`+part+`" is invalid lladdr.`)
		}
		dst = append(dst, byte(v))
		if !more {
			return dst, nil
		}
		s = rest
	}
	return append(dst, 0), nil
}
