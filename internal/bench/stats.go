package main

import (
	"slices"
	"time"
)

// A sample is the measurements of one program in one case, in the order of the rounds.
type sample struct {
	walls []time.Duration
	cpus  []time.Duration
	peak  int64 // the largest resident memory of all rounds, in KiB; 0 where it was not measured
}

func (s *sample) add(c cost) {
	s.walls = append(s.walls, c.wall)
	s.cpus = append(s.cpus, c.cpu)
	s.peak = max(s.peak, c.peak)
}

// median is the middle of the measurements, the upper one of two; 0 if there is none.
func median(d []time.Duration) time.Duration { return quantile(d, 0.5) }

// quantile is the measurement below which the given part of all lies.
func quantile(d []time.Duration, part float64) time.Duration {
	if len(d) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(d))
	return s[min(int(part*float64(len(s))), len(s)-1)]
}

func mean(d []time.Duration) time.Duration {
	if len(d) == 0 {
		return 0
	}
	var sum time.Duration
	for _, v := range d {
		sum += v
	}
	return sum / time.Duration(len(d))
}

func best(d []time.Duration) time.Duration {
	if len(d) == 0 {
		return 0
	}
	return slices.Min(d)
}

// ratio is a/b; 0 where b is.
func ratio(a, b time.Duration) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// spread is the middle half of the ratios of measurements made in the same round: how far the ratio of
// the medians is to be trusted.
func spread(a, b []time.Duration) (low, high float64) {
	n := min(len(a), len(b))
	r := make([]float64, n)
	for i := range r {
		r[i] = ratio(a[i], b[i])
	}
	if n == 0 {
		return 0, 0
	}
	slices.Sort(r)
	return r[n/4], r[min(3*n/4, n-1)]
}
