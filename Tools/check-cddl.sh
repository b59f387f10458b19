#!/bin/bash
# Checks the files of the vectors against docs/formats/*.cddl with an independent validator from PyPI, kept in .build.
# Where PyPI cannot be reached and the validator is not there yet, it says so and skips.
set -euo pipefail
cd "$(dirname "$0")/.."

VALIDATOR=cddl-verifier==1.5.3
VENV=.build/cddl-venv

if ! command -v python3 >/dev/null; then
    echo "SKIPPED: python3 is missing, so the CDDL schemas were not checked (Debian packages python3, python3-venv)"
    exit 0
fi
if ! "$VENV/bin/python" -c 'import cddl_verifier' 2>/dev/null; then
    rm -rf "$VENV"
    mkdir -p .build
    if ! python3 -m venv "$VENV" || ! "$VENV/bin/pip" install --quiet --disable-pip-version-check "$VALIDATOR"; then
        rm -rf "$VENV"
        echo "SKIPPED: $VALIDATOR could not be installed from PyPI, so the CDDL schemas were not checked" >&2
        exit 0
    fi
fi
"$VENV/bin/python" Tools/check-cddl.py
