#if !hasFeature(Embedded)
    public import Sodium

    /// Why secret scalars could not be made.
    public enum SecretScalarFailure: Error, Equatable, Sendable {
        /// Bytes that are not a scalar.
        case scalar(ScalarFailure)
        /// No guarded memory, or no libsodium.
        case memory(SodiumFailure)
    }
#endif
