/// Why numbers and names do not describe a tree.
public enum TreeContextFault: Error, Equatable, Sendable {
    /// The arity is not 2, 4, 8 or 16.
    case arity(Int)
    /// The capacity is no multiple of the arity, 0, or needs too high a tree.
    case capacity(UInt64)
    /// An asset has an id that is not 1 to 32 of `a-z 0-9 . _ -`.
    case assetID
    /// A unit's name is not 1 to 32 bytes of UTF-8 without control characters.
    case unit
    /// More than 19 decimals: no amount of 64 bits would reach one whole unit.
    case decimals(UInt64)
    /// A key or a digest has another length than 32 bytes.
    case length(Int)
    /// A tree of this kind does not have these columns.
    case columns
    /// A range proof of this width is not offered: 8, 16, 32 or 64.
    case bits(Int)
}

#if !hasFeature(Embedded)
    extension TreeContextFault: CustomStringConvertible {
        /// The reason in words.
        public var description: String {
            switch self {
            case .arity(let arity): "arity \(arity) is not offered: 2, 4, 8 or 16"
            case .capacity(let capacity): "a tree cannot have \(capacity) places"
            case .assetID: "an asset's id has 1 to 32 of a-z, 0-9, '.', '_' and '-', and is not '.' or '..'"
            case .unit: "a unit's name has 1 to 32 bytes of UTF-8 without control characters"
            case .decimals(let decimals): "\(decimals) decimals are too many for amounts of 64 bits"
            case .length(let count): "a key or digest has 32 bytes, not \(count)"
            case .columns: "a tree of this kind does not have these columns"
            case .bits(let bits): "a width of \(bits) bits is not offered: 8, 16, 32 or 64"
            }
        }
    }
#endif
