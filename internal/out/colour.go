package out

import (
	"os"
	"strings"
)

// A Colour is what a value is, for the colours of -color; the zero Colour is none.
type Colour uint8

// The coloured kinds of values.
const (
	NoColour Colour = iota
	IfName
	MAC
	Inet
	Inet6
	OperUp
	OperDown
)

// Escape sequences by Colour, iproute2's two palettes.
var (
	onLight = [...]string{"", "\x1b[36m", "\x1b[33m", "\x1b[35m", "\x1b[34m", "\x1b[32m", "\x1b[31m"}
	onDark  = [...]string{"", "\x1b[1;36m", "\x1b[1;33m", "\x1b[1;35m", "\x1b[1;34m", "\x1b[1;32m", "\x1b[1;31m"}
)

// FamilyColour is the colour of an address of a family (AF_INET, AF_INET6), none for others.
func FamilyColour(family uint8) Colour {
	switch family {
	case 2:
		return Inet
	case 10:
		return Inet6
	}
	return NoColour
}

// DarkBackground says whether COLORFGBG names a dark background: its last field is 0 to 6, or 8.
func DarkBackground() bool {
	v := os.Getenv("COLORFGBG")
	i := strings.LastIndexByte(v, ';')
	if i < 0 {
		return false
	}
	v = v[i+1:]
	return len(v) == 1 && (v[0] >= '0' && v[0] <= '6' || v[0] == '8')
}

func (p *Printer) paint() {
	if p.tint == NoColour {
		return
	}
	if !p.Colored {
		p.tint = NoColour
		return
	}
	if p.DarkBack {
		p.buf = append(p.buf, onDark[p.tint]...)
	} else {
		p.buf = append(p.buf, onLight[p.tint]...)
	}
}

func (p *Printer) unpaint() {
	if p.tint != NoColour {
		p.buf = append(p.buf, "\x1b[0m"...)
		p.tint = NoColour
	}
}
