#!/usr/bin/env bash
# Boots a throw-away VM, runs one command in it as root, and returns the command's status: for tests that
# need kernel modules which this machine lacks.
#
#   run.sh [-t SECONDS] [-p DIR] [-o DIR]... [-v DIR]... [-x FILE]... [-e NAME=VALUE]...
#          [-m MB] [-c CPUS] [-k] [--] COMMAND...
#   run.sh -f [-u]
#   run.sh -n
#
#   -p DIR    DIR first in PATH (a folder where ip, tc and bridge are links to gip, for example)
#   -o DIR    what is written below DIR stays (made if it is not there)
#   -v DIR    show DIR, which lies below /tmp or /run, in the VM as well
#   -x FILE   FILE is a program that will be started often: its libraries are copied into memory
#   -e N=V    put N=V into the command's environment
#   -t SEC    kill the VM after SEC seconds (600)
#   -m MB     memory (2048)
#   -c N      virtual processors (1: in software emulation two are slower than one)
#   -k        use KVM, if a probe of at most 15 seconds shows that it works; GIP_VM_KVM=1 does the same.
#             Without it all is emulated in software, which works everywhere
#   -f        only get what the VM needs; with -u, the newest kernel although there is one
#   -n        only say whether all is there
#
# COMMAND is one word run by "bash -c" (several commands in one boot), or several words run as they are.
# Its standard input, output and error are this script's. When both input and output are a terminal, the
# command gets one: "run.sh bash" is a shell in the VM, which ends with it.
#
# The VM runs Debian's backports kernel 6.12; modules load when they are first asked for. Its root is this
# machine's, read-only, below an overlay: everything can be written, and is lost. /tmp and /run are empty,
# but for the checkout that this script is part of, the current folder, and what -p, -o and -v name: these
# are seen at their own paths. There is no network but what the command makes. Modules that make devices
# when loaded do so in the first network namespace only: a fresh one has lo and nothing else.
#
# Needs no root, but for the installation of what is missing (QEMU, busybox-static, cpio, xz-utils, kmod), which
# root gets done through apt and others are told of. The kernel is kept in $GIP_VM_CACHE
# (${XDG_CACHE_HOME:-~/.cache}/gip/vm), about 120 MB.
#
# Exit status: the command's; 124 killed after -t seconds; 125 something is missing, or the VM did not come
# up or died: standard error says what.
set -u
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd) || exit 125
cache=${GIP_VM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gip/vm}
limit=600 path='' memory=2048 cpus=1 kvm=${GIP_VM_KVM:-0} only='' update=()
visible=("$(dirname "$(dirname "$here")")" "$PWD") shared=() programs=() environment=()

die() { echo "vm: $*" >&2; exit 125; }

help() { sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

# folder prints the real path of a folder that must be there.
folder() { (cd "$1" && pwd -P) || exit 125; }

while getopts p:o:v:x:e:t:m:c:kfunh option; do
	case $option in
	p) path=$(folder "$OPTARG") || exit 125; visible+=("$path") ;;
	o) mkdir -p "$OPTARG" && d=$(folder "$OPTARG") || exit 125; shared+=("$d") ;;
	v) d=$(folder "$OPTARG") || exit 125; visible+=("$d") ;;
	x) programs+=("$(readlink -f "$OPTARG")") ;;
	e) environment+=("$OPTARG") ;;
	t) limit=$OPTARG ;;
	m) memory=$OPTARG ;;
	c) cpus=$OPTARG ;;
	k) kvm=1 ;;
	f) only=fetch ;;
	u) update=(-u) ;;
	n) only=look ;;
	h) help; exit 0 ;;
	*) help >&2; exit 125 ;;
	esac
done
shift $((OPTIND - 1))

