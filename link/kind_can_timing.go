package link

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/spec"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// Offsets in struct can_bittiming (linux/can/netlink.h), all of four bytes.
const (
	canAtBitrate   = 0
	canAtSample    = 4
	canAtTQ        = 8
	canAtPropSeg   = 12
	canAtPhaseSeg1 = 16
	canAtPhaseSeg2 = 20
	canAtSJW       = 24
	canAtBRP       = 28
	canTimingLen   = 32
)

var (
	canBitrate   = spec.Field{At: canAtBitrate, Len: canTimingLen}
	canTQ        = spec.Field{At: canAtTQ, Len: canTimingLen}
	canPropSeg   = spec.Field{At: canAtPropSeg, Len: canTimingLen}
	canPhaseSeg1 = spec.Field{At: canAtPhaseSeg1, Len: canTimingLen}
	canPhaseSeg2 = spec.Field{At: canAtPhaseSeg2, Len: canTimingLen}
	canSJW       = spec.Field{At: canAtSJW, Len: canTimingLen}
)

// canSample is where in a bit the sample is taken: thousandths of a bit on the wire, a part of 1 for the
// user.
type canSample struct{}

func (canSample) Size() int { return canTimingLen }
func (canSample) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	f, ok := readFloat(word)
	if !ok {
		return r.Invalid(word)
	}
	s.SetField(r, canAtSample, canTimingLen, toUint32(f*1000))
	return nil
}
func (canSample) Print(*spec.View, *spec.Row) {}

// readFloat reads a number as C's strtof does, which rounds once where strtod and a conversion round
// twice.
func readFloat(word string) (float32, bool) {
	d, n, _ := arg.StrToD(word)
	if n == 0 || n != len(word) {
		return 0, false
	}
	if f, err := strconv.ParseFloat(word, 32); err == nil {
		return float32(f), true
	}
	return float32(d), true
}

// toUint32 is C's conversion as amd64 and arm64 compilers do it for numbers in range; the rest, which is
// of no use as a sample point, is as on amd64: the lower half of a 64-bit number, 0 out of its range.
func toUint32(f float32) uint32 {
	if f >= -1<<63 && f < 1<<63 {
		return uint32(int64(f))
	}
	return 0
}

// canHas says whether bit timing is shown: it means nothing where the controller has a list of rates.
func canHas(v *spec.View, data bool) bool {
	if data {
		return v.T[unix.IFLA_CAN_DATA_BITRATE_CONST] == nil
	}
	return v.T[unix.IFLA_CAN_BITRATE_CONST] == nil
}

// canLabel writes a label of bit timing, which has a d in front for the data phase.
func canLabel(v *spec.View, data bool, label string) {
	v.Text(" ")
	if data {
		v.Text("d")
	}
	v.Text(label)
}

// canTiming is struct can_bittiming. Print only.
type canTiming struct {
	printOnly
	json string
	data bool
}

func (canTiming) Size() int { return canTimingLen }
func (c canTiming) Print(v *spec.View, r *spec.Row) {
	if !canHas(v, c.data) {
		return
	}
	t := v.T[r.Attr]
	number := func(key, label string, at int) {
		canLabel(v, c.data, label)
		v.Uint(key, "", uint64(attr.U32(t[at:])), "")
	}
	v.Object(c.json)
	canIndent(v)
	number("bitrate", "bitrate ", canAtBitrate)
	canLabel(v, c.data, "sample-point ")
	v.Append("sample_point", "", func(dst []byte) []byte { return appendSample(dst, attr.U32(t[canAtSample:])) }, "")
	canIndent(v)
	number("tq", "tq ", canAtTQ)
	number("prop_seg", "prop-seg ", canAtPropSeg)
	number("phase_seg1", "phase-seg1 ", canAtPhaseSeg1)
	number("phase_seg2", "phase-seg2 ", canAtPhaseSeg2)
	number("sjw", "sjw ", canAtSJW)
	number("brp", "brp ", canAtBRP)
	if tdc := v.T[uapi.IFLA_CAN_TDC]; c.data && tdc != nil {
		showCanTDC(v, tdc)
	}
	v.EndObject()
}

// appendSample appends thousandths as a number with three decimals, of which the reference has room for
// five characters.
func appendSample(dst []byte, n uint32) []byte {
	start := len(dst)
	dst = strconv.AppendUint(dst, uint64(n/1000), 10)
	n %= 1000
	dst = append(dst, '.', '0'+byte(n/100), '0'+byte(n/10%10), '0'+byte(n%10))
	return dst[:min(len(dst), start+5)]
}

// canTimingConst is struct can_bittiming_const, what the controller can do: a name of 16 bytes and
// numbers. Print only.
type canTimingConst struct {
	printOnly
	json string
	data bool
}

func (canTimingConst) Size() int { return 48 }
func (c canTimingConst) Print(v *spec.View, r *spec.Row) {
	if !canHas(v, c.data) {
		return
	}
	t := v.T[r.Attr]
	n := func(i int) uint32 { return attr.U32(t[16+4*i:]) }
	v.Object(c.json)
	canIndent(v)
	v.Bytes("name", " ", attr.CString(t[:16]), ":")
	limits := func(key string, low, high uint32) {
		canLabel(v, c.data, key)
		showLimits(v, key, low, high)
	}
	limits("tseg1", n(0), n(1))
	limits("tseg2", n(2), n(3))
	limits("sjw", 1, n(4))
	limits("brp", n(5), n(6))
	canLabel(v, c.data, "brp_inc ")
	v.Uint("brp_inc", "", uint64(n(7)), "")
	if tdc := v.T[uapi.IFLA_CAN_TDC]; c.data && tdc != nil {
		showCanTDCLimits(v, tdc)
	}
	v.EndObject()
}

