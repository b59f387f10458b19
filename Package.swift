// swift-tools-version: 6.2
// The module table below is the architecture: a name, a layer, a kind, what it imports. A module may import only
// modules of lower layers; the manifest refuses to load when an arrow points up. `docs/architecture.md` draws it, and
// the test target `ArchitectureTests` compares every `import` line in the tree with it.
import PackageDescription

/// What a row of the module table builds.
enum Kind {
    /// A library of the system, found with pkg-config and installed from a Debian package.
    case system(pkgConfig: String, debian: String)
    /// C code of our own.
    case c
    /// A Swift library. `hot`: holds field or group arithmetic and is optimised in debug builds too (200 times slower otherwise).
    case library(hot: Bool)
    /// A command.
    case executable(hot: Bool)
    /// A command in C, for the tests only.
    case cExecutable
    /// A Swift Testing bundle.
    case test
    /// A build-tool plugin: it runs a command of ours while the package is built.
    case plugin
}

struct Module {
    let name: String
    let layer: Int
    let kind: Kind
    let dependencies: [String]
    /// Folders beside the sources that are not compiled.
    let data: [String]
    /// The plugin that makes a part of the sources.
    ///
    /// It runs at build time and is not imported, so layers do not bind it.
    let plugin: String?

    init(
        _ name: String, layer: Int, _ kind: Kind, _ dependencies: [String] = [], data: [String] = [],
        plugin: String? = nil
    ) {
        (self.name, self.layer, self.kind) = (name, layer, kind)
        (self.dependencies, self.data, self.plugin) = (dependencies, data, plugin)
    }
}

