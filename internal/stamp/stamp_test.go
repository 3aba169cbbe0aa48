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
