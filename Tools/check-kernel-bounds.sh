#!/bin/bash
# Limb bounds: the kernel built with -DVERIFY, which asserts the bound of every intermediate; extreme limbs against plain
# 256-bit arithmetic, then random operations of every available implementation against libsodium for some seconds.
# check-kernel-bounds.sh [seconds]
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .build/kernel
if grep -qw avx512ifma /proc/cpuinfo 2>/dev/null; then
    Tools/kernel/build.sh .build/kernel/bounds bounds.c -O1 -DVERIFY
    .build/kernel/bounds
else
    echo "check-kernel-bounds: vector code SKIPPED, this CPU has no AVX-512 IFMA"
fi
Tools/kernel/build.sh .build/kernel/verify fuzz.c -O1 -DVERIFY
.build/kernel/verify "${1:-15}"
echo "check-kernel-bounds: passed"
