#!/bin/bash
# Runs the Python models and compares the vector files with what they make. Without Python: says so and skips.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v python3 >/dev/null; then
    echo "SKIPPED: python3 is missing, so the models did not run (Debian package python3)"
    exit 0
fi
python3 vectors/models/run.py "$@"
