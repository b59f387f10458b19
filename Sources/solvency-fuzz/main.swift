// Fuzzing of every decoder and parser. `Tools/fuzz-decoders.sh` builds this with libFuzzer and runs all targets; a plain
// build writes the starting inputs and replays files.
import Foundation
import FuzzTargets

let usage = """
    usage: solvency-fuzz list
           solvency-fuzz seeds TARGET FOLDER       write the starting inputs and the dictionary
           solvency-fuzz replay TARGET FILE...     check files
           solvency-fuzz run TARGET [ARGUMENT...]  fuzz, with libFuzzer's arguments (in builds with -DFUZZING)

    """

func fail(_ message: String, code: Int32 = 2) -> Never {
    FileHandle.standardError.write(Data("solvency-fuzz: \(message)\n".utf8))
    exit(code)
}

func target(_ name: String) throws -> any FuzzTarget {
    guard let type = FuzzTargets.named(name) else { fail("there is no target '\(name)'") }
    return try type.init(FuzzMaterial.ofThisPackage)
}

/// Writes inputs under names that follow from their place, beside a folder for what the fuzzer finds itself.
func writeSeeds(_ target: any FuzzTarget, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (index, seed) in try target.seeds().enumerated() {
        try Data(seed).write(to: URL(filePath: "\(folder)/seed-\(index)"))
    }
    let dictionary = FuzzTargets.dictionary(of: type(of: target))
    try Data(dictionary.utf8).write(to: URL(filePath: folder + ".dict"))
}

func replay(_ target: any FuzzTarget, _ files: [String]) throws {
    var isClean = true
    for file in files {
        do throws(FuzzFinding) {
            print("\(file): \(try target.check([UInt8](FileManager.default.contents(atPath: file) ?? Data())))")
        } catch {
            print("\(file): \(error)")
            isClean = false
        }
    }
    if !isClean { exit(1) }
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch (arguments.first, arguments.count) {
    case ("list", 1):
        for target in FuzzTargets.all { print("\(target.name)\t\(target.maximumByteCount)\t\(target.summary)") }
    case ("seeds", 3): try writeSeeds(target(arguments[1]), to: arguments[2])
    case ("replay", 3...): try replay(target(arguments[1]), Array(arguments[2...]))
    case ("run", 2...):
        #if FUZZING
            fuzz(try target(arguments[1]), Array(arguments[2...]))
        #else
            fail("this build has no libFuzzer: use Tools/fuzz-decoders.sh")
        #endif
    default: fail(usage)
    }
} catch {
    fail("\(error)")
}
