#!/bin/bash
# Shows that a release build has none of the places where tests leave checks out, record transcripts or lift poison.
# The debug build has them all and is looked at in the same way, so that this check can fail.
set -euo pipefail
cd "$(dirname "$0")/.."
seams=(
    'Bulletproofs\.Seam\.omitted'
    'Bulletproofs\.Seam\.withoutTopBits'
    'Bulletproofs\.Disclosure\.mark'
    'Transcript\.TranscriptRecorder'
    'Sodium\.KeySeam\.omitted'
    'SumTree\.TreeSeam\.omitted'
    'Solvency\.EpochSeam\.omitted'
    'Solvency\.MarginSeam\.omitted'
)

# The symbols of the modules' object files, and of the command where it was built.
symbols() {
    local folder=$1
    local module
    for module in Sodium Transcript Bulletproofs SumTree Solvency; do
        find "$folder/$module.build" -name '*.o' -print0 | xargs -0 nm --defined-only | swift demangle
    done
    if [ -x "$folder/solvency" ]; then nm --defined-only "$folder/solvency" | swift demangle; fi
}

swift build --target Solvency
swift build -c release --target Solvency
debug=$(symbols "$(swift build --show-bin-path)")
release=$(symbols "$(swift build -c release --show-bin-path)")
for known in 'Sodium\.VerificationKey' 'Bulletproofs\.RangeProof' 'SumTree\.TreeVerifier' 'Solvency\.SignedHeader'; do
    if ! grep -q "$known" <<<"$release"; then
        echo "no symbols of the release build were found: $known" >&2
        exit 1
    fi
done
for seam in "${seams[@]}"; do
    if ! grep -q "$seam" <<<"$debug"; then
        echo "the debug build has no $seam: a release build could not be searched for it" >&2
        exit 1
    fi
    if found=$(grep "$seam" <<<"$release"); then
        echo "the release build contains a seam:" >&2
        head -n 5 <<<"$found" >&2
        exit 1
    fi
done
echo "release build: none of ${#seams[@]} seams among $(wc -l <<<"$release") symbols; the debug build has them all"
