package link

import (
	"encoding/binary"
	"strings"

	"gip/internal/arg"
	"gip/internal/verb"
)

// An SCI is a secure channel identifier of MACsec (IEEE 802.1AE, 7.1.2) as the user gave it: a number of
// 64 bits, or an address and a port, which are its parts.
type SCI struct {
	// ID is the identifier, zero where it was not given whole.
	ID [8]byte
	// Port is the port, 0 where none was given.
	Port uint16
	// Given says that some of the words were there, Whole that they were enough.
	Given, Whole bool
}

// ReadSCI reads "sci SCI" or "address LLADDR" and "port PORT", in any order, from the words behind c, and
// stops when the identifier is whole. With portAlone a port is enough, and another word ends it; without,
// another word is an error.
func ReadSCI(e *verb.Env, c *arg.Cursor, portAlone bool) (s SCI, err error) {
	var sci, port, addr bool
	for more := true; more && err == nil && !s.Whole && c.Next(); {
		switch word := c.Word(); {
		case word == "sci" && port:
			err = arg.Invalid("expected address", word)
		case word == "sci" && addr:
			err = arg.Invalid("expected port", word)
		case word == "sci":
			sci, err = true, s.readID(c)
		case word == "port":
			port, err = true, s.readPort(c)
		case word == "address":
			addr, err = true, s.readAddr(e, c)
		case !portAlone:
			err = arg.Invalid("expected sci, port, or address", word)
		default:
			c.Back()
			more = false
		}
		s.Whole = sci || port && (addr || portAlone)
	}
	switch {
	case port && addr:
		binary.BigEndian.PutUint16(s.ID[6:], s.Port)
	case !sci:
		s.ID = [8]byte{}
	}
	s.Given = sci || port || addr
	return s, err
}

func (s *SCI) readID(c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.U64(word, 16)
	if !ok {
		return arg.Invalid("expected sci", word)
	}
	binary.BigEndian.PutUint64(s.ID[:], n)
	return nil
}

func (s *SCI) readPort(c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.U16(word, 0)
	switch {
	case !ok:
		return arg.Invalid("expected port", word)
	case n == 0:
		return arg.Invalid("expected port != 0", word)
	}
	s.Port = n
	return nil
}

// readAddr reads an address of six bytes; of more the first six count, and an IPv4 address has four. Of
// a wrong word the reference names, behind the part that is wrong, what stands in front of the first
// colon.
func (s *SCI) readAddr(e *verb.Env, c *arg.Cursor) error {
	word, err := c.Value()
	if err != nil {
		return err
	}
	mac, err := arg.ParseLLAddr(nil, word, 6)
	if err != nil {
		if err.Error() != "" {
			e.Warn(err.Error())
		}
		first, _, _ := strings.Cut(word, ":")
		return arg.Invalid("expected lladdr", first)
	}
	copy(s.ID[:6], mac)
	return nil
}
