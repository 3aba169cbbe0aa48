package link

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/spec"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

var macsecKind = kind{name: "macsec", table: &macsec}

// macsec is a port secured by MACsec (IEEE 802.1AE) on another device (IFLA_MACSEC_*). Its keys are the
// object ip macsec's matter.
var macsec = spec.Kind{
	Name:     "macsec",
	Synopsis: "[ sci SCI | [ address LLADDR ] port PORT ] [ OPTIONS ]",
	Notes: "SCI is the identifier of the secure channel in hexadecimal; without it LLADDR and PORT make it. They\n" +
		"stand in front of the options. replay on needs window. end_station, scb and send_sci exclude each other.\n",
	HelpWord: spec.HelpNone,
	Lead:     macsecChannel,
	Check:    checkMacsec,
	Rows: []spec.Row{
		{Attr: unix.IFLA_MACSEC_SCI, JSON: "sci", Text: "sci", Val: macsecSCI{}},
		{Attr: unix.IFLA_MACSEC_PROTECT, Key: "protect", Exact: true, Val: spec.Toggle{}, Help: "send packets with integrity protection"},
		{Attr: unix.IFLA_MACSEC_CIPHER_SUITE, Key: "cipher", JSON: "cipher_suite", Exact: true, Val: macsecCipher{}, Help: "cipher suite"},
		{Attr: unix.IFLA_MACSEC_ICV_LEN, Key: "icvlen", JSON: "icv_len", Exact: true, Arg: "BYTES", Val: macsecICV{}, Help: "length of the integrity check value, 8 to 16"},
		{Attr: unix.IFLA_MACSEC_ENCODING_SA, Key: "encodingsa", JSON: "encoding_sa", Exact: true, Arg: "AN", Val: macsecAN{}, Help: "secure association to send with, 0 to 3"},
		{Attr: unix.IFLA_MACSEC_VALIDATION, Key: "validate", JSON: "validation", Exact: true, Val: macsecChoice{&macsecValidations, false}, Help: "of what is received"},
		{Attr: unix.IFLA_MACSEC_OFFLOAD, Key: "offload", Exact: true, Val: macsecChoice{&macsecOffloads, true}, Help: "who does the work, off for the kernel"},
		{Attr: unix.IFLA_MACSEC_ENCRYPT, Key: "encrypt", Exact: true, Val: spec.Toggle{}, Help: "send packets encrypted"},
		{Attr: unix.IFLA_MACSEC_INC_SCI, Key: "send_sci", Exact: true, Val: macsecToggle{json: "inc_sci"}, Help: "put the SCI in every packet"},
		{Attr: unix.IFLA_MACSEC_ES, Key: "end_station", Exact: true, Val: macsecToggle{json: "es"}, Help: "there is no other station behind this one"},
		{Attr: unix.IFLA_MACSEC_SCB, Key: "scb", Exact: true, Val: spec.Toggle{}, Help: "single copy broadcast, on passive optical networks"},
		{Attr: unix.IFLA_MACSEC_REPLAY_PROTECT, Key: "replay", Exact: true, Val: macsecToggle{json: "replay_protect"}, Help: "refuse packets that come again"},
		{Attr: unix.IFLA_MACSEC_WINDOW, Key: "window", Exact: true, Bad: "expected replay window size", Arg: "PACKETS", Val: macsecWindow{}, Help: "how late a packet may be with replay on"},
	},
}

// macsecToggle is a switch that has another key in JSON.
type macsecToggle struct {
	spec.Toggle
	json string
}

func (t macsecToggle) Print(v *spec.View, r *spec.Row) {
	v.Text(r.Key)
	v.Text(" ")
	v.OnOff(t.json, "", attr.U8(v.T[r.Attr]) != 0, " ")
}

// macsecChannel reads the identifier of the secure channel. What is given as 0, and an address without a
// port, is sent as port 0, which the kernel refuses.
func macsecChannel(s *spec.Scan) error {
	sci, err := ReadSCI(s.Env, s.Cursor, true)
	switch {
	case err != nil:
		return err
	case !spec.IsZero(sci.ID[:]):
		s.Bytes(unix.IFLA_MACSEC_SCI, sci.ID[:])
	case sci.Given:
		s.BE16(unix.IFLA_MACSEC_PORT, sci.Port)
	}
	return nil
}

// macsecSCI is eight bytes in network byte order, shown with 16 hexadecimal digits. Print only.
type macsecSCI struct{ printOnly }

func (macsecSCI) Size() int { return 8 }
func (macsecSCI) Print(v *spec.View, r *spec.Row) {
	v.Formatted(r, func(dst []byte) []byte {
		const digits = "0123456789abcdef"
		for _, b := range v.T[r.Attr][:8] {
			dst = append(dst, digits[b>>4], digits[b&15])
		}
		return dst
	})
}

// macsecCipher is a cipher suite, a number of eight bytes in host byte order.
type macsecCipher struct{}

