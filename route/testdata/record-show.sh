#!/bin/sh
# Records routes and what the reference prints of them:
#
#	IP=/path/to/iproute2-6.15.0/ip sh record-show.sh
#
# show.dump is what "ip route save table all" writes, the kernel's own messages. show.recorded holds each
# line of show.words, "OPTIONS|SELECTOR", behind a plus sign, and what list prints for it below. It needs
# root and a kernel with ifb devices, and works in namespaces of its own.
set -eu
if [ -z "${RECORDING:-}" ]; then
	exec env RECORDING=1 IP="${IP:?the reference}" unshare -n -m sh "$0"
fi
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
"$IP" link set lo up
"$IP" link add d0 type ifb # index 2
"$IP" link add d1 type ifb # index 3
"$IP" link set d0 up
"$IP" link set d1 up
"$IP" addr add 10.1.0.1/24 dev d0
"$IP" addr add 2001:db8::1/64 dev d0
"$IP" addr add fe80::1/64 dev d0
"$IP" -batch - <<'BATCH'
route add 11.0.0.0/8 via 10.1.0.5
route add 12.0.0.0/8 via 10.1.0.5 metric 5 mtu lock 1400 rtt 100ms rttvar 2s rto_min 1500ms hoplimit 64 features ecn congctl reno initcwnd 10 quickack 1 fastopen_no_cookie 1
route add 12.0.0.0/8 via 10.1.0.6 metric 6 mtu 1400 advmss 99 ssthresh 7 window 5 cwnd 3 reordering 4 initrwnd 9 congctl lock cubic rtt 7 rttvar 3
route add 12.0.0.0/8 via 10.1.0.6 metric 7 rtt 123456ms rttvar 1234567ms
route add blackhole 13.0.0.0/8
route add unreachable 13.1.0.0/16 table 60077
route add prohibit default metric 9
route add throw 13.2.0.0/16 table 60078 proto static
route add 14.0.0.0/8 nexthop via 10.1.0.5 dev d0 weight 3 nexthop via 10.1.0.6 dev d0 onlink realms 3/4
route add 15.0.0.0/8 via 10.1.0.5 src 10.1.0.1 tos 0x04 proto static realms 5/7
route add 15.0.0.1 via 10.1.0.5 onlink dev d0 scope site realm 6
route add 16.0.0.0/8 via inet6 fe80::5 dev d0
route add 17.0.0.0/8 nexthop via inet6 fe80::5 dev d0 nexthop dev d1
route add multicast 224.0.0.0/4 dev d0
route add local 18.0.0.0/8 dev lo table 60079
nexthop add id 7 via 10.1.0.7 dev d0
nexthop add id 8 via 10.1.0.8 dev d0
nexthop add id 9 group 7,3/8
route add 19.0.0.0/8 nhid 7
route add 19.1.0.0/16 nhid 9
BATCH
"$IP" -6 -batch - <<'BATCH'
route add 2001:db8:1::/48 via 2001:db8::5 pref low mtu 1400
route add 2001:db8:2::/48 via 2001:db8::5 pref high table 60077
route add unreachable 2001:db8:3::/48 metric 5
route add 2001:db8:4::/48 nexthop via 2001:db8::5 nexthop via 2001:db8::6 weight 4
route add 2001:db8:5::/48 from 2001:db8::/64 dev d0
route add 2001:db8:5::/48 from 2001:db8::9 dev d0
route add default via fe80::9 dev d0 metric 99
BATCH
"$IP" route save table all >show.dump
while IFS='|' read -r options selector; do
	printf '+ %s|%s\n' "$options" "$selector"
	# shellcheck disable=SC2086
	"$IP" $options route show $selector
done <show.words >show.recorded
