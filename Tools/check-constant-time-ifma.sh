#!/bin/bash
# Constant time of the AVX-512 kernel: a C-only binary under the toolchain clang's MemorySanitizer with poisoned secrets.
# (Poisoned values may be passed to functions: only branches and addresses count.) Valgrind does not know AVX-512 and would check the portable code instead. Fails when a planted leak is not caught.
set -euo pipefail
cd "$(dirname "$0")/.."
output=.build/kernel/ct
mkdir -p "$(dirname "$output")"
if ! grep -qw avx512ifma /proc/cpuinfo 2>/dev/null; then
    echo "check-constant-time-ifma: SKIPPED, this CPU has no AVX-512 IFMA"
    exit 0
fi
Tools/kernel/build.sh "$output" ct.c -O1 -g -fsanitize=memory -fno-sanitize-memory-param-retval
status=0
"$output" || status=$?
if [ "$status" = 77 ]; then
    echo "check-constant-time-ifma: SKIPPED, AVX-512 IFMA is not usable here"
    exit 0
fi
[ "$status" = 0 ] || { echo "check-constant-time-ifma: FAILED" >&2; exit 1; }
while read -r name; do
    if report=$("$output" --plant "$name" 2>&1) || ! grep -q 'use-of-uninitialized-value' <<<"$report"; then
        echo "check-constant-time-ifma: FAILED, planted leak '$name' was not caught" >&2
        exit 1
    fi
    echo "  planted leak caught: $name"
done < <("$output" --list)
echo "check-constant-time-ifma: avx512ifma passed, all planted leaks caught"
