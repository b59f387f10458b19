/// All targets.
public enum FuzzTargets {
    /// The targets in the order of the layers that they test.
    public static let all: [any FuzzTarget.Type] = [
        JSONTarget.self, WireValueTarget.self, WireReaderTarget.self, KeyFileTarget.self, RangeProofTarget.self,
        CircuitProofTarget.self, TreeLeavesTarget.self, TreeProofsTarget.self, TreePathTarget.self,
        StatementTarget.self, CircuitLanguageTarget.self, CircuitCompileTarget.self, EpochHeaderTarget.self,
        PublicationIndexTarget.self, ReceiptTarget.self, EpochPlanTarget.self, LedgerTarget.self,
        VectorFileTarget.self, MarginFileTarget.self, MarginTableTarget.self,
        ParameterFileTarget.self, OpeningsTarget.self,
    ]

    /// The target of a name.
    ///
    /// - Parameter name: The name.
    /// - Returns: The target, or `nil` where there is none.
    public static func named(_ name: String) -> (any FuzzTarget.Type)? { all.first { $0.name == name } }

    /// A target's words as a libFuzzer dictionary.
    ///
    /// - Parameter target: The target.
    /// - Returns: One quoted word a line.
    public static func dictionary(of target: any FuzzTarget.Type) -> String {
        target.words.map { word in
            let escaped = word.utf8.map { byte in
                let isPlain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                return isPlain
                    ? String(decoding: [byte], as: UTF8.self)
                    : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
            return "\"\(escaped.joined())\"\n"
        }.joined()
    }
}
