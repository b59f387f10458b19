/// The part of STROBE-128/1600 that Merlin uses: meta-AD, AD, PRF and KEY, all without transport.
///
/// The rate is 166 bytes: 200, less 32 of capacity, less the two bytes of padding that STROBE itself writes. Operations of
/// one kind may be continued with `more`, which gives the same state as one operation over the joined data.
///
/// - seealso: STROBE Protocol Framework v1.0.2, sections 6 and 7; `docs/spec/transcript.md`.
package struct Strobe128: Sendable, BitwiseCopyable {
    /// Bytes that may be absorbed between two permutations (R in the specification).
    package static let rate = 166

    private var state = KeccakState()
    /// Invariant: below `rate`.
    private var position = 0
    /// Where the current operation began in this block, plus one; 0 when it began in an earlier block.
    private var beginning: UInt8 = 0
    private var flags = Flags.none

    /// Starts a protocol.
    ///
    /// - Parameter label: The protocol's name, absorbed as meta-AD.
    package init(protocolLabel label: StaticString) {
        self = label.withUTF8Buffer { Strobe128(protocolLabel: Span(_unsafeElements: $0)) }
    }

    /// Starts a protocol whose name is not a constant: vectors only.
    package init(protocolLabel label: Span<UInt8>) {
        let domain: StaticString = "STROBEv1.0.2"
        let header: InlineArray<6, UInt8> = [1, UInt8(Self.rate + 2), 1, 0, 1, 96]
        for index in header.indices { state.add(header[index], at: index) }
        domain.withUTF8Buffer { bytes in
            for index in bytes.indices { state.add(bytes[index], at: header.count + index) }
        }
        state.permute()
        metaAD(label, more: false)
    }

    /// Absorbs `data` that describes the next operation (framing).
    package mutating func metaAD(_ data: Span<UInt8>, more: Bool) {
        begin([.metadata, .application], more: more)
        absorb(data)
    }

    /// Absorbs `data` that both sides know.
    package mutating func ad(_ data: Span<UInt8>, more: Bool) {
        begin(.application, more: more)
        absorb(data)
    }

    /// Replaces part of the state with `data`, a secret, so that what came before cannot be computed back.
    package mutating func key(_ data: Span<UInt8>, more: Bool) {
        begin([.application, .cipher], more: more)
        for index in data.indices {
            state.set(data[index], at: position)
            advance()
        }
    }

    /// Fills `output` with pseudorandom bytes and erases them from the state.
    package mutating func prf(_ output: inout MutableSpan<UInt8>, more: Bool) {
        begin([.inbound, .application, .cipher], more: more)
        for index in output.indices {
            output[index] = state.byte(at: position)
            state.set(0, at: position)
            advance()
        }
    }

    /// The 200 bytes of the state: vectors only.
    package var stateBytes: [UInt8] { (0..<KeccakState.byteCount).map { state.byte(at: $0) } }
}

extension Strobe128 {
    /// What kind of operation runs (I, A, C, T, M, K in the specification; T and K do not occur here).
    private struct Flags: OptionSet, BitwiseCopyable {
        let rawValue: UInt8

        static let none: Flags = []
        static let inbound = Flags(rawValue: 1)
        static let application = Flags(rawValue: 2)
        static let cipher = Flags(rawValue: 4)
        static let metadata = Flags(rawValue: 16)
    }

    private mutating func begin(_ new: Flags, more: Bool) {
        if more {
            precondition(new == flags, "only an operation of the same kind can be continued")
            return
        }
        let previous = beginning
        beginning = UInt8(truncatingIfNeeded: position + 1)
        flags = new
        add(previous)
        add(new.rawValue)
        if new.contains(.cipher) && position != 0 { runF() }
    }

    private mutating func absorb(_ data: Span<UInt8>) {
        for index in data.indices { add(data[index]) }
    }

    @inline(__always)
    private mutating func add(_ byte: UInt8) {
        state.add(byte, at: position)
        advance()
    }

    @inline(__always)
    private mutating func advance() {
        position &+= 1
        if position == Self.rate { runF() }
    }

    private mutating func runF() {
        state.add(beginning, at: position)
        state.add(0x04, at: position + 1)
        state.add(0x80, at: Self.rate + 1)
        state.permute()
        position = 0
        beginning = 0
    }
}
