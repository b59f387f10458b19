#!/bin/bash
# Unpacks what WebAssembly needs of libsodium's own source, fetched once as Debian's source package and kept in .build.
# Neither root nor a change of the system's package sources is needed: apt works on copies of its own below .build.
# usage: Tools/wasm/libsodium-source.sh FOLDER
set -euo pipefail
out=$(realpath -m "$1")
cd "$(dirname "$0")/../.."

VERSION=1.0.18
SHA256=d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4
# The tarball as its authors published it; Debian's patches of this version are not about BLAKE2b.
TARBALL=libsodium_$VERSION.orig.tar.gz
CACHE=.build/libsodium

fail() {
    echo "libsodium-source: $1" >&2
    echo "libsodium-source: WebAssembly needs BLAKE2b from $TARBALL (SHA-256 $SHA256)." >&2
    echo "libsodium-source: It is part of Debian's source package libsodium; a copy at $CACHE/$TARBALL is used as it is." >&2
    exit 1
}
is_pinned() { echo "$SHA256  $1" | sha256sum --check --status 2>/dev/null; }

# Makes `deb-src` sources in $1 from the `deb` ones of the system, whichever of the two formats they are in.
copy_sources() {
    local list= parts= file
    eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
    for file in "$list" "$parts"*.list; do
        [ -r "$file" ] || continue
        sed -nE 's/^[[:space:]]*deb(-src)?([[:space:]])/deb-src\2/p' "$file"
    done | LC_ALL=C sort -u > "$1/system.list"
    for file in "$parts"*.sources; do
        [ -r "$file" ] || continue
        sed -E 's/^[Tt]ypes:.*/Types: deb-src/' "$file" > "$1/$(basename "$file")"
    done
}

fetch() {
    command -v apt-get >/dev/null || fail "this system has no apt-get"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/sources" "$work/lists/partial" "$work/cache/archives/partial" "$work/download"
    # apt fetches as another user where it can, which wants to reach the folders.
    chmod 755 "$work"
    chmod 777 "$work/download"
    copy_sources "$work/sources"
    local apt=(apt-get -qq -o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$work/sources"
        -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o Acquire::Retries=3)
    echo "libsodium-source: fetching $TARBALL"
    # A source that does not answer is not fatal: another one may have the package.
    "${apt[@]}" update > "$work/log" 2>&1 || true
    if ! (cd "$work/download" && "${apt[@]}" source --download-only --tar-only libsodium) >> "$work/log" 2>&1; then
        sed 's/^/  /' "$work/log" >&2
        fail "apt-get cannot fetch the source package"
    fi
    if [ ! -f "$work/download/$TARBALL" ]; then
        fail "the package sources offer $(cd "$work/download" && ls) instead of $TARBALL"
    fi
    is_pinned "$work/download/$TARBALL" || fail "what was fetched is not the pinned file"
    mkdir -p "$CACHE"
    mv "$work/download/$TARBALL" "$CACHE/$TARBALL"
}

[ -f "$CACHE/$TARBALL" ] || fetch
is_pinned "$CACHE/$TARBALL" || fail "$CACHE/$TARBALL is not the pinned file; remove it to fetch it again"
mkdir -p "$out"
tar -xzf "$CACHE/$TARBALL" -C "$out" --strip-components=3 \
    "libsodium-$VERSION/src/libsodium/include" "libsodium-$VERSION/src/libsodium/crypto_generichash/blake2b"
