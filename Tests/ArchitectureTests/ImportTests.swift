import Foundation
import Testing

/// SwiftPM lets a target import any module that it can reach without declaring it, so the tree is compared with the
/// table line by line.
@Suite struct ImportTests {
    /// Modules of the toolchain.
    ///
    /// `Foundation` and the C library keep a module out of the browser.
    static let toolchain: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "PackagePlugin", "Synchronization", "Testing",
    ]

    /// What compiles as Embedded Swift for WebAssembly.
    static let verifierModules = [
        "Transcript", "Ristretto", "Pedersen", "Bulletproofs", "Wire", "SumTree", "CircuitModel", "Solvency",
    ]

    /// What holds balances, positions, openings or keys: the public half may not reach it.
    static let secretSide: Set<String> = ["SolvencyProver", "CircuitCompiler", "CGMP", "CSQLite"]

    let table: ModuleTable

    init() throws { table = try ModuleTable.ofThisPackage() }

    @Test func everyImportIsInTheTable() {
        for row in table.rows where row.kind != "system" && row.kind != "c" {
            let files = swiftFiles(below: table.folder(of: row))
            #expect(!files.isEmpty, "module \(row.name) has no Swift file at \(table.folder(of: row).path())")
            for file in files {
                for line in ImportLine.all(in: file.text) where !Self.toolchain.contains(line.module) {
                    #expect(
                        row.dependencies.contains(line.module) || line.module == row.name,
                        "\(file.path) imports \(line.module), which the row of \(row.name) in Package.swift does not list"
                    )
                }
            }
        }
    }

    @Test func everyDependencyIsImported() {
        for row in table.rows where ["library", "executable", "test"].contains(row.kind) {
            let files = swiftFiles(below: table.folder(of: row))
            let imported = Set(files.flatMap { ImportLine.all(in: $0.text) }.map(\.module))
            for dependency in row.dependencies where !["executable", "plugin"].contains(table[dependency]?.kind) {
                #expect(imported.contains(dependency), "\(row.name) lists \(dependency) and never imports it")
            }
        }
    }

    /// `docs/architecture.md` shows the same modules on the same layers.
    @Test func thePageShowsTheTable() throws {
        let page = try String(contentsOf: ModuleTable.root.appending(path: "docs/architecture.md"), encoding: .utf8)
        let shown = page.matches(of: /\n\| (\d+) \| `([^`]+)` \|/).map { "\($0.output.2), layer \($0.output.1)" }
        let rows = table.rows.filter { $0.kind != "test" }.map { "\($0.name), layer \($0.layer)" }
        #expect(Set(shown) == Set(rows), "in one only: \(Set(shown).symmetricDifference(rows).sorted())")
        #expect(shown.count == rows.count)
    }

    @Test func arrowsPointDown() {
        for row in table.rows {
            for dependency in row.dependencies {
                guard let target = table[dependency] else {
                    Issue.record("\(row.name) lists \(dependency), which is no module")
                    continue
                }
                #expect(target.layer < row.layer, "\(row.name) must not import \(dependency)")
            }
        }
    }

    @Test func everyFolderIsAModule() throws {
        for parent in ["Sources", "Tests"] {
            let folders = try FileManager.default.contentsOfDirectory(
                at: ModuleTable.root.appending(path: parent), includingPropertiesForKeys: [.isDirectoryKey])
            for folder in folders where (try folder.resourceValues(forKeys: [.isDirectoryKey])).isDirectory == true {
                let name = folder.lastPathComponent
                #expect(table[name] != nil, "\(parent)/\(name) is not in the table of Package.swift")
            }
        }
    }

    @Test func verifierModulesStayInsideEmbeddedSwift() {
        let nativeOnly: Set<String> = Self.toolchain.union(["Sodium", "CSodium", "CGMP", "CSQLite", "StrictJSON"])
        for name in Self.verifierModules {
            guard let row = table[name] else { continue }
            for file in swiftFiles(below: table.folder(of: row)) {
                for line in ImportLine.all(in: file.text) where nativeOnly.contains(line.module) {
                    #expect(line.nativeOnly, "\(file.path) imports \(line.module) outside of #if !hasFeature(Embedded)")
                    #expect(line.module != "Foundation", "\(file.path): no Foundation in a verifier module")
                }
            }
        }
    }

    /// The build is what shows that a module compiles there, so a module that it leaves out is not held to the rule.
    @Test func theWebAssemblyBuildHasEveryVerifierModule() throws {
        let script = try String(contentsOf: ModuleTable.root.appending(path: "Tools/wasm-build.sh"), encoding: .utf8)
        let lists = script.matches(of: /(?m:^)MODULES="([^"\n]+)"\n/)
        try #require(lists.count == 1)
        let built = lists[0].output.1.split(separator: " ").map(String.init)
        let there = Self.verifierModules.filter { table[$0] != nil }
        #expect(Set(built) == Set(there), "in one only: \(Set(built).symmetricDifference(there).sorted())")
        #expect(built.count == there.count)
        let layers = built.compactMap { table[$0]?.layer }
        #expect(layers == layers.sorted(), "each module is compiled with those of lower layers at hand")
        let page = try String(contentsOf: ModuleTable.root.appending(path: "docs/architecture.md"), encoding: .utf8)
        let marked = page.matches(of: /\n\| \d+ \| `([^`]+)` \|[^\n]*\| yes \|/).map { String($0.output.1) }
            .filter { table[$0]?.kind == "library" }
        #expect(Set(marked) == Set(there).union(["WasmSelfTest"]), "what docs/architecture.md marks with wasm")
    }

    @Test func publicHalfCannotReachSecrets() {
        for name in ["SumTree", "Solvency"] {
            guard table[name] != nil else { continue }
            #expect(table.closure(of: name).isDisjoint(with: Self.secretSide), "\(name) reaches a secret-side module")
        }
    }
}
