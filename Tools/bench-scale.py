#!/usr/bin/env python3
"""Builds, verifies and weighs epochs of one asset at several sizes, and prints one table as it goes.

usage: Tools/bench-scale.py BIN N [N ...]

BIN is the folder with the release builds of `solvency` and `solvency-bench`; N are numbers of accounts. For each size it
makes a ledger (Tools/make-accounts.sh), builds the epoch with all range proofs, builds the tree alone in a process of its
own, verifies the publication, and exports one receipt. Then a straight line through the sizes, and what it says of 10^8.
The exit code is 1 when a bar for a size is missed. Bars are for two cores.
"""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

TOOLS = pathlib.Path(__file__).resolve().parent
# Seconds and MiB: build with proofs, its memory, tree alone, whole verification.
BARS = {100_000: (40, 600, 1.5, 4), 1_000_000: (360, 1536, 10, 30)}
RECEIPT_BAR = 8192 + 512  # a path of height 5 is at most 8 KiB; about 360 bytes of signed body and salt stand around it
COLUMNS = ["accounts", "build", "cpu", "MiB", "tree", "(read)", "MiB", "verify", "cpu", "MiB", "receipt", "export"]
WIDTHS = [9, 9, 9, 7, 8, 8, 7, 8, 8, 7, 8, 8]


def run(arguments, progress=False):
    """Wall seconds, processor seconds, peak MiB and output of a command; progress goes to the terminal."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(arguments, stdout=out, stderr=None if progress else subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        out.seek(0)
        text = out.read().decode()
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"bench-scale: {' '.join(map(str, arguments))} ended with {os.waitstatus_to_exitcode(status)}: {text}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def row(cells):
    print("".join(str(cell).rjust(width) for cell, width in zip(cells, WIDTHS)), flush=True)


def measure(solvency, bench, size, folder, progress):
    ledger = folder / "accounts.csv"
    with open(ledger, "wb") as file:
        subprocess.run([TOOLS / "make-accounts.sh", str(size)], stdout=file, check=True)
    plan = {
        "format": "solvency-epoch/1", "issuer": "ExampleX", "epoch": 1, "valuation_time": "2026-11-20T00:00:00Z",
        "previous": None, "arity": 16, "show_totals": False,
        "assets": [{"id": "btc", "name": "Bitcoin", "decimals": 8, "accounts": "accounts.csv", "layout": "wide",
                    "columns": ["balance"], "capacity": None, "round": None}],
    }
    (folder / "epoch.json").write_text(json.dumps(plan))
    key, out, receipt = folder / "issuer.key", folder / "out", folder / "one.receipt"
    run([solvency, "keygen", "--out", key, "--no-passphrase"])
    flags = ["--progress"] if progress else []
    tree_run = run([bench, "--tree-of", ledger])
    read, tree = map(float, tree_run[3].split())
    build = run([solvency, "epoch", "build", folder / "epoch.json", "--key", key, "--out", out] + flags, progress)
    verify = run([solvency, "epoch", "verify", out / "public", "--issuer", folder / "issuer.pub"] + flags, progress)
    account = f"user-{size // 2:07d}"
    export = run([solvency, "receipt", "export", out, "--account", account, "--out", receipt])
    run([solvency, "receipt", "verify", receipt, "--public", out / "public", "--issuer", folder / "issuer.pub",
         "--account", account])
    return {"size": size, "build": build, "read": read, "tree": tree, "tree_memory": tree_run[2], "verify": verify,
            "receipt": receipt.stat().st_size, "export": export[0]}


def fit(points):
    """The least-squares line through points: what each account costs, and what stands before the first."""
    count = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    start = mean_y - slope * mean_x
    worst = max(abs(y - start - slope * x) / y for x, y in points)
    return slope, start, worst


def duration(seconds):
    return f"{seconds:.0f} s" if seconds < 600 else f"{seconds / 60:.0f} min" if seconds < 36000 else f"{seconds / 3600:.1f} h"


def main():
    if len(sys.argv) < 3 or not all(text.isdigit() and 0 < int(text) <= 9_999_999 for text in sys.argv[2:]):
        sys.exit(__doc__)
    binaries = pathlib.Path(sys.argv[1]).resolve()
    solvency, bench = binaries / "solvency", binaries / "solvency-bench"
    sizes = sorted({int(text) for text in sys.argv[2:]})
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f}; seconds are wall time unless they stand under 'cpu'; one asset, "
          "arity 16, one column")
    if load > 0.5:
        print("the machine is busy: wall times say little, processor times more")
    row(COLUMNS)
    results, missed = [], []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="solvency-scale-") as name:
            result = measure(solvency, bench, size, pathlib.Path(name), progress=sys.stderr.isatty())
        results.append(result)
        build, verify = result["build"], result["verify"]
        row([size, f"{build[0]:.1f}", f"{build[1]:.1f}", f"{build[2]:.0f}", f"{result['tree']:.2f}",
             f"{result['read']:.2f}", f"{result['tree_memory']:.0f}", f"{verify[0]:.1f}", f"{verify[1]:.1f}",
             f"{verify[2]:.0f}", result["receipt"], f"{result['export']:.2f}"])
        bars = BARS.get(size)
        if bars:
            figures = [("build", build[0], bars[0], "s"), ("build memory", build[2], bars[1], "MiB"),
                       ("tree", result["tree"], bars[2], "s"), ("verify", verify[0], bars[3], "s"),
                       ("receipt", result["receipt"], RECEIPT_BAR, "bytes")]
            for what, value, bar, unit in figures:
                if value > bar:
                    missed.append(f"{size}: {what} {value:.1f} {unit}, bar {bar} {unit}")
    if len(results) > 1:
        print("a straight line through these sizes (build and verification in processor seconds):")
        for what, value in [("build", lambda r: r["build"][1]), ("tree", lambda r: r["tree"]),
                            ("verify", lambda r: r["verify"][1])]:
            slope, start, worst = fit([(r["size"], value(r)) for r in results])
            print(f"  {what}: {slope * 1e6:.2f} us an account + {start:.2f} s; largest deviation {100 * worst:.0f}%")
        slope, start, _ = fit([(r["size"], r["build"][2]) for r in results])
        print(f"  memory of build: {slope * 1048576:.0f} bytes an account + {start:.0f} MiB")
        slope_build = fit([(r["size"], r["build"][1]) for r in results])[0]
        slope_verify = fit([(r["size"], r["verify"][1]) for r in results])[0]
        cores = os.cpu_count()
        print(f"extrapolated, not measured, to 10^8 accounts: build {duration(slope_build * 1e8)} of processor time, on "
              f"{cores} cores {duration(slope_build * 1e8 / cores)}; verification {duration(slope_verify * 1e8 / cores)} on "
              f"{cores} cores; memory {(slope * 1e8 + start) / 1024:.1f} GiB")
    for line in missed:
        print(f"MISSED {line}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
