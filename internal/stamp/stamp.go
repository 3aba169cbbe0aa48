// Package stamp writes the times of events as the monitors of iproute2 do (-timestamp, -tshort), in the
// zone of the environment.
package stamp

import (
	"strconv"
	"time"
)

// AppendLong appends the line of -timestamp, with its newline:
// "Timestamp: Sun Nov 22 19:26:03 2026 123456 usec".
func AppendLong(dst []byte, t time.Time) []byte { return appendLine(dst, t, " usec\n") }

// AppendRecorded appends the line for a time that stands in a file of recorded messages (rtmon(8)):
// that of AppendLong with another unit behind it.
func AppendRecorded(dst []byte, t time.Time) []byte { return appendLine(dst, t, " us\n") }

// AppendShort appends the time of -tshort, which stands in front of the event on its line:
// "[2026-11-22T19:26:03.123456] ".
func AppendShort(dst []byte, t time.Time) []byte {
	return t.Local().AppendFormat(dst, "[2006-01-02T15:04:05.000000] ")
}

// appendLine writes the time as asctime(3) does, in the words of the C locale.
func appendLine(dst []byte, t time.Time, unit string) []byte {
	t = t.Local()
	dst = t.AppendFormat(append(dst, "Timestamp: "...), "Mon Jan _2 15:04:05 2006 ")
	dst = strconv.AppendInt(dst, int64(t.Nanosecond()/1000), 10)
	return append(dst, unit...)
}
