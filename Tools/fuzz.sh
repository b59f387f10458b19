#!/bin/bash
# Differential fuzzing of the kernel: fuzz.sh <seconds> [seed]. Every available implementation against libsodium.
set -euo pipefail
cd "$(dirname "$0")/.."
output=.build/kernel/fuzz
mkdir -p "$(dirname "$output")"
Tools/kernel/build.sh "$output" fuzz.c -O2
exec "$output" "$@"
