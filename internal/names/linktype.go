package names

// AppendLinkType appends the name of a kind of link-layer address (ifi_type, ARPHRD_* of
// linux/if_arp.h), or the number in brackets.
func (d *DB) AppendLinkType(dst []byte, arphrd uint16) []byte {
	if !d.numeric {
		if name := linkType(arphrd); name != "" {
			return append(dst, name...)
		}
	}
	return append(appendUint(append(dst, '['), uint32(arphrd)), ']')
}

// LinkTypeName is AppendLinkType as a string.
func (d *DB) LinkTypeName(arphrd uint16) string { return string(d.AppendLinkType(nil, arphrd)) }

func linkType(arphrd uint16) string {
	switch arphrd {
	case 0:
		return "netrom"
	case 1:
		return "ether"
	case 2:
		return "eether"
	case 3:
		return "ax25"
	case 4:
		return "pronet"
	case 5:
		return "chaos"
	case 6:
		return "ieee802"
	case 7:
		return "arcnet"
	case 8:
		return "atalk"
	case 15:
		return "dlci"
	case 19:
		return "atm"
	case 23:
		return "metricom"
	case 24:
		return "ieee1394"
	case 32:
		return "infiniband"
	case 256:
		return "slip"
	case 257:
		return "cslip"
	case 258:
		return "slip6"
	case 259:
		return "cslip6"
	case 260:
		return "rsrvd"
	case 264:
		return "adapt"
	case 270:
		return "rose"
	case 271:
		return "x25"
	case 272:
		return "hwx25"
	case 280:
		return "can"
	case 512:
		return "ppp"
	case 513:
		return "hdlc"
	case 516:
		return "lapb"
	case 517:
		return "ddcmp"
	case 518:
		return "rawhdlc"
	case 768:
		return "ipip"
	case 769:
		return "tunnel6"
	case 770:
		return "frad"
	case 771:
		return "skip"
	case 772:
		return "loopback"
	case 773:
		return "ltalk"
	case 774:
		return "fddi"
	case 775:
		return "bif"
	case 776:
		return "sit"
	case 777:
		return "ip/ddp"
	case 778:
		return "gre"
	case 779:
		return "pimreg"
	case 780:
		return "hippi"
	case 781:
		return "ash"
	case 782:
		return "econet"
	case 783:
		return "irda"
	case 784:
		return "fcpp"
	case 785:
		return "fcal"
	case 786:
		return "fcpl"
	case 787:
		return "fcfb0"
	case 788:
		return "fcfb1"
	case 789:
		return "fcfb2"
	case 790:
		return "fcfb3"
	case 791:
		return "fcfb4"
	case 792:
		return "fcfb5"
	case 793:
		return "fcfb6"
	case 794:
		return "fcfb7"
	case 795:
		return "fcfb8"
	case 796:
		return "fcfb9"
	case 797:
		return "fcfb10"
	case 798:
		return "fcfb11"
	case 799:
		return "fcfb12"
	case 800:
		return "tr"
	case 801:
		return "ieee802.11"
	case 802:
		return "ieee802.11/prism"
	case 803:
		return "ieee802.11/radiotap"
	case 804:
		return "ieee802.15.4"
	case 805:
		return "ieee802.15.4/monitor"
	case 820:
		return "phonet"
	case 821:
		return "phonet_pipe"
	case 822:
		return "caif"
	case 823:
		return "gre6"
	case 824:
		return "netlink"
	case 825:
		return "6lowpan"
	case 65534:
		return "none"
	case 65535:
		return "void"
	}
	return ""
}
