/// The file's answer to a case beside ours, in a form that can be compared and shown.
struct Comparison {
    let expected: String
    let got: String

    /// Compares bytes.
    init(expected: [UInt8], got: [UInt8]) {
        self.expected = Hexadecimal.text(expected)
        self.got = Hexadecimal.text(got)
    }

    /// Compares words.
    init(expected: String, got: String) {
        self.expected = expected
        self.got = got
    }

    /// Compares several answers to one case; it passes when all of them do.
    ///
    /// The first pair that differs is kept, because it is the one to look at.
    init(_ parts: [Comparison]) {
        let shown = parts.first { $0.expected != $0.got } ?? parts.last
        self.init(expected: shown?.expected ?? "an answer", got: shown?.got ?? "none")
    }
}
