// Writes the compressed generator chains as a Swift source file, at build time: hashing them at start-up would cost
// 10 microseconds apiece. Usage: generator-table OUTPUT [PARTIES GENERATORS]
//
// It maps to the group with libsodium, not with our own kernel: the kernel need not be built twice, and the tests of
// Pedersen, which make the same chains with the kernel, compare two implementations.
import Foundation

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data("generator-table: \(message)\n".utf8))
    exit(1)
}

let usage = "usage: generator-table OUTPUT [PARTIES GENERATORS], 1 to 1024 parties, 1 to 4096 generators"
let arguments = CommandLine.arguments
// 16 parties of 64 generators cover every aggregated proof of up to 16 values of 64 bits in 64 KiB.
var table = TableSource(parties: 16, generators: 64)
switch arguments.count {
case 2: break
case 4:
    guard let parties = Int(arguments[2]), let generators = Int(arguments[3]), 1...1024 ~= parties,
        1...4096 ~= generators
    else { fail(usage) }
    table = TableSource(parties: parties, generators: generators)
default: fail(usage)
}

do {
    try Data(table.text.utf8).write(to: URL(fileURLWithPath: arguments[1]), options: .atomic)
} catch {
    fail("\(error)")
}
