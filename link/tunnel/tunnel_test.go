package tunnel

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"
)

// The sizes and offsets are those of the C structures on Linux, where all architectures agree.
func TestLayout(t *testing.T) {
	var p4 parm4
	var p6 parm6
	for what, n := range map[string][2]uintptr{
		"parm4.Header":     {unsafe.Offsetof(p4.Header), 32},
		"parm4.Header.Dst": {unsafe.Offsetof(p4.Header) + unsafe.Offsetof(p4.Header.Dst), 48},
		"parm6":            {unsafe.Sizeof(p6), 76},
		"parm6.FlowInfo":   {unsafe.Offsetof(p6.FlowInfo), 24},
		"parm6.OKey":       {unsafe.Offsetof(p6.OKey), 72},
		"prlEntry":         {unsafe.Sizeof(prlEntry{}), 16},
		"sixRDParm":        {unsafe.Sizeof(sixRDParm{}), 24},
		"ifreq":            {unsafe.Sizeof(ifreq{}), 40},
	} {
		if n[0] != n[1] {
			t.Errorf("%s: %d, want %d", what, n[0], n[1])
		}
	}
	if unsafe.Sizeof(p4) < unsafe.Sizeof(p6) {
		t.Error("parm4 has no room for what the kernel may write")
	}
}

func env(t *testing.T) (*verb.Env, *bytes.Buffer) {
	b := new(bytes.Buffer)
	e := verb.NewEnv(out.Options{})
	e.Out, e.Stderr = out.New(b, out.Options{}), b
	t.Cleanup(e.Close)
	return e, b
}

// The texts and statuses are those of iproute2 6.15.0.
func TestErrors(t *testing.T) {
	for line, want := range map[string]string{
		"add t5":                                   "cannot determine tunnel mode (ipip, gre, vti or sit)",
		"add t5 mode x":                            `Unknown tunnel mode "x"`,
		"add t5 mode gre mode ipip":                "You managed to ask for more than one tunnel mode.",
		"add t5 t6":                                `Error: either "name" is duplicate, or "t6" is garbage.`,
		"add a/b":                                  `Error: argument "a/b" is wrong: "name" not a valid ifname`,
		"add t5 mode ipip ikey 5":                  "Keys are not allowed with ipip and sit tunnels",
		"add t5 mode gre okey -1":                  `invalid value for "okey": "-1"; it should be an unsigned integer`,
		"add t5 mode gre tos inherit/x":            `Error: argument "inherit" is wrong: bad TOS value`,
		"add t5 mode gre ttl 256":                  "Error: argument \"256\" is wrong: invalid TTL\n",
		"add t5 mode gre remote 239.0.0.1":         "A broadcast tunnel requires a source address",
		"add t5 mode ipip ttl 5 nopmtudisc":        "ttl != 0 and nopmtudisc are incompatible",
		"add t5 mode ip6gre key x":                 `invalid value for "key": "x"; it should be an unsigned integer`,
		"add t5 mode vti6 flowlabel 100000":        `Error: argument "100000" is wrong: invalid Flowlabel`,
		"add t5 mode any dscp x":                   `Error: argument "x" is wrong: not inherit`,
		"prl":                                      "Must specify device",
		"prl foo":                                  `Invalid PRL parameter "foo"`,
		"prl prl-default 1.1.1.1 prl-delete 1.1.1": "One PRL entry at a time",
		"6rd dev a/b":                              `Error: argument "a/b" is wrong: "dev" not a valid ifname`,
		"6rd x":                                    `Invalid 6RD parameter "x"`,
		"foo":                                      `Command "foo" is unknown, try "ip tunnel help"`,
		"prl mode any":                             `Command "prl" is unknown, try "ip -f inet6 tunnel help".`,
	} {
		e, _ := env(t)
		err := Object().Run(e, strings.Fields(line))
		var x *arg.Error
		if !errors.As(err, &x) || x.Text != want {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestPrint(t *testing.T) {
	e, b := env(t)
	p, err := parse4(e, arg.New(strings.Fields("V mode vti local 10.0.0.1 key 5")), false)
	if err != nil {
		t.Fatal(err)
	}
	print4(e, p)
	e.Out.Flush()
	if got, want := b.String(), "V: ip/ip remote any local 10.0.0.1 ttl inherit key 5"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	q := new6()
	if err := parse6(e, arg.New(strings.Fields("s mode ip6gre remote 2001:db8::2 tclass 1f fl inherit okey 7 seq")), false, q); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	print6(e, q)
	e.Out.Flush()
	want := "s: gre/ipv6 remote 2001:db8::2 local :: encaplimit 4 hoplimit 64 tclass 0x1f flowlabel inherit (flowinfo 0x01f00000) okey 7\n" +
		"  Drop packets out of sequence.\n  Sequence packets on output."
	if got := b.String(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if q.base() != "ip6gre0" || q.Flags != uapi.IP6_TNL_F_USE_ORIG_FLOWLABEL {
		t.Error(q.base(), q.Flags)
	}
}
