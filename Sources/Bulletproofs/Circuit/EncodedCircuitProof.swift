/// The wire form of a circuit proof: bytes that may or may not be one.
///
/// `C_1 ... C_nc | A_I | A_O | S | T... | t | tau_x | mu | L_1 | R_1 | ... | L_k | R_k | a | b`, each 32 bytes. Only
/// decoding for a statement leads on to the math type.
///
/// - seealso: `docs/spec/circuit-proof.md`.
public struct EncodedCircuitProof: Equatable, Hashable, Sendable {
    /// The bytes.
    public let bytes: [UInt8]

    /// Takes bytes, without a look at them.
    ///
    /// - Parameter bytes: Any bytes.
    public init(undecoded bytes: [UInt8]) { self.bytes = bytes }
}
