package link

import (
	"gip/internal/attr"
	"gip/internal/uapi"

	"golang.org/x/sys/unix"
)

// xdp prints IFLA_XDP. Without line it is the word in the first line of the device, to which ip address
// (links is false) adds the id of the program; with line it is the line about each program. In JSON all
// is said in the first place.
func (v *View) xdp(b []byte, links, line bool) {
	var tb [unix.IFLA_XDP_HW_PROG_ID + 1][]byte
	attr.Index(tb[:], b)
	mode := attr.U8(tb[unix.IFLA_XDP_ATTACHED])
	if mode == uapi.XDP_ATTACHED_NONE {
		return
	}
	if v.p.InJSON() {
		if !line {
			v.xdpJSON(&tb, mode)
		}
		return
	}
	if !line {
		v.xdpMode(mode)
		if id := attr.U32(tb[unix.IFLA_XDP_PROG_ID]); id != 0 && !links {
			v.p.Uint("", "/id:", uint64(id), "")
		}
		v.p.Text(" ")
		return
	}
	v.xdpLine(tb[unix.IFLA_XDP_PROG_ID], "")
	if mode == uapi.XDP_ATTACHED_MULTI {
		v.xdpLine(tb[unix.IFLA_XDP_SKB_PROG_ID], "generic")
		v.xdpLine(tb[unix.IFLA_XDP_DRV_PROG_ID], "drv")
		v.xdpLine(tb[unix.IFLA_XDP_HW_PROG_ID], "offload")
	}
}

func (v *View) xdpMode(mode uint8) {
	switch mode {
	case uapi.XDP_ATTACHED_DRV:
		v.p.Text("xdp")
	case uapi.XDP_ATTACHED_SKB:
		v.p.Text("xdpgeneric")
	case uapi.XDP_ATTACHED_HW:
		v.p.Text("xdpoffload")
	case uapi.XDP_ATTACHED_MULTI:
		v.p.Text("xdpmulti")
	default:
		v.p.Uint("", "xdp[", uint64(mode), "]")
	}
}

func (v *View) xdpLine(id []byte, where string) {
	if n := attr.U32(id); n != 0 {
		v.p.NL()
		v.p.Str("", "    prog/xdp", where, " ")
		v.program(n)
	}
}

func (v *View) xdpJSON(tb *[unix.IFLA_XDP_HW_PROG_ID + 1][]byte, mode uint8) {
	p := v.p
	p.Object("xdp")
	p.Uint("mode", "", uint64(mode), "")
	if id := attr.U32(tb[unix.IFLA_XDP_PROG_ID]); id != 0 {
		v.program(id)
	}
	p.Array("attached", "")
	skb, drv, hw := tb[unix.IFLA_XDP_SKB_PROG_ID], tb[unix.IFLA_XDP_DRV_PROG_ID], tb[unix.IFLA_XDP_HW_PROG_ID]
	if skb == nil && drv == nil && hw == nil {
		// Kernels before 4.19 have only one.
		v.xdpAttached(tb[unix.IFLA_XDP_PROG_ID], mode)
	} else {
		v.xdpAttached(skb, uapi.XDP_ATTACHED_SKB)
		v.xdpAttached(drv, uapi.XDP_ATTACHED_DRV)
		v.xdpAttached(hw, uapi.XDP_ATTACHED_HW)
	}
	p.EndArray("")
	p.EndObject()
}

func (v *View) xdpAttached(id []byte, mode uint8) {
	if id == nil {
		return
	}
	v.p.Object("")
	v.p.Uint("mode", "", uint64(mode), "")
	v.program(attr.U32(id))
	v.p.EndObject()
}

// program prints a BPF program; one that the kernel does not tell us about by its id alone.
func (v *View) program(id uint32) {
	p := v.p
	p.Object("prog")
	p.Uint("id", "id ", uint64(id), " ")
	if info, ok := programInfo(id); ok {
		p.Bytes("name", "name ", attr.CString(info.name[:]), " ")
		v.buf = appendHex(v.buf[:0], info.tag[:])
		p.Bytes("tag", "tag ", v.buf, " ")
		jited := uint64(0)
		if info.jitedLen != 0 {
			jited = 1
			p.Text("jited ")
		}
		if p.InJSON() {
			p.Uint("jited", "", jited, "")
		}
		if p.Details > 0 {
			if info.loadTime != 0 {
				p.Uint("load_time", "load_time ", info.loadTime, " ")
				p.Uint("created_by_uid", "created_by_uid ", uint64(info.uid), " ")
			}
			if info.btf != 0 {
				p.Uint("btf_id", "btf_id ", uint64(info.btf), " ")
			}
		}
	}
	p.EndObject()
}
