#!/bin/sh
# Measures a gip against iproute2 and writes the report. Called by make bench with the binary, the file
# to write and CACHE set; further arguments go to the benchmark program.
set -eu
gip=$1 report=$2
shift 2
if [ "$(id -u)" != 0 ]; then
	echo "make bench needs root: it makes network namespaces (sudo make bench)" >&2
	exit 1
fi
: "${GIP_REFERENCE:=$(sh internal/difftest/fetch-reference.sh "$CACHE/reference")}"
export GIP_REFERENCE
exec "${GO:-go}" run ./internal/bench -gip "$gip" -write "$report" "$@"
