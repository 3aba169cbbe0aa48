#!/bin/sh
# Runs each fuzz target of the module for the time given, one after the other.
set -eu
for dir in $("$GO" list -tags "$TAGS" -f '{{.Dir}}' ./...); do
	for target in $(grep -hoE '^func Fuzz[A-Za-z0-9_]+' "$dir"/*_test.go 2>/dev/null | sed 's/^func //'); do
		echo "$target in ${dir#"$PWD"/}"
		"$GO" test -tags "$TAGS" -run '^$' -fuzz "^$target\$" -fuzztime "$1" "$dir" | grep -vE '^fuzz: elapsed|^PASS' || exit 1
	done
done
