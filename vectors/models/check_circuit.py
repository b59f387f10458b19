"""Checks vector files of suite `circuit-proof` with the model: python3 check_circuit.py [FILE...]

Without a file it checks the project's own. This is the direction from the Swift prover to the model: whatever wrote the file, the model has to agree with every case.
"""

import json
import os
import sys

from circuit import case_refusal


def main(files):
    failures = 0
    for file in files:
        with open(file) as source:
            suite = json.load(source)
        assert suite["suite"] == "circuit-proof", file
        assert suite["cases"], file + ": no cases"
        for case in suite["cases"]:
            expected = None if case["valid"] else case["reason"]
            got = case_refusal(case)
            if got != expected:
                failures += 1
                print("%s: %s: expected %s, got %s" % (file, case["name"], expected, got))
        print("%s: %d cases" % (file, len(suite["cases"])))
    return 1 if failures else 0


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(main(sys.argv[1:] or [os.path.join(here, "..", "circuit-proof.json")]))
