#!/bin/sh
# Unpacks the reference of the differential suite, Debian's iproute2 6.15.0 of
# bookworm-backports, into a cache folder and prints the folder. Nothing is
# installed. Runs again in no time when the reference is there already.
#
#   fetch-reference.sh [FOLDER]     (default: $XDG_CACHE_HOME/gip/reference)
#
# The package comes through apt, with state and sources of its own: only the
# suites named here, of the Debian mirror that this machine's apt is set to use
# (or of $GIP_DEBIAN_MIRROR), verified with the Debian archive keyring. Where
# shared libraries that the reference needs are missing, their packages are
# unpacked beside it, in FOLDER/libs; the suite then sets LD_LIBRARY_PATH.
set -eu

version=6.15.0
suite=bookworm-backports
libs='libbpf1 libelf1 libmnl0 libbsd0 libcap2 libdb5.3 libselinux1 libtirpc3 libxtables12'
# What those need in turn, and may be missing with them.
more_libs='libmd0 libpcre2-8-0 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libcom-err2 libkrb5support0 libkeyutils1 zlib1g'

root=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/gip/reference}

die() { echo "fetch-reference: $*" >&2; exit 1; }

# run_ip DIR ARGS: the reference's ip with the libraries beside it, if any.
run_ip() {
	dir=$1; shift
	path=$(ls -d "$dir"/libs/lib/*-linux-gnu "$dir"/libs/usr/lib/*-linux-gnu 2>/dev/null | paste -sd: -)
	if [ -n "$path" ]; then
		LD_LIBRARY_PATH=$path "$dir/bin/ip" "$@"
	else
		"$dir/bin/ip" "$@"
	fi
}

is_there() {
	[ -x "$1/bin/ip" ] || return 1
	case $(run_ip "$1" -V 2>/dev/null) in
	"ip utility, iproute2-$version"*) ;;
	*) return 1 ;;
	esac
}

# Arguments that give apt a view of its own. apt would drop its rights for the
# download, which does not work in folders that only we may read.
apt_view() {
	echo "-o Dir::State::lists=$tmp/lists -o Dir::Etc::sourcelist=$tmp/sources.list \
		-o Dir::Etc::sourceparts=- -o Dir::Cache::archives=$tmp/archives \
		-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root"
}

# The first Debian mirror (not the security archive) of the machine's sources.
mirror() {
	if [ -n "${GIP_DEBIAN_MIRROR:-}" ]; then
		echo "$GIP_DEBIAN_MIRROR"
		return
	fi
	{
		cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -n 's/^URIs:[[:space:]]*//p' | tr ' ' '\n'
		cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
			awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\//) { print $i; break } }'
	} | grep -E '/debian/?$' | head -n 1
}

if is_there "$root"; then
	echo "$root"
	exit 0
fi

for tool in apt-get dpkg-deb ldd; do
	command -v "$tool" >/dev/null || die "needs $tool"
done
mirror=$(mirror)
[ -n "$mirror" ] || die "this machine's apt knows no Debian mirror: set GIP_DEBIAN_MIRROR"

mkdir -p "$(dirname "$root")"
tmp=$(mktemp -d "$(dirname "$root")/.fetch.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' INT TERM
mkdir -p "$tmp/lists/partial" "$tmp/archives/partial" "$tmp/debs" "$tmp/root"

signed=
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] && signed="[signed-by=$keyring]"
for s in "$suite" bookworm; do
	echo "deb $signed $mirror $s main"
done > "$tmp/sources.list"

# shellcheck disable=SC2046 # the view is a list of words
apt-get $(apt_view) update -qq >&2 || die "apt-get update failed"
cd "$tmp/debs"
# shellcheck disable=SC2046
deb=$(apt-cache $(apt_view) madison iproute2 | awk -F'|' -v v="$version" '{ gsub(/ /, "", $2) } index($2, v) == 1 { print $2; exit }')
[ -n "$deb" ] || die "$suite has no iproute2 $version"
# shellcheck disable=SC2046
apt-get $(apt_view) download -qq "iproute2=$deb" >&2 || die "download failed"
dpkg-deb -x iproute2_*.deb "$tmp/root"

if ldd "$tmp/root/bin/ip" | grep -q 'not found'; then
	rm -f -- *.deb
	# shellcheck disable=SC2046,SC2086
	apt-get $(apt_view) download -qq $libs $more_libs >&2 || die "download of libraries failed"
	for d in *.deb; do
		dpkg-deb -x "$d" "$tmp/root/libs"
	done
fi

is_there "$tmp/root" || die "what came does not run, or is not $version: $(run_ip "$tmp/root" -V 2>&1)"
rm -rf "$root"
mv "$tmp/root" "$root"
echo "$root"
