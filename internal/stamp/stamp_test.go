package stamp

import (
	"testing"
	"time"
)

func TestAppend(t *testing.T) {
	old := time.Local
	time.Local = time.FixedZone("", 3600)
	defer func() { time.Local = old }()
	at := time.Unix(0, 42_999_999).UTC()
	for _, c := range []struct {
		f    func([]byte, time.Time) []byte
		want string
	}{
		{AppendLong, "xTimestamp: Thu Jan  1 01:00:00 1970 42999 usec\n"},
		{AppendRecorded, "xTimestamp: Thu Jan  1 01:00:00 1970 42999 us\n"},
		{AppendShort, "x[1970-01-01T01:00:00.042999] "},
	} {
		if got := string(c.f([]byte("x"), at)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestRuleZone(t *testing.T) {
	winter, summer := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC), time.Date(2026, 7, 15, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		rule           string
		winter, summer int // hours
	}{
		{"CET-1CEST,M3.5.0,M10.5.0/3", 13, 14},
		{":CET-1CEST,M3.5.0,M10.5.0/3", 13, 14},
		{"EST5EDT", 7, 8},
		{"<+03>-3", 15, 15},
		{"nosuch", 12, 12},
		{"Europe/Nowhere", 12, 12},
	} {
		l := ruleZone(c.rule)
		if l == nil {
			t.Errorf("%s: no zone", c.rule)
			continue
		}
		if w, s := winter.In(l).Hour(), summer.In(l).Hour(); w != c.winter || s != c.summer {
			t.Errorf("%s: noon is at %d in winter and %d in summer, want %d and %d", c.rule, w, s, c.winter, c.summer)
		}
	}
	for _, rule := range []string{"", ":", "a\nb"} {
		if l := ruleZone(rule); l != nil {
			t.Errorf("%q: %v", rule, l)
		}
	}
}
