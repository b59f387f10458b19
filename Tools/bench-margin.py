#!/usr/bin/env python3
"""Proves and verifies a portfolio of 200 positions, 20 assets and 64 scenarios with the built command, as processes.

Prints wall-clock and processor time (the least of several runs) and the sizes, and fails when a limit is broken: 0.3 s of
processor time to prove, 0.1 s to verify, 16 KiB for the proof file with all signed lists.
usage: Tools/bench-margin.py FOLDER-OF-THE-BUILT-COMMANDS
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

ASSETS, POSITIONS, SCENARIOS, RUNS = 20, 200, 64, 7
TIME = "2026-11-20T00:00:00Z"


def parameters(rng, assets, instruments, scenarios):
    tiers = {}
    for asset in assets:
        bounds = sorted(rng.sample(range(1, 60), 4)) + [None]
        tiers[asset] = [{"to": str(100000 * bound) if bound else None, "percent": percent}
                        for bound, percent in zip(bounds, ["100", "95", "90", "80", "70"])]
    zero = {instrument: "0" for instrument in instruments}
    return {"format": "solvency-params/1", "circuits": {
        "tiered_haircut_coverage": {
            "version": 1, "asset": assets, "decimals": {asset: 8 for asset in assets}, "required": "0", "tiers": tiers},
        "scenario_margin": {
            "version": 1, "instrument": instruments, "scenario": scenarios,
            "decimals": {instrument: 0 for instrument in instruments},
            "loss": {scenario: ["%d.%02d" % (rng.randrange(-30, 31), rng.randrange(100)) for _ in instruments]
                     for scenario in scenarios},
            "factor": "1", "charge": zero, "short_charge": zero}}}


def rows(head, lines):
    return head + "\n" + "".join(line + "\n" for line in lines)


def main():
    command = os.path.abspath(os.path.join(sys.argv[1], "solvency"))
    rng = random.Random(1)
    assets = ["a%02d" % number for number in range(ASSETS)]
    instruments = ["i%03d" % number for number in range(POSITIONS)]
    scenarios = ["s%02d" % number for number in range(SCENARIOS)]
    with tempfile.TemporaryDirectory() as folder:
        def write(name, text):
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)

        def run(*words):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.monotonic()
            subprocess.run([command, *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            wall = time.monotonic() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

        write("params.json", json.dumps(parameters(rng, assets, instruments, scenarios)))
        head = "id,kind,quantity,decimals"
        write("custody.csv", rows(head, ("%s,collateral,%d.%d,8" % (asset, rng.randrange(500, 5000), rng.randrange(10 ** 6))
                                         for asset in assets)))
        write("positions.csv", rows(head, ("%s,position,%d,0" % (instrument, rng.randrange(-500, 501))
                                           for instrument in instruments)))
        write("prices.csv", rows("id,price,confidence,publish_time", (
            "%s,%d.%02d,0.01,%s" % (asset, rng.randrange(50, 1000), rng.randrange(100), TIME) for asset in assets)))
        for name in ["custodian", "venue", "oracle", "fund"]:
            run("keygen", "--out", name + ".key", "--no-passphrase")
        for table, signer in [("custody", "custodian"), ("positions", "venue")]:
            run("holdings", "attest", table + ".csv", "--key", signer + ".key", "--holder", "Fund", "--account", "1",
                "--holder-key", "fund.pub", "--valuation-time", TIME, "--universe", "params.json", "--complete",
                "--out", table)
        run("prices", "sign", "prices.csv", "--key", "oracle.key", "--valuation-time", TIME, "--out", "prices.cbor")
        run("challenge", "--verifier", "Desk", "--holder", "Fund", "--account", "1",
            "--require", "tiered_haircut_coverage,scenario_margin", "--params", "params.json",
            "--price-signer", "oracle.pub", "--valuation-time", TIME, "--max-age", "15m", "--max-skew", "1h",
            "--not-after", "2026-11-20T06:00:00Z", "--min-rung", "12000", "--out", "challenge.cbor")
        prove = ["prove", "--challenge", "challenge.cbor", "--params", "params.json", "--prices", "prices.cbor",
                 "--key", "fund.key", "--at", TIME, "--out", "proof.cbor"]
        for table in ["custody", "positions"]:
            prove += ["--holdings", table + "/holdings.cbor", "--openings", table + "/openings.secret"]
        verify = ["verify", "proof.cbor", "--challenge", "challenge.cbor", "--params", "params.json", "--at", TIME,
                  "--trust-collateral", "C=custodian.pub", "--trust-positions", "V=venue.pub",
                  "--trust-prices", "O=oracle.pub"]
        broken = False
        for name, words, limit in [("prove", prove, 0.3), ("verify", verify, 0.1)]:
            times = [run(*words) for _ in range(RUNS)]
            wall, processor = min(time[0] for time in times), min(time[1] for time in times)
            print("%-7s %6.0f ms, processor %6.0f ms (limit %.0f ms)"
                  % (name, 1000 * wall, 1000 * processor, 1000 * limit))
            broken = broken or processor > limit
        size = os.path.getsize(os.path.join(folder, "proof.cbor"))
        print("file    %6d bytes with all commitments and signed lists (limit 16384)" % size)
        return broken or size > 16384


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
