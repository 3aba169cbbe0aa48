#!/bin/sh
# Records what iproute2 sends to the kernel, for the tests that compare gip's requests with it.
#
# usage: record.sh IP FILE    (as root, with strace)
#
# Each line of FILE is a command line without "ip", in shell quoting. The command runs in an empty network
# namespace, where most of them fail: that does not matter, since only the message counts. A device is
# called ifN, which means the index N whether there is such a device or not. Behind a tab the script puts
# the last message that is no RTM_GETLINK and no RTM_GETNSID: type, flags (hexadecimal, as in the header)
# and, in hexadecimal, everything behind the netlink header.
set -eu
ip=$1 file=$2
export ip
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export tmp
unshare -n -m sh -c '
while IFS= read -r line; do
	words=${line%%"	"*}
	case $words in
	"#"* | "") printf "%s\n" "$words"; continue ;;
	esac
	eval "set -- $words"
	strace -f -e trace=sendmsg -e write=all -o "$tmp/trace" "$ip" "$@" >/dev/null 2>&1 || :
	printf "%s\t%s\n" "$words" "$(awk "
		/ sendmsg\(/ { hex = \"\" }
		/^ \| / {
			s = substr(\$0, 11, 48)
			gsub(/ /, \"\", s)
			hex = hex s
			type = substr(hex, 9, 4)
			if (type != \"1200\" && type != \"5a00\") last = hex
		}
		END { print substr(last, 9, 4), substr(last, 13, 4), substr(last, 33) }" "$tmp/trace")"
done' <"$file" >"$tmp/out"
cat "$tmp/out" >"$file"
