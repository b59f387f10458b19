#!/usr/bin/env bash
# A fund proves to a desk that its collateral covers its margin, positions stay hidden; a false statement and a doctored
# proof are refused.
# usage: Tools/demo-margin.sh FOLDER-OF-THE-BUILT-COMMANDS
set -euo pipefail
solvency="$(cd "$1" && pwd)/solvency"
examples="$(cd "$(dirname "$0")/../docs/examples/margin" && pwd)"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp "$examples"/* .

run() { echo "\$ solvency $*"; "$solvency" "$@"; echo; }
refused() {
    local what=$1
    shift
    echo "\$ solvency $*"
    local code=0
    "$solvency" "$@" || code=$?
    [ "$code" = 1 ] || { echo "$what: exit code $code instead of 1" >&2; exit 70; }
    echo "Refused, exit code 1."
    echo
}
time=2026-11-20T00:00:00Z

for name in custodian venue oracle fund; do "$solvency" keygen --out $name.key --no-passphrase >/dev/null; done

echo "A custodian attests the fund's collateral and locks it for the desk; a venue attests its positions; an oracle signs prices."
run holdings attest custody.csv --key custodian.key --holder 'Fund A' --account 7731 --holder-key fund.pub \
    --valuation-time $time --universe params.json --complete --locked-for Desk --until 2026-11-21T00:00:00Z --out custody
run holdings attest positions.csv --key venue.key --holder 'Fund A' --account 7731 --holder-key fund.pub \
    --valuation-time $time --universe params.json --complete --out venue
run prices sign prices.csv --key oracle.key --valuation-time $time --out prices.cbor

echo "The desk asks for coverage of 120 % with tiered haircuts, scenario margin and a concentration limit."
run challenge --verifier Desk --holder 'Fund A' --account 7731 \
    --require tiered_haircut_coverage,scenario_margin,concentration_limit --params params.json \
    --price-signer oracle.pub --valuation-time $time --max-age 15m --max-skew 1h --not-after 2026-11-20T06:00:00Z \
    --min-rung 12000 --require-complete positions --require-locked --out challenge.cbor

prove=(prove --challenge challenge.cbor --params params.json --prices prices.cbor --key fund.key --at $time
    --holdings custody/holdings.cbor --openings custody/openings.secret)
verify=(--challenge challenge.cbor --params params.json --trust-collateral Custodian=custodian.pub
    --trust-positions Venue=venue.pub --trust-prices Oracle=oracle.pub --at $time)

echo "The fund looks at what that comes to, for itself alone, and proves it."
run "${prove[@]}" --holdings venue/holdings.cbor --openings venue/openings.secret --dry-run
run "${prove[@]}" --holdings venue/holdings.cbor --openings venue/openings.secret --out proof.cbor

echo "The desk verifies."
run verify proof.cbor "${verify[@]}" --seen nonces

echo "With one more short call than it can carry the fund cannot prove it."
sed 's/call,position,-263/call,position,-264/' positions.csv > more.csv
run holdings attest more.csv --key venue.key --holder 'Fund A' --account 7731 --holder-key fund.pub \
    --valuation-time $time --universe params.json --complete --out more
refused "a false statement" "${prove[@]}" --holdings more/holdings.cbor --openings more/openings.secret --out false.cbor
[ ! -e false.cbor ] || { echo "a proof of a false statement was written" >&2; exit 70; }

echo "Somebody changes one byte of the proof."
cp proof.cbor forged.cbor
at=$(($(wc -c < proof.cbor) - 300))
byte=$(od -An -tu1 -j $at -N 1 forged.cbor)
printf "\\$(printf '%03o' $((byte ^ 1)))" | dd of=forged.cbor bs=1 seek=$at conv=notrunc status=none
refused "a forged proof" verify forged.cbor "${verify[@]}"
