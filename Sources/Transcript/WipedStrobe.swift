#if !hasFeature(Embedded)
    internal import Sodium
#endif

/// A STROBE state that holds secrets: in one guarded piece of memory, never copied, wiped at its end.
///
/// WebAssembly has neither guarded memory nor libsodium; there the state lies on the heap and is wiped all the same.
/// The permutation works in registers and on the stack, where traces may remain until the stack is used again.
struct WipedStrobe: ~Copyable {
    #if hasFeature(Embedded)
        private let storage: Storage

        /// Copies `initial`, a state without secrets.
        init(_ initial: Strobe128) { storage = Storage(initial) }

        private mutating func update(_ body: (inout Strobe128) -> Void) { body(&storage.strobe) }

        /// A class, because Embedded Swift does not let a module see the end of another module's non-copyable structure.
        private final class Storage {
            var strobe: Strobe128

            init(_ initial: Strobe128) { strobe = initial }

            deinit { withUnsafeMutableBytes(of: &strobe) { wipe($0) } }
        }
    #else
        private var storage: SecretBuffer<Strobe128>

        /// Copies `initial`, a state without secrets.
        init(_ initial: Strobe128) {
            do throws(SodiumFailure) {
                storage = try SecretBuffer(count: 1, repeating: initial)
            } catch {
                // As for an array that finds no memory: there is nothing that a caller could do.
                preconditionFailure("no guarded memory for the state of a generator")
            }
        }

        private mutating func update(_ body: (inout Strobe128) -> Void) {
            storage.withUnsafeMutableBufferPointer { body(&$0[0]) }
        }
    #endif

    /// Starts again from `initial`, a state without secrets.
    mutating func restart(_ initial: Strobe128) {
        update { $0 = initial }
    }

    /// Keys the state with a secret of a name and a length.
    mutating func rekey(labelBytes label: Span<UInt8>, _ witness: Span<UInt8>) {
        let length = lengthPrefix(witness.count)
        update { strobe in
            strobe.metaAD(label, more: false)
            strobe.metaAD(length.span, more: true)
            strobe.key(witness, more: false)
        }
    }

    /// Keys the state with external entropy, after which it may give output.
    mutating func rekey(entropy: Span<UInt8>) {
        precondition(entropy.count == TranscriptRNG.entropyByteCount, "external entropy has 32 bytes")
        update { strobe in
            TranscriptLabel.rng.withBytes { strobe.metaAD($0, more: false) }
            strobe.key(entropy, more: false)
        }
    }

    /// Fills `output` with pseudorandom bytes.
    mutating func fill(_ output: UnsafeMutableBufferPointer<UInt8>) {
        let length = lengthPrefix(output.count)
        update { strobe in
            strobe.metaAD(length.span, more: false)
            var span = MutableSpan(_unsafeElements: output)
            strobe.prf(&span, more: false)
        }
    }
}

/// Overwrites memory with zeros, in a way that the optimiser keeps although nobody reads it again.
@_optimize(none)
@inline(never)
func wipe(_ memory: UnsafeMutableRawBufferPointer) {
    for index in memory.indices { memory[index] = 0 }
}