case $only in
fetch) exec "$here/fetch.sh" -i "${update[@]}" "$cache" ;;
look) exec "$here/fetch.sh" -n "$cache" ;;
esac
[ $# -gt 0 ] || die "no command (run.sh -h tells more)"
tree=$("$here/fetch.sh" -i "$cache") || exit 125
PATH=$PATH:/usr/sbin:/sbin
modules=$(readlink -f "$tree/lib/modules") || die "no modules in $tree"
release=$(basename "$modules"/*)
kernel=$tree/boot/vmlinuz-$release

work=$(mktemp -d) || exit 125
qemu='' relays=() terminal=''
cleanup() {
	[ -z "$qemu" ] || kill "$qemu" 2>/dev/null
	[ -z "$terminal" ] || stty "$terminal" # QEMU, when killed, leaves it raw
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

# make_initrd writes the initial file system: busybox, init, and the modules that mount the real one.
make_initrd() {
	local d=$work/initrd m f
	mkdir -p "$d"/{bin,modules,proc,sys,dev,host,overlay,new}
	cp /bin/busybox "$d/bin/" && install -m 755 "$here/init" "$d/init" || return
	for m in virtio_pci virtio_console 9pnet_virtio 9p overlay; do
		modprobe -d "$tree" -S "$release" --show-depends "$m" || return
	done >"$work/depends"
	awk '$1 == "insmod" && !seen[$2]++ { print $2 }' "$work/depends" | while read -r f; do
		m=$(basename "$f"); m=${m%%.ko*}.ko
		case $f in
		*.xz) xz -dc "$f" ;;
		*.zst) zstd -qdc "$f" ;;
		*.gz) gzip -dc "$f" ;;
		*) cat "$f" ;;
		esac >"$d/modules/$m" || exit
		echo "$m" >>"$d/modules/order"
	done || return
	(cd "$d" && find . | cpio -o -H newc --quiet) >"$work/initrd.cpio"
}
make_initrd || die "cannot make the initial file system"

# What costs much in emulation and protects nothing here. The emulator keeps its translation of a program
# by address: norandmaps lets it be used again, and starts iproute2's ip in 20 ms instead of 45.
fast='norandmaps nokaslr mitigations=off init_on_alloc=0'

# boot SECONDS ACCELERATION KERNEL-WORDS OPTIONS... becomes QEMU, with a limit on its time.
boot() {
	local limit=$1 acceleration=$2 words=$3
	shift 3
	# shellcheck disable=SC2086 # the acceleration is several words
	exec timeout --foreground -k 5 "$limit" qemu-system-x86_64 -machine q35 $acceleration -display none -no-reboot -nic none -monitor none -parallel none \
		-kernel "$kernel" -initrd "$work/initrd.cpio" "$@" \
		-append "console=ttyS0 quiet panic=-1 audit=0 nowatchdog tsc=reliable no_timer_check lsm=capability rcupdate.rcu_expedited=1 $fast $words"
}

# The command's environment is made here and not inherited from the VM's first process.
mkdir "$work/ctl"
cp "$here/start" "$work/ctl/start"
if [ -t 0 ] && [ -t 1 ]; then
	: >"$work/ctl/terminal"
	terminal=$(stty -g)
fi
[ $# -gt 1 ] || set -- bash -c "$1"
{
	printf 'cd %q || exit 125\n' "$(pwd -P)"
	[ ! -e "$work/ctl/terminal" ] || echo "stty sane $(stty size 2>/dev/null | sed 's/ / columns /; s/^/rows /')"
	printf 'exec env -i PATH=%q HOME=/root LC_ALL=C TERM=%q' "${path:+$path:}$PATH" "${TERM:-dumb}"
	printf ' %q' "${environment[@]}" "$@"
	echo
} >"$work/ctl/command"
printf '%s\n' "${visible[@]}" | sort -u >"$work/ctl/visible"
: >"$work/ctl/shared"
printf '%s\n' "${programs[@]}" >"$work/ctl/programs"

options=(-m "$memory" -smp "$cpus" -serial "file:$work/console"
	-virtfs "local,path=/,mount_tag=host,security_model=none,multidevs=remap,readonly=on"
	-virtfs "local,path=$modules,mount_tag=modules,security_model=none,readonly=on"
	-virtfs "local,path=$work/ctl,mount_tag=ctl,security_model=none")
for d in "${shared[@]}"; do
	options+=(-virtfs "local,path=$d,mount_tag=out$(wc -l <"$work/ctl/shared"),security_model=none,multidevs=remap")
	echo "$d" >>"$work/ctl/shared"
done
options+=(-device virtio-serial-pci -chardev "stdio,id=in,signal=off")
if [ -e "$work/ctl/terminal" ]; then
	options+=(-device virtconsole,chardev=in)
	exec 3<&0 4>&1 # QEMU's input and output are the terminal
else
	mkfifo "$work/out" "$work/err"
	options+=(-device virtserialport,chardev=in,name=in
		-chardev "file,path=$work/out,append=on,id=out" -device virtserialport,chardev=out,name=out
		-chardev "file,path=$work/err,append=on,id=err" -device virtserialport,chardev=err,name=err)
	exec 3<&0 4>/dev/null
	[ ! -t 0 ] || exec 3</dev/null
fi

acceleration='-accel tcg -cpu Nehalem,+rdrand'
if [ "$kvm" = 1 ] && [ -w /dev/kvm ]; then
	# Where KVM hangs, QEMU may not even die: nothing waits for it.
	(boot 15 '-accel kvm -cpu host' gip.probe -m 512 -serial "file:$work/probe") </dev/null >/dev/null 2>&1 &
	probe=$!
	disown $probe
	for ((i = 0; i < 170; i++)); do
		kill -0 $probe 2>/dev/null || break
		sleep 0.1
	done
	if grep -qs 'probe succeeded' "$work/probe"; then
		acceleration='-accel kvm -cpu host'
	else
		echo "vm: KVM does not work here: emulating" >&2
	fi
fi

# A VM that dies before the command starts is worth a second try.
for attempt in 1 2; do
	if [ -e "$work/out" ]; then
		cat "$work/out" & relays=($!)
		cat "$work/err" >&2 & relays+=($!)
		exec 7<>"$work/out" 8<>"$work/err" # so that the relays do not wait for a QEMU that never opens them
	fi
	boot "$limit" "$acceleration" '' "${options[@]}" <&3 >&4 2>"$work/qemu" 7>&- 8>&- &
	qemu=$!
	wait $qemu
	code=$?
	qemu=''
	exec 7>&- 8>&-
	[ ${#relays[@]} -eq 0 ] || wait "${relays[@]}"
	case $code in 124 | 137) echo "vm: killed after $limit s" >&2; exit 124 ;; esac
	[ ! -s "$work/ctl/status" ] || exit "$(cat "$work/ctl/status")"
	[ ! -e "$work/ctl/up" ] || break
	echo "vm: did not come up (attempt $attempt)" >&2
done
echo "vm: the VM died (QEMU's status $code); its last words:" >&2
tail -n 5 "$work/qemu" >&2
# A panic begins with what is wrong, and ends with the registers.
{ grep -m 1 -A 40 -E 'BUG:|Oops|panic|vm: init' "$work/console" || tail -n 25 "$work/console"; } >&2
exit 125
