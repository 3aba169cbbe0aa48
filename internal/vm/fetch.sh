#!/usr/bin/env bash
# Gets what the test VM consists of and prints where it is. Called by run.sh.
#
#   fetch.sh [-i] [-n] [-u] FOLDER
#
#   -i   install missing packages, when this runs as root
#   -n   only look: print the kernel's folder, or say what is missing and fail
#   -u   fetch the kernel again, although there is one
#
# The VM needs QEMU and a few small tools, which must be installed, and Debian's backports kernel with its
# modules, which is only unpacked, into FOLDER/kernel. Everything comes through apt; the kernel from the
# Debian mirror that this machine's apt is set to use (or from $GIP_DEBIAN_MIRROR), with package lists of
# its own, verified with the Debian archive keyring. The newest kernel is taken, and kept until -u.
#
# Exit status: 0; 125 when something is missing and cannot be had, with one line that says what.
set -euo pipefail

SUITE=bookworm-backports
KERNEL='^linux-image-6\.12\.[0-9]+\+deb12(\.[0-9]+)?-amd64$'
# command or file, and the package that has it
NEEDS=(qemu-system-x86_64:qemu-system-x86 /bin/busybox:busybox-static cpio:cpio xz:xz-utils modprobe:kmod timeout:coreutils ldd:libc-bin flock:util-linux)

look='' update='' install=''
while [ $# -gt 1 ]; do
	case $1 in
	-i) install=1 ;;
	-n) look=1 ;;
	-u) update=1 ;;
	*) break ;;
	esac
	shift
done
[ $# = 1 ] || { echo "usage: fetch.sh [-i] [-n] [-u] FOLDER" >&2; exit 125; }
dir=$1
PATH=$PATH:/usr/sbin:/sbin

die() { echo "vm: $*" >&2; exit 125; }

# missing prints the packages whose command is not here.
missing() {
	local n
	for n in "${NEEDS[@]}"; do
		command -v "${n%%:*}" >/dev/null || echo "${n##*:}"
	done
}

# mirror prints the first Debian mirror (not the security archive) of the machine's sources.
mirror() {
	if [ -n "${GIP_DEBIAN_MIRROR:-}" ]; then
		echo "$GIP_DEBIAN_MIRROR"
		return
	fi
	{
		cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -n 's/^URIs:[[:space:]]*//p' | tr ' ' '\n'
		cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
			awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\//) { print $i; break } }'
	} | grep -E '/debian/?$' | head -n 1 || true
}

# install_tools installs what is missing, or says that it may not.
install_tools() {
	local need
	mapfile -t need < <(missing)
	[ ${#need[@]} -gt 0 ] || return 0
	[ -n "$install" ] && [ -z "$look" ] || die "not installed: ${need[*]}"
	[ "$(id -u)" = 0 ] || die "not installed, and only root may: apt install ${need[*]}"
	command -v apt-get >/dev/null || die "not installed, and there is no apt: ${need[*]}"
	echo "vm: installing ${need[*]}" >&2
	# The lists may be older than the mirror: then they are brought up to date.
	local apt=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0)
	"${apt[@]}" "${need[@]}" >/dev/null 2>&1 || { apt-get update -qq && "${apt[@]}" "${need[@]}" >/dev/null; } >&2 ||
		die "apt could not install ${need[*]}"
	mapfile -t need < <(missing)
	[ ${#need[@]} -eq 0 ] || die "installed, but not found: ${need[*]}"
}

# fetch_kernel unpacks the newest kernel that fits into $dir/kernel.
fetch_kernel() {
	local tool mirror tmp view k signed='' keyring=/usr/share/keyrings/debian-archive-keyring.gpg
	for tool in apt-get apt-cache dpkg-deb; do
		command -v $tool >/dev/null || die "the kernel comes from a Debian package: needs $tool"
	done
	mirror=$(mirror)
	[ -n "$mirror" ] || die "this machine's apt knows no Debian mirror: set GIP_DEBIAN_MIRROR"
	tmp=$(mktemp -d "$dir/.fetch.XXXXXX")
	# shellcheck disable=SC2064 # the name of now
	trap "rm -rf '$tmp'" EXIT
	trap 'exit 125' INT TERM
	mkdir -p "$tmp/lists/partial" "$tmp/archives/partial" "$tmp/deb"
	[ ! -r $keyring ] || signed="[signed-by=$keyring arch=amd64]"
	echo "deb $signed $mirror $SUITE main" >"$tmp/sources.list"
	# apt would drop its rights for the download, which does not work in folders that only we may read.
	view=(-o "Dir::State::lists=$tmp/lists" -o "Dir::Etc::sourcelist=$tmp/sources.list" -o Dir::Etc::sourceparts=-
		-o "Dir::Cache::archives=$tmp/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
		-o Acquire::Languages=none -o APT::Sandbox::User=root)
	echo "vm: fetching the kernel from $SUITE" >&2
	apt-get "${view[@]}" update -qq >&2 || die "apt-get update failed"
	k=$(apt-cache "${view[@]}" search --names-only "$KERNEL" | awk '{ print $1 }' | sort -V | tail -n 1)
	[ -n "$k" ] || die "$SUITE has no kernel 6.12"
	(cd "$tmp/deb" && apt-get "${view[@]}" download -qq "$k") >&2 || die "download of $k failed"
	dpkg-deb -x "$tmp"/deb/*.deb "$tmp/kernel" || die "cannot unpack $k"
	[ -d "$tmp/kernel/lib/modules" ] || { mkdir -p "$tmp/kernel/lib" && ln -s ../usr/lib/modules "$tmp/kernel/lib/modules"; }
	depmod -b "$tmp/kernel" "$(basename "$tmp"/kernel/lib/modules/*)" || die "depmod failed"
	rm -rf "$dir/kernel"
	mv "$tmp/kernel" "$dir/kernel"
}

case $(uname -m) in
x86_64) ;;
*) die "the VM is made for amd64 machines" ;;
esac
# The file that is made last shows whether all is there.
have() { [ -s "$dir/kernel/lib/modules/$(basename "$dir"/kernel/lib/modules/*)/modules.dep" ]; }

if [ -z "$look" ]; then
	mkdir -p "$dir"
	exec 9>"$dir/lock"
	! command -v flock >/dev/null || flock 9 # several test packages may come at the same time
fi
install_tools
if ! have || [ -n "$update" ]; then
	[ -z "$look" ] || die "no kernel in $dir/kernel (internal/vm/run.sh -f fetches it)"
	fetch_kernel
fi
echo "$dir/kernel"
