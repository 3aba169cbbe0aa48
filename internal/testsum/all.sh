#!/bin/sh
# Runs every test that this machine allows and says what it could not run. Called by make test with GO,
# TAGS, GIP (the built binary) and CACHE set.
set -u
missing=""
if [ "$(id -u)" = 0 ]; then
	if ref=$(sh internal/difftest/fetch-reference.sh "$CACHE/reference"); then
		export GIP_REFERENCE="$ref"
	else
		missing="$missing
  iproute2 6.15.0 could not be had: the differential suite is skipped (it is unpacked from Debian's package into $CACHE)"
	fi
	for tool in ping unshare strace; do
		command -v $tool >/dev/null || missing="$missing
  $tool is not installed: the tests that need it are skipped"
	done
else
	missing="$missing
  not root: the tests that make network namespaces are skipped, the differential suite among them (sudo make test runs them)"
fi
export GIP
# Packages one after the other: their tests make devices and compare timings of two tools.
status=$(mktemp)
{ "$GO" test -tags "$TAGS" -p 2 -json -timeout 30m ./...; echo $? >"$status"; } | "$GO" run ./internal/testsum
sum=$?
rc=$(cat "$status")
rm -f "$status"
[ -z "$missing" ] || echo "not run here:$missing"
[ "$rc" = 0 ] && exit $sum
exit 1
