package route

// usage is the help of ip route: every keyword.
func usage() string {
	return `Usage: ip route [ list ] [ SELECTOR ]          show routes (also: show, lst)
       ip route flush SELECTOR                 delete what list would show
       ip route save [ SELECTOR ]              write them to standard output, in binary
       ip route restore                        make the routes of such a file on standard input
       ip route showdump                       list the routes of such a file
       ip route get [ to ] ADDRESS [ LOOKUP ]  ask the kernel which way packets go
       ip route { add | change | replace | append | prepend | test | delete } ROUTE

SELECTOR, any number of:
  [ to ] PREFIX            that prefix only; also: [ to ] exact PREFIX
  [ to ] root PREFIX       all within it
  [ to ] match PREFIX      all that cover it
  from [ root | match | exact ] PREFIX         the same of the source
  table { ID | all | cache }, cached, cloned   default: table main
  vrf NAME   dev DEVICE   oif DEVICE   iif DEVICE
  via [ FAMILY ] PREFIX   src PREFIX   type TYPE   tos TOS   dsfield TOS   mark NUMBER
  protocol { PROTOCOL | all }   scope { SCOPE | all }   metric NUMBER   realms [ FROM/ ]TO

ROUTE: [ to ] [ TYPE ] PREFIX, any number of:
  via [ FAMILY ] ADDRESS   dev DEVICE   oif DEVICE   src ADDRESS   from PREFIX   as [ to ] ADDRESS
  table ID   vrf NAME   protocol PROTOCOL   scope SCOPE   metric NUMBER   priority NUMBER
  tos TOS   dsfield TOS   realms [ FROM/ ]TO   onlink   nhid ID   expires SECONDS
  pref { low | medium | high }   ttl-propagate { enabled | disabled }
  encap ENCAPSULATION      { mpls | ip | ip6 | ila | bpf | seg6 | seg6local | rpl | ioam6 | xfrm } ...
  mtu [ lock ] BYTES   advmss [ lock ] BYTES   hoplimit [ lock ] NUMBER   reordering [ lock ] NUMBER
  window [ lock ] BYTES   cwnd [ lock ] NUMBER   initcwnd [ lock ] NUMBER   initrwnd [ lock ] NUMBER
  ssthresh [ lock ] NUMBER   rtt [ lock ] TIME   rttvar [ lock ] TIME   rto_min TIME
  congctl [ lock ] NAME   features { ecn | tcp_usec_ts }   quickack { 0 | 1 }
  fastopen_no_cookie { 0 | 1 }
  and last, one for each way:
  nexthop [ via [ FAMILY ] ADDRESS ] [ dev DEVICE ] [ weight 1..256 ] [ onlink ] [ realms REALMS ]
          [ encap ENCAPSULATION ] [ as [ to ] ADDRESS ]

LOOKUP, any number of:
  from ADDRESS   iif DEVICE   oif DEVICE   dev DEVICE   vrf NAME   mark NUMBER   tos TOS   dsfield TOS
  uid NUMBER   ipproto PROTOCOL   sport PORT   dport PORT   flowlabel LABEL   as [ to ] ADDRESS
  connected   fibmatch   notify

TYPE: unicast, local, broadcast, multicast, anycast, throw, unreachable, prohibit, blackhole, nat, xresolve
SCOPE: host, link, site, global, nowhere or a number    FAMILY: inet, inet6, mpls, bridge, link
ID: local, main, default or a number                    TIME: a number with s or ms behind it
PROTOCOL: kernel, boot, static, ... or a number
`
}
