package macsec

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/uapi"
)

// An association is what the words of a command say of a secure association.
type association struct {
	an      uint8
	pn      uint64
	xpn     bool // the number has 64 bits; salt and ssci count
	salt    [uapi.MACSEC_SALT_LEN]byte
	hasSalt bool
	ssci    [4]byte // in network order
	hasSSCI bool
	keyID   [uapi.MACSEC_KEYID_LEN]byte
	key     [uapi.MACSEC_MAX_KEY_LEN]byte
	keyLen  int // 0 if no key is given
	state   state
}

// read reads one option. The cursor stands on its keyword.
func (s *association) read(c *arg.Cursor) error {
	switch word := c.Word(); word {
	case "pn", "xpn":
		return s.readPN(c, word)
	case "salt":
		if s.hasSalt {
			return arg.Garbage(word, word)
		}
		s.hasSalt = true
		_, err := readHex(c, s.salt[:], "expected salt")
		return err
	case "ssci":
		return s.readSSCI(c)
	case "key":
		if _, err := readHex(c, s.keyID[:], "expected key id"); err != nil {
			return err
		}
		var err error
		s.keyLen, err = readHex(c, s.key[:], "expected key")
		return err
	default:
		ok, err := s.state.set(word)
		if err == nil && !ok {
			err = unknown(word)
		}
		return err
	}
}

// readPN reads the packet number, which may be given once, as pn or as xpn.
func (s *association) readPN(c *arg.Cursor, key string) error {
	if s.pn != 0 {
		return arg.Garbage(key, key)
	}
	word, err := c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.U64(word, 0)
	switch {
	case !ok || key == "pn" && n > 1<<32-1:
		return arg.Invalid("expected pn", word)
	case n == 0:
		return arg.Invalid("expected pn != 0", word)
	}
	s.pn = n
	if key == "xpn" {
		s.xpn = true
	}
	return nil
}

func (s *association) readSSCI(c *arg.Cursor) error {
	if s.hasSSCI {
		return arg.Garbage("ssci", "ssci")
	}
	word, err := c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.U32(word, 16)
	if !ok {
		return arg.Invalid("expected ssci", word)
	}
	binary.BigEndian.PutUint32(s.ssci[:], n)
	s.hasSSCI = true
	return nil
}

// readHex reads bytes in hexadecimal into dst, of which those that the word does not give stay, and
// returns how many there were. What is behind the last byte that dst has room for is passed over.
func readHex(c *arg.Cursor, dst []byte, bad string) (int, error) {
	word, err := c.Value()
	if err != nil {
		return 0, err
	}
	b, ok := arg.HexString(nil, word, len(dst))
	if !ok {
		return 0, arg.Invalid(bad, word)
	}
	return copy(dst, b), nil
}

// put appends the attributes.
func (s *association) put(enc *attr.Encoder) {
	enc.U8(uapi.MACSEC_SA_ATTR_AN, s.an)
	switch {
	case s.xpn:
		enc.U64(uapi.MACSEC_SA_ATTR_PN, s.pn)
		if s.hasSalt {
			enc.Bytes(uapi.MACSEC_SA_ATTR_SALT, s.salt[:])
		}
		if s.hasSSCI {
			enc.Bytes(uapi.MACSEC_SA_ATTR_SSCI, s.ssci[:])
		}
	case s.pn != 0:
		enc.U32(uapi.MACSEC_SA_ATTR_PN, uint32(s.pn))
	}
	if s.keyLen != 0 {
		enc.Bytes(uapi.MACSEC_SA_ATTR_KEYID, s.keyID[:])
		enc.Bytes(uapi.MACSEC_SA_ATTR_KEY, s.key[:s.keyLen])
	}
	s.state.put(enc, uapi.MACSEC_SA_ATTR_ACTIVE)
}