func (macsecCipher) Size() int { return 8 }
func (macsecCipher) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Cursor.Value()
	if err != nil {
		return err
	}
	if s.Seen(r.Attr) {
		return arg.Duplicate(r.Key, word)
	}
	var id uint64
	switch word {
	case "default":
		id = uapi.MACSEC_DEFAULT_CIPHER_ID
	case "gcm-aes-128", "GCM-AES-128":
		id = uapi.MACSEC_CIPHER_ID_GCM_AES_128
	case "gcm-aes-256", "GCM-AES-256":
		id = uapi.MACSEC_CIPHER_ID_GCM_AES_256
	case "gcm-aes-xpn-128", "GCM-AES-XPN-128":
		id = uapi.MACSEC_CIPHER_ID_GCM_AES_XPN_128
	case "gcm-aes-xpn-256", "GCM-AES-XPN-256":
		id = uapi.MACSEC_CIPHER_ID_GCM_AES_XPN_256
	default:
		return arg.Invalid("expected: default, gcm-aes-128, gcm-aes-256, gcm-aes-xpn-128 or gcm-aes-xpn-256", word)
	}
	s.U64(r.Attr, id)
	return s.Flag(r)
}
func (macsecCipher) Hint(*spec.Row) []string {
	return []string{"default", "gcm-aes-128", "gcm-aes-256", "gcm-aes-xpn-128", "gcm-aes-xpn-256"}
}
func (macsecCipher) Print(v *spec.View, r *spec.Row) { v.Word(r, CipherName(attr.U64(v.T[r.Attr]))) }

// CipherName is the name of a cipher suite.
func CipherName(id uint64) string {
	switch id {
	case uapi.MACSEC_DEFAULT_CIPHER_ID, uapi.MACSEC_CIPHER_ID_GCM_AES_128:
		return "GCM-AES-128"
	case uapi.MACSEC_CIPHER_ID_GCM_AES_256:
		return "GCM-AES-256"
	case uapi.MACSEC_CIPHER_ID_GCM_AES_XPN_128:
		return "GCM-AES-XPN-128"
	case uapi.MACSEC_CIPHER_ID_GCM_AES_XPN_256:
		return "GCM-AES-XPN-256"
	}
	return "(unknown)"
}

// macsecICV is a length in bytes.
type macsecICV struct{ spec.U8 }

func (macsecICV) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Cursor.Value()
	if err != nil {
		return err
	}
	if s.Seen(r.Attr) {
		return arg.Duplicate(r.Key, word)
	}
	n, ok := arg.U8(word, 10)
	switch {
	case !ok:
		return arg.Invalid("expected ICV length", word)
	case n < uapi.MACSEC_MIN_ICV_LEN || n > uapi.MACSEC_STD_ICV_LEN:
		return arg.Invalid("ICV length must be in the range {8..16}", word)
	}
	s.U8(r.Attr, n)
	return s.Flag(r)
}

// macsecAN is the number of a secure association.
type macsecAN struct{ spec.U8 }

func (macsecAN) Parse(s *spec.Scan, r *spec.Row) error {
	if s.Seen(r.Attr) {
		return arg.Garbage(r.Key, r.Key)
	}
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	n, ok := arg.U8(word, 0)
	if !ok || n > 3 {
		return arg.Invalid("expected an { 0..3 }", word)
	}
	s.U8(r.Attr, n)
	return nil
}

// macsecWindow is a number of packets, shown with sign. All bits set means that it is not given.
type macsecWindow struct{ spec.S32 }

func (macsecWindow) Parse(s *spec.Scan, r *spec.Row) error {
	if err := (spec.U32{}).Parse(s, r); err != nil {
		return err
	}
	if attr.U32(s.Find(r.Attr)) == 1<<32-1 {
		s.Drop(r.Attr)
	}
	return nil
}

// macsecChoice is a word from a list, which may be abbreviated; warn says so to the user.
type macsecChoice struct {
	*spec.Enum
	warn bool
}

var (
	macsecValidations = spec.Enum{Width: 1, Unknown: "(unknown)", Names: []spec.Name{
		{N: uapi.MACSEC_VALIDATE_DISABLED, Name: "disabled"},
		{N: uapi.MACSEC_VALIDATE_CHECK, Name: "check"},
		{N: uapi.MACSEC_VALIDATE_STRICT, Name: "strict"},
	}}
	macsecOffloads = spec.Enum{Width: 1, Unknown: "(unknown)", Names: []spec.Name{
		{N: uapi.MACSEC_OFFLOAD_OFF, Name: "off"},
		{N: uapi.MACSEC_OFFLOAD_PHY, Name: "phy"},
		{N: uapi.MACSEC_OFFLOAD_MAC, Name: "mac"},
	}}
)

func (m macsecChoice) Parse(s *spec.Scan, r *spec.Row) error {
	word, err := s.Value(r)
	if err != nil {
		return err
	}
	i, warning, err := arg.OneOf(r.Key, word, m.Hint(r))
	if err != nil {
		return err
	}
	if m.warn && warning != "" {
		s.Warn(warning)
	}
	s.U8(r.Attr, uint8(m.Names[i].N))
	return nil
}

// checkMacsec refuses switches that exclude each other and a window without replay protection.
func checkMacsec(s *spec.Scan) error {
	on := func(typ uint16) bool { return attr.U8(s.Find(typ)) != 0 }
	sci, es, scb := on(unix.IFLA_MACSEC_INC_SCI), on(unix.IFLA_MACSEC_ES), on(unix.IFLA_MACSEC_SCB)
	if sci && (es || scb) || es && scb {
		return arg.Fail(1, "invalid combination of send_sci/end_station/scb")
	}
	window := s.Find(unix.IFLA_MACSEC_WINDOW)
	replay := s.Find(unix.IFLA_MACSEC_REPLAY_PROTECT)
	switch {
	case window != nil && replay == nil:
		n := strconv.FormatUint(uint64(attr.U32(window)), 10)
		return arg.Fail(1, "replay window set, but replay protection not enabled. did you mean 'replay on window "+n+"'?")
	case window == nil && attr.U8(replay) != 0:
		return arg.Fail(1, "replay protection enabled, but no window set. did you mean 'replay on window VALUE'?")
	case window != nil && attr.U8(replay) == 0:
		s.Drop(unix.IFLA_MACSEC_WINDOW)
	}
	return nil
}
