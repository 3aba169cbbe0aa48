package link

import (
	"strconv"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"
	"gip/internal/out"
	"gip/internal/uapi"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// runAfstats shows the statistics that families of addresses keep of devices (MPLS alone does): ip link
// afstats [ dev DEV ]. Whatever goes wrong after the words are read is told on standard error and leaves
// the exit status alone, as in the reference.
func runAfstats(e *verb.Env, c *arg.Cursor) error {
	dev, given := "", false
	for c.Next() {
		switch w := c.Word(); {
		case w == "dev":
			v, err := c.Value()
			if err != nil {
				return err
			}
			if given {
				return arg.Garbage("dev", v)
			}
			dev, given = v, true
		case arg.Prefix(w, "help"):
			return verb.Usage(usage())
		default:
			return arg.UnknownCommand(w, "ip link")
		}
	}
	index := int32(0)
	if given {
		if index = int32(e.Links.Index(dev)); index <= 0 {
			e.Warn(`Device "` + dev + `" does not exist.`)
			return nil
		}
	}
	conn, err := e.Conn()
	if err != nil {
		return err
	}
	e.Out.Begin()
	defer e.Out.End()
	v := NewView(e, nil)
	body := statsRequest(1 << (unix.IFLA_STATS_AF_SPEC - 1))
	for m, err := range conn.Dump(nl.Request{Type: unix.RTM_GETSTATS, Body: body}) {
		if err != nil {
			WarnDump(e, err)
			return nil
		}
		v.afstats(index, m.Data)
		e.Out.Record()
	}
	return nil
}

// afstats prints what an RTM_NEWSTATS message has of families, if it is about the device with that index
// or the index is 0.
func (v *View) afstats(only int32, msg []byte) {
	if len(msg) < uapi.SizeofIfStatsMsg {
		return
	}
	index := int32(attr.U32(msg[4:]))
	if only != 0 && only != index {
		return
	}
	var tb [unix.IFLA_STATS_AF_SPEC + 1][]byte
	attr.Index(tb[:], msg[uapi.SizeofIfStatsMsg:])
	list, named := tb[unix.IFLA_STATS_AF_SPEC], false
	for {
		family, b, rest, ok := attr.Next(list)
		if !ok {
			break
		}
		list = rest
		if v.e.Family != unix.AF_UNSPEC && uint16(v.e.Family) != family {
			continue
		}
		if !named {
			v.p.Object("")
			v.p.Uint("ifindex", "", uint64(uint32(index)), ":")
			v.p.In(out.IfName).Str("ifname", "", v.e.Links.Name(int(index)), "")
			v.p.NL()
			named = true
		}
		if family != unix.AF_MPLS {
			v.p.Flush()
			v.e.Warn("    unknown af(" + strconv.Itoa(int(family)) + ")")
			continue
		}
		if b := attr.Find(b, uapi.MPLS_STATS_LINK); b != nil {
			v.p.Text("    mpls:")
			v.p.NL()
			v.MPLSStats(b, "        ")
			v.p.Text("\n")
		}
	}
	if named {
		v.p.EndObject()
	}
}
