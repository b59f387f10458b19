public import Bulletproofs
public import KeyFiles
public import Sodium
public import Solvency
public import SumTree

/// Why an epoch was not built, or a receipt not exported.
public enum BuildFailure: Error, Equatable, Sendable {
    /// Memory or randomness could not be had.
    case memory(SodiumFailure)
    /// A file could not be read or written.
    case file(FileFailure)
    /// The epoch's secret could not be read.
    case secret(KeyFileFailure)
    /// The database refused something.
    case database(code: Int32, message: String)
    /// A name or a number describes no tree.
    case context(TreeContextFault)
    /// The parts do not make a header.
    case header(HeaderFault)
    /// The header, or a published file, cannot be read.
    case malformed(path: String)
    /// An asset has more accounts than its tree has places.
    case capacity(asset: String, accounts: Int, capacity: UInt64)
    /// Two commitments would share a blinding: the machine or its randomness is broken.
    case blindingReuse
    /// A range proof could not be made.
    case proving(RangeProvingFailure)
    /// The folder holds an unfinished build of another input.
    case otherInput
    /// The folder holds a signed header, or the key's record names one for the epoch; a second one would be equivocation.
    case secondHeader(epoch: UInt64)
    /// The epoch does not follow the previous one.
    case chain(Refusal)
    /// The header's assets are not those of the plan in the database.
    case otherRegistry
    /// The folder holds no finished build.
    case unfinished
    /// The epoch's secret, or a published file, does not belong to the receipts that were signed.
    case foreignSecret
    /// Another process builds in the folder.
    case inUse
    /// The account is in no tree of the epoch.
    case unknownAccount
}

extension BuildFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .memory(let failure): "\(failure)"
        case .file(let failure): "\(failure)"
        case .secret(let failure): "\(failure)"
        case .database(_, let message): "epoch.db: \(message)"
        case .context(let fault): "\(fault)"
        case .header(let fault): "the header cannot be made: \(fault)"
        case .malformed(let path): "\(path) is not what its name says"
        case .capacity(let asset, let accounts, let capacity):
            "\(asset): \(accounts) accounts do not fit into the capacity \(capacity)"
        case .blindingReuse: "two commitments share a blinding; nothing was published"
        case .proving(let failure): "a range proof could not be made: \(failure)"
        case .otherInput: "the folder holds an unfinished build of another input"
        case .secondHeader(let epoch):
            "a header of epoch \(epoch) is signed already, and there is never a second one"
        case .chain(let refusal): "\(refusal)"
        case .otherRegistry: "the header lists other assets than the plan in epoch.db"
        case .unfinished: "the folder holds no finished epoch"
        case .foreignSecret: "the epoch's secret or a published file is not what the receipts were signed for"
        case .inUse: "another process works in this folder"
        case .unknownAccount: "the account is in no tree of this epoch"
        }
    }
}

extension BuildFailure {
    /// Whether something could not be written: no room, no permission, a limit.
    public var isWriteFailure: Bool {
        switch self {
        case .file(let failure): failure.isWriteFailure
        case .secret(let failure): failure.isWriteFailure
        case .database(let code, _): Database.isWriteFailure(code)
        default: false
        }
    }
}

/// Runs something that wants guarded memory or randomness, and translates its failure.
func guarding<Result: ~Copyable>(_ body: () throws(SodiumFailure) -> Result) throws(BuildFailure) -> Result {
    do throws(SodiumFailure) { return try body() } catch { throw .memory(error) }
}

/// Runs something that touches files, and translates its failure.
func filing<Result>(_ body: () throws(FileFailure) -> Result) throws(BuildFailure) -> Result {
    do throws(FileFailure) { return try body() } catch { throw .file(error) }
}
