internal import CRistrettoKernel

#if canImport(Glibc) && !hasFeature(Embedded)
    internal import Glibc
#endif

/// An implementation of the group arithmetic that this machine can run.
///
/// A value exists only for an implementation that is available, so no operation has to check again. All implementations
/// give the same group elements, and points made by one may go into another.
public struct KernelImplementation: Equatable, Sendable {
    /// The implementations that the project has.
    public enum Kind: UInt32, CaseIterable, Sendable {
        /// Radix 2^25.5 with 64-bit products, for WebAssembly.
        case portable32 = 1
        /// Radix 2^51 with 128-bit products.
        case portable64 = 2
        /// Eight lanes of radix 2^51 with AVX-512 IFMA.
        case avx512ifma = 3

        /// The name, as the environment variable spells it.
        public var name: StaticString {
            switch self {
            case .portable32: "portable32"
            case .portable64: "portable64"
            case .avx512ifma: "avx512ifma"
            }
        }
    }

    /// Which implementation this is.
    public let kind: Kind

    private init(unchecked kind: Kind) {
        self.kind = kind
    }

    /// Takes an implementation by kind.
    ///
    /// - Parameter kind: The implementation that is wanted.
    /// - Throws: ``KernelFailure/unavailable(_:)`` when this machine cannot run it.
    public init(_ kind: Kind) throws(KernelFailure) {
        guard rk_available(rk_impl(rawValue: kind.rawValue)) == 1 else { throw .unavailable(kind) }
        self.kind = kind
    }

    /// The fastest implementation that this machine can run.
    public static var best: KernelImplementation {
        // The kernel promises an available one; a portable one is in every build.
        KernelImplementation(unchecked: Kind(rawValue: rk_best().rawValue) ?? .portable32)
    }

    /// All implementations that this machine can run.
    public static var available: [KernelImplementation] {
        Kind.allCases.compactMap { try? KernelImplementation($0) }
    }

    /// The kernel's own value for this implementation.
    internal var code: rk_impl { rk_impl(rawValue: kind.rawValue) }
}

#if !hasFeature(Embedded)
    extension KernelImplementation {
        /// The environment variable that forces an implementation: `portable32`, `portable64` or `avx512ifma`.
        public static let environmentVariable = "SOLVENCY_KERNEL"

        /// Takes an implementation by name.
        ///
        /// - Parameter name: `portable32`, `portable64` or `avx512ifma`.
        /// - Throws: ``KernelFailure/unknownImplementation`` for another name, ``KernelFailure/unavailable(_:)`` when this
        ///   machine cannot run it.
        public init(named name: String) throws(KernelFailure) {
            guard let kind = Kind.allCases.first(where: { "\($0.name)" == name }) else { throw .unknownImplementation }
            try self.init(kind)
        }

        private static let choice: Result<KernelImplementation, KernelFailure> = {
            guard let forced = getenv(environmentVariable) else { return .success(best) }
            do throws(KernelFailure) {
                return .success(try KernelImplementation(named: String(cString: forced)))
            } catch {
                return .failure(error)
            }
        }()

        /// The process's implementation: the one that the environment forces, else the best; chosen once.
        ///
        /// A program calls this when it starts and reports the failure; afterwards ``current`` cannot fail.
        ///
        /// - Returns: The implementation that all operations use by default.
        /// - Throws: ``KernelFailure`` when the environment variable names an unknown or unavailable implementation.
        public static func chosen() throws(KernelFailure) -> KernelImplementation {
            try choice.get()
        }

        /// The process's implementation.
        ///
        /// An environment variable that cannot be followed is never replaced by a silent fallback: it stops the process here,
        /// unless the program has asked ``chosen()`` before and reported it properly.
        public static var current: KernelImplementation {
            switch choice {
            case .success(let implementation): return implementation
            case .failure(let failure): fatalError("\(environmentVariable): \(failure)")
            }
        }
    }

    extension KernelImplementation: CustomStringConvertible {
        /// The name, as the environment variable spells it.
        public var description: String { "\(kind.name)" }
    }
#else
    extension KernelImplementation {
        /// The process's implementation: without an environment, the best one.
        public static var current: KernelImplementation { best }
    }
#endif
