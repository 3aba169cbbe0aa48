#!/bin/sh
# Runs every test that this machine allows and says what it could not run. Called by make test with GO,
# TAGS, GIP (the built binary) and CACHE set.
set -u
missing=""
if ref=$(sh internal/difftest/fetch-reference.sh "$CACHE/reference"); then
	export GIP_REFERENCE="$ref"
else
	missing="$missing
  iproute2 6.15.0 could not be had: the differential suites are skipped (it is unpacked from Debian's package into $CACHE)"
fi
if [ "$(id -u)" = 0 ]; then
	for tool in ping unshare strace; do
		command -v $tool >/dev/null || missing="$missing
  $tool is not installed: the tests that need it are skipped"
	done
else
	missing="$missing
  not root: the tests that make network namespaces on this machine are skipped (sudo make test runs them); those in the VM are not"
fi
# The VM for tests that need modules of the kernel; nothing is installed here.
export GIP_VM_CACHE="${GIP_VM_CACHE:-$CACHE/vm}"
if ! why=$(internal/vm/fetch.sh "$GIP_VM_CACHE" 2>&1 >/dev/null); then
	missing="$missing
  the VM could not be had: the tests in it are skipped ($why)"
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
