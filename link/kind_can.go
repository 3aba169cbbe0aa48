package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var canKind = kind{name: "can", table: &can, xstatsText: showCanXstats}

// can is a controller of a Controller Area Network (IFLA_CAN_*), ISO 11898. The bit timing is a struct
// can_bittiming, of eight numbers (kind_can_timing.go).
var can = spec.Kind{
	Name:     "can",
	Synopsis: "[ OPTIONS ]",
	NoSuch:   canNoSuch,
	Check:    checkCan,
	Notes: "Segments and jumps are in time quanta, quanta in nanoseconds, TDCV, TDCO and TDCF in clock periods.\n" +
		"Options with d in front are those of the data phase of CAN FD.\n",
	Rows: []spec.Row{
		{Attr: unix.IFLA_CAN_BITTIMING, Key: "bitrate", Bad: `invalid "bitrate" value`, Arg: "BITRATE", Val: canBitrate, Help: "bits per second"},
		{Attr: unix.IFLA_CAN_BITTIMING, Key: "sample-point", Bad: `invalid "sample-point" value`, Arg: "SAMPLE-POINT", Val: canSample{}, Help: "part of a bit, 0.000 to 0.999"},
		{Attr: unix.IFLA_CAN_BITTIMING, Key: "tq", Bad: `invalid "tq" value`, Arg: "TQ", Val: canTQ, Help: "time quantum"},
		{Attr: unix.IFLA_CAN_BITTIMING, Key: "prop-seg", Bad: `invalid "prop-seg" value`, Arg: "PROP_SEG", Val: canPropSeg, Help: "propagation segment"},
		{Attr: unix.IFLA_CAN_BITTIMING, Key: "phase-seg1", Bad: `invalid "phase-seg1" value`, Arg: "PHASE-SEG1", Val: canPhaseSeg1, Help: "phase segment before the sample"},
		{Attr: unix.IFLA_CAN_BITTIMING, Key: "phase-seg2", Bad: `invalid "phase-seg2" value`, Arg: "PHASE-SEG2", Val: canPhaseSeg2, Help: "phase segment behind it"},
		{Attr: unix.IFLA_CAN_BITTIMING, Key: "sjw", Bad: `invalid "sjw" value`, Arg: "SJW", Val: canSJW, Help: "synchronisation jump width"},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING, Key: "dbitrate", Bad: `invalid "dbitrate" value`, Arg: "BITRATE", Val: canBitrate},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING, Key: "dsample-point", Bad: `invalid "dsample-point" value`, Arg: "SAMPLE-POINT", Val: canSample{}},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING, Key: "dtq", Bad: `invalid "dtq" value`, Arg: "TQ", Val: canTQ},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING, Key: "dprop-seg", Bad: `invalid "dprop-seg" value`, Arg: "PROP_SEG", Val: canPropSeg},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING, Key: "dphase-seg1", Bad: `invalid "dphase-seg1" value`, Arg: "PHASE-SEG1", Val: canPhaseSeg1},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING, Key: "dphase-seg2", Bad: `invalid "dphase-seg2" value`, Arg: "PHASE-SEG2", Val: canPhaseSeg2},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING, Key: "dsjw", Bad: `invalid "dsjw" value`, Arg: "SJW", Val: canSJW},
		{Attr: uapi.IFLA_CAN_TDC, Key: "tdcv", Hidden: true, Bad: `invalid "tdcv" value`, Arg: "TDCV", Val: canTDC{0}, Help: "transmitter delay, with tdc-mode manual"},
		{Attr: uapi.IFLA_CAN_TDC, Key: "tdco", Hidden: true, Bad: `invalid "tdco" value`, Arg: "TDCO", Val: canTDC{4}, Help: "offset added to it"},
		{Attr: uapi.IFLA_CAN_TDC, Key: "tdcf", Hidden: true, Bad: `invalid "tdcf" value`, Arg: "TDCF", Val: canTDC{8}, Help: "window of the filter for it"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_LOOPBACK, Key: "loopback", Val: canMode, Help: "receive what is sent"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_LISTENONLY, Key: "listen-only", Val: canMode, Help: "send nothing, no acknowledgement either"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_3_SAMPLES, Key: "triple-sampling", Val: canMode, Help: "take three samples of each bit"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_ONE_SHOT, Key: "one-shot", Val: canMode, Help: "do not send again what was lost"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_BERR_REPORTING, Key: "berr-reporting", Val: canMode, Help: "report bus errors"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_FD, Key: "fd", Val: canMode, Help: "CAN FD"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_FD_NON_ISO, Key: "fd-non-iso", Val: canMode, Help: "CAN FD as before ISO 11898-1:2015"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_PRESUME_ACK, Key: "presume-ack", Val: canMode, Help: "take missing acknowledgements as given"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Bit: uapi.CAN_CTRLMODE_CC_LEN8_DLC, Key: "cc-len8-dlc", Val: canMode, Help: "length codes 9 to 15 in classical frames"},
		{Attr: unix.IFLA_CAN_CTRLMODE, Key: "tdc-mode", Val: canTDCMode{}, Help: "compensate for the transmitter delay"},
		{Attr: unix.IFLA_CAN_CTRLMODE, JSON: "ctrlmode", Show: spec.NonZero, Val: &canModes},
		{Attr: uapi.IFLA_CAN_CTRLMODE_EXT, Val: canModesExt{}},
		{Attr: unix.IFLA_CAN_STATE, Text: "state", Val: &canStates},
		{Attr: unix.IFLA_CAN_BERR_COUNTER, JSON: "berr_counter", Val: canErrors{}},
		{Attr: unix.IFLA_CAN_RESTART, Key: "restart", Val: spec.Fixed(1), Help: "leave the state BUS-OFF now"},
		{Attr: unix.IFLA_CAN_RESTART_MS, Key: "restart-ms", JSON: "restart_ms", Bad: `invalid "restart-ms" value`, Arg: "TIME-MS", Val: spec.U32{}, Help: "leave it after so many milliseconds, 0 for never"},
		{Attr: unix.IFLA_CAN_BITTIMING, Val: canTiming{json: "bittiming"}},
		{Attr: unix.IFLA_CAN_BITTIMING_CONST, Val: canTimingConst{json: "bittiming_const"}},
		{Attr: unix.IFLA_CAN_BITRATE_CONST, Val: canBitrates{json: "bittiming_bitrate", list: "bitrate_const", text: " bitrate "}},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING, Val: canTiming{json: "data_bittiming", data: true}},
		{Attr: unix.IFLA_CAN_DATA_BITTIMING_CONST, Val: canTimingConst{json: "data_bittiming_const", data: true}},
		{Attr: unix.IFLA_CAN_DATA_BITRATE_CONST, Val: canBitrates{json: "data_bittiming_bitrate", list: "data_bitrate_const", text: " dbitrate ", data: true}},
		{Attr: unix.IFLA_CAN_TERMINATION, Key: "termination", Bad: `invalid "termination" value`, Arg: "OHMS", Val: canTermination{}, Help: "resistor at the end of the bus, 0 for none"},
		{Attr: unix.IFLA_CAN_CLOCK, Text: "clock", Val: canClock{}},
	},
}