// showLimits shows a range: with sign in text, without in JSON.
func showLimits(v *spec.View, key string, low, high uint32) {
	v.Object(key)
	if v.InJSON() {
		v.Uint("min", "", uint64(low), "")
		v.Uint("max", "", uint64(high), "")
	} else {
		v.Int("min", " ", int64(int32(low)), "")
		v.Int("max", "..", int64(int32(high)), "")
	}
	v.EndObject()
}

// showCanTDC shows the transmitter delay.
func showCanTDC(v *spec.View, tdc []byte) {
	var tb [uapi.IFLA_CAN_TDC_TDCF + 1][]byte
	attr.Index(tb[:], tdc)
	if tb[uapi.IFLA_CAN_TDC_TDCV] == nil && tb[uapi.IFLA_CAN_TDC_TDCO] == nil && tb[uapi.IFLA_CAN_TDC_TDCF] == nil {
		return
	}
	v.Object("tdc")
	canIndent(v)
	number := func(key, pre string, typ int) {
		if b := tb[typ]; len(b) >= 4 {
			v.Uint(key, pre, uint64(attr.U32(b)), "")
		}
	}
	number("tdcv", " tdcv ", uapi.IFLA_CAN_TDC_TDCV)
	number("tdco", " tdco ", uapi.IFLA_CAN_TDC_TDCO)
	number("tdcf", " tdcf ", uapi.IFLA_CAN_TDC_TDCF)
	v.EndObject()
}

// showCanTDCLimits shows the ranges of the transmitter delay.
func showCanTDCLimits(v *spec.View, tdc []byte) {
	var tb [uapi.IFLA_CAN_TDC_TDCF + 1][]byte
	attr.Index(tb[:], tdc)
	v.Object("tdc")
	canIndent(v)
	limits := func(key string, low, high int) {
		if len(tb[low]) >= 4 && len(tb[high]) >= 4 {
			v.Text(" ")
			v.Text(key)
			showLimits(v, key, attr.U32(tb[low]), attr.U32(tb[high]))
		}
	}
	limits("tdcv", uapi.IFLA_CAN_TDC_TDCV_MIN, uapi.IFLA_CAN_TDC_TDCV_MAX)
	limits("tdco", uapi.IFLA_CAN_TDC_TDCO_MIN, uapi.IFLA_CAN_TDC_TDCO_MAX)
	limits("tdcf", uapi.IFLA_CAN_TDC_TDCF_MIN, uapi.IFLA_CAN_TDC_TDCF_MAX)
	v.EndObject()
}

// canBitrates is the list of rates of a controller that has no others, and the one it has now. Print
// only.
type canBitrates struct {
	printOnly
	json, list, text string
	data             bool
}

func (canBitrates) Size() int { return 0 }
func (c canBitrates) Print(v *spec.View, r *spec.Row) {
	timing := v.T[unix.IFLA_CAN_BITTIMING]
	if c.data {
		timing = v.T[unix.IFLA_CAN_DATA_BITTIMING]
	}
	canIndent(v)
	v.Uint(c.json, c.text, uint64(attr.U32(timing)), "")
	canIndent(v)
	v.Array(c.list, "    [")
	rates := v.T[r.Attr]
	for i, n := 0, len(rates)/4; i < n; i++ {
		if i > 0 && i%6 == 0 {
			canIndent(v)
			v.Text("     ")
		}
		post := ", "
		if i == n-1 {
			post = ""
		}
		showPadded(v.Printer, "", attr.U32(rates[4*i:]), -8, post)
	}
	v.EndArray(" ]")
}

// showCanXstats shows struct can_device_stats: events since the device was opened.
func showCanXstats(e *verb.Env, b []byte) {
	if len(b) != 24 {
		return
	}
	p := e.Out
	p.NL()
	p.Text("\t  re-started bus-errors arbit-lost error-warn error-pass bus-off")
	p.NL()
	p.Text("\t ")
	number := func(key string, i int) {
		p.Text(" ")
		showPadded(p, key, attr.U32(b[4*i:]), 10, "")
	}
	number("restarts", 5)
	number("bus_error", 0)
	number("arbitration_lost", 4)
	number("error_warning", 1)
	number("error_passive", 2)
	number("bus_off", 3)
}

// showPadded shows a number, in text in a column: left-justified, or right-justified with width negative.
func showPadded(p *out.Printer, key string, n uint32, width int, post string) {
	p.Number(key, "", func(dst []byte) []byte {
		var buf [10]byte
		b := strconv.AppendUint(buf[:0], uint64(n), 10)
		if p.InJSON() {
			return append(dst, b...)
		}
		for i := len(b); i < -width; i++ {
			dst = append(dst, ' ')
		}
		dst = append(dst, b...)
		for i := len(b); i < width; i++ {
			dst = append(dst, ' ')
		}
		return dst
	}, post)
}
