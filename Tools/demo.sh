#!/usr/bin/env bash
# What the toolkit does, shown in words. usage: Tools/demo.sh FOLDER-OF-THE-BUILT-COMMANDS
set -euo pipefail
"$1/solvency-demo"
echo
"$(dirname "$0")/demo-epoch.sh" "$1"
echo
"$(dirname "$0")/demo-margin.sh" "$1"
