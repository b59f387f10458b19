/// A decoder or parser, with inputs to start from and a rule that every input must keep.
///
/// The rule goes further than "no trap": what is accepted must encode to the very bytes that were read, what is written
/// must be readable, and no proof but the known ones may verify. Time and memory are bounded by the runner.
///
/// - seealso: `docs/fuzzing.md`.
public protocol FuzzTarget: Sendable {
    /// The name in commands and folders.
    static var name: String { get }
    /// What is decoded, in a few words.
    static var summary: String { get }
    /// The longest input worth trying, in bytes.
    static var maximumByteCount: Int { get }
    /// Words of the format, from which inputs are pieced together.
    static var words: [String] { get }

    /// Prepares what the checks need.
    ///
    /// - Parameter material: Vectors and frozen files.
    /// - Throws: What is missing in the material.
    init(_ material: FuzzMaterial) throws

    /// Inputs to start from; at least one of them is accepted.
    ///
    /// - Returns: The inputs.
    /// - Throws: What keeps them from being made.
    func seeds() throws -> [[UInt8]]

    /// Feeds the decoder.
    ///
    /// - Parameter input: Any bytes.
    /// - Returns: Whether they were accepted.
    /// - Throws: ``FuzzFinding`` when a rule is broken.
    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict
}

/// What a decoder said of an input.
public enum FuzzVerdict: Equatable, Sendable {
    /// It is an object of the format.
    case accepted
    /// It was refused with a typed error.
    case refused
}

/// A rule that an input broke.
public enum FuzzFinding: Error, Equatable, Sendable {
    /// An object was read from one string of bytes and written as another one; the first difference.
    case encodingDiffers(object: String, at: Int)
    /// What our own code wrote is not accepted, for this reason.
    case ownEncodingRefused(object: String, reason: String)
    /// Something was accepted that only who knows a secret could have made.
    case forgeryAccepted(object: String)
    /// Two ways to the same object disagree.
    case disagreement(object: String)
}

extension FuzzTarget {
    /// Refuses two strings of bytes that should be one.
    ///
    /// - Parameters:
    ///   - object: What was read.
    ///   - input: What it was read from.
    ///   - encoding: What it is written as.
    /// - Throws: ``FuzzFinding/encodingDiffers(object:at:)``.
    static func require(_ object: String, _ input: [UInt8], is encoding: [UInt8]) throws(FuzzFinding) {
        guard input != encoding else { return }
        let common = zip(input, encoding).prefix { $0 == $1 }.count
        throw .encodingDiffers(object: object, at: common)
    }
}
