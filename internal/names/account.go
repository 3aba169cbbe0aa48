package names

import (
	"bytes"
	"os"
	"strconv"
)

// User is the name of a user, "" if /etc/passwd has none with that number. The file is read for every
// number: few are asked for.
func (d *DB) User(uid uint32) string { return account("/etc/passwd", uid) }

// UserGroup is the name of a group of users, "" if /etc/group has none with that number.
func (d *DB) UserGroup(gid uint32) string { return account("/etc/group", gid) }

// account returns the first field of the line whose third one is the number.
func account(path string, id uint32) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return "" // without the file nobody has a name
	}
	return accountIn(data, id)
}

func accountIn(data []byte, id uint32) string {
	for len(data) > 0 {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		name, rest, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(name) == 0 {
			continue
		}
		_, rest, _ = bytes.Cut(rest, []byte(":"))
		number, _, _ := bytes.Cut(rest, []byte(":"))
		if n, err := strconv.ParseUint(string(number), 10, 32); err == nil && uint32(n) == id {
			return string(name)
		}
	}
	return ""
}
