package out

// The layout of JSON, compact and pretty, is iproute2's json_writer: commas without blanks, keys on
// lines of their own under -pretty, arrays padded by one blank, and array brackets never on a new line.

// name writes what comes before a value: the comma, under -pretty the line break, and the key. In an
// array the key is "".
func (p *Printer) name(key string) {
	if p.comma {
		p.buf = append(p.buf, ',')
	}
	if key != "" {
		p.eol()
		p.buf = append(p.buf, '"')
		p.buf = append(p.buf, key...)
		p.buf = append(p.buf, '"', ':')
		if p.Pretty {
			p.buf = append(p.buf, ' ')
		}
	}
	p.comma = true
}

func (p *Printer) eol() {
	if !p.Pretty {
		return
	}
	p.buf = append(p.buf, '\n')
	p.pad(4 * p.depth)
}

// open starts an element of an array (or the document) that is itself an object or array.
func (p *Printer) open(c byte) {
	if p.comma {
		p.buf = append(p.buf, ',')
	}
	p.begin(c)
}

func (p *Printer) begin(c byte) {
	p.buf = append(p.buf, c)
	p.depth++
	p.comma = false
}

func (p *Printer) arrayPad() {
	if p.Pretty {
		p.buf = append(p.buf, ' ')
	}
}

func (p *Printer) close(c byte) {
	if p.depth > 0 {
		p.depth--
	}
	if p.comma {
		p.eol()
	}
	p.buf = append(p.buf, c)
	p.comma = true
}

func (p *Printer) closeArray() {
	if p.Pretty && p.comma {
		p.buf = append(p.buf, ' ')
	}
	p.comma = false
	p.close(']')
}

// appendQuoted appends s as a JSON string. Bytes from 0x80 on pass as they are, since names need not be
// UTF-8 and iproute2 passes them; the control characters that have no short escape of their own are
// written as \u00XX, without which the document would not be JSON.
func appendQuoted[S string | []byte](dst []byte, s S) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\t':
			dst = append(dst, '\\', 't')
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\f':
			dst = append(dst, '\\', 'f')
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\\', '"':
			dst = append(dst, '\\', c)
		default:
			if c < 0x20 {
				dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			} else {
				dst = append(dst, c)
			}
		}
	}
	return append(dst, '"')
}

// plain says that s stands in a JSON string as it is.
func plain(s []byte) bool {
	for _, c := range s {
		if c < 0x20 || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
