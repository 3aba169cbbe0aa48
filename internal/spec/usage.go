package spec

import "strings"

// usageColumn is where the explanations begin.
const usageColumn = 44

// Usage is the help text: a line for each option with its keywords, its value and what it is for.
func (k *Kind) Usage() string {
	var b strings.Builder
	b.WriteString("Usage: ... " + k.Name)
	if k.Synopsis != "" {
		b.WriteString(" " + k.Synopsis)
	}
	b.WriteByte('\n')
	for r := range k.all {
		if r.Key != "" {
			r.usage(&b)
		}
	}
	if k.Notes != "" {
		b.WriteString("\n" + k.Notes)
	}
	return b.String()
}

func (r *Row) usage(b *strings.Builder) {
	key := r.Key
	switch {
	case r.hasNo():
		key = "[no]" + key
	case r.Also != "":
		key = "{ " + key + " | " + r.Alias + " | " + r.Also + " }"
	case r.Alias != "":
		key = "{ " + key + " | " + r.Alias + " }"
	}
	s := "    [ " + key + " "
	if a := r.metavar(); a != "" {
		s += a + " "
	}
	s += "]"
	b.WriteString(s)
	if r.Help != "" {
		if len(s) >= usageColumn {
			b.WriteByte('\n')
			s = ""
		}
		b.WriteString(strings.Repeat(" ", usageColumn-len(s)) + r.Help)
	}
	b.WriteByte('\n')
}

func (r *Row) metavar() string {
	if r.Arg != "" {
		return r.Arg
	}
	if words := r.Hints(); len(words) > 0 {
		return "{ " + strings.Join(words, " | ") + " }"
	}
	return ""
}

// Hints are the words that may stand behind the keyword, where they can be listed.
func (r *Row) Hints() []string {
	if h, ok := r.Val.(Hinter); ok {
		return h.Hint(r)
	}
	return nil
}
