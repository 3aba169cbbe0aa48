#!/bin/sh
# Records what the reference sends for each line of *.words, or how it refuses the line, in *.recorded:
#
#	IP=/path/to/iproute2-6.15.0/ip sh record.sh modify get
#
# It needs root, strace and a kernel with ifb devices, and works in namespaces of its own. Each line of a
# .words file is a command line behind "ip", quoted for the shell; "#" starts a comment. In the recording
# a line "+ WORDS" is followed by "= HEX", the first message of type RTM_NEWROUTE, RTM_DELROUTE or
# RTM_GETROUTE with sequence number and port set to zero, or by "! STATUS STDERR" where nothing was sent;
# newlines of STDERR are written as \n. A warning of a command that was sent stands in a line "~ STDERR".
set -eu
if [ -z "${RECORDING:-}" ]; then
	exec env RECORDING=1 IP="${IP:?the reference}" unshare -n -m sh "$0" "$@"
fi
mount -t tmpfs none /run
"$IP" link add d0 type ifb # index 2
"$IP" link add d1 type ifb # index 3
tmp=$(mktemp -d /run/record.XXXXXX)
for name; do
	while read -r line; do
		case $line in '' | '#'*) continue ;; esac
		eval "set -- $line"
		status=0
		strace -o "$tmp/trace" -e trace=sendmsg -e write=3,4 "$IP" "$@" >/dev/null 2>"$tmp/err" || status=$?
		printf '+ %s\n' "$line"
		hex=$(awk '
			function done() {
				t = substr(hex, 9, 4)
				if (!found && (t == "1800" || t == "1900" || t == "1a00")) {
					print substr(hex, 1, 16) "0000000000000000" substr(hex, 33)
					found = 1
				}
				hex = ""
			}
			/^ \|/ { h = substr($0, 11, 49); gsub(/ /, "", h); hex = hex h; next }
			{ done() }
			END { done() }' "$tmp/trace")
		err=$(awk '{ printf "%s\\n", $0 }' "$tmp/err")
		case $err in Usage*) err=Usage ;; esac # its usage text is the reference's own
		if [ -z "$hex" ]; then
			printf '! %s %s\n' "$status" "$err"
			continue
		fi
		printf '= %s\n' "$hex"
		case $err in Warning*) printf '~ %s\n' "${err%%\\n*}" ;; esac
	done <"$name.words" >"$name.recorded"
done
