package verb

import (
	"io"
	"os"

	"gip/internal/arg"
	"gip/internal/attr"
	"gip/internal/hostname"
	"gip/internal/ifname"
	"gip/internal/names"
	"gip/internal/nl"
	"gip/internal/out"

	"golang.org/x/sys/unix"
)

// An Env is what a command runs in: where its output goes, what the options before the object said, and
// the connections and caches that the commands of one process share. Nothing else is global.
type Env struct {
	// Out writes standard output. Out.Options has the output options.
	Out *out.Printer
	// Stdin and Stdout are the process's streams; Stdout is for what cannot go through Out, such as
	// asking whether it is a terminal.
	Stdin  io.Reader
	Stdout *os.File
	// Stderr takes warnings. Errors are returned, not written.
	Stderr io.Writer

	// Names are the tables of /etc/iproute2 and its kin.
	Names *names.DB
	// Links turns interface indexes into names and back.
	Links *ifname.Cache

	// Hosts turns addresses into the names of hosts for -resolve; see AppendHost.
	Hosts hostname.Cache

	// Family is that of -4, -6, -0, -M, -B and -family: AF_INET and so on, AF_UNSPEC if none was given.
	Family uint8
	// Force is -force, All is -all, Echo is -echo.
	Force, All, Echo bool
	// CompressVLANs is -compressvlans of bridge: VLANs that follow each other are shown as one range.
	CompressVLANs bool
	// Loops is -loops: rounds of a flush, 0 for no limit.
	Loops int
	// RcvBuf is -rcvbuf in bytes, 0 for the default.
	RcvBuf int
	// Timestamp is -timestamp; TimestampShort is -tshort.
	Timestamp, TimestampShort bool
	// Batch is set while the lines of a -batch file run.
	Batch bool
	// Scratch is for the request of the command at hand: commands Reset it and build theirs in it, so
	// that the lines of a batch share its memory. Nothing in it outlives the command.
	Scratch attr.Encoder

	// Connect, where set, opens the sockets in place of Dial and DialIn: tests of what a command would
	// send let it fail.
	Connect func() (*nl.Conn, error)

	conn  *nl.Conn
	later *later
}

// NewEnv returns an Env on the process's own streams with a printer for o.
func NewEnv(o out.Options) *Env {
	e := &Env{
		Out: out.New(os.Stdout, o), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Loops: 10,
	}
	e.Names = names.New(o.Numeric)
	e.Names.Warn = e.Warn
	e.Links = ifname.New(e.Conn, e.Dial)
	return e
}

// SetNumeric has numbers printed for names (-Numeric).
func (e *Env) SetNumeric() {
	e.Out.Numeric = true
	e.Names = names.New(true)
	e.Names.Warn = e.Warn
}

// Conn is the command's rtnetlink socket, opened when first asked for.
func (e *Env) Conn() (*nl.Conn, error) {
	if e.conn == nil {
		c, err := e.Dial()
		if err != nil {
			return nil, err
		}
		e.conn = c
	}
	return e.conn, nil
}

// Dial opens another rtnetlink socket, for what must be asked in the middle of a dump.
func (e *Env) Dial() (*nl.Conn, error) { return e.DialIn(0) }

// DialIn opens an rtnetlink socket in the network namespace of a descriptor; 0 is this one.
func (e *Env) DialIn(netns int) (*nl.Conn, error) {
	if e.Connect != nil {
		return e.Connect()
	}
	return nl.Dial(nl.Config{
		Protocol: unix.NETLINK_ROUTE, NetNS: netns, Strict: true, RcvBuf: e.RcvBuf, Warn: e.Warn,
	})
}

// AppendHost appends an address: with -resolve the name of the host that has it, if there is one.
func (e *Env) AppendHost(dst []byte, family uint8, addr []byte) []byte {
	if e.Out.Resolve {
		if b, ok := e.Hosts.Append(dst, family, addr); ok {
			return b
		}
	}
	return arg.AppendAddr(dst, family, addr)
}

// Warn writes a line to standard error, behind the errors of what Do has queued. It cannot change the exit
// status.
func (e *Env) Warn(line string) {
	if err := e.Settle(); err != nil {
		e.later.err = err
	}
	io.WriteString(e.Stderr, line+"\n")
}

// Close closes the sockets.
func (e *Env) Close() {
	if e.conn != nil {
		e.conn.Close()
		e.conn = nil
	}
	e.Links.Close()
}
