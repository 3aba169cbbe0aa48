package link

import (
	"encoding/binary"
	"strconv"

	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

// noRate is the rate of a virtual function that the words do not give.
const noRate = 1<<32 - 1

// etherVLAN and etherQinQ are the ether types of the tags that a virtual function may have.
const (
	etherVLAN = unix.ETH_P_8021Q
	etherQinQ = unix.ETH_P_8021AD
)

// vfWords is the state of the words behind "vf N": settings of a virtual function of a device (SR-IOV).
type vfWords struct {
	*words
	vf uint32
	// rates says that max_tx_rate or min_tx_rate is among the words, which then go into one attribute;
	// limited, that max_tx_rate is, which beats rate.
	rates, limited bool
	low, high      uint32 // Mbit/s
}

// readVF reads "vf N" and the words behind it that are about a virtual function.
func readVF(w *words, _ *keyword) error {
	v, err := w.c.Value()
	if err != nil {
		return err
	}
	n, ok := arg.Int(v, 0)
	if !ok {
		return invalidValue("vf", v)
	}
	if w.r.Dev == "" {
		return arg.Missing("dev")
	}
	e := &w.r.Enc
	list := e.Nest(unix.IFLA_VFINFO_LIST)
	info := e.Nest(unix.IFLA_VF_INFO)
	f := &vfWords{words: w, vf: uint32(n), low: noRate, high: noRate}
	if err := f.readAll(); err != nil {
		return err
	}
	e.EndNest(info)
	e.EndNest(list)
	w.forgetDev()
	return nil
}

func (f *vfWords) readAll() error {
	// The reference looks for the two words in all of the line.
	for _, word := range f.c.Rest() {
		if arg.Prefix(word, "max_tx_rate") {
			f.rates, f.limited = true, true
		} else if arg.Prefix(word, "min_tx_rate") {
			f.rates = true
		}
	}
	n := 0
	for ; f.c.Next(); n++ {
		more, err := f.word(f.c.Word())
		if err != nil {
			return err
		}
		if !more {
			f.c.Back()
			break
		}
	}
	if f.rates {
		if err := f.putRates(); err != nil {
			return err
		}
	}
	if n == 0 {
		return arg.Incomplete()
	}
	return nil
}

// word reads a word and its value; more is false where it is none of a virtual function's.
func (f *vfWords) word(word string) (more bool, err error) {
	switch {
	case arg.Prefix(word, "mac"):
		return true, f.mac()
	case arg.Prefix(word, "vlan"):
		return true, f.vlans()
	case arg.Prefix(word, "rate"):
		return true, f.rate()
	case arg.Prefix(word, "max_tx_rate"):
		f.high, err = f.number("max tx rate")
	case arg.Prefix(word, "min_tx_rate"):
		f.low, err = f.number("min tx rate")
	case arg.Prefix(word, "spoofchk"):
		return true, f.onOff("spoofchk", unix.IFLA_VF_SPOOFCHK)
	case arg.Prefix(word, "query_rss"):
		return true, f.onOff("query_rss", unix.IFLA_VF_RSS_QUERY_EN)
	case arg.Prefix(word, "trust"):
		return true, f.onOff("trust", unix.IFLA_VF_TRUST)
	case arg.Prefix(word, "state"):
		return true, f.state()
	case arg.Prefix(word, "node_guid"):
		return true, f.guid(unix.IFLA_VF_IB_NODE_GUID)
	case arg.Prefix(word, "port_guid"):
		return true, f.guid(unix.IFLA_VF_IB_PORT_GUID)
	default:
		return false, nil
	}
	return true, err
}

// put appends an attribute of 32-bit numbers, the first of which is the function's.
func (f *vfWords) put(attribute uint16, numbers ...uint32) {
	f.r.Enc.Bytes(attribute, appendNumbers(f.start(), numbers...))
}

// start is the beginning of the payload of every attribute: the number of the function.
func (f *vfWords) start() []byte { return appendNumbers(make([]byte, 0, 40), f.vf) }

func appendNumbers(b []byte, numbers ...uint32) []byte {
	for _, n := range numbers {
		b = binary.NativeEndian.AppendUint32(b, n)
	}
	return b
}

func (f *vfWords) number(key string) (uint32, error) {
	v, err := f.c.Value()
	if err != nil {
		return 0, err
	}
	n, ok := arg.U32(v, 0)
	if !ok {
		return 0, invalidValue(key, v)
	}
	return n, nil
}

// mac reads the function's address into struct ifla_vf_mac.
func (f *vfWords) mac() error {
	want := f.r.addrLen(f.r.Dev) // the reference asks before it looks at the value
	v, err := f.c.Value()
	if err != nil {
		return err
	}
	b, err := arg.ParseLLAddr(f.start(), v, maxLLAddr)
	if err != nil {
		return err
	}
	if n := len(b) - 4; want > 0 && n != want {
		return wrongLength(n, want)
	}
	var mac [4 + maxLLAddr]byte
	copy(mac[:], b)
	f.r.Enc.Bytes(unix.IFLA_VF_MAC, mac[:])
	return nil
}

// vlans reads the tag that the function's frames get, or with 802.1ad a list of them.
func (f *vfWords) vlans() error {
	id, qos, proto, err := f.vlan()
	if err != nil {
		return err
	}
	if proto == etherVLAN {
		f.put(unix.IFLA_VF_VLAN, id, qos)
		return nil
	}
	list := f.r.Enc.Nest(unix.IFLA_VF_VLAN_LIST)
	for {
		// struct ifla_vf_vlan_info: the ether type in network order, two bytes of padding.
		b := binary.BigEndian.AppendUint16(appendNumbers(f.start(), id, qos), proto)
		f.r.Enc.Bytes(unix.IFLA_VF_VLAN_INFO, append(b, 0, 0))
		word, ok := f.c.Peek()
		if !ok || !arg.Prefix(word, "vlan") {
			break
		}
		f.c.Next()
		if id, qos, proto, err = f.vlan(); err != nil {
			return err
		}
	}
	f.r.Enc.EndNest(list)
	return nil
}

// vlan reads "ID [qos N] [proto P]"; the cursor stands on "vlan".
func (f *vfWords) vlan() (id, qos uint32, proto uint16, err error) {
	proto = etherVLAN
	v, err := f.c.Value()
	if err != nil {
		return
	}
	id, ok := arg.U32(v, 0)
	if !ok || id > 4095 {
		return id, qos, proto, invalidValue("vlan", v)
	}
	if word, ok := f.c.Peek(); ok && arg.Prefix(word, "qos") {
		f.c.Next()
		if qos, err = f.number("qos"); err != nil {
			return
		}
	}
	if word, ok := f.c.Peek(); ok && arg.Prefix(word, "proto") {
		f.c.Next()
		proto, err = f.vlanProto()
	}
	return
}

func (f *vfWords) vlanProto() (uint16, error) {
	v, err := f.c.Value()
	if err != nil {
		return 0, err
	}
	names := f.r.Env.Names
	proto, err := names.ParseEtherProto(v)
	if err != nil {
		return 0, arg.Invalid("protocol is invalid\n", v)
	}
	if proto != etherVLAN && proto != etherQinQ {
		return 0, arg.Invalid("Invalid \"vlan protocol\" value - supported "+
			names.EtherProtoName(etherVLAN)+", "+names.EtherProtoName(etherQinQ)+"\n", v)
	}
	return proto, nil
}

// rate reads the older word for the highest rate.
func (f *vfWords) rate() error {
	n, err := f.number("rate")
	switch {
	case err != nil:
		return err
	case !f.rates:
		f.put(unix.IFLA_VF_TX_RATE, n)
	case !f.limited:
		f.high = n
	}
	return nil
}

// putRates appends the lowest and highest rate; one that was not given stays as it is.
func (f *vfWords) putRates() error {
	if f.low == noRate || f.high == noRate {
		low, high, err := f.r.vfRate(f.r.Dev, f.vf)
		if err != nil {
			return err
		}
		if f.low == noRate {
			f.low = low
		}
		if f.high == noRate {
			f.high = high
		}
	}
	if f.high != 0 && f.low > f.high {
		return arg.Fail(1, "Invalid min_tx_rate "+strconv.Itoa(int(int32(f.low)))+
			" - must be <= max_tx_rate "+strconv.Itoa(int(int32(f.high))))
	}
	f.put(unix.IFLA_VF_RATE, f.low, f.high)
	return nil
}

func (f *vfWords) onOff(key string, attribute uint16) error {
	v, err := f.c.Value()
	if err != nil {
		return err
	}
	on, err := arg.Switch(key, v)
	if err != nil {
		return arg.Fail(1, err.Error()) // not 22 as everywhere else
	}
	f.put(attribute, uint32(bit(on)))
	return nil
}

func (f *vfWords) state() error {
	v, err := f.c.Value()
	if err != nil {
		return err
	}
	var state uint32
	switch {
	case arg.Prefix(v, "auto"):
		state = unix.IFLA_VF_LINK_STATE_AUTO
	case arg.Prefix(v, "enable"):
		state = unix.IFLA_VF_LINK_STATE_ENABLE
	case arg.Prefix(v, "disable"):
		state = unix.IFLA_VF_LINK_STATE_DISABLE
	default:
		return invalidValue("state", v)
	}
	f.put(unix.IFLA_VF_LINK_STATE, state)
	return nil
}

// guid reads an InfiniBand GUID into struct ifla_vf_guid, whose second member is aligned to 8 bytes.
func (f *vfWords) guid(attribute uint16) error {
	v, err := f.c.Value()
	if err != nil {
		return err
	}
	guid, ok := arg.GUID(v)
	if !ok {
		return arg.Invalid("Invalid GUID format\n", v)
	}
	b := append(f.start(), 0, 0, 0, 0)
	f.r.Enc.Bytes(attribute, binary.NativeEndian.AppendUint64(b, guid))
	return nil
}
