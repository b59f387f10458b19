#!/bin/bash
# Constant time by poisoning secrets: builds each check below, runs it under valgrind's memcheck, and expects
#   - no report from the real run,
#   - a report from every planted leak, which shows that the check can see one.
# One clear line for each; exit 1 when any line says FAILED.
#
# Add a check: a product that poisons its secrets, prints what it checked, and takes the names of its planted leaks.
set -u
cd "$(dirname "$0")/.."

# product  planted leaks...
checks=(
    "ctcheck --plant-branch --plant-index"
)

configuration=${CONFIGURATION:-release}
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "constant time: FAILED: $*" >&2
    failed=1
}

command -v valgrind >/dev/null || { fail "valgrind is not installed"; exit 1; }

# Old versions of valgrind cannot read the compiler's debug information: symbols are enough for its reports.
prepare() {
    swift build -c "$configuration" --product "$1" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; return 1; }
    strip --strip-debug -o "$work/$1" "$(swift build -c "$configuration" --show-bin-path)/$1"
}

# Exit code 99: memcheck reported something.
poisoned_run() {
    valgrind --quiet --error-exitcode=99 --track-origins=no "$work/$1" "${@:2}" >"$work/out" 2>"$work/report"
}

for line in "${checks[@]}"; do
    read -r -a words <<<"$line"
    product=${words[0]}
    if ! prepare "$product"; then
        fail "$product does not build"
        continue
    fi
    poisoned_run "$product"
    code=$?
    cat "$work/out"
    if [ $code -eq 0 ] && [ -s "$work/out" ]; then
        echo "constant time: ok: $product: no report"
    else
        head -40 "$work/report" >&2
        fail "$product: exit $code"
    fi
    for plant in "${words[@]:1}"; do
        poisoned_run "$product" "$plant"
        code=$?
        if [ $code -eq 99 ] && grep -qi "uninitialised" "$work/report"; then
            echo "constant time: ok: $product $plant: caught"
        else
            fail "$product $plant: the planted leak was not caught (exit $code)"
        fi
    done
done
exit $failed
