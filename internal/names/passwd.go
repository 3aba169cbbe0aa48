package names

import (
	"bufio"
	"os"
	"strconv"
	"strings"
)

// Users and groups come from /etc/passwd and /etc/group alone: a static binary loads no name service
// modules, so those of directories such as LDAP are shown and taken by number.
const (
	passwdFile = "/etc/passwd"
	groupFile  = "/etc/group"
)

// UserName is the name of a user id, "" if it has none.
func UserName(uid uint32) string { return accountName(passwdFile, uid) }

// GroupName is the name of a group id, "" if it has none.
func GroupName(gid uint32) string { return accountName(groupFile, gid) }

// UserID is the id of a user by name.
func UserID(name string) (uint32, bool) { return accountID(passwdFile, name) }

// GroupID is the id of a group by name.
func GroupID(name string) (uint32, bool) { return accountID(groupFile, name) }

func accountName(file string, id uint32) (name string) {
	accounts(file, func(n string, i uint32) bool {
		if i == id {
			name = n
			return false
		}
		return true
	})
	return name
}

func accountID(file, name string) (id uint32, ok bool) {
	accounts(file, func(n string, i uint32) bool {
		if n == name {
			id, ok = i, true
			return false
		}
		return true
	})
	return id, ok
}

// accounts calls f with each account of a file of the form NAME:PASSWORD:ID:… until it returns false.
// Lines that are not of the form are passed over.
func accounts(file string, f func(name string, id uint32) bool) {
	r, err := os.Open(file)
	if err != nil {
		return
	}
	defer r.Close()
	for s := bufio.NewScanner(r); s.Scan(); {
		name, rest, ok := strings.Cut(s.Text(), ":")
		if !ok || name == "" || name[0] == '#' {
			continue
		}
		_, rest, _ = strings.Cut(rest, ":")
		word, _, _ := strings.Cut(rest, ":")
		id, err := strconv.ParseUint(word, 10, 32)
		if err == nil && !f(name, uint32(id)) {
			return
		}
	}
}
