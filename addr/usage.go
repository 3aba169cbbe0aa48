package addr

// usage is the help text of the object.
func usage() string {
	return `Usage: ip address [ show | list | lst ] [ SELECTOR... ]
       ip address { add | change | chg | replace } ADDRESS dev DEV [ OPTION... ]
       ip address delete ADDRESS dev DEV [ OPTION... ]
       ip address { flush | save } SELECTOR...
       ip address { restore | showdump }        the stream of save on standard input

ADDRESS := [ local ] PREFIX [ { peer | remote } PREFIX ]
OPTION:
  [ broadcast|brd { IPADDR | + | - } ]     + and -: the last, the first address of the prefix
  [ anycast IPADDR ] [ label NAME ] [ scope SCOPE ]
  [ metric METRIC ]                        or priority, preference
  [ valid_lft LIFETIME ] [ preferred_lft LIFETIME ]
  [ proto PROTO ]
  [ home ] [ nodad ] [ optimistic ] [ mngtmpaddr ] [ noprefixroute ] [ autojoin ]

SELECTOR:
  [ dev ] DEV            that device               up, down             by the device's flag
  to PREFIX              addresses in it           master DEV, nomaster ports of DEV, of none
  scope SCOPE | all      that scope                vrf NAME             devices in that VRF
  label PATTERN          shell pattern             type KIND            by kind, KIND_slave for ports
  proto NUMBER           that origin               group GROUP          by device group
  novf                   leave virtual functions out
  [ - ]FLAG              permanent dynamic secondary primary temporary tentative deprecated dadfailed
                         home nodad optimistic mngtmpaddr noprefixroute autojoin stable-privacy

SCOPE    := host | link | global | NUMBER
LIFETIME := forever | SECONDS
PROTO    := NAME | NUMBER
`
}
