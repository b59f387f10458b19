internal import BigNumbers
internal import CircuitModel
internal import Sodium

/// A prover's values while they are computed, in guarded memory.
struct WitnessMachine: ~Copyable {
    private var values: SecretBuffer<Int256>
    /// Values of a step's forms.
    private var scratch: SecretBuffer<Int256>

    private init(values: consuming SecretBuffer<Int256>, scratch: consuming SecretBuffer<Int256>) {
        self.values = values
        self.scratch = scratch
    }

    static func make(variables: Int) throws(WitnessFailure) -> WitnessMachine {
        WitnessMachine(values: try buffer(variables), scratch: try buffer(64))
    }

    private static func buffer(_ count: Int) throws(WitnessFailure) -> SecretBuffer<Int256> {
        do throws(SodiumFailure) {
            return try SecretBuffer(count: count, repeating: .zero)
        } catch {
            throw .memory(error)
        }
    }

    subscript(variable: UInt32) -> Int256 {
        get { values[Int(variable)] }
        set { values[Int(variable)] = newValue }
    }

    /// The value of a form; the compiler's bounds keep it far from 2^255.
    borrowing func value(of form: IntegerDraft) -> Int256 {
        values.withUnsafeBufferPointer { values in
            var sum = form.constant
            for term in form.terms { sum = sum &+ term.coefficient &* values[Int(term.variable)] }
            return sum
        }
    }

    mutating func run(_ step: WitnessStep) throws(WitnessFailure) {
        switch step {
        case .minimum(let target, let forms): self[target] = extreme(forms, smallest: true)
        case .maximum(let target, let forms): self[target] = extreme(forms, smallest: false)
        case .sign(let target, let form):
            self[target] = Int256(1) &+ Int256(Int64(bitPattern: value(of: form).signMask))
        case .product(let target, let left, let right): self[target] = value(of: left) &* value(of: right)
        case .worst(let k, let forms, let excesses, let threshold, let total):
            try runWorst(k, forms, excesses, threshold, total)
        case .capped(let forms, let shares, let scale, let parts, let total, let bits):
            try runCapped(forms, shares, scale, parts, total, bits)
        }
    }

    private borrowing func extreme(_ forms: [IntegerDraft], smallest: Bool) -> Int256 {
        var result = value(of: forms[0])
        for form in forms.dropFirst() {
            let next = value(of: form)
            let mask = smallest ? Int256.lessMask(next, result) : Int256.lessMask(result, next)
            result = Int256.select(mask: mask, next, result)
        }
        return result
    }

    private mutating func load(_ forms: [IntegerDraft]) throws(WitnessFailure) {
        if scratch.count < forms.count { scratch = try Self.buffer(forms.count) }
        for (index, form) in forms.enumerated() { scratch[index] = value(of: form) }
    }

    /// The k-th largest is the one with k - 1 before it, where equal ones stand in the order of the list.
    private mutating func runWorst(
        _ k: Int, _ forms: [IntegerDraft], _ excesses: [UInt32], _ threshold: UInt32, _ total: UInt32
    ) throws(WitnessFailure) {
        try load(forms)
        let count = forms.count
        let limit = scratch.withUnsafeBufferPointer { losses in
            var limit = Int256.zero
            for candidate in 0..<count {
                var before: UInt64 = 0
                for other in 0..<candidate { before &+= 1 &+ Int256.lessMask(losses[other], losses[candidate]) }
                for other in candidate + 1..<max(count, candidate + 1) {
                    before &-= Int256.lessMask(losses[candidate], losses[other])
                }
                let difference = before ^ UInt64(k - 1)
                // All ones where the difference is 0.
                let isIt = ((difference | (0 &- difference)) &>> 63) &- 1
                limit = limit &+ Int256.select(mask: isIt, losses[candidate], .zero)
            }
            return limit
        }
        self[threshold] = limit
        var sum = limit &* Int256(Int64(k))
        for (index, excess) in excesses.enumerated() {
            let difference = scratch[index] &- limit
            let positive = Int256.select(mask: difference.signMask, .zero, difference)
            self[excess] = positive
            sum = sum &+ positive
        }
        self[total] = sum
    }

    /// The totals that pass are all from 0 to some largest one, since the sum of minima is concave and 0 at 0; so its bits
    /// come one by one from the top.
    private mutating func runCapped(
        _ forms: [IntegerDraft], _ shares: [Int256], _ scale: Int256, _ parts: [UInt32], _ total: UInt32, _ bits: Int
    ) throws(WitnessFailure) {
        try load(forms)
        func counted(_ index: Int, _ candidate: Int256, _ form: Int256) -> Int256 {
            let allowed = shares[index] &* candidate
            return Int256.select(mask: Int256.lessMask(form, allowed), form, allowed)
        }
        let count = forms.count
        let result = scratch.withUnsafeBufferPointer { forms in
            var result = Int256.zero
            for position in (0..<bits).reversed() {
                let candidate = result &+ Int256.powerOfTwo(position)
                var sum = Int256.zero
                for index in 0..<count { sum = sum &+ counted(index, candidate, forms[index]) }
                let tooLarge = Int256.lessMask(sum, scale &* candidate)
                result = Int256.select(mask: tooLarge, result, candidate)
            }
            return result
        }
        self[total] = result
        for (index, part) in parts.enumerated() { self[part] = counted(index, result, scratch[index]) }
    }

    /// What is handed to the prover at the end.
    consuming func evaluation(
        witnesses: [UInt32], requirements: [DraftRequirement], forms: [IntegerDraft], equalities: [Bool],
        figures: [DraftFigure]
    ) throws(WitnessFailure) -> WitnessEvaluation {
        do throws(SodiumFailure) {
            var free = try SecretIntegers(zeros: witnesses.count)
            for (index, variable) in witnesses.enumerated() { free[index] = self[variable] }
            var rows = try SecretIntegers(zeros: requirements.count)
            for (index, form) in forms.enumerated() { rows[index] = value(of: form) }
            var shown = try SecretIntegers(zeros: figures.count)
            for (index, figure) in figures.enumerated() { shown[index] = value(of: figure.form) }
            return WitnessEvaluation(
                witnesses: free, rows: rows, requirements: requirements, equalities: equalities, shown: shown,
                figures: figures)
        } catch {
            throw .memory(error)
        }
    }
}
