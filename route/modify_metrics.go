package route

import (
	"gip/internal/arg"

	"golang.org/x/sys/unix"
)

// The metrics of a route (RTAX_*) are attributes inside RTA_METRICS. A locked metric is one that the
// protocols may not change by what they learn; which are locked goes into one more metric, a bit mask.

// metricValue reads the value of a metric; lock before it locks it.
func (m *modifier) metricValue(k *keyword) (string, error) {
	w, err := m.c.Value()
	if err == nil && w == "lock" {
		m.lock |= 1 << k.rtax
		w, err = m.c.Value()
	}
	return w, err
}

func (m *modifier) readMetric(k *keyword) error {
	w, err := m.metricValue(k)
	if err != nil {
		return err
	}
	v, ok := arg.U32(w, 0)
	if !ok || k.rtax == unix.RTAX_HOPLIMIT && v > 255 {
		return invalidValue(k.label, w)
	}
	m.metrics.U32(k.rtax, v)
	return nil
}

// readTime reads a round-trip time or its variance. The kernel keeps them in eighths and quarters of a
// millisecond; a number without a unit is in that scale already.
func (m *modifier) readTime(k *keyword) error {
	w, err := m.metricValue(k)
	if err != nil {
		return err
	}
	v, raw, ok := arg.RTT(w)
	if !ok {
		return invalidValue(k.label, w)
	}
	if !raw {
		v *= 4
		if k.rtax == unix.RTAX_RTT {
			v *= 2
		}
	}
	m.metrics.U32(k.rtax, v)
	return nil
}

// readRTOMin reads the least time before a retransmission, in milliseconds. It is always locked: to the
// kernel it means nothing otherwise.
func (m *modifier) readRTOMin(k *keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	v, _, ok := arg.RTT(w)
	if !ok {
		return invalidValue(k.label, w)
	}
	m.lock |= 1 << k.rtax
	m.metrics.U32(k.rtax, v)
	return nil
}

// readSwitch reads 0 or 1.
func (m *modifier) readSwitch(k *keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	v, ok := arg.U32(w, 0)
	if !ok {
		return invalidValue(k.label, w)
	}
	if v > 1 {
		return arg.Invalid("\""+k.label+"\" value should be 0 or 1\n", w)
	}
	m.metrics.U32(k.rtax, v)
	return nil
}

func (m *modifier) readFeatures(*keyword) error {
	w, err := m.c.Value()
	if err != nil {
		return err
	}
	var v uint32
	switch w {
	case "ecn":
		v = unix.RTAX_FEATURE_ECN
	case "tcp_usec_ts":
		v = unix.RTAX_FEATURE_TCP_USEC_TS
	default:
		return arg.Invalid("\"features\" value not valid\n", w)
	}
	m.metrics.U32(unix.RTAX_FEATURES, v)
	return nil
}

// readCongctl reads the name of a congestion control algorithm; the kernel knows which there are.
func (m *modifier) readCongctl(k *keyword) error {
	w, err := m.metricValue(k)
	if err != nil {
		return err
	}
	m.metrics.StringN(k.rtax, w)
	return nil
}

// putMetrics adds the metrics to the request, the mask of the locked ones last. Where there is nothing
// but a mask, nothing is sent.
func (m *modifier) putMetrics() {
	if len(m.metrics.B) == 0 {
		return
	}
	if m.lock != 0 {
		m.metrics.U32(unix.RTAX_LOCK, m.lock)
	}
	m.enc.Bytes(unix.RTA_METRICS, m.metrics.B)
}
