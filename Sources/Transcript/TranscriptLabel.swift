/// A name under which a transcript absorbs a message or gives a challenge: a constant of the program.
///
/// All labels of this package are constants in `TranscriptLabels.swift`, so that one page shows that no two uses collide.
/// A program that adds a protocol of its own makes its own constants with `init(_:)`.
public struct TranscriptLabel: Sendable {
    let text: StaticString

    /// Creates a label.
    ///
    /// - Parameter text: The label's bytes in UTF-8.
    public init(_ text: StaticString) { self.text = text }

    /// Calls `body` with the label's bytes.
    func withBytes(_ body: (Span<UInt8>) -> Void) {
        text.withUTF8Buffer { body(Span(_unsafeElements: $0)) }
    }
}
