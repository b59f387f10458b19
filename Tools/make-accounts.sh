#!/usr/bin/env bash
# A ledger of made-up accounts in the wide layout, on standard output: the same numbers give the same bytes everywhere.
# usage: Tools/make-accounts.sh N [ASSET ...]
#
# N is 1 to 9999999; the assets are ids of epoch.json, `btc` where none is given. Amounts have up to 8 decimals and are
# spread like real ones: many small, few large. About one account in six holds none of an asset, but all hold the first.
set -euo pipefail

accounts=${1-}
if ! [[ $accounts =~ ^[1-9][0-9]{0,6}$ ]]; then
    echo "usage: Tools/make-accounts.sh N [ASSET ...]" >&2
    exit 64
fi
shift
[ $# -gt 0 ] || set -- btc

# Sums stay below 2^53, where every awk counts exactly.
LC_ALL=C awk -v accounts="$accounts" -v assets="$*" '
function draw(bound) {
    state = (state * 16807) % 2147483647
    return state % bound
}
BEGIN {
    state = 20261121
    count = split(assets, asset, " ")
    line = "account"
    for (i = 1; i <= count; i++) line = line "," asset[i]
    print line
    for (n = 0; n < accounts; n++) {
        line = sprintf("user-%07d", n)
        for (i = 1; i <= count; i++) {
            # 1, 4, 16 ... 16384: the bound of the whole part.
            bound = 1
            for (steps = draw(8); steps > 0; steps--) bound *= 4
            whole = draw(bound)
            part = draw(100000000)
            if (i > 1 && draw(6) == 0) line = line ","
            else line = line sprintf(",%d.%08d", whole, part)
        }
        print line
    }
}'
