/// A unit as a product of powers; money, and what holdings and positions are counted in.
struct CheckedUnit: Equatable, Sendable {
    /// What a unit is made of.
    enum Base: Hashable, Sendable {
        /// Money.
        case usd
        /// What a holding of the variable's id is counted in.
        case unit(of: String)
        /// What a position in the variable's id is counted in.
        case lot(of: String)

        /// The index variable that the base depends on.
        var variable: String? {
            switch self {
            case .usd: nil
            case .unit(let variable), .lot(let variable): variable
            }
        }

        var name: String {
            switch self {
            case .usd: "usd"
            case .unit(let variable): "unit of \(variable)"
            case .lot(let variable): "lot of \(variable)"
            }
        }
    }

    /// Exponents, none of them zero.
    private(set) var powers: [Base: Int] = [:]

    /// A number without a unit.
    static let plain = CheckedUnit()
    /// Money.
    static let usd = CheckedUnit(.usd)

    init() {}

    init(_ base: Base) { powers = [base: 1] }

    /// The highest power of a unit, which is far beyond any meaning.
    static let highestPower = 64

    var isPlain: Bool { powers.isEmpty }

    /// Whether a power is higher than ``highestPower``, in either direction.
    var isTooHigh: Bool { powers.values.contains { $0.magnitude > Self.highestPower } }

    /// Multiplies by a unit, or divides by it.
    func times(_ other: CheckedUnit, inverted: Bool = false) -> CheckedUnit {
        var product = self
        for (base, power) in other.powers {
            let sum = product.powers[base, default: 0] + (inverted ? -power : power)
            product.powers[base] = sum == 0 ? nil : sum
        }
        return product
    }

    /// Puts other variables in the place of those that the unit names.
    func renamed(_ variables: [String: String]) -> CheckedUnit {
        var renamed = CheckedUnit()
        for (base, power) in powers {
            let target: Base
            switch base {
            case .usd: target = .usd
            case .unit(let variable): target = .unit(of: variables[variable] ?? variable)
            case .lot(let variable): target = .lot(of: variables[variable] ?? variable)
            }
            let sum = renamed.powers[target, default: 0] + power
            renamed.powers[target] = sum == 0 ? nil : sum
        }
        return renamed
    }

    /// Whether the unit differs from one id of the variable to the next.
    func depends(on variable: String) -> Bool { powers.keys.contains { $0.variable == variable } }

    /// The unit in words.
    var shown: String {
        func words(_ sign: Int) -> String {
            powers.filter { $0.value.signum() == sign }
                .map { $0.value.magnitude == 1 ? $0.key.name : "\($0.key.name)^\($0.value.magnitude)" }
                .sorted().joined(separator: " * ")
        }
        let (over, under) = (words(1), words(-1))
        if over.isEmpty && under.isEmpty { return "a plain number" }
        if under.isEmpty { return over }
        return (over.isEmpty ? "1" : over) + " per " + under
    }
}
