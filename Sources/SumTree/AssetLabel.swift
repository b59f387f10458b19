/// An asset as the issuer's signed registry has it: what amounts are amounts of.
public struct AssetLabel: Equatable, Sendable {
    /// Most bytes of an id.
    public static let mostIDBytes = 32
    /// Most bytes of a unit's name.
    public static let mostUnitBytes = 32
    /// Most decimals: 10^19 is the greatest power of ten of 64 bits.
    public static let mostDecimals: UInt64 = 19

    /// The id: 1 to 32 of `a-z 0-9 . _ -`, but not `.` or `..`.
    public let id: [UInt8]

    /// The unit's name as it is shown, in UTF-8.
    public let unit: [UInt8]

    /// How many decimals of the unit an amount counts: amounts are in 10^-decimals units.
    public let decimals: UInt64

    /// Describes an asset.
    ///
    /// - Parameters:
    ///   - id: 1 to 32 of `a-z 0-9 . _ -`, but not `.` or `..`.
    ///   - unit: The unit's name, 1 to 32 bytes of UTF-8 without control characters.
    ///   - decimals: 0 to 19.
    /// - Throws: ``TreeContextFault/assetID``, ``TreeContextFault/unit``, ``TreeContextFault/decimals(_:)``.
    public init(id: [UInt8], unit: [UInt8], decimals: UInt64) throws(TreeContextFault) {
        guard 1...Self.mostIDBytes ~= id.count, id.allSatisfy(Self.isIDByte) else { throw .assetID }
        // An id is the name of a folder, and these two name folders that are there already.
        guard id != [UInt8(ascii: ".")], id != [UInt8(ascii: "."), UInt8(ascii: ".")] else { throw .assetID }
        guard AccountID.isPlainText(unit, count: 1...Self.mostUnitBytes) else { throw .unit }
        guard decimals <= Self.mostDecimals else { throw .decimals(decimals) }
        self.id = id
        self.unit = unit
        self.decimals = decimals
    }

    private static func isIDByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
