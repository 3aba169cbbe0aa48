package link

import (
	"gip/internal/arg"
	"gip/internal/nl"
	"gip/internal/verb"

	"golang.org/x/sys/unix"
)

// words is the state of parseWords: what earlier words of the command have said.
type words struct {
	r *request
	c *arg.Cursor

	// one says that dev came from the word behind "name": the reference tells that from a dev of
	// its own, even of the same text.
	one bool

	link     string // after "link"
	hasLink  bool
	peerNS   string // after "link-netns"
	hasNS    bool
	nsid     int32 // after "link-netnsid", -1 if not given
	netns    int   // descriptor of the namespace after "netns", -1 if not given
	index    int32 // after "index", 0 if not given
	addrLen  int   // bytes of the address, 0 if not given
	group    int32 // these are -1 if not given
	qlen     int32
	mtu      int32
	txQueues int32
	rxQueues int32

	far *nl.Conn // a socket in netns, for link-netns
}

// parseWords reads the words that all kinds share, in any order, up to "type KIND", where the cursor
// stands on KIND then, or to the end of the line. It fills r and resolves the names of devices.
func (r *request) parseWords(c *arg.Cursor) error {
	w := &words{r: r, c: c, nsid: -1, netns: -1, group: -1, qlen: -1, mtu: -1, txQueues: -1, rxQueues: -1}
	defer w.close()
	for !r.typed && c.Next() {
		k := findKeyword(c.Word())
		var err error
		if k == nil {
			err = w.device()
		} else {
			err = k.read(w, k)
		}
		if err != nil {
			return err
		}
	}
	return w.finish()
}

// device reads the positional, with or without "dev" in front.
func (w *words) device() error {
	word := w.c.Word()
	if arg.Prefix(word, "help") {
		return verb.Usage(usage())
	}
	if word == "dev" {
		var err error
		if word, err = w.c.Value(); err != nil {
			return err
		}
	}
	if !w.same() {
		return arg.Garbage("dev", word)
	}
	if !arg.AltIfName(word) {
		return arg.Invalid(`"dev" not a valid ifname`, word)
	}
	w.r.Dev, w.one = word, false
	return nil
}

// same says that dev is not set, or was set by the word "name" only.
func (w *words) same() bool { return w.one || w.r.Dev == "" && w.r.Name == "" }

// forgetDev has a second device follow a program or a virtual function, as the reference does: after
// "name", dev is then free again, and a device named with "dev" cannot follow any more.
func (w *words) forgetDev() {
	if w.same() {
		w.r.Dev, w.one = "", false
	}
}

// finish checks what the words say together and appends the attributes that depend on it.
func (w *words) finish() error {
	r := w.r
	switch {
	case r.Name == "":
		r.Name, w.one = r.Dev, true
	case r.Dev == "":
		r.Dev, w.one = r.Name, true
	case r.Name == r.Dev:
		w.one = true
	}
	if err := w.checkAddress(); err != nil {
		return err
	}
	if w.index != 0 && !r.Create && w.netns < 0 {
		return arg.Exit(255, "index can be used only when creating devices or when moving device to another netns.")
	}
	if w.group != -1 && r.Dev == "" {
		return w.wholeGroup()
	}
	if err := w.linkNamespace(); err != nil {
		return err
	}
	if r.Create {
		return w.finishNew()
	}
	return w.finishOld()
}

// checkAddress compares the length of a new address with that of the present one.
func (w *words) checkAddress() error {
	if w.r.Dev == "" || w.addrLen == 0 || w.r.Create {
		return nil
	}
	if want := w.r.addrLen(w.r.Dev); want >= 0 && want != w.addrLen {
		return wrongLength(w.addrLen, want)
	}
	return nil
}

// wholeGroup ends a command that is about all devices of a group. "type" is of no use there.
func (w *words) wholeGroup() error {
	if word, more := w.c.Peek(); more {
		return garbage(word, arg.Exit)
	}
	if w.r.Create {
		return arg.Exit(255, "group cannot be used when creating devices.")
	}
	w.r.Kind, w.r.typed = "", false
	return nil
}

// finishOld ends the request for a device that exists.
func (w *words) finishOld() error {
	r := w.r
	if r.Dev == "" {
		return arg.Exit(255, `Not enough information: "dev" argument is required.`)
	}
	r.Index = int32(r.Env.Links.Index(r.Dev))
	if r.Index == 0 {
		return arg.NoDevice(r.Dev)
	}
	if w.index != 0 {
		r.Enc.U32(unix.IFLA_NEW_IFINDEX, uint32(w.index))
	}
	if !w.one {
		r.Enc.String(unix.IFLA_IFNAME, r.Name)
	}
	return nil
}

// finishNew ends the request for a new device.
func (w *words) finishNew() error {
	r := w.r
	if !w.one {
		return arg.Exit(255, `both "name" and "dev" cannot be used when creating devices.`)
	}
	if w.hasLink {
		i, err := w.lowerIndex()
		if err != nil {
			return err
		}
		if i == 0 {
			return arg.NoDevice(w.link)
		}
		r.Enc.U32(unix.IFLA_LINK, uint32(i))
	}
	r.Index = w.index
	if r.Name != "" {
		r.Enc.String(unix.IFLA_IFNAME, r.Name)
	}
	return nil
}
