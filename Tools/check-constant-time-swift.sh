#!/bin/bash
# Runs the Swift code that handles secrets under valgrind on both portable kernels. The AVX-512 kernel has a check of its
# own: this valgrind hides AVX-512 from the program.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v valgrind >/dev/null; then
    echo "valgrind is missing (Debian package valgrind)" >&2
    exit 1
fi
swift build -q --product ctcheck-swift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
log=$folder/memcheck.log
program=$folder/ctcheck-swift
# This valgrind stops at the debug information that the Swift toolchain writes; names of functions stay.
strip --strip-debug -o "$program" "$(swift build --show-bin-path)/ctcheck-swift"
for kernel in portable64 portable32; do
    if ! SOLVENCY_KERNEL=$kernel valgrind --quiet --log-file="$log" "$program"; then
        echo "memcheck's reports:" >&2
        head -n 60 "$log" >&2
        exit 1
    fi
done
