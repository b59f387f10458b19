#!/bin/bash
# Fuzzes every decoder and parser with libFuzzer and AddressSanitizer: fuzz-decoders.sh
#   FUZZ_SECONDS  seconds for each target, 600 by default
#   FUZZ_TARGETS  names of targets with commas, all by default (`solvency-fuzz list`)
#   FUZZ_JOBS     how many targets run side by side, as many as there are processors by default
# Inputs are kept in .build/fuzz/corpus/TARGET and used again; findings and logs are in .build/fuzz. Prints a line a target
# and fails when any target has a finding.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-600}
jobs=${FUZZ_JOBS:-$(nproc)}
# What an input may cost: seconds, memory of the process, and of one allocation, which AddressSanitizer reports.
limits=(-timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=64)
out=.build/fuzz
mkdir -p "$out/logs" "$out/corpus" "$out/findings"

resources=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
driver=$resources/clang/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a
[ -f "$driver" ] || { echo "fuzz-decoders.sh: no libFuzzer in the toolchain: $driver" >&2; exit 1; }
# Not `--sanitize fuzzer`: it would give libFuzzer's `main` to the command that writes the generators' table too.
coverage=edge,inline-8bit-counters,pc-table,trace-cmp
SOLVENCY_ONLY=solvency-fuzz swift build -c release --product solvency-fuzz --scratch-path "$out/build" \
    -Xswiftc -DFUZZING -Xswiftc -sanitize=address -Xswiftc -sanitize-coverage=$coverage \
    -Xcc -fsanitize=address -Xcc -fsanitize-coverage=$coverage \
    -Xswiftc -use-ld=lld -Xlinker "$driver" -Xlinker -lstdc++
fuzz=$out/build/release/solvency-fuzz

# One target: a line with what was done, and in the last word what came of it.
run_target() {
    local name=$1 limit=$2 log=$out/logs/$1.log corpus=$out/corpus/$1 result=ok
    "$fuzz" seeds "$name" "$out/corpus/$name" >"$log" 2>&1 || { echo "$name no-seeds"; return 1; }
    local dictionary=()
    [ -s "$corpus.dict" ] && dictionary=(-dict="$corpus.dict")
    ASAN_OPTIONS=quarantine_size_mb=16:detect_leaks=0 SWIFT_BACKTRACE=enable=no \
        "$fuzz" run "$name" "$corpus" "${dictionary[@]}" "${limits[@]}" -max_len="$limit" -max_total_time="$seconds" \
        -print_funcs=0 -print_final_stats=1 -artifact_prefix="$out/findings/$name-" >>"$log" 2>&1 || result=FINDING
    local last runs
    last=$(grep -E '^#[0-9]+' "$log" | tail -1)
    runs=$(sed -n 's/^stat::number_of_executed_units: //p' "$log")
    printf '%-16s %12s runs  %6s edges  %6s inputs  %s\n' "$name" "${runs:-?}" \
        "$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' <<<"$last")" "$(find "$corpus" -type f | wc -l)" "$result"
    [ "$result" = ok ]
}
export -f run_target
export out seconds fuzz
export limits_text="${limits[*]}"

"$fuzz" list | cut -f1,2 | while read -r name limit; do
    case ,${FUZZ_TARGETS:-$name}, in *,"$name",*) echo "$name $limit" ;; esac
done >"$out/targets"
[ -s "$out/targets" ] || { echo "fuzz-decoders.sh: no such target: ${FUZZ_TARGETS:-}" >&2; exit 1; }
echo "fuzzing $(wc -l <"$out/targets") decoders and parsers, $seconds seconds each"
xargs -P "$jobs" -L 1 bash -c 'read -ra limits <<<"$limits_text"; run_target "$0" "$1"' <"$out/targets" || {
    echo "fuzz-decoders.sh: findings are in $out/findings, logs in $out/logs" >&2
    exit 1
}
