#!/bin/bash
# Compiles the verifier's modules as Embedded Swift for wasm32 with the toolchain alone, links them with the 32-bit kernel
# and the vectors to one module, and runs it in wasmkit, and in node where that is installed.
set -euo pipefail
cd "$(dirname "$0")/.."

# Lowest first; a later module of the verifier is one more word. ArchitectureTests compares the list with Package.swift.
MODULES="Transcript Wire Ristretto Pedersen Bulletproofs SumTree CircuitModel Solvency"
# Files of vectors/ that are compiled in; each names its suite.
VECTORS="keccak-f1600 sha3 shake strobe-128 merlin scalar scalar-decoding ristretto255 ristretto255-decoding multi-scalar
    bulletproofs-range-small circuit-proof-small
    generalized-bulletproofs lookup-statement generators cbor sum-tree sum-tree-path"
OUT=.build/wasm

TOOLCHAIN=$(dirname "$(readlink -f "$(command -v swiftc)")")
tool() { if [ -x "$TOOLCHAIN/$1" ]; then echo "$TOOLCHAIN/$1"; else command -v "$1"; fi; }
SWIFTC=$(command -v swiftc)
CLANG=$(tool clang)
LINK=$(tool wasm-ld)
WASMKIT=$(tool wasmkit || true)

rm -rf "$OUT"
mkdir -p "$OUT/headers"

# Paths stay relative and nothing carries a date, so the same sources give the same bytes on every machine.
SWIFT=("$SWIFTC" -target wasm32-unknown-none-wasm -enable-experimental-feature Embedded -wmo -O -parse-as-library
    -swift-version 6 -warnings-as-errors -enable-upcoming-feature MemberImportVisibility
    -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature ExistentialAny
    -Xfrontend -disable-stack-protector -package-name solvency -module-cache-path "$OUT/cache"
    -I "$OUT" -I "$OUT/headers")
C=("$CLANG" --target=wasm32-unknown-none-wasm -O2 -ffreestanding -mbulk-memory -Wall -Wextra -Werror)

# SwiftPM makes this module map by itself; a plain compiler wants to be told.
cat > "$OUT/headers/module.modulemap" <<EOF
module CRistrettoKernel { header "../../../Sources/CRistrettoKernel/include/ristretto_kernel.h" export * }
module CBlake2b { header "../../../Sources/CBlake2b/include/blake2b.h" export * }
EOF

OBJECTS=()
"${C[@]}" -c Tools/wasm/support.c -o "$OUT/support.o"
OBJECTS+=("$OUT/support.o")
for file in Sources/CRistrettoKernel/*.c; do
    case $file in *ifma*) continue ;; esac
    object=$OUT/$(basename "$file" .c).c.o
    "${C[@]}" -I Sources/CRistrettoKernel/include -c "$file" -o "$object"
    OBJECTS+=("$object")
done

# BLAKE2b is libsodium's here too, from its source: the portable implementation and the two files around it.
Tools/wasm/libsodium-source.sh "$OUT/libsodium"
SODIUM=(-isystem Tools/wasm/libc -I "$OUT/libsodium/include" -I "$OUT/libsodium/include/sodium")
BLAKE2B=$OUT/libsodium/crypto_generichash/blake2b/ref
for file in "$BLAKE2B/blake2b-ref.c" "$BLAKE2B/blake2b-compress-ref.c" "$BLAKE2B/generichash_blake2b.c" \
    Tools/wasm/libsodium-support.c Sources/CBlake2b/blake2b.c; do
    object=$OUT/$(basename "$file" .c).c.o
    # CONFIGURED is what libsodium's own build sets once it knows the machine.
    "${C[@]}" "${SODIUM[@]}" -I Sources/CBlake2b/include -DCONFIGURED=1 -DNATIVE_LITTLE_ENDIAN=1 \
        -c "$file" -o "$object"
    OBJECTS+=("$object")
done

# The vectors as Swift source: a raw string holds a JSON file as it is.
{
    echo "let embeddedVectors: [StaticString] = ["
    for name in $VECTORS; do
        echo '##"""'
        cat "vectors/$name.json"
        echo '"""##,'
    done
    echo "]"
} > "$OUT/EmbeddedVectors.swift"

compile() {
    local module=$1
    shift
    local sources
    mapfile -t sources < <(find "Sources/$module" -name '*.swift' | LC_ALL=C sort)
    "${SWIFT[@]}" -module-name "$module" -emit-module -emit-module-path "$OUT/$module.swiftmodule" \
        -c "${sources[@]}" "$@" -o "$OUT/$module.o"
    OBJECTS+=("$OUT/$module.o")
}
# What the package's build plugin makes for Pedersen.
swift run -q generator-table "$OUT/GeneratorTableData.swift"
for module in $MODULES; do
    case $module in
    Pedersen) compile "$module" "$OUT/GeneratorTableData.swift" ;;
    *) compile "$module" ;;
    esac
done
compile WasmSelfTest "$OUT/EmbeddedVectors.swift"

"$LINK" --no-entry --gc-sections --strip-all --stack-first -z stack-size=1048576 --max-memory=268435456 \
    "${OBJECTS[@]}" -o "$OUT/selftest.wasm"
echo "selftest.wasm: $(wc -c < "$OUT/selftest.wasm") bytes, sha256 $(sha256sum < "$OUT/selftest.wasm" | cut -d ' ' -f 1)"

if [ -z "$WASMKIT" ]; then
    echo "wasmkit is missing from the Swift toolchain" >&2
    exit 1
fi
# wasmkit prints a result as `[WasmTypes.Value.i32(0)]`; a trap makes it fail.
call() { "$WASMKIT" run "$OUT/selftest.wasm" "$@" | sed -n 's/.*i\(32\|64\)(\(-\{0,1\}[0-9]*\)).*/\2/p'; }

faults=$(call planted_fault_count)
for ((fault = 0; fault < ${faults:-0}; fault++)); do
    if [ "$(call planted_fault i32:$fault)" != 1 ]; then
        echo "wasmkit: planted fault $fault: a wrong digit is not noticed, or the right one fails" >&2
        exit 1
    fi
done
outcome=$(call outcome)
failing=$((${outcome:-1} & 0xffffffff))
cases=$((${outcome:-0} >> 32))
if [ "$failing" != 0 ]; then
    name=
    for word in 0 1 2 3 4 5 6 7 8 9; do
        bits=$(call failing_case_name i32:$word)
        for shift in 0 8 16 24 32 40 48 56; do
            byte=$((bits >> shift & 255))
            if [ $byte != 0 ]; then name+=$(printf '\\x%02x' $byte); fi
        done
    done
    name=$(printf "$name")
    echo "wasmkit: case $failing failed: $name" >&2
    exit 1
fi
if [ "$cases" -lt 1 ] || [ "${faults:-0}" -lt 1 ]; then
    echo "wasmkit: no cases ran" >&2
    exit 1
fi
echo "wasmkit: $cases cases passed, $faults planted faults noticed"

if command -v node >/dev/null; then
    echo "node: $(node Tools/wasm/run.mjs "$OUT/selftest.wasm")"
else
    echo "node: SKIPPED, not installed"
fi
