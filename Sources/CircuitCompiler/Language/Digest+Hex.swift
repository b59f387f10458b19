public import CircuitModel

extension Digest {
    /// The digest in lower-case hex, as results show it.
    public var hex: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
