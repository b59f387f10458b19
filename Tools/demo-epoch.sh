#!/usr/bin/env bash
# An epoch of 1000 accounts and 3 assets: built, verified whole, three receipts checked, one forged receipt refused.
# usage: Tools/demo-epoch.sh FOLDER-OF-THE-BUILT-COMMANDS
set -euo pipefail
solvency="$(cd "$1" && pwd)/solvency"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

run() { echo "\$ solvency $*"; "$solvency" "$@"; echo; }

echo "An exchange's ledger: 1000 accounts, 3 assets."
awk 'BEGIN {
    srand(42); print "account,btc,eth,usdt"
    for (i = 0; i < 1000; i++)
        printf "user%04d,%d.%08d,%s,%d.%02d\n", i, rand() * 3, rand() * 1e8, \
            (i % 3 ? int(rand() * 50) ".5" : ""), rand() * 20000, rand() * 100
}' > accounts.csv
head -n 3 accounts.csv
cat > epoch.json <<'JSON'
{"format": "solvency-epoch/1", "issuer": "ExampleX", "epoch": 42, "valuation_time": "2026-11-20T00:00:00Z",
 "previous": null, "arity": 16, "show_totals": false, "assets": [
  {"id": "btc", "name": "Bitcoin", "decimals": 8, "accounts": "accounts.csv", "layout": "wide",
   "columns": ["balance"], "capacity": null, "round": null},
  {"id": "eth", "name": "Ether", "decimals": 8, "accounts": "accounts.csv", "layout": "wide",
   "columns": ["balance"], "capacity": null, "round": null},
  {"id": "usdt", "name": "Tether", "decimals": 6, "accounts": "accounts.csv", "layout": "wide",
   "columns": ["balance"], "capacity": null, "round": null}]}
JSON
echo

run keygen --out issuer.key --no-passphrase
run epoch build epoch.json --key issuer.key --out epoch42

echo "Anyone checks the whole publication:"
run epoch verify epoch42/public --issuer issuer.pub

echo "Three customers check their own receipts:"
for account in user0001 user0500 user0999; do
    run receipt export epoch42 --account "$account" --out "$account.receipt"
    run receipt verify "$account.receipt" --public epoch42/public --issuer issuer.pub --account "$account"
done

echo "Somebody changes one byte of a receipt:"
cp user0500.receipt forged.receipt
byte=$(od -An -tu1 -j 1000 -N 1 forged.receipt)
printf "\\$(printf '%03o' $((byte ^ 1)))" | dd of=forged.receipt bs=1 seek=1000 conv=notrunc status=none
echo "\$ solvency receipt verify forged.receipt ..."
if "$solvency" receipt verify forged.receipt --public epoch42/public --issuer issuer.pub --account user0500; then
    echo "Accepted. This must never happen." >&2
    exit 70
else
    code=$?
fi
[ "$code" = 1 ] || { echo "exit code $code instead of 1" >&2; exit 70; }
echo "Refused, exit code 1."
