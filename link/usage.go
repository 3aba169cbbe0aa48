package link

// usage is the help of ip link.
func usage() string {
	return linkUsage + kindList() + "See also: ip link help KIND\n"
}

// linkUsage is the help text up to the list of kinds.
const linkUsage = `Usage: ip link [show] [ DEV | group G ] [ up | down ] [ master DEV | vrf DEV | nomaster ]
               [ type KIND ] [ novf ]
       ip link add [name] NAME [ link DEV | parentdev NAME ] [ SETTING... ] type KIND [ OPTIONS ]
       ip link replace [name] NAME [ SETTING... ] type KIND [ OPTIONS ]
       ip link { set | change } { [dev] DEV | group G } [ SETTING... ] [ type KIND OPTIONS ]
       ip link delete { [dev] DEV | group G }
       ip link property { add | del } [dev] DEV altname NAME [ altname NAME ]...
       ip link xstats type KIND [ OPTIONS ]
       ip link afstats [ dev DEV ]
       ip link help [ KIND ]

Settings, in any order:
  up | down                           administrative state
  arp, dynamic, multicast, allmulticast, promisc, trailers, carrier, protodown { on | off }
  protodown_reason { NAME | BIT } { on | off }
  name NAME                           new name of DEV
  alias TEXT                          description, up to 255 bytes
  address LLADDR, broadcast | brd LLADDR
  mtu BYTES, txqueuelen | txqlen | qlen PACKETS
  numtxqueues N, numrxqueues N        when a device is made
  gso_max_size BYTES, gso_ipv4_max_size BYTES, gso_max_segs N
  gro_max_size BYTES, gro_ipv4_max_size BYTES
  group G                             name or number
  master DEV | vrf DEV | nomaster     the device that this one is a port of
  addrgenmode { eui64 | none | stable_secret | random }
  mode { default | dormant }, state OPERSTATE
  index N                             when a device is made or moved
  netns { NAME | PATH | PID }         move there, or make it there
  link-netns NAME | link-netnsid ID   where the device after link is
  xdp | xdpgeneric | xdpdrv | xdpoffload
     { off | none | { pinned | object-pinned | fd } FILE |
       { object | obj } FILE [ section NAME ] [ program NAME ] [ verbose ] }
  vf N                                a virtual function, followed by
     mac LLADDR, vlan ID [ qos N ] [ proto { 802.1Q | 802.1ad } ],
     max_tx_rate MBIT, min_tx_rate MBIT, rate MBIT,
     spoofchk, query_rss, trust { on | off }, state { auto | enable | disable },
     node_guid GUID, port_guid GUID

`

// kindList names the kinds that gip knows, a few on each line.
func kindList() string {
	const width = 80
	s, col := "Kinds:", len("Kinds:")
	for _, k := range kinds {
		if col+1+len(k.name) > width {
			s, col = s+"\n      ", len("      ")
		}
		s += " " + k.name
		col += 1 + len(k.name)
	}
	return s + "\n"
}
