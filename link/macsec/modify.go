package macsec

import (
	"encoding/binary"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/genl"
	"gip/internal/uapi"
	"gip/internal/verb"
	"gip/link"
)

// An action is what add, set and delete do: the command for a receive channel, for an association of one,
// and for an association of the transmit channel.
type action struct {
	rxsc, rxsa, txsa uint8
	// make says that an association must be given whole, drop that only its number counts.
	make, drop bool
}

var (
	add = action{rxsc: uapi.MACSEC_CMD_ADD_RXSC, rxsa: uapi.MACSEC_CMD_ADD_RXSA, txsa: uapi.MACSEC_CMD_ADD_TXSA, make: true}
	set = action{rxsc: uapi.MACSEC_CMD_UPD_RXSC, rxsa: uapi.MACSEC_CMD_UPD_RXSA, txsa: uapi.MACSEC_CMD_UPD_TXSA}
	del = action{rxsc: uapi.MACSEC_CMD_DEL_RXSC, rxsa: uapi.MACSEC_CMD_DEL_RXSA, txsa: uapi.MACSEC_CMD_DEL_TXSA, drop: true}
)

// modify runs add, set and delete. Words behind what delete needs are passed over.
func modify(e *verb.Env, c *arg.Cursor, a *action) error {
	conn, err := open(e)
	if err != nil {
		return err
	}
	defer conn.Close()
	index, err := device(e, c)
	if err != nil {
		return err
	}
	r := request{action: a, index: index}
	if !c.Next() {
		return verb.Usage(usage())
	}
	switch c.Word() {
	case "tx":
		err = r.readTx(c)
	case "rx":
		err = r.readRx(e, c)
	default:
		return verb.Usage(usage())
	}
	if err != nil {
		return err
	}
	return r.send(e, conn)
}

// A request is what the words of a command have said.
type request struct {
	*action
	index uint32
	rx    bool
	sci   [8]byte // of the receive channel, in network order
	state state   // of the receive channel
	hasSA bool
	sa    association
}

// state is on or off, or not given.
type state struct{ given, on bool }

// set reads on or off, which may be said once. ok is false for another word.
func (s *state) set(word string) (ok bool, err error) {
	if word != "on" && word != "off" {
		return false, nil
	}
	if s.given {
		return true, arg.Garbage("on/off", word)
	}
	s.given, s.on = true, word == "on"
	return true, nil
}

func (s *state) put(enc *attr.Encoder, typ uint16) {
	switch {
	case s.given && s.on:
		enc.U8(typ, 1)
	case s.given:
		enc.U8(typ, 0)
	}
}

func (r *request) readTx(c *arg.Cursor) error {
	if err := r.readAN(c); err != nil {
		return err
	}
	if !r.hasSA {
		return verb.Usage(usage())
	}
	return r.readSA(c)
}

func (r *request) readRx(e *verb.Env, c *arg.Cursor) error {
	r.rx = true
	sci, err := link.ReadSCI(e, c, false)
	if err != nil {
		return err
	}
	if !sci.Whole {
		return verb.Usage("expected sci\n" + usage())
	}
	r.sci = sci.ID
	if err := r.readAN(c); err != nil {
		return err
	}
	if r.hasSA {
		return r.readSA(c)
	}
	for !r.drop && c.Next() {
		ok, err := r.state.set(c.Word())
		if err != nil {
			return err
		}
		if !ok {
			return unknown(c.Word())
		}
	}
	return nil
}

// unknown is the error for a word that means nothing.
func unknown(word string) error {
	return verb.Usage(`macsec: unknown command "` + word + "\"?\n" + usage())
}

// readAN reads "sa AN", if the next word is "sa".
func (r *request) readAN(c *arg.Cursor) error {
	if word, _ := c.Peek(); word != "sa" {
		return nil
	}
	c.Next()
	word, err := c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.U8(word, 0)
	if !ok || n > 3 {
		return arg.Invalid("expected an { 0..3 }", word)
	}
	r.hasSA, r.sa.an = true, n
	return nil
}

// readSA reads what is said of an association and checks that it fits the action.
func (r *request) readSA(c *arg.Cursor) error {
	if r.drop {
		return nil
	}
	for c.Next() {
		if err := r.sa.read(c); err != nil {
			return err
		}
	}
	switch {
	case r.make && r.sa.keyLen == 0:
		return arg.Fail(1, "cannot create SA without key")
	case r.make && r.sa.pn == 0:
		return arg.Fail(1, "must specify a packet number != 0")
	case !r.make && r.sa.keyLen != 0:
		return arg.Fail(1, "cannot change key on SA")
	}
	return nil
}

// send writes the message and has the kernel do it.
func (r *request) send(e *verb.Env, conn *genl.Conn) error {
	enc := &e.Scratch
	command := r.rxsc
	switch {
	case !r.rx:
		command = r.txsa
	case r.hasSA:
		command = r.rxsa
	}
	conn.Start(enc, command)
	enc.U32(uapi.MACSEC_ATTR_IFINDEX, r.index)
	if r.rx {
		nest := enc.Nest(uapi.MACSEC_ATTR_RXSC_CONFIG)
		enc.U64(uapi.MACSEC_RXSC_ATTR_SCI, binary.NativeEndian.Uint64(r.sci[:]))
		r.state.put(enc, uapi.MACSEC_RXSC_ATTR_ACTIVE)
		enc.EndNest(nest)
	}
	if r.hasSA {
		nest := enc.Nest(uapi.MACSEC_ATTR_SA_CONFIG)
		r.sa.put(enc)
		enc.EndNest(nest)
	}
	req, err := conn.Request(enc)
	if err != nil {
		return err
	}
	return conn.Do(req)
}

// offload chooses who does the work of a device. Words behind it are passed over.
func offload(e *verb.Env, c *arg.Cursor) error {
	conn, err := open(e)
	if err != nil {
		return err
	}
	defer conn.Close()
	index, err := device(e, c)
	if err != nil {
		return err
	}
	if !c.Next() {
		return verb.Usage(usage())
	}
	n, warning, err := arg.OneOf("offload", c.Word(), offloads[:])
	if err != nil {
		return verb.Usage(err.Error() + "\n" + usage())
	}
	if warning != "" {
		e.Warn(warning)
	}
	enc := &e.Scratch
	conn.Start(enc, uapi.MACSEC_CMD_UPD_OFFLOAD)
	enc.U32(uapi.MACSEC_ATTR_IFINDEX, index)
	nest := enc.Nest(uapi.MACSEC_ATTR_OFFLOAD)
	enc.U8(uapi.MACSEC_OFFLOAD_ATTR_TYPE, uint8(n))
	enc.EndNest(nest)
	req, err := conn.Request(enc)
	if err != nil {
		return err
	}
	return conn.Do(req)
}