let modules: [Module] = [
    Module("CSodium", layer: 0, .system(pkgConfig: "libsodium", debian: "libsodium-dev")),
    Module("CSQLite", layer: 0, .system(pkgConfig: "sqlite3", debian: "libsqlite3-dev")),
    Module("CGMP", layer: 0, .system(pkgConfig: "gmp", debian: "libgmp-dev")),
    Module("CRistrettoKernel", layer: 0, .c),
    Module("CValgrind", layer: 0, .c),
    Module("StrictJSON", layer: 0, .library(hot: false)),

    Module("CommandLineKit", layer: 1, .library(hot: false), ["StrictJSON"]),
    Module("BigNumbers", layer: 1, .library(hot: true), ["CGMP"]),
    Module("CBlake2b", layer: 1, .c, ["CSodium"]),
    Module("Sodium", layer: 1, .library(hot: true), ["CSodium"]),

    Module("KeyFiles", layer: 2, .library(hot: false), ["Sodium"]),
    Module("Transcript", layer: 2, .library(hot: true), ["Sodium"]),

    Module("Wire", layer: 2, .library(hot: true)),

    Module("Ristretto", layer: 3, .library(hot: true), ["CRistrettoKernel", "Sodium", "Transcript"]),

    Module("generator-table", layer: 3, .executable(hot: true), ["CSodium", "Transcript"]),
    Module("GeneratorTablePlugin", layer: 4, .plugin, ["generator-table"]),
    Module(
        "Pedersen", layer: 4, .library(hot: true), ["Ristretto", "Sodium", "Transcript"], plugin: "GeneratorTablePlugin"
    ),

    Module("Bulletproofs", layer: 5, .library(hot: true), ["Pedersen", "Ristretto", "Sodium", "Transcript"]),

    Module(
        "SumTree", layer: 6, .library(hot: true),
        ["Bulletproofs", "CBlake2b", "Pedersen", "Ristretto", "Transcript", "Wire"]),

    Module("CircuitModel", layer: 6, .library(hot: true), ["Bulletproofs", "CBlake2b", "Ristretto", "Wire"]),
    Module(
        "CircuitCompiler", layer: 7, .library(hot: true),
        ["BigNumbers", "Bulletproofs", "CircuitModel", "Ristretto", "Sodium", "StrictJSON"]),

    Module(
        "Solvency", layer: 7, .library(hot: true),
        [
            "Bulletproofs", "CBlake2b", "CircuitModel", "Pedersen", "Ristretto", "Sodium", "SumTree", "Transcript",
            "Wire",
        ]),

    Module(
        "SolvencyProver", layer: 8, .library(hot: true),
        [
            "BigNumbers", "Bulletproofs", "CSQLite", "CircuitCompiler", "CircuitModel", "KeyFiles", "Pedersen",
            "Ristretto", "Sodium", "Solvency", "StrictJSON", "SumTree", "Transcript", "Wire",
        ]),

    Module(
        "WasmSelfTest", layer: 8, .library(hot: false),
        ["Bulletproofs", "Pedersen", "Ristretto", "SumTree", "Transcript", "Wire"]),
    Module(
        "VectorSuites", layer: 8, .library(hot: false),
        ["Bulletproofs", "CSodium", "Pedersen", "Ristretto", "Sodium", "StrictJSON", "SumTree", "Transcript", "Wire"]),

    Module(
        "solvency", layer: 9, .executable(hot: false),
        [
            "BigNumbers", "Bulletproofs", "CircuitCompiler", "CircuitModel", "CommandLineKit", "KeyFiles", "Ristretto",
            "Sodium", "Solvency", "SolvencyProver", "StrictJSON", "SumTree", "VectorSuites", "Wire",
        ]),
    Module(
        "ctcheck-swift", layer: 9, .executable(hot: true),
        [
            "BigNumbers", "Bulletproofs", "CValgrind", "CircuitCompiler", "CircuitModel", "Pedersen", "Ristretto",
            "Sodium", "Transcript",
        ]),
    Module(
        "solvency-bench", layer: 9, .executable(hot: true),
        [
            "Bulletproofs", "CSodium", "KeyFiles", "Pedersen", "Ristretto", "Sodium", "Solvency", "SolvencyProver",
            "SumTree", "Transcript",
        ]),

    Module(
        "FuzzTargets", layer: 9, .library(hot: false),
        [
            "BigNumbers", "Bulletproofs", "CircuitCompiler", "CircuitModel", "KeyFiles", "Pedersen", "Ristretto",
            "Sodium",
            "Solvency", "SolvencyProver", "StrictJSON", "SumTree", "Transcript", "VectorSuites", "Wire",
        ]),
    Module("solvency-fuzz", layer: 10, .executable(hot: false), ["FuzzTargets"]),

    Module("solvency-demo", layer: 9, .executable(hot: false), ["Pedersen", "Ristretto", "Sodium"]),

    Module("ctcheck", layer: 9, .cExecutable, ["CRistrettoKernel"]),

    Module("StrictJSONTests", layer: 10, .test, ["StrictJSON"]),
    Module("CommandLineKitTests", layer: 10, .test, ["CommandLineKit", "StrictJSON"]),
    Module("KeyFilesTests", layer: 10, .test, ["KeyFiles", "Sodium"]),
    Module("BigNumbersTests", layer: 10, .test, ["BigNumbers"]),
    Module("SodiumTests", layer: 10, .test, ["Sodium", "StrictJSON"]),
    Module("VectorSuitesTests", layer: 10, .test, ["StrictJSON", "VectorSuites"]),
    Module("ArchitectureTests", layer: 10, .test),
    Module(
        "EndToEndTests", layer: 10, .test,
        ["Ristretto", "Sodium", "Solvency", "SolvencyProver", "SumTree", "solvency"], data: ["Transcripts"]),
    Module("TranscriptTests", layer: 10, .test, ["Sodium", "Transcript", "WasmSelfTest"]),
    Module("KernelTests", layer: 10, .test, ["CRistrettoKernel", "CSodium"]),
    Module("RistrettoTests", layer: 10, .test, ["CSodium", "Ristretto", "Sodium"]),
    Module("PedersenTests", layer: 10, .test, ["CSodium", "Pedersen", "Ristretto", "Sodium", "Transcript"]),
    Module("BulletproofsTests", layer: 10, .test, ["Bulletproofs", "Pedersen", "Ristretto", "Sodium", "Transcript"]),
    Module("FuzzTargetsTests", layer: 10, .test, ["FuzzTargets"], data: ["Findings"]),
    Module("WireTests", layer: 10, .test, ["StrictJSON", "Wire"]),
    Module(
        "SumTreeTests", layer: 10, .test,
        ["Bulletproofs", "Pedersen", "Ristretto", "Sodium", "StrictJSON", "SumTree", "Transcript", "Wire"]),
    Module(
        "CircuitModelTests", layer: 10, .test, ["BigNumbers", "Bulletproofs", "CircuitModel", "Ristretto", "Wire"]),
    Module(
        "CircuitCompilerTests", layer: 10, .test,
        [
            "BigNumbers", "Bulletproofs", "CircuitCompiler", "CircuitModel", "Pedersen", "Ristretto", "Sodium",
            "StrictJSON", "Transcript",
        ], data: ["Language/refused.txt"]),
    Module(
        "SolvencyTests", layer: 10, .test,
        ["Bulletproofs", "CircuitModel", "Ristretto", "Sodium", "Solvency", "SumTree", "Wire"]),
    Module(
        "SolvencyProverTests", layer: 10, .test,
        [
            "BigNumbers", "Bulletproofs", "CircuitCompiler", "CircuitModel", "KeyFiles", "Pedersen", "Ristretto",
            "Sodium", "Solvency", "SolvencyProver", "StrictJSON", "SumTree", "Wire",
        ]),
]

