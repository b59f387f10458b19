internal import Sodium

/// One line of input without echo, edited byte by byte in guarded memory.
struct PassphraseEditor: ~Copyable {
    /// What a byte led to.
    enum Outcome: Equatable {
        /// More bytes are wanted.
        case more
        /// The line is complete.
        case done
        /// The user gave up.
        case cancelled
    }

    private var buffer: SecretBytes
    private var count = 0

    init() throws(SodiumFailure) {
        // One byte more than a passphrase may have, so that a line that is too long is seen as such.
        buffer = try SecretBytes(count: Passphrase.maximumCount + 1)
    }

    /// Takes one byte as the terminal sends it.
    mutating func take(_ byte: UInt8) -> Outcome {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            return .done
        case 0x03, 0x1C:  // control-C, control-backslash
            return .cancelled
        case 0x04:  // control-D ends the input, and gives up when there is none
            return count == 0 ? .cancelled : .done
        case 0x08, 0x7F:  // backspace takes a whole UTF-8 sequence
            while count > 0 {
                count -= 1
                if byteAt(count) & 0xC0 != 0x80 { break }
            }
        case 0x15:  // control-U
            count = 0
        default:
            if count < buffer.count {
                let position = count
                buffer.withUnsafeMutableBytes { $0[position] = byte }
                count += 1
            }
        }
        return .more
    }

    private func byteAt(_ index: Int) -> UInt8 { buffer.withUnsafeBytes { $0[index] } }

    /// Checks the line and takes it as a passphrase.
    func finish() throws(KeyFileFailure) -> Passphrase {
        try Passphrase.make(count: count) { memory in
            buffer.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
