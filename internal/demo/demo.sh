#!/bin/sh
# A tour of gip on the commands of the talk "Linux Networking Explained", in a user, network and mount
# namespace of its own: it needs no root, and nothing outside sees or keeps anything of it. GIP is the
# binary. Each command is printed, then run; a command that fails ends the tour with its status.
set -u
case ${1-} in
inside) ;;
*)
	command -v unshare >/dev/null || { echo "demo: unshare (util-linux) is missing"; exit 1; }
	unshare --user --map-root-user --net --mount true 2>/dev/null || {
		echo "demo: this system lets users make no user namespaces (see the sysctls"
		echo "kernel.unprivileged_userns_clone and kernel.apparmor_restrict_unprivileged_userns); as root it works"
		exit 1
	}
	exec unshare --user --map-root-user --net --mount sh "$0" inside
	;;
esac

mount -t tmpfs tmpfs /run && mount -t sysfs sysfs /sys || exit 1
bin=$(mktemp -d /run/gip.XXXXXX) && ln -s "$GIP" "$bin/gip" && ln -s "$GIP" "$bin/ip" && PATH=$bin:$PATH
say() { printf '\n# %s\n' "$*"; }
run() {
	printf '$ %s\n' "$*"
	"$@" || { rc=$?; echo "demo: status $rc" >&2; exit $rc; }
}

# Making a tap takes the right to open the driver, which some systems give to root alone.
tun=yes
[ -r /dev/net/tun ] && [ -w /dev/net/tun ] || { tun=; say "/dev/net/tun may not be opened here: cables stand in for the taps, tun is left out"; }
tap() {
	if [ "$tun" ]; then run gip tuntap add "$1" mode tap; else run gip link add "$1" type veth peer name "$1-end"; fi
}

say "Network devices: a virtual cable stands in for the talk's em1"
run gip link add em1 type veth peer name cable
run gip link set cable up
run gip link set em1 up
run gip link show em1
run gip -br link

say "Addresses"
run gip addr add 192.168.23.5/24 dev em1
run gip address show dev em1

say "The local table: every address this host accepts packets for"
run gip route list table local type local

say "Routing: a direct route, a route through a gateway"
run gip link set lo up
run gip route add 10.0.0.0/8 dev em1
run gip route add 20.10.0.0/16 via 10.0.0.1
run gip route show

say "How will a packet to 20.10.3.3 get routed? The kernel's own answer"
run gip route get 20.10.3.3
run gip -j -p route get 20.10.3.3

say "Network namespaces"
if run gip netns add blue; then
	tap tap0
	run gip link set tap0 netns blue
	run gip netns exec blue gip address
	run gip -n blue link set tap0 up
	run gip netns list
fi

say "veth: a cable between two namespaces"
run gip netns add ns1
run gip netns add ns2
run gip link add veth1 type veth peer name veth2
run gip link set veth1 netns ns1
run gip link set veth2 netns ns2
run gip -n ns1 addr add 10.9.0.1/24 dev veth1
run gip -n ns2 addr add 10.9.0.2/24 dev veth2
run gip -n ns1 link set veth1 up
run gip -n ns2 link set veth2 up
run gip -n ns1 route get 10.9.0.2

say "Bridge: a virtual switch"
run gip link add br0 type bridge
tap tap3
run gip link set cable master br0
run gip link set tap3 master br0
run gip link set br0 up
run gip link show master br0

say "MACVLAN: several addresses on one device"
run gip link add link em1 name macvlan0 type macvlan mode bridge
run gip -d link show macvlan0
run gip link set macvlan0 netns blue

say "MACVTAP: a tap with a bridge in it"
run gip link add link em1 name macvtap0 type macvtap mode vepa
run gip -d link show macvtap0

if [ "$tun" ]; then
	say "TUN/TAP: a gate to user space"
	run gip tuntap add tun0 mode tun
	run gip link set tun0 up
	run gip link show tun0
	run gip route add 10.1.1.0/24 dev tun0
	run gip tuntap show
fi

say "VXLAN: a virtual network over IP"
run gip link add vxlan42 type vxlan id 42 group 239.1.1.1 dev em1 dstport 4789
run gip link set vxlan42 up
run gip link show vxlan42

say "Many commands, one process"
printf 'link set vxlan42 down\nlink del vxlan42\nroute show\n' >"$bin/file"
run gip -batch "$bin/file"
