#!/bin/bash
# Builds one of the kernel's C tools with the toolchain's clang: build.sh <output> <tool.c> [flags...]. Objects go beside
# the output, in a folder for each set of flags; what is up to date stays.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kernel=$here/../../Sources/CRistrettoKernel
output=$1 tool=$2
shift 2
clang=clang
if command -v swift >/dev/null; then
    beside_swift=$(dirname "$(readlink -f "$(command -v swift)")")/clang
    [ -x "$beside_swift" ] && clang=$beside_swift
fi
flags=(-std=gnu17 -Wall -Wextra -Werror "-I$kernel/include" "-I$kernel" "-I$here" "$@")
objects=$(dirname "$output")/objects-$(cksum <<<"$clang ${flags[*]}" | cut -d' ' -f1)
mkdir -p "$objects"
newest_header=$(ls -t "$kernel"/*.h "$kernel"/include/*.h "$here"/*.h | head -1)
linked=() compiling=()
for source in "$kernel"/*.c "$here/$tool"; do
    object=$objects/$(basename "$source" .c).o
    linked+=("$object")
    [ "$object" -nt "$source" ] && [ "$object" -nt "$newest_header" ] && continue
    "$clang" "${flags[@]}" -c "$source" -o "$object" &
    compiling+=($!)
    if [ ${#compiling[@]} -ge 2 ]; then
        wait "${compiling[0]}"
        compiling=("${compiling[@]:1}")
    fi
done
for process in "${compiling[@]}"; do wait "$process"; done
libraries=()
grep -q '<sodium.h>' "$here/$tool" && libraries+=(-lsodium)
"$clang" "$@" "${linked[@]}" "${libraries[@]}" -o "$output"
