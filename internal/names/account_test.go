package names

import "testing"

func TestAccount(t *testing.T) {
	const file = "root:x:0:0:root:/root:/bin/sh\n+::::::\nbroken\n:x:7:7::/:\nodd:x:zz:1::/:\nme:x:1000:1000::/home/me:/bin/sh\nother:x:1000:1::/:"
	for id, want := range map[uint32]string{0: "root", 1000: "me", 7: "", 4242: ""} {
		if got := accountIn([]byte(file), id); got != want {
			t.Errorf("%d: %q, want %q", id, got, want)
		}
	}
}
