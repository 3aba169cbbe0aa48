package bridge

import (
	"strconv"

	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/uapi"
)

// printRouterPortStats prints what is known of a port with a multicast router behind it, a
// MDBA_ROUTER_PORT: until when, and how it was found.
func printRouterPortStats(p *out.Printer, port []byte) {
	if len(port) < 4 {
		return
	}
	list := port[4:] // behind the index of the port
	if b := attr.Find(list, uapi.MDBA_ROUTER_PATTR_TIMER); b != nil {
		p.Append("timer", " ", func(dst []byte) []byte { return appendTimer(dst, attr.U32(b), 4) }, "")
	}
	if b := attr.Find(list, uapi.MDBA_ROUTER_PATTR_TYPE); b != nil {
		switch attr.U8(b) {
		case uapi.MDB_RTR_TYPE_TEMP_QUERY, uapi.MDB_RTR_TYPE_TEMP:
			p.Str("type", " ", "temp", "")
		default:
			p.Str("type", " ", "permanent", "")
		}
	}
}

// appendTimer appends a time in hundredths of a second (USER_HZ) as seconds with two decimals, the
// seconds in a column of width bytes.
func appendTimer(dst []byte, ticks uint32, width int) []byte {
	seconds, digits := uint64(ticks/100), 1
	for n := seconds; n >= 10; n /= 10 {
		digits++
	}
	for ; digits < width; digits++ {
		dst = append(dst, ' ')
	}
	dst = strconv.AppendUint(dst, seconds, 10)
	return append(dst, '.', '0'+byte(ticks%100/10), '0'+byte(ticks%10))
}
