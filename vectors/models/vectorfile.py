"""Writes vector files: always the same bytes for the same cases."""

import json
import os

FOLDER = os.environ.get("VECTORS_OUT") or os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))


def write(file, suite, source, cases):
    """`source` says where the numbers come from; every case has a `name` of its own."""
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), "two cases of one name in " + suite
    text = json.dumps({"suite": suite, "source": source, "cases": cases}, indent=1, ensure_ascii=True)
    with open(os.path.join(FOLDER, file), "w", newline="\n") as out:
        out.write(text + "\n")
    print("%s: %d cases" % (file, len(cases)))


def pattern(count, seed=0):
    """Bytes that repeat with no short period; not random, so that nobody need trust a draw."""
    return bytes((i * i * 7 + i * 31 + (i >> 5) * 13 + seed * 101) & 0xFF for i in range(count))
