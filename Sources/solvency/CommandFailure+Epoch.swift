import CommandLineKit
import Glibc
import KeyFiles
import Solvency
import SolvencyProver
import StrictJSON
import SumTree
import Wire

extension CommandFailure {
    /// The failure of a verb that checked something and refuses it.
    init(_ refusal: Refusal, message: String? = nil, hints: [String] = []) {
        var fields: [String: JSONOutput] = [:]
        if case .equivocation(let epoch, let first, let second) = refusal {
            fields["evidence"] = [
                "epoch": .string(String(epoch)),
                "headerDigests": .strings([Hex.text(first.bytes), Hex.text(second.bytes)]),
            ]
        }
        self.init(
            .refused(reason: "\(refusal.reason)"), message ?? "\(refusal)", hints: hints, fields: fields)
    }

    /// The failure of a verb that builds or exports.
    init(_ failure: BuildFailure) {
        let again = "the same command goes on where it stopped, once there is room"
        switch failure {
        case .file(.cannotWrite(_, _, let code)) where [ENOSPC, EDQUOT, EFBIG].contains(code):
            self.init(.cannotWrite, "\(failure)", hints: [again])
        case .database where failure.isWriteFailure: self.init(.cannotWrite, "cannot write \(failure)", hints: [again])
        case .file(let file): self.init(KeyFileFailure.file(file))
        case .secret(let secret): self.init(secret)
        case .memory, .blindingReuse, .proving: self.init(.internalFailure, "\(failure)")
        case .database: self.init(.cannotCheck(reason: nil), "\(failure)")
        case .context, .header, .capacity: self.init(.refused(reason: "parameters"), "\(failure)")
        case .malformed: self.init(.cannotCheck(reason: "malformed"), "\(failure)")
        case .otherInput:
            self.init(
                .refused(reason: "otherInput"), "\(failure)",
                hints: ["give the input of the unfinished build, or another folder"])
        case .secondHeader:
            self.init(
                .refused(reason: "secondHeader"), "\(failure)",
                hints: ["a correction is the next epoch, in another folder"])
        case .chain(let refusal): self.init(refusal)
        case .otherRegistry: self.init(.refused(reason: "registryDigest"), "\(failure)")
        case .inUse: self.init(.cannotWrite, "\(failure)", hints: ["wait until it has ended"])
        case .foreignSecret: self.init(.cannotCheck(reason: nil), "\(failure)")
        case .unfinished: self.init(.cannotCheck(reason: nil), "\(failure)")
        case .unknownAccount: self.init(.refused(reason: "unknownAccount"), "\(failure)")
        }
    }

    /// The failure of a verb that could not read a ledger.
    init(_ failure: LedgerFailure) {
        switch failure {
        case .unreadable(let file, let code):
            let name = file == "-" ? "standard input" : DisplayText.quoted(file)
            self.init(.cannotCheck(reason: nil), "cannot read \(name): \(FileFailure.text(errno: code))")
        case .issues(let issues, let count):
            var list = InputIssues()
            for issue in issues { list.add(issue) }
            list.countFurther(count - issues.count)
            // What is malformed was not understood; a well-formed amount that cannot be committed was.
            let value = issues.allSatisfy(\.fault.concernsValue) ? issues.first?.fault.name : nil
            self = list.failure(outcome: value.map { .refused(reason: $0) } ?? .cannotCheck(reason: "malformed"))
        }
    }

    /// The failure of a verb that could not decode a file.
    init(decoding path: String, _ failure: WireFailure) {
        let name = path == "-" ? "standard input" : DisplayText.quoted(path)
        self.init(.cannotCheck(reason: "malformed"), "\(name): \(failure)")
    }
}

/// Lower-case hexadecimal digits.
enum Hex {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The bytes of 64 lower-case digits, or nil.
    static func bytes32(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            guard digit < 0x80, let value = UInt8(String(Unicode.Scalar(digit)), radix: 16),
                !(UInt8(ascii: "A")...UInt8(ascii: "F") ~= digit), digit != UInt8(ascii: "+")
            else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }
}
