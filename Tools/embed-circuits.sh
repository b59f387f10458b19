#!/bin/bash
# Writes the texts of circuits/*.circuit into the module that ships them. A test compares both; the same test writes the
# schemas of the parameters when SOLVENCY_WRITE_SCHEMAS=1.
set -eu -o pipefail
cd "$(dirname "$0")/.."
target=Sources/CircuitCompiler/Shipped/ShippedCircuits+Texts.swift

{
    echo '// Made by Tools/embed-circuits.sh from circuits/*.circuit; a test compares them.'
    echo '// swift-format-ignore-file'
    echo
    echo 'extension ShippedCircuits {'
    echo '    /// Name and text of each circuit, in order of the names.'
    echo '    static let texts: [(name: String, text: String)] = ['
    for file in circuits/*.circuit; do
        echo "        (\"$(basename "$file" .circuit)\", #\"\"\""
        cat "$file"
        echo
        echo '"""#),'
    done
    echo '    ]'
    echo '}'
} > "$target"