// MARK: - The rule

let layerOf = Dictionary(uniqueKeysWithValues: modules.map { ($0.name, $0.layer) })
for module in modules {
    for dependency in module.dependencies {
        guard let layer = layerOf[dependency] else {
            fatalError("\(module.name) depends on unknown module \(dependency)")
        }
        guard layer < module.layer else {
            fatalError(
                "\(module.name) (layer \(module.layer)) must not import \(dependency) (layer \(layer)): arrows point down"
            )
        }
    }
}

// MARK: - A part of the table

/// The modules to build: all of them, or with `SOLVENCY_ONLY=Wire,SumTree` those, what they import, and their tests.
///
/// For work on one module: whatever stands above it is not built again after each change.
let selected: [Module] = {
    guard let names = Context.environment["SOLVENCY_ONLY"], !names.isEmpty else { return modules }
    let roots = names.split(separator: ",").map(String.init)
    var wanted: Set<String> = []
    func want(_ name: String) {
        guard wanted.insert(name).inserted else { return }
        guard let module = modules.first(where: { $0.name == name }) else {
            fatalError("SOLVENCY_ONLY: unknown module \(name)")
        }
        for dependency in module.dependencies + (module.plugin.map { [$0] } ?? []) { want(dependency) }
    }
    for root in roots {
        want(root)
        if layerOf[root + "Tests"] != nil { want(root + "Tests") }
    }
    return modules.filter { wanted.contains($0.name) }
}()

/// The libraries that other packages may use, and the command.
let products: [Product] = {
    let libraries = ["Ristretto", "Pedersen", "Transcript"].map { Product.library(name: $0, targets: [$0]) }
    let commands: [Product] = [.executable(name: "solvency", targets: ["solvency"])]
    let names = Set(selected.map(\.name))
    return (commands + libraries).filter { names.contains($0.name) }
}()

// MARK: - From the table to targets

func swiftSettings(hot: Bool) -> [SwiftSetting] {
    var settings: [SwiftSetting] = [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("ExistentialAny"),
    ]
    if hot { settings.append(.unsafeFlags(["-O"], .when(configuration: .debug))) }
    return settings
}

func target(_ module: Module) -> Target {
    let dependencies = module.dependencies.map { Target.Dependency(stringLiteral: $0) }
    switch module.kind {
    case .system(let pkgConfig, let debian):
        return .systemLibrary(name: module.name, pkgConfig: pkgConfig, providers: [.apt([debian])])
    case .c:
        return .target(
            name: module.name, dependencies: dependencies,
            cSettings: [.unsafeFlags(["-O2", "-Wall", "-Wextra", "-Werror"])])
    case .library(let hot):
        return .target(
            name: module.name, dependencies: dependencies, swiftSettings: swiftSettings(hot: hot),
            plugins: module.plugin.map { [.plugin(name: $0)] })
    case .cExecutable:
        return .executableTarget(
            name: module.name, dependencies: dependencies,
            cSettings: [.unsafeFlags(["-O2", "-Wall", "-Wextra", "-Werror"])])
    case .executable(let hot):
        return .executableTarget(name: module.name, dependencies: dependencies, swiftSettings: swiftSettings(hot: hot))
    case .plugin:
        return .plugin(name: module.name, capability: .buildTool(), dependencies: dependencies)
    case .test:
        return .testTarget(
            name: module.name, dependencies: dependencies, exclude: module.data,
            swiftSettings: swiftSettings(hot: false))
    }
}

let package = Package(
    name: "swift-solvency",
    products: products,
    targets: selected.map(target),
    cLanguageStandard: .c17
)
