/// A check of public keys that a test can leave out, to show that it is this check that refuses.
package enum SkippableKeyCheck: Hashable, Sendable {
    /// libsodium takes the key for a point of the group; left out, libsodium is as it was before a correction.
    case libraryCheck
    /// The key has no torsion part, by our own computation.
    case torsion
}

#if DEBUG
    /// Where tests leave checks out: in debug builds only, and only for the task that asks.
    package enum KeySeam {
        /// The checks that are left out.
        @TaskLocal package static var omitted: Set<SkippableKeyCheck> = []

        static func omits(_ check: SkippableKeyCheck) -> Bool { omitted.contains(check) }
    }
#else
    /// A release build leaves nothing out, and has no place where a test could ask for it.
    enum KeySeam {
        @inline(__always)
        static func omits(_ check: SkippableKeyCheck) -> Bool { false }
    }
#endif
