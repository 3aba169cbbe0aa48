package nl

import (
	"errors"
	"syscall"

	"github.com/mdlayher/genetlink"
	"github.com/mdlayher/netlink"
)

// Family is the number of a family of generic netlink, which the kernel gives out when the family comes
// up (linux/genetlink.h). Asking for it loads the module that has it. A refusal is an *Error, ENOENT
// where there is no such family.
func Family(name string) (id uint16, err error) {
	c, err := genetlink.Dial(nil)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	f, err := c.GetFamily(name)
	if err != nil {
		return 0, refusalOf(err)
	}
	return f.ID, nil
}

// refusalOf makes an Error of one of the library's, where it is a refusal by the kernel.
func refusalOf(err error) error {
	e := &Error{Missing: -1}
	var op *netlink.OpError
	if errors.As(err, &op) {
		e.Msg, e.Offset = op.Message, op.Offset
	}
	var n syscall.Errno
	if !errors.As(err, &n) {
		return err
	}
	e.Errno = n
	return e
}
