import CommandLineKit
import Solvency
import SolvencyProver
import StrictJSON
import Wire

/// Reads the files of margin statements.
enum MarginFiles {
    static func parameters(_ path: String) throws(CommandFailure) -> MarginParameters {
        let bytes = try read(path, limit: MarginParameters.maximumByteCount)
        do throws(JSONFailure) { return try MarginParameters(json: bytes) } catch {
            var issues = InputIssues()
            issues.add(error, in: bytes, of: path)
            throw issues.failure()
        }
    }

    static func challenge(_ path: String) throws(CommandFailure) -> Challenge {
        try decode(path, limit: Challenge.fileKind.maximumByteCount) { (bytes) throws(WireFailure) in
            try Challenge(file: bytes)
        }
    }

    static func holdings(_ path: String) throws(CommandFailure) -> SignedHoldings {
        try decode(path, limit: SignedHoldings.fileKind.maximumByteCount) { (bytes) throws(WireFailure) in
            try SignedHoldings(file: bytes)
        }
    }

    static func prices(_ path: String) throws(CommandFailure) -> SignedPrices {
        try decode(path, limit: SignedPrices.fileKind.maximumByteCount) { (bytes) throws(WireFailure) in
            try SignedPrices(file: bytes)
        }
    }

    static func proof(_ path: String) throws(CommandFailure) -> MarginProof {
        try decode(path, limit: MarginProof.fileKind.maximumByteCount) { (bytes) throws(WireFailure) in
            try MarginProof(file: bytes)
        }
    }

    static func receipt(_ path: String) throws(CommandFailure) -> Receipt {
        try decode(path, limit: Receipt.fileKind.maximumByteCount) { (bytes) throws(WireFailure) in
            try Receipt(file: bytes)
        }
    }

    private static func decode<Content>(
        _ path: String, limit: Int, _ decode: ([UInt8]) throws(WireFailure) -> Content
    ) throws(CommandFailure) -> Content {
        let bytes = try read(path, limit: limit)
        do throws(WireFailure) { return try decode(bytes) } catch { throw CommandFailure(decoding: path, error) }
    }

    private static func read(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        do throws(InputFailure) { return try InputFile.read(path, limit: limit) } catch {
            throw CommandFailure(reading: path, error)
        }
    }
}
