import Foundation

/// The module table of `Package.swift`, read from its text: the tests compare the tree with what a reader sees there.
struct ModuleTable {
    struct Row: Equatable {
        let name: String
        let layer: Int
        let kind: String
        let dependencies: [String]
    }

    enum Failure: Error {
        case unreadable(String)
        case noRows
    }

    let rows: [Row]

    subscript(name: String) -> Row? { rows.first { $0.name == name } }

    /// The package's folder, two levels above this test target.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func ofThisPackage() throws -> ModuleTable {
        let manifest = root.appending(path: "Package.swift")
        guard let text = try? String(contentsOf: manifest, encoding: .utf8) else {
            throw Failure.unreadable(manifest.path())
        }
        return try ModuleTable(manifest: text)
    }

    init(manifest: String) throws {
        let row =
            #/
            Module\( \s* "(?<name>[^"]+)" , \s* layer: \s* (?<layer>\d+) , \s* \.(?<kind>[a-z]+) (?: \( [^)]* \) )?
            (?: , \s* \[ (?<dependencies> [^\]]* ) \] )?
            /#
        rows = manifest.matches(of: row).compactMap { match in
            guard let layer = Int(match.output.layer) else { return nil }
            let dependencies = (match.output.dependencies ?? "").matches(of: /"([^"]+)"/).map { String($0.output.1) }
            return Row(
                name: String(match.output.name), layer: layer, kind: String(match.output.kind),
                dependencies: dependencies)
        }
        if rows.isEmpty { throw Failure.noRows }
    }

    /// Everything that a module can reach, itself included.
    func closure(of name: String) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [name]
        while let next = waiting.popLast() {
            guard reached.insert(next).inserted else { continue }
            waiting += self[next]?.dependencies ?? []
        }
        return reached
    }

    /// The folder of a module's sources.
    func folder(of row: Row) -> URL {
        let parent = row.kind == "test" ? "Tests" : row.kind == "plugin" ? "Plugins" : "Sources"
        return Self.root.appending(path: "\(parent)/\(row.name)")
    }
}

/// One `import` line of a Swift file.
struct ImportLine: Equatable {
    let module: String
    /// True inside `#if !hasFeature(Embedded)`: the browser's build never sees the line.
    let nativeOnly: Bool

    static func all(in source: String) -> [ImportLine] {
        let importLine =
            #/
            ^ (?: @[a-zA-Z_()]+ \s+ )* (?: (?: public | package | internal | private | fileprivate ) \s+ )?
            import \s+ (?: (?: struct | class | enum | func | protocol | typealias | var | let ) \s+ )?
            (?<module> [A-Za-z_0-9]+ )
            /#
        var found: [ImportLine] = []
        // For each open #if: whether its branch at hand is native only, and whether its #else is.
        var conditions: [(now: Bool, otherwise: Bool)] = []
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("#if") {
                let native = text.contains("!hasFeature(Embedded)")
                conditions.append((native, text == "#if hasFeature(Embedded)"))
            } else if text.hasPrefix("#elseif") {
                _ = conditions.popLast()
                conditions.append((text.contains("!hasFeature(Embedded)"), false))
            } else if text.hasPrefix("#else") {
                let last = conditions.popLast()
                conditions.append((last?.otherwise ?? false, false))
            } else if text.hasPrefix("#endif") {
                _ = conditions.popLast()
            } else if let match = text.firstMatch(of: importLine) {
                found.append(
                    ImportLine(module: String(match.output.module), nativeOnly: conditions.contains { $0.now }))
            }
        }
        return found
    }
}

/// Swift files below a folder, with their text.
func swiftFiles(below folder: URL) -> [(path: String, text: String)] {
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
    return walk.compactMap { $0 as? URL }
        .filter { $0.pathExtension == "swift" }
        .sorted { $0.path() < $1.path() }
        .compactMap { url in (try? String(contentsOf: url, encoding: .utf8)).map { (url.path(), $0) } }
}
