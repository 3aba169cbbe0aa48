// Package ifname turns interface indexes into names and names into indexes, and remembers both: the
// lines of a batch and the records of a dump ask for the same few devices over and over.
//
// It asks by ioctl on the command's own socket, which costs a fraction of a netlink request and may be
// done in the middle of a dump. Alternative names longer than an ioctl can carry are asked for by
// netlink on a socket of their own.
package ifname

import (
	"strconv"
	"unsafe"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/nl"

	"golang.org/x/sys/unix"
)

// A Cache answers for one network namespace. What changes a device (renames, moves or deletes it)
// must call Forget.
type Cache struct {
	conn   func() (*nl.Conn, error) // the command's socket
	dial   func() (*nl.Conn, error) // a new one
	byName map[string]int
	byIdx  map[int]entry
	last   struct { // the name looked up last: the lines of a batch ask for one over and over
		name  string
		index int
	}
	arena []byte // the names of Seen, which would cost an allocation each
	alt   *nl.Conn
}

// An entry is what is known of a device.
type entry struct {
	name  string
	flags uint32 // IFF_*, if known
	known bool   // flags are known
}

// New returns an empty Cache. conn gives the command's socket; dial opens another of the same kind.
func New(conn, dial func() (*nl.Conn, error)) *Cache {
	return &Cache{conn: conn, dial: dial}
}

// Name is the name of a device; "*" for index 0 and "ifN" where no device has the index, as iproute2
// writes them.
func (c *Cache) Name(index int) string {
	if index == 0 {
		return "*"
	}
	if n, ok := c.lookupName(index); ok {
		return n
	}
	return "if" + strconv.Itoa(index)
}

// NameOK is the name of a device, and whether there is one with that index.
func (c *Cache) NameOK(index int) (string, bool) { return c.lookupName(index) }

func (c *Cache) lookupName(index int) (string, bool) {
	if n, ok := c.byIdx[index]; ok {
		return n.name, true
	}
	conn, err := c.conn()
	if err != nil || index <= 0 {
		return "", false
	}
	n, err := conn.LinkName(index)
	if err != nil {
		return "", false
	}
	c.Remember(index, n)
	return n, true
}

// Index is the index of the device with that name or alternative name; failing that, N of a name of
// the form "ifN", whether such a device exists or not. 0 means that there is no such device.
func (c *Cache) Index(name string) int {
	if name == "" {
		return 0
	}
	if name == c.last.name {
		return c.last.index
	}
	if i, ok := c.byName[name]; ok {
		c.last.name, c.last.index = name, i
		return i
	}
	conn, err := c.conn()
	if err != nil {
		return ifN(name)
	}
	i, err := conn.LinkIndex(name)
	if err != nil && len(name) >= unix.IFNAMSIZ {
		i, err = c.altIndex(name)
	}
	if err == nil && i > 0 {
		if c.byName == nil {
			c.byName = make(map[string]int)
		}
		c.byName[name] = i
		return i
	}
	return ifN(name)
}

// ifN reads the form "ifN" as C's sscanf does with "if%u": blanks and a sign may stand before the
// digits, and anything behind them. 0 if it is none.
func ifN(name string) int {
	if len(name) < 3 || name[:2] != "if" {
		return 0
	}
	v, n, _ := arg.StrToUL(name[2:], 10)
	if n == 0 {
		return 0
	}
	return int(uint32(v))
}

// altIndex asks for a long alternative name.
func (c *Cache) altIndex(name string) (int, error) {
	if c.alt == nil {
		var err error
		if c.alt, err = c.dial(); err != nil {
			return 0, err
		}
	}
	e := attr.Encoder{B: make([]byte, unix.SizeofIfInfomsg, 160)}
	e.String(unix.IFLA_ALT_IFNAME, name)
	m, err := c.alt.Get(nl.Request{Type: unix.RTM_GETLINK, Body: e.B})
	if err != nil {
		return 0, err
	}
	if len(m.Data) < unix.SizeofIfInfomsg {
		return 0, unix.ENODEV
	}
	return int(int32(attr.U32(m.Data[4:]))), nil
}

// Flags are the flags of a device (IFF_*, at least the low 16 bits), and whether there is one with that
// index.
func (c *Cache) Flags(index int) (uint32, bool) {
	if d, ok := c.byIdx[index]; ok && d.known {
		return d.flags, true
	}
	name, ok := c.lookupName(index)
	if !ok {
		return 0, false
	}
	conn, err := c.conn()
	if err != nil {
		return 0, false
	}
	flags, err := conn.LinkFlags(name)
	if err != nil {
		return 0, false
	}
	c.byIdx[index] = entry{name, flags, true}
	return flags, true
}

// Remember notes the name of a device that was seen in a message.
func (c *Cache) Remember(index int, name string) {
	c.put(index, entry{name: name})
}

func (c *Cache) put(index int, d entry) {
	if c.byIdx == nil {
		c.byIdx = make(map[int]entry)
	}
	c.byIdx[index] = d
}

// Seen notes the name and flags of a device that was seen in a message. It copies name.
func (c *Cache) Seen(index int, name []byte, flags uint32) {
	if d, ok := c.byIdx[index]; ok && d.name == string(name) {
		if !d.known || d.flags != flags {
			c.byIdx[index] = entry{d.name, flags, true}
		}
		return
	}
	c.put(index, entry{c.keep(name), flags, true})
}

// arenaSize is room for some two hundred names.
const arenaSize = 2048

// keep copies a name into the arena. What is in an arena never changes, so strings may alias it.
func (c *Cache) keep(name []byte) string {
	if len(name) == 0 {
		return ""
	}
	if len(name) > cap(c.arena)-len(c.arena) {
		c.arena = make([]byte, 0, max(arenaSize, len(name)))
	}
	n := len(c.arena)
	c.arena = append(c.arena, name...)
	return unsafe.String(&c.arena[n], len(name))
}

// Forget drops everything known: names or devices have changed.
func (c *Cache) Forget() {
	clear(c.byName)
	clear(c.byIdx)
	c.last.name = ""
}

// Close closes the socket that long alternative names may have needed.
func (c *Cache) Close() {
	if c.alt != nil {
		c.alt.Close()
		c.alt = nil
	}
}