func canNoSuch(word string) string { return `can: unknown option "` + word + `"` }

// A mode, once on, is not taken back by the word off behind it: the reference has it so.
var canMode = spec.Flag{MaskFirst: true, Keep: true, Wrong: spec.ExitPair}

var canModes = spec.FlagList{MaskFirst: true, Names: []spec.Name{
	{N: uapi.CAN_CTRLMODE_LOOPBACK, Name: "LOOPBACK"},
	{N: uapi.CAN_CTRLMODE_LISTENONLY, Name: "LISTEN-ONLY"},
	{N: uapi.CAN_CTRLMODE_3_SAMPLES, Name: "TRIPLE-SAMPLING"},
	{N: uapi.CAN_CTRLMODE_ONE_SHOT, Name: "ONE-SHOT"},
	{N: uapi.CAN_CTRLMODE_BERR_REPORTING, Name: "BERR-REPORTING"},
	{N: uapi.CAN_CTRLMODE_FD, Name: "FD"},
	{N: uapi.CAN_CTRLMODE_FD_NON_ISO, Name: "FD-NON-ISO"},
	{N: uapi.CAN_CTRLMODE_PRESUME_ACK, Name: "PRESUME-ACK"},
	{N: uapi.CAN_CTRLMODE_CC_LEN8_DLC, Name: "CC-LEN8-DLC"},
	{N: uapi.CAN_CTRLMODE_TDC_AUTO, Name: "TDC-AUTO"},
	{N: uapi.CAN_CTRLMODE_TDC_MANUAL, Name: "TDC-MANUAL"},
}}

var canStates = spec.Enum{Width: 4, Unknown: "UNKNOWN", Names: []spec.Name{
	{N: uapi.CAN_STATE_ERROR_ACTIVE, Name: "ERROR-ACTIVE"},
	{N: uapi.CAN_STATE_ERROR_WARNING, Name: "ERROR-WARNING"},
	{N: uapi.CAN_STATE_ERROR_PASSIVE, Name: "ERROR-PASSIVE"},
	{N: uapi.CAN_STATE_BUS_OFF, Name: "BUS-OFF"},
	{N: uapi.CAN_STATE_STOPPED, Name: "STOPPED"},
	{N: uapi.CAN_STATE_SLEEPING, Name: "SLEEPING"},
}}

