public import StrictJSON

/// A vector file, read strictly: one suite, its source and its cases.
public struct VectorFile: Sendable {
    /// The greatest length of a file in bytes.
    public static let maximumBytes = 64 << 20

    /// The suite whose rules the cases follow.
    public let suite: VectorSuite
    /// Where the cases come from.
    public let source: String
    /// The cases as they stand in the file; there is at least one.
    let cases: [JSONValue]

    /// How many cases there are.
    public var caseCount: Int { cases.count }

    /// Reads a file.
    ///
    /// - Parameter bytes: the contents.
    /// - Returns: the file; its cases are read when they are run.
    /// - Throws: `JSONFailure` when it is not strict JSON, has an unknown or missing key, names a suite that is not
    ///   known, or has no cases: a file that checks nothing must not look like one that passes.
    public static func read(_ bytes: [UInt8]) throws(JSONFailure) -> VectorFile {
        try JSONDocument.parse(bytes, maximumBytes: maximumBytes).object { reader throws(JSONFailure) in
            let name = try reader.required("suite")
            guard let suite = VectorSuite.named(try name.string()) else {
                throw name.failure(.refused("there is no suite of this name"))
            }
            let source = try reader.string("source")
            let list = try reader.required("cases")
            let cases = try list.array()
            guard !cases.isEmpty else { throw list.failure(.refused("there are no cases")) }
            return VectorFile(suite: suite, source: source, cases: cases)
        }
    }

    /// Runs every case.
    ///
    /// - Returns: one result a case, in the order of the file.
    /// - Throws: `JSONFailure` when a case is not what its suite demands, or two cases have the same name; nothing is
    ///   said then about the cases before it.
    public func run() throws(JSONFailure) -> [CaseResult] {
        var names: Set<String> = []
        var results: [CaseResult] = []
        for value in cases {
            let result = try value.object { reader throws(JSONFailure) in
                let name = try reader.required("name")
                let text = try name.string()
                guard !text.isEmpty else { throw name.failure(.refused("the name is empty")) }
                guard names.insert(text).inserted else { throw name.failure(.refused("the name stands twice")) }
                let comparison = try suite.check(&reader)
                return CaseResult(name: text, expected: comparison.expected, got: comparison.got)
            }
            results.append(result)
        }
        return results
    }
}
