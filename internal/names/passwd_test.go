package names

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAccounts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "passwd")
	const text = "root:x:0:0:root:/root:/bin/bash\n# c:x:5:\nbroken\n:x:7:\nbig:x:99999999999:\nu:x:1000:1000::/:\nv:x:1000:\n+::::::\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[uint32]string{0: "root", 1000: "u", 5: "", 7: ""} {
		if got := accountName(file, id); got != want {
			t.Errorf("%d is %q, want %q", id, got, want)
		}
	}
	if id, ok := accountID(file, "v"); id != 1000 || !ok {
		t.Error("v:", id, ok)
	}
	if _, ok := accountID(file, "big"); ok {
		t.Error("an id beyond 32 bits was taken")
	}
	if _, ok := accountID(file+".none", "root"); ok {
		t.Error("no file, but an account")
	}
}
