package link

import (
	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/out"
	"gip/internal/spec"

	"golang.org/x/sys/unix"
)

var hsrKind = kind{name: "hsr", table: &hsr}

// hsr is a node of a redundant ring (HSR) or of two parallel networks (PRP), IEC 62439-3 (IFLA_HSR_*).
var hsr = spec.Kind{
	Name:     "hsr",
	Synopsis: "slave1 DEVICE slave2 DEVICE [ OPTIONS ]",
	NoSuch:   hsrNoSuch,
	Order:    []string{"supervision", "version", "proto"},
	Rows: []spec.Row{
		{Attr: unix.IFLA_HSR_SLAVE1, Key: "slave1", Bad: "No such interface", Arg: "DEVICE", Val: hsrPort{}, Help: "first port"},
		{Attr: unix.IFLA_HSR_SLAVE2, Key: "slave2", Bad: "No such interface", Arg: "DEVICE", Val: hsrPort{}, Help: "second port"},
		{Attr: unix.IFLA_HSR_INTERLINK, Key: "interlink", Exact: true, Bad: "No such interface", Arg: "DEVICE", Val: hsrInterlink{}, Help: "port to devices that know neither HSR nor PRP"},
		{Attr: unix.IFLA_HSR_SEQ_NR, Text: "sequence", JSON: "seq_nr", Val: spec.U16{}},
		{Attr: unix.IFLA_HSR_MULTICAST_SPEC, Key: "supervision", Hidden: true, Bad: "ADDR-BYTE is invalid", Arg: "BYTE", Val: spec.U8{}, Help: "last byte of the group of supervision frames, 0 to 255"},
		{Attr: unix.IFLA_HSR_SUPERVISION_ADDR, Text: "supervision", JSON: "supervision_addr", Val: hsrAddr{}},
		{Attr: unix.IFLA_HSR_VERSION, Key: "version", Hidden: true, Bad: "version is invalid", Arg: "{ 0 | 1 }", Val: spec.U8{}, Help: "of HSR"},
		{Attr: unix.IFLA_HSR_PROTOCOL, Key: "proto", Bad: "protocol is invalid", Arg: "{ 0 | 1 }", Val: spec.U8{}, Help: "0 for HSR, 1 for PRP"},
	},
}

func hsrNoSuch(word string) string { return `hsr: what is "` + word + `"?` }

// hsrPort is one of the two ports, which may have gone.
type hsrPort struct{ spec.Dev }

func (hsrPort) PrintAbsent(v *spec.View, r *spec.Row) {
	v.Text(r.Key)
	v.Text(" ")
	v.Null(r.Key, "<none>")
	v.Text(" ")
}

// hsrInterlink is a device whose name is shown in colour, together with the label.
type hsrInterlink struct{ spec.Dev }

func (hsrInterlink) Print(v *spec.View, r *spec.Row) {
	v.In(out.IfName).Str(r.Key, "interlink ", v.Links.Name(int(attr.U32(v.T[r.Attr]))), " ")
}

// hsrAddr is a link-layer address. Print only.
type hsrAddr struct{ printOnly }

func (hsrAddr) Size() int { return 6 }
func (hsrAddr) Print(v *spec.View, r *spec.Row) {
	v.Formatted(r, func(dst []byte) []byte { return arg.AppendLLAddr(dst, v.T[r.Attr], unix.ARPHRD_VOID) })
}
