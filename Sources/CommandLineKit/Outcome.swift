/// What came of one run of the command, in the terms of the result envelope.
public enum Outcome: Equatable, Sendable {
    /// A claim was checked and holds.
    case verified
    /// The work asked for was done.
    case done
    /// A claim was checked and does not hold; `reason` is the contract's name for the fault.
    case refused(reason: String?)
    /// The check could not be made; `reason` is the contract's name for the fault.
    case cannotCheck(reason: String?)
    /// The command line is wrong.
    case usage
    /// A result could not be written.
    case cannotWrite
    /// The program is at fault.
    case internalFailure

    /// The exit code that reports this outcome.
    public var exitCode: ExitCode {
        switch self {
        case .verified, .done: .success
        case .refused: .refused
        case .cannotCheck: .cannotCheck
        case .usage: .usage
        case .cannotWrite: .cannotWrite
        case .internalFailure: .internalFailure
        }
    }

    /// The word for this outcome in the `result` field of the envelope.
    public var resultName: String {
        switch self {
        case .verified: "verified"
        case .done: "done"
        case .refused: "refused"
        case .cannotCheck: "cannotCheck"
        case .usage: "usage"
        case .cannotWrite, .internalFailure: "failed"
        }
    }

    /// The name in the `reason` field of the envelope, if the outcome has one.
    public var reason: String? {
        switch self {
        case .refused(let reason), .cannotCheck(let reason): reason
        case .verified, .done, .usage, .cannotWrite, .internalFailure: nil
        }
    }
}
