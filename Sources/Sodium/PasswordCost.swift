/// What one guess of a passphrase costs: the parameters of Argon2id, within bounds.
///
/// The bounds hold for what is read too, so that a hostile file cannot ask for terabytes or for a week.
///
/// - seealso: RFC 9106, sections 3.1 and 4.
public struct PasswordCost: Equatable, Sendable {
    /// The allowed numbers of passes over the memory.
    public static let allowedPasses: ClosedRange<UInt32> = 1...16
    /// The allowed amounts of memory in KiB: 8 KiB, which libsodium needs at least, to 1 GiB.
    public static let allowedMemoryKiB: ClosedRange<UInt32> = 8...1_048_576

    /// Three passes over 256 MiB: about one second on one core.
    public static let standard = PasswordCost(checkedPasses: 3, memoryKiB: 262_144)

    /// The number of passes.
    public let passes: UInt32
    /// The memory in KiB.
    public let memoryKiB: UInt32

    /// Checks parameters.
    ///
    /// - Parameters:
    ///   - passes: In ``allowedPasses``.
    ///   - memoryKiB: In ``allowedMemoryKiB``.
    /// - Throws: ``PasswordBoxFailure/passes(_:)`` or ``PasswordBoxFailure/memory(kibibytes:)``.
    public init(passes: UInt32, memoryKiB: UInt32) throws(PasswordBoxFailure) {
        guard Self.allowedPasses.contains(passes) else { throw .passes(passes) }
        guard Self.allowedMemoryKiB.contains(memoryKiB) else { throw .memory(kibibytes: memoryKiB) }
        self.init(checkedPasses: passes, memoryKiB: memoryKiB)
    }

    private init(checkedPasses passes: UInt32, memoryKiB: UInt32) {
        self.passes = passes
        self.memoryKiB = memoryKiB
    }
}
