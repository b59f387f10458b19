#!/usr/bin/env bash
# Installs the Debian packages that building and testing need, and says clearly what to do where it cannot.
# usage: Tools/setup.sh PACKAGE...
set -euo pipefail

missing=()
for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "setup: this system has no apt-get. Install what these Debian packages hold, then run make again:" >&2
        echo "setup:   ${missing[*]}" >&2
        exit 1
    fi
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then
            as_root=(sudo)
        else
            echo "setup: packages are missing and neither root nor sudo is at hand. Ask an administrator to run:" >&2
            echo "setup:   apt-get install ${missing[*]}" >&2
            exit 1
        fi
    fi
    echo "setup: installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq || echo "setup: apt-get update failed; trying with the package lists at hand" >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if ! command -v swift >/dev/null 2>&1; then
    echo "setup: no Swift toolchain on PATH. Swift 6.2 or later is needed: https://www.swift.org/install" >&2
    exit 1
fi
