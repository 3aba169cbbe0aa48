package main

// version is the release of iproute2 whose behaviour gip has; programs read it from -V.
const version = "6.15.0"

func showVersion(g *globals, _ string) error {
	g.env.Out.Raw([]byte("ip utility, iproute2-" + version + ", gip\n"))
	return errVersion
}

// usage is the help of the tool itself.
func usage() string {
	return `Usage: ip [ OPTIONS ] OBJECT [ COMMAND ] [ ARGUMENTS ]
       ip [ OPTIONS ] -batch FILE
       ip OBJECT help

Objects, abbreviated as far as the first match in this order allows:
  address     addresses of devices
  maddress    multicast addresses of devices
  route       routes, and the lookup of one (route get)
  link        devices: show, add, set, delete
  tunnel      tunnels over IPv4 and, with -6, over IPv6
  tuntap      persistent tun and tap devices
  netns       network namespaces
  netconf     forwarding, rp_filter and the like, by device
  vrf         virtual routing tables: show them, run commands in one
  stats       statistics of devices, by groups

Options, before the object, with one dash or two:
  -4 -6 -0 -M -B, -f[amily] inet|inet6|link|mpls|bridge    address family
  -s[tatistics]      counters; twice for more      -d[etails]     more of everything
  -j[son]            JSON                          -p[retty]      JSON, indented
  -o[neline]         one line a record             -br[ief]       a short table
  -h[uman-readable]  counters with k, M, G         -iec           ... with Ki, Mi, Gi
  -N[umeric]         numbers for names             -r[esolve]     host names for addresses
  -c[olor][=always|auto|never]                     -t[imestamp], -ts[hort]
  -n[etns] NAME      work in that namespace        -a[ll]         all namespaces
  -b[atch] FILE      commands from FILE, - is standard input
  -force             go on after a failed line     -l[oops] N     rounds of a flush
  -echo              show what the kernel made     -rc[vbuf] N    socket buffer, bytes
  -V[ersion]
`
}
