/// Why a kernel implementation cannot be used.
public enum KernelFailure: Error, Equatable, Sendable {
    /// No implementation has the name that was asked for.
    case unknownImplementation

    /// The implementation exists, but this build lacks it or this CPU cannot run it.
    case unavailable(KernelImplementation.Kind)
}

#if !hasFeature(Embedded)
    extension KernelFailure: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .unknownImplementation:
                "no kernel implementation of that name; there are portable32, portable64 and avx512ifma"
            case .unavailable(let kind):
                "the kernel implementation \(kind.name) cannot run on this machine"
            }
        }
    }
#endif
