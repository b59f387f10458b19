internal import Ristretto

/// The lines of a sparse matrix: its rows or its columns.
///
/// Coefficients of at most 64 bits and a sign, which are nearly all, stand apart from the others: a term of them costs a
/// third of a scalar multiplication.
struct SparseLines: Equatable, Sendable {
    /// Where each line's entries start in the three lists, and where the last one's end.
    private(set) var positiveStarts: [Int32] = [0]
    private(set) var negativeStarts: [Int32] = [0]
    private(set) var largeStarts: [Int32] = [0]

    /// The places of the entries on their lines.
    private(set) var positivePlaces: [UInt32] = []
    private(set) var negativePlaces: [UInt32] = []
    private(set) var largePlaces: [UInt32] = []

    /// Magnitudes of small coefficients, and whole scalars.
    private(set) var positiveMagnitudes: [UInt64] = []
    private(set) var negativeMagnitudes: [UInt64] = []
    private(set) var largeCoefficients: [Scalar] = []

    /// One entry of a line.
    struct Entry {
        var place: UInt32
        var coefficient: Coefficient
    }

    /// A coefficient by size.
    enum Coefficient {
        case positive(UInt64)
        case negative(UInt64)
        case large(Scalar)

        init(_ scalar: Scalar) {
            guard let small = scalar.smallVartime() else {
                self = .large(scalar)
                return
            }
            self = small.isNegative ? .negative(small.magnitude) : .positive(small.magnitude)
        }
    }

    /// How many lines there are.
    var count: Int { positiveStarts.count - 1 }

    /// How many entries there are.
    var entryCount: Int { positivePlaces.count + negativePlaces.count + largePlaces.count }

    /// Appends an entry to the line that is not ended yet.
    mutating func append(_ entry: Entry) {
        switch entry.coefficient {
        case .positive(let magnitude):
            positivePlaces.append(entry.place)
            positiveMagnitudes.append(magnitude)
        case .negative(let magnitude):
            negativePlaces.append(entry.place)
            negativeMagnitudes.append(magnitude)
        case .large(let coefficient):
            largePlaces.append(entry.place)
            largeCoefficients.append(coefficient)
        }
    }

    /// Ends a line.
    mutating func endLine() {
        positiveStarts.append(Int32(positivePlaces.count))
        negativeStarts.append(Int32(negativePlaces.count))
        largeStarts.append(Int32(largePlaces.count))
    }

    /// Lends the places of the entries of a line, whatever their size.
    func forEachPlace(ofLine line: Int, _ body: (Int) -> Void) {
        for entry in Int(positiveStarts[line])..<Int(positiveStarts[line + 1]) { body(Int(positivePlaces[entry])) }
        for entry in Int(negativeStarts[line])..<Int(negativeStarts[line + 1]) { body(Int(negativePlaces[entry])) }
        for entry in Int(largeStarts[line])..<Int(largeStarts[line + 1]) { body(Int(largePlaces[entry])) }
    }

    /// The sum of a line's coefficients times the scalars at their places; the time depends on the matrix only.
    func sum(ofLine line: Int, _ scalars: UnsafeBufferPointer<Scalar>) -> Scalar {
        var result = Scalar.zero
        let positive = Int(positiveStarts[line])..<Int(positiveStarts[line + 1])
        if !positive.isEmpty {
            var sum = SmallProductAccumulator()
            for entry in positive { sum.add(scalars[Int(positivePlaces[entry])], times: positiveMagnitudes[entry]) }
            result = sum.sum()
        }
        let negative = Int(negativeStarts[line])..<Int(negativeStarts[line + 1])
        if !negative.isEmpty {
            var sum = SmallProductAccumulator()
            for entry in negative { sum.add(scalars[Int(negativePlaces[entry])], times: negativeMagnitudes[entry]) }
            result -= sum.sum()
        }
        let large = Int(largeStarts[line])..<Int(largeStarts[line + 1])
        if !large.isEmpty {
            var sum = ScalarAccumulator()
            for entry in large { sum.add(scalars[Int(largePlaces[entry])], times: largeCoefficients[entry]) }
            result += sum.sum()
        }
        return result
    }
}