// checkCan drops a bit timing that says nothing, and puts the transmitter delay in its nest.
func checkCan(s *spec.Scan) error {
	for _, typ := range [...]uint16{unix.IFLA_CAN_BITTIMING, unix.IFLA_CAN_DATA_BITTIMING} {
		if t := s.Find(typ); len(t) == canTimingLen && attr.U32(t[canAtBitrate:]) == 0 && attr.U32(t[canAtTQ:]) == 0 {
			s.Drop(typ)
		}
	}
	t := s.Find(uapi.IFLA_CAN_TDC)
	if len(t) < canTDCLen {
		return nil
	}
	delay := [...]uint32{^attr.U32(t), ^attr.U32(t[4:]), ^attr.U32(t[8:])}
	if s.Drop(uapi.IFLA_CAN_TDC); delay == [3]uint32{^uint32(0), ^uint32(0), ^uint32(0)} {
		return nil
	}
	nest := s.Enc.Nest(uapi.IFLA_CAN_TDC | unix.NLA_F_NESTED)
	for i, n := range delay {
		if n != ^uint32(0) {
			s.Enc.U32(uapi.IFLA_CAN_TDC_TDCV+uint16(i), n)
		}
	}
	s.Enc.EndNest(nest)
	return nil
}

// canTDC is one of three numbers of the transmitter delay. Until checkCan they are a struct, of the
// numbers' complements: that all bits are set means that a number is not given.
type canTDC struct{ at int }

const canTDCLen = 12

func (canTDC) Size() int { return 0 }
func (f canTDC) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	n, ok := arg.U32(word, 0)
	if !ok {
		return r.Invalid(word)
	}
	s.SetField(r, f.at, canTDCLen, ^n)
	return nil
}
func (canTDC) Print(*spec.View, *spec.Row) {}

// canTDCMode turns two modes on or off.
type canTDCMode struct{}

func (canTDCMode) Size() int { return 8 }
func (canTDCMode) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	switch word {
	case "auto":
		s.SetFlags(r.Attr, true, true, true, uapi.CAN_CTRLMODE_TDC_AUTO)
	case "manual":
		s.SetFlags(r.Attr, true, true, true, uapi.CAN_CTRLMODE_TDC_MANUAL)
	case "off":
		s.SetFlags(r.Attr, true, false, true, uapi.CAN_CTRLMODE_TDC_AUTO|uapi.CAN_CTRLMODE_TDC_MANUAL)
	default:
		return arg.Invalid(`"tdc-mode" must be either of "auto", "manual" or "off"`, word)
	}
	return nil
}
func (canTDCMode) Print(*spec.View, *spec.Row) {}
func (canTDCMode) Hint(*spec.Row) []string     { return []string{"auto", "manual", "off"} }

// canModesExt is which modes the controller has, in JSON only. Print only.
type canModesExt struct{ printOnly }

func (canModesExt) Size() int { return 0 }
func (canModesExt) Print(v *spec.View, r *spec.Row) {
	modes := v.T[unix.IFLA_CAN_CTRLMODE]
	b := attr.Find(v.T[r.Attr], uapi.IFLA_CAN_CTRLMODE_SUPPORTED)
	if !v.InJSON() || len(modes) < 8 || len(b) < 4 {
		return
	}
	supported := attr.U32(b)
	if supported != 0 {
		v.FlagNames("ctrlmode_supported", canModes.Names, supported)
	}
	if static := attr.U32(modes[4:]) &^ supported; static != 0 {
		v.FlagNames("ctrlmode_static", canModes.Names, static)
	}
}

// canErrors is struct can_berr_counter: two numbers of two bytes. Print only.
type canErrors struct{ printOnly }

func (canErrors) Size() int { return 4 }
func (canErrors) Print(v *spec.View, r *spec.Row) {
	t := v.T[r.Attr]
	v.Object(r.JSON)
	v.Uint("tx", "(berr-counter tx ", uint64(attr.U16(t)), "")
	v.Uint("rx", " rx ", uint64(attr.U16(t[2:])), ") ")
	v.EndObject()
}

// canTermination is the resistor, shown with those there are.
type canTermination struct{ spec.U16 }

func (canTermination) Print(v *spec.View, r *spec.Row) {
	list := v.T[unix.IFLA_CAN_TERMINATION_CONST]
	if list == nil {
		return
	}
	canIndent(v)
	v.Uint("termination", " termination ", uint64(attr.U16(v.T[r.Attr])), " [ ")
	v.Array("termination_const", "")
	for ; len(list) >= 2; list = list[2:] {
		post := ""
		if len(list) >= 4 {
			post = ", "
		}
		v.Uint("", "", uint64(attr.U16(list)), post)
	}
	v.EndArray(" ]")
}

// canClock is the frequency of the controller in Hz. Print only.
type canClock struct{ printOnly }

func (canClock) Size() int { return 4 }
func (canClock) Print(v *spec.View, r *spec.Row) {
	canIndent(v)
	v.Uint("clock", " clock ", uint64(attr.U32(v.T[r.Attr])), " ")
}

// canIndent begins a line of its own.
func canIndent(v *spec.View) {
	v.NL()
	v.Text("\t ")
}
