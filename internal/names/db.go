// Package names turns the numbers of routing netlink into the names users see, and back: routing
// tables, protocols, scopes, realms, DS fields, device groups, link types, ether types, IP protocols, UDP
// services.
//
// The names come from built-in lists and from the table files under /etc/iproute2 and
// /usr/share/iproute2 (ip-route(8), "FILES"). A DB holds what one process knows of them. It opens a
// file only when a command needs it, and each file once.
//
// Append functions are for the printing paths and allocate nothing beyond what dst needs, except when
// they load a table. Parse functions return ErrUnknown when the word is neither a name nor a number in
// range: the callers know the message. (The reference remembers the last name it found, and after a
// number forgets what that name stood for: in a batch, "static", "99", "static" is 4, 99, 99. Here it is
// 4, 99, 4.)
package names

import (
	"errors"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// ErrUnknown says that a word is neither a known name nor a number in range.
var ErrUnknown = errors.New("neither a name nor a number in range")

// A DB holds the name tables of one process. It is not safe for concurrent use.
type DB struct {
	// Warn gets the warning about a damaged table file, without the newline that ends it on stderr.
	// (The warning quotes the line with its own newline, so an empty line follows it.) nil writes to
	// os.Stderr.
	Warn func(text string)

	numeric  bool
	etc      string   // the administrator's directory
	vendor   []string // the distribution's directories, strongest first
	protos   string   // the list of IP protocols
	services string   // the list of services

	routeProto, addrProto, scope, realm, dsField, nlProto, protoDown *byteTable

	routeTable, group *wideTable

	ipProtos     []ipProto
	ipProtosRead bool
}

// New returns a DB that has read nothing yet. With numeric, the Append and Name functions give numbers
// only (option -N); Parse functions take names all the same.
func New(numeric bool) *DB {
	return &DB{
		numeric:  numeric,
		etc:      "/etc/iproute2",
		vendor:   []string{"/usr/share/iproute2", "/usr/lib/iproute2"},
		protos:   "/etc/protocols",
		services: "/etc/services",
	}
}

// Numeric says whether the DB gives numbers only.
func (d *DB) Numeric() bool { return d.numeric }

func (d *DB) warn(text string) {
	if d.Warn != nil {
		d.Warn(text)
		return
	}
	os.Stderr.WriteString(text + "\n")
}

// load hands every entry of the table files called name to add, in the order in which later entries
// override earlier ones: the main file (the administrator's, or else the distribution's), then the
// *.conf files of the directory name.d. main and sub say which of the two the table has.
func (d *DB) load(name string, main, sub bool, add func(id int32, name string)) {
	if main {
		found := d.loadFile(d.etc+"/"+name, add)
		for _, dir := range d.vendor {
			if found {
				break
			}
			found = d.loadFile(dir+"/"+name, add)
		}
	}
	if !sub {
		return
	}
	// A file name in a stronger directory hides the same name in the weaker ones.
	for i := len(d.vendor) - 1; i >= 0; i-- {
		stronger := append([]string{d.etc}, d.vendor[:i]...)
		d.loadDir(d.vendor[i], name+".d", stronger, add)
	}
	d.loadDir(d.etc, name+".d", nil, add)
}

// loadDir reads the *.conf files of dir/sub in the order of the directory, which decides when two of
// them name the same number.
func (d *DB) loadDir(dir, sub string, hiddenBy []string, add func(int32, string)) {
	f, err := os.Open(dir + "/" + sub)
	if err != nil {
		return // most systems have no such directory
	}
	files, _ := f.Readdirnames(-1) // what could be read counts, as with readdir(3)
	f.Close()
next:
	for _, file := range files {
		if file[0] == '.' || len(file) <= len(".conf") || file[len(file)-len(".conf"):] != ".conf" {
			continue
		}
		for _, other := range hiddenBy {
			if _, err := os.Lstat(other + "/" + sub + "/" + file); err == nil {
				continue next
			}
		}
		d.loadFile(dir+"/"+sub+"/"+file, add)
	}
}

// loadFile reads one table file. It says false when there is no such file; one that cannot be read
// counts as empty.
func (d *DB) loadFile(path string, add func(int32, string)) bool {
	data, err := readFile(path)
	if err == unix.ENOENT {
		return false
	}
	if bad, ok := parseFile(data, add); !ok {
		d.warn("Database " + path + " is corrupted at " + bad)
	}
	return true
}

// A byteTable names the numbers 0 to 255.
type byteTable [256]string

// byteSpec describes a byteTable.
type byteSpec struct {
	file      string             // the base name of its files
	main, sub bool               // has FILE, has FILE.d
	size      int32              // numbers below this are taken from files
	builtin   func(uint8) string // the name without any file, "" for none
}

// table returns the table at t and loads it first if needed.
func (d *DB) table(t **byteTable, spec *byteSpec) *byteTable {
	if *t != nil {
		return *t
	}
	n := new(byteTable)
	for i := range n {
		n[i] = spec.builtin(uint8(i))
	}
	*t = n
	d.load(spec.file, spec.main, spec.sub, func(id int32, name string) {
		if id >= 0 && id < spec.size {
			n[id] = name
		}
	})
	return n
}

// known is the name of id where the reference asks the files only for numbers it does not know itself:
// a file renames a built-in number only once something else has made the process read it.
func (d *DB) known(t **byteTable, spec *byteSpec, id uint8) string {
	if *t == nil {
		if name := spec.builtin(id); name != "" {
			return name
		}
	}
	return d.table(t, spec)[id]
}

// parseByte finds the number of a name, lowest number first, or reads a number of that base below the
// size of the table.
func (d *DB) parseByte(t **byteTable, spec *byteSpec, s string, base int) (uint8, error) {
	for i, name := range d.table(t, spec) {
		if name != "" && name == s {
			return uint8(i), nil
		}
	}
	return parseBelow(s, base, uint64(spec.size))
}

// A wideTable names 32-bit numbers.
type wideTable struct {
	byID   map[uint32]string
	byName map[string]uint32
}

// wide returns the table at t and loads it from the files of that name first if needed; builtin are
// names and numbers that are there without a file.
func (d *DB) wide(t **wideTable, file string, sub bool, builtin ...wideEntry) *wideTable {
	if *t != nil {
		return *t
	}
	n := &wideTable{byID: make(map[uint32]string, 8), byName: make(map[string]uint32, 8)}
	*t = n
	for _, e := range builtin {
		n.add(e.id, e.name)
	}
	d.load(file, true, sub, func(id int32, name string) {
		if id >= 0 {
			n.add(uint32(id), name)
		}
	})
	return n
}

type wideEntry struct {
	id   uint32
	name string
}

// add puts an entry in front of the older ones. Where two numbers have one name, the reference finds
// the one in the lower of its 256 buckets, and in a bucket the newer.
func (t *wideTable) add(id uint32, name string) {
	t.byID[id] = name
	if old, ok := t.byName[name]; !ok || id&255 <= old&255 {
		t.byName[name] = id
	}
}

func appendUint(dst []byte, v uint32) []byte { return strconv.AppendUint(dst, uint64(v), 10) }
