package tunnel

import (
	"encoding/binary"
	"strings"

	"gip/internal/arg"
	"gip/internal/uapi"
)

// keys are the fields of keys and flags, which both structures have.
type keys struct {
	in, out       *[2]byte
	inKey, outKey *[4]byte
}

// read reads one of the words about keys, sequence numbers and checksums. ok is false for another word.
func (k keys) read(c *arg.Cursor) (ok bool, err error) {
	word := c.Word()
	in, out := true, true
	if len(word) > 3 && (word[0] == 'i' || word[0] == 'o') {
		in, out = word[0] == 'i', word[0] == 'o'
		word = word[1:]
	}
	var flag uint16
	switch word {
	case "key":
		flag = uapi.GRE_KEY
	case "seq":
		flag = uapi.GRE_SEQ
	case "csum":
		flag = uapi.GRE_CSUM
	default:
		return false, nil
	}
	if in {
		setFlag(k.in, flag)
	}
	if out {
		setFlag(k.out, flag)
	}
	if word != "key" {
		return true, nil
	}
	keyword := c.Word()
	value, err := c.Value()
	if err != nil {
		return true, err
	}
	key, err := parseKey(keyword, value)
	if in {
		*k.inKey = key
	}
	if out {
		*k.outKey = key
	}
	return true, err
}

// parseKey reads a key: a number, or four bytes in dotted form.
func parseKey(keyword, word string) ([4]byte, error) {
	if strings.Contains(word, ".") {
		return arg.ParseAddr32(word)
	}
	n, ok := arg.U32(word, 0)
	if !ok {
		return [4]byte{}, arg.Exit(255, `invalid value for "`+keyword+`": "`+word+`"; it should be an unsigned integer`)
	}
	var key [4]byte
	binary.BigEndian.PutUint32(key[:], n)
	return key, nil
}

// readName reads the name of the tunnel, with or without "name" before it. have is the one known so far.
// usage is shown for help.
func readName(c *arg.Cursor, have *[16]byte, usage func() error) (string, error) {
	word := c.Word()
	switch {
	case word == "name":
		var err error
		if word, err = c.Value(); err != nil {
			return "", err
		}
	case arg.Prefix(word, "help"):
		return "", usage()
	}
	if have[0] != 0 {
		return "", arg.Garbage("name", word)
	}
	if !arg.IfName(word) {
		return "", arg.Invalid(`"name" not a valid ifname`, word)
	}
	copy(have[:], word)
	return word, nil
}

// unknownMode is the error for a mode that there is not.
func unknownMode(word string) error { return arg.Exit(255, `Unknown tunnel mode "`+word+`"`) }
