package arg

// An Error ends a command: the text that goes to stderr and the status the process returns.
type Error struct {
	// Text is printed on stderr with a newline behind it; "" prints nothing.
	Text string
	// Status is the exit status: 255 for what the reference calls usage, 1 for most else.
	Status int
	// Fatal marks the errors at which the reference leaves the process on the spot, even in the
	// middle of a batch: such a line is not followed by "Command failed FILE:LINE" unless -force is
	// given.
	Fatal bool
}

func (e *Error) Error() string { return e.Text }

// Fail is an error after which a batch with -force goes on: text on stderr, the given status.
func Fail(status int, text string) *Error { return &Error{Text: text, Status: status} }

// Exit is an error at which the reference calls exit(): text on stderr, the given status.
func Exit(status int, text string) *Error { return &Error{Text: text, Status: status, Fatal: true} }

// Incomplete says that a keyword stands at the end of the line without its value.
func Incomplete() *Error { return Exit(255, `Command line is not complete. Try option "help"`) }

// Missing says that an argument which cannot be left out is not there.
func Missing(key string) *Error { return Exit(255, `Error: argument "`+key+`" is required`) }

// Invalid says why the value of a keyword is wrong. Some of the reference's reasons end in a newline,
// which shows as an empty line: callers give it with the reason.
func Invalid(reason, value string) *Error {
	return Exit(255, `Error: argument "`+value+`" is wrong: `+reason)
}

// Duplicate says that a keyword came twice.
func Duplicate(key, value string) *Error {
	return Exit(255, `Error: duplicate "`+key+`": "`+value+`" is the second value.`)
}

// Garbage says that a positional came twice, or that a word is no keyword at all: the reference cannot
// tell them apart.
func Garbage(key, value string) *Error {
	return Exit(255, `Error: either "`+key+`" is duplicate, or "`+value+`" is garbage.`)
}

// NoDevice says that there is no network device of that name.
func NoDevice(name string) *Error { return Fail(1, `Cannot find device "`+name+`"`) }

// UnknownCommand says that an object has no such verb; object is its name in help texts, such as
// "ip link".
func UnknownCommand(verb, object string) *Error {
	return Exit(255, `Command "`+verb+`" is unknown, try "`+object+` help".`)
}

// OnOff reads on or off, in full words. Anything else is the reference's error for the interface flags
// (status 1).
func OnOff(key, value string) (bool, error) {
	switch value {
	case "on":
		return true, nil
	case "off":
		return false, nil
	}
	return false, Fail(1, `Error: argument of "`+key+`" must be "on" or "off", not "`+value+`"`)
}

// Switch reads on or off, in full words, for the keywords whose error lists the choices (status 22, the
// reference's -EINVAL): carrier, protodown, spoofchk and the like.
func Switch(key, value string) (bool, error) {
	switch value {
	case "on":
		return true, nil
	case "off":
		return false, nil
	}
	return false, Fail(22, `Error: argument of "`+key+`" must be one of "off", "on", not "`+value+`"`)
}

// OneOf finds the first of names that word is a prefix of. The error lists them, with status 1. warning is
// what the reference says to a word that is not written in full, in the places where it says so.
func OneOf(key, word string, names []string) (i int, warning string, err error) {
	for i, name := range names {
		if !Prefix(word, name) {
			continue
		}
		if word != name {
			warning = "WARNING: '" + word + "' matches '" + name + "' by prefix.\n" +
				"Matching by prefix is deprecated in this context, please use the full string."
		}
		return i, warning, nil
	}
	text := `Error: argument of "` + key + `" must be one of `
	for _, name := range names {
		text += `"` + name + `", `
	}
	return 0, "", Fail(1, text+`not "`+word+`"`)
}
