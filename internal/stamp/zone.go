package stamp

import (
	"os"
	"strings"
	"time"
)

// zone is the time zone of the environment: that of package time, which knows zone files, and where $TZ
// is no file, the rule that it is (tzset(3)), such as CET-1CEST,M3.5.0,M10.5.0/3.
func zone() *time.Location {
	if time.Local.String() != "UTC" { // which package time takes for all that it does not know
		return time.Local
	}
	if l := ruleZone(os.Getenv("TZ")); l != nil {
		return l
	}
	return time.Local
}

// ruleZone is the zone of a rule in the form of $TZ, nil where it is none. Package time reads such rules
// only at the end of zone files (RFC 8536), so it gets a file that has nothing else.
func ruleZone(tz string) *time.Location {
	rule := strings.TrimPrefix(tz, ":")
	if rule == "" || strings.Contains(rule, "\n") {
		return nil
	}
	// The header, twice: version 2, and the counts of UTC/local and standard/wall indicators, leap seconds,
	// transitions, types of local time, and bytes of their names.
	const header = "TZif2\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x04"
	const utc = "\x00\x00\x00\x00\x00\x00UTC\x00" // one type: offset 0, no daylight saving time, its name
	l, err := time.LoadLocationFromTZData(rule, []byte(header+utc+header+utc+"\n"+rule+"\n"))
	if err != nil {
		return nil
	}
	return l
}
