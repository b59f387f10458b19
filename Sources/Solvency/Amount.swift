public import SumTree

/// An exact amount of an asset, as the header's registry counts it.
public struct Amount: Equatable, Sendable {
    /// How many 10^-decimals parts of the unit.
    public let units: UInt64
    /// What it is an amount of.
    public let asset: AssetLabel

    /// Takes an amount.
    ///
    /// - Parameters:
    ///   - units: How many 10^-decimals parts of the unit.
    ///   - asset: What it is an amount of.
    public init(units: UInt64, asset: AssetLabel) {
        self.units = units
        self.asset = asset
    }

    /// The amount with exactly as many decimals as the asset has, in ASCII; no rounding, no unit.
    public var decimal: [UInt8] {
        let decimals = Int(asset.decimals)
        var digits: [UInt8] = []
        var rest = units
        while rest > 0 || digits.count <= decimals {
            if decimals > 0, digits.count == decimals { break }
            digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        guard decimals > 0 else { return digits.reversed() }
        var whole: [UInt8] = []
        while rest > 0 || whole.isEmpty {
            whole.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        return whole.reversed() + [UInt8(ascii: ".")] + digits.reversed()
    }
}

#if !hasFeature(Embedded)
    extension Amount: CustomStringConvertible {
        /// The amount and its unit.
        public var description: String {
            String(decoding: decimal, as: UTF8.self) + " " + String(decoding: asset.unit, as: UTF8.self)
        }
    }
#endif
