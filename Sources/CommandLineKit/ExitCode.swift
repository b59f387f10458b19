/// The exit codes of every verb.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// Everything asked for was verified or done.
    case success = 0
    /// Something was checked and refused, or a statement to prove is false.
    case refused = 1
    /// The check could not be made: missing trust, unreadable or malformed input, nothing to verify.
    case cannotCheck = 2
    /// The command line itself is wrong (`EX_USAGE`).
    case usage = 64
    /// A defect of the program (`EX_SOFTWARE`).
    case internalFailure = 70
    /// A result could not be written (`EX_CANTCREAT`).
    case cannotWrite = 73
}
