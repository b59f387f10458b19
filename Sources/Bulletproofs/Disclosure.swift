#if !hasFeature(Embedded)
    /// The places where something that was computed from secrets becomes public, marked for the constant-time check.
    ///
    /// A check that runs the prover under a memory checker poisons values and blindings and hands in ``mark``; it lifts the
    /// poison from what is published here, and any other branch or address that depends on a secret is reported. Everything
    /// that is published is in the proof, or uniform and independent of the witness, or the verdict of a check:
    ///
    /// - the commitments that values and blindings open (compared with the statement's), and whether all values fit;
    /// - A, S, T_1, T_2, which are in the proof and perfectly hiding;
    /// - l(x), r(x), t_x_blinding and e_blinding, which s_L, s_R, tau and alpha mask;
    /// - of a circuit proof likewise C_k, A_I, A_O, S, all T, l(x), r(x), tau_x and mu, and whether all rows hold; where one
    ///   does not, which is the first.
    package enum Disclosure {
        #if DEBUG
            /// Lifts the poison from bytes; set once, before any proof is made, by the constant-time check.
            nonisolated(unsafe) package static var mark: ((UnsafeRawBufferPointer) -> Void)?
        #endif

        /// Marks a value as public.
        @inline(__always)
        static func publish<Value: BitwiseCopyable>(_ value: inout Value) {
            #if DEBUG
                if let mark { withUnsafeBytes(of: &value, mark) }
            #endif
        }

        /// Marks the items of a list as public.
        @inline(__always)
        static func publish<Value: BitwiseCopyable>(_ values: inout [Value]) {
            #if DEBUG
                if let mark { values.withUnsafeBytes(mark) }
            #endif
        }

        /// Whether a word is zero, which the caller goes on to branch on.
        package static func isZero(_ word: UInt64) -> Bool {
            var word = word
            publish(&word)
            return word == 0
        }
    }
#endif
