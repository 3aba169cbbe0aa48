package route

import (
	"strconv"

	"gip/internal/attr"

	"golang.org/x/sys/unix"
)

// rtaxMax is the highest metric, RTAX_FASTOPEN_NO_COOKIE (linux/rtnetlink.h).
const rtaxMax = 17

// metricNames are the words of RTAX_*. congctl's key in JSON is another.
var metricNames = [rtaxMax + 1]string{
	unix.RTAX_MTU:                "mtu",
	unix.RTAX_WINDOW:             "window",
	unix.RTAX_RTT:                "rtt",
	unix.RTAX_RTTVAR:             "rttvar",
	unix.RTAX_SSTHRESH:           "ssthresh",
	unix.RTAX_CWND:               "cwnd",
	unix.RTAX_ADVMSS:             "advmss",
	unix.RTAX_REORDERING:         "reordering",
	unix.RTAX_HOPLIMIT:           "hoplimit",
	unix.RTAX_INITCWND:           "initcwnd",
	unix.RTAX_FEATURES:           "features",
	unix.RTAX_RTO_MIN:            "rto_min",
	unix.RTAX_INITRWND:           "initrwnd",
	unix.RTAX_QUICKACK:           "quickack",
	unix.RTAX_CC_ALGO:            "congctl",
	unix.RTAX_FASTOPEN_NO_COOKIE: "fastopen_no_cookie",
}

// Bits of RTAX_FEATURES.
const (
	featureECN       = 1 << 0
	featureTCPUsecTS = 1 << 4
)

// metrics prints the nest RTA_METRICS. A metric that is only locked is shown as 0.
func (p *Printer) metrics(v []byte) {
	o := p.out
	o.Array("metrics", "")
	o.Object("")
	attr.Index(p.mx[:], v)
	lock := attr.U32(p.mx[unix.RTAX_LOCK])
	for i := unix.RTAX_MTU; i <= rtaxMax; i++ {
		locked := lock&(1<<i) != 0
		if p.mx[i] == nil && !locked {
			continue
		}
		val := attr.U32(p.mx[i])
		if i == unix.RTAX_HOPLIMIT && val == 1<<32-1 {
			continue // the default of the interface
		}
		o.Text(metricNames[i])
		o.Text(" ")
		if locked {
			o.Text("lock ")
		}
		switch i {
		case unix.RTAX_FEATURES:
			p.features(val)
		case unix.RTAX_RTT:
			p.millis(i, val/8)
		case unix.RTAX_RTTVAR:
			p.millis(i, val/4)
		case unix.RTAX_RTO_MIN:
			p.millis(i, val)
		case unix.RTAX_CC_ALGO:
			o.Bytes("congestion", "", attr.CString(p.mx[i]), " ")
		default:
			o.Uint(metricNames[i], "", uint64(val), " ")
		}
	}
	o.EndObject()
	o.EndArray("")
}

func (p *Printer) features(v uint32) {
	if v&featureECN != 0 {
		p.out.Null("ecn", "ecn ")
	}
	if v&featureTCPUsecTS != 0 {
		p.out.Null("tcp_usec_ts", "tcp_usec_ts ")
	}
	if v&^(featureECN|featureTCPUsecTS) != 0 {
		p.out.Hex("features", "", uint64(v), " ")
	}
}

// millis prints a time in milliseconds, in text from a second on in seconds with six digits.
func (p *Printer) millis(i int, ms uint32) {
	if p.out.InJSON() || ms < 1000 {
		p.out.Uint(metricNames[i], "", uint64(ms), "ms ")
		return
	}
	p.out.Append("", "", func(b []byte) []byte { return strconv.AppendFloat(b, float64(ms)/1e3, 'g', 6, 64) }, "s ")
}
