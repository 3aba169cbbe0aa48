package link

import "testing"

// TestTime64 holds what printf's %.3g makes of such times.
func TestTime64(t *testing.T) {
	for _, x := range []struct {
		ns   int64
		want string
	}{
		{-5, "-5ns"},
		{999, "999ns"},
		{1000, "1us"},
		{1234, "1.23us"},
		{9994, "9.99us"},
		{9995, "9.99us"},
		{9996, "10us"},
		{99949, "99.9us"},
		{99951, "100us"},
		{999499, "999us"},
		{999500, "1e+03us"},
		{999999, "1e+03us"},
		{1000000, "1ms"},
		{255000000, "255ms"},
		{12345678, "12.3ms"},
		{100000000, "100ms"},
		{1000000000, "1s"},
		{1500000000, "1.5s"},
		{12500000000, "12.5s"},
		{255000000000, "255s"},
		{999499999999, "999s"},
		{999500000000, "1e+03s"},
		{1000000000000, "1e+03s"},
		{123456789012345, "1.23e+05s"},
		{9223372036854775807, "9.22e+09s"},
	} {
		if got := string(appendTime64(nil, x.ns)); got != x.want {
			t.Errorf("%d: %s, want %s", x.ns, got, x.want)
		}
	}
}
