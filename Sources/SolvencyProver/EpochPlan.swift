public import Solvency
public import StrictJSON
public import SumTree

/// What is to be published: the contents of an `epoch.json`.
///
/// - seealso: `docs/cli.md`; `docs/spec/epoch.md`, section "epoch.json".
public struct EpochPlan: Equatable, Sendable {
    /// The value of `format`.
    public static let format = "solvency-epoch/1"
    /// The largest file that is read, in bytes.
    public static let maximumByteCount = 1 << 22

    /// The issuer's name for people.
    public let issuer: String
    /// The epoch's number.
    public let epoch: UInt64
    /// The time for which amounts are stated.
    public let valuationTime: Timestamp
    /// The file with the previous epoch's header, relative to the plan's own file.
    public let previous: String?
    /// The earlier epoch that this one corrects; `nil` for an ordinary epoch.
    public let corrects: UInt64?
    /// How many children a node has: 2, 4, 8 or 16.
    public let arity: Int
    /// The assets in the registry's order.
    public let assets: [Asset]
    /// Whether the build prints totals.
    public let showsTotals: Bool

    /// One asset of a plan.
    public struct Asset: Equatable, Sendable {
        /// The name for people, for instance `Bitcoin`.
        public let name: String
        /// Id, unit and decimals.
        public let label: AssetLabel
        /// What the ledger reader needs.
        public let ledger: LedgerAsset
        /// What the tree is a list of, which follows from the columns.
        public let kind: TreeKind
        /// The ledger's file, relative to the plan's own file; `-` is standard input.
        public let accounts: String
        /// How the ledger's file is laid out.
        public let layout: LedgerLayout
        /// The tree's capacity; `nil` for the usual one.
        public let capacity: UInt64?
    }

    /// Reads a plan.
    ///
    /// - Parameter bytes: The file's bytes.
    /// - Throws: `JSONFailure` with the place and the reason.
    public init(json bytes: [UInt8]) throws(JSONFailure) {
        let document = try JSONDocument.parse(bytes, maximumBytes: Self.maximumByteCount)
        self = try document.object { (reader) throws(JSONFailure) in try EpochPlan(&reader) }
    }

    private init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
        let format = try reader.required("format")
        guard try format.string() == Self.format else {
            throw format.failure(.refused("the format is not \(Self.format)"))
        }
        let issuer = try reader.required("issuer")
        self.issuer = try issuer.string()
        guard self.issuer.utf8.count <= EpochHeader.mostNameBytes, AccountID(utf8: Array(self.issuer.utf8)) != nil
        else {
            throw issuer.failure(.refused("a name has 1 to 128 bytes without control characters"))
        }
        epoch = try reader.integer("epoch", in: 0...UInt64.max)
        let time = try reader.required("valuation_time")
        guard let valuationTime = Timestamp(rfc3339: Array(try time.string().utf8)) else {
            throw time.failure(.refused("a time is written as YYYY-MM-DDTHH:MM:SSZ"))
        }
        self.valuationTime = valuationTime
        let previous = try reader.required("previous")
        self.previous = previous.isNull ? nil : try previous.string()
        let corrects = reader.nullable("corrects")
        self.corrects = try corrects?.integer(in: 0...UInt64.max)
        if let corrects, let number = self.corrects {
            guard number < epoch, self.previous != nil else {
                throw corrects.failure(
                    .refused("what is corrected is an earlier epoch of the chain that 'previous' ends"))
            }
        }
        let arity = try reader.required("arity")
        let children: Int = try arity.integer(in: 2...16)
        self.arity = children
        guard TreeShape.arities.contains(children) else { throw arity.failure(.refused("2, 4, 8 or 16")) }
        let list = try reader.required("assets")
        var assets: [Asset] = []
        for value in try list.array() {
            let asset = try value.object { (reader) throws(JSONFailure) in try Asset(&reader, value, arity: children) }
            guard !assets.contains(where: { $0.label.id == asset.label.id }) else {
                throw value.failure(.refused("the asset stands twice"))
            }
            assets.append(asset)
        }
        guard !assets.isEmpty, assets.count <= EpochHeader.mostTrees else {
            throw list.failure(.refused("an epoch has 1 to \(EpochHeader.mostTrees) assets"))
        }
        self.assets = assets
        showsTotals = try reader.bool("show_totals")
    }
}

extension EpochPlan.Asset {
    fileprivate init(_ reader: inout JSONObjectReader, _ whole: JSONValue, arity: Int) throws(JSONFailure) {
        let idValue = try reader.required("id")
        let id = try idValue.string()
        name = try reader.string("name")
        let decimals: UInt64 = try reader.integer("decimals", in: 0...AssetLabel.mostDecimals)
        do throws(TreeContextFault) {
            label = try AssetLabel(id: Array(id.utf8), unit: Array(id.uppercased().utf8), decimals: decimals)
        } catch {
            throw idValue.failure(.refused("\(error)"))
        }
        accounts = try reader.string("accounts")
        let layoutValue = try reader.required("layout")
        guard let layout = LedgerLayout(rawValue: try layoutValue.string()) else {
            throw layoutValue.failure(.refused("a layout is wide, long or binance"))
        }
        self.layout = layout
        let (columns, kind) = try Self.columns(try reader.required("columns"), layout: layout)
        self.kind = kind
        let capacityValue = try reader.required("capacity")
        capacity = capacityValue.isNull ? nil : try capacityValue.integer(in: 1...UInt64(1) << 48)
        if let capacity {
            do throws(TreeContextFault) { _ = try TreeShape(arity: arity, capacity: capacity) } catch {
                throw capacityValue.failure(.refused("a capacity is a multiple of the arity, below 2^48"))
            }
        }
        let round = try reader.required("round")
        if !round.isNull {
            guard try round.string() == "up" else { throw round.failure(.refused("'round' is null or \"up\"")) }
        }
        ledger = LedgerAsset(id: id, decimals: Int(decimals), columns: columns, roundsUp: !round.isNull)
    }

    private static func columns(
        _ value: JSONValue, layout: LedgerLayout
    ) throws(JSONFailure) -> ([ColumnRole], TreeKind) {
        var columns: [ColumnRole] = []
        for element in try value.array() {
            let name = try element.string()
            guard let role = ColumnRole.allCases.first(where: { "\($0.name)" == name }) else {
                throw element.failure(.refused("a column is balance, debt, margin or excess"))
            }
            columns.append(role)
        }
        // Pledges have the same column as balances and are made with another verb.
        let kinds: [TreeKind] = [.balances, .debts, .marginBook]
        guard let kind = kinds.first(where: { $0.columnChoices.contains(columns) }) else {
            throw value.failure(.refused("no tree has these columns in this order"))
        }
        switch layout {
        case .wide: break
        case .long where columns.count == 1: break
        case .binance where columns == [.balance, .debt]: break
        case .long: throw value.failure(.refused("the layout long has one column"))
        case .binance: throw value.failure(.refused("the layout binance has the columns balance and debt"))
        }
        return (columns, kind)
    }
}

extension EpochPlan {
    /// The ledger files in the order in which assets name them first, each with its layout and its assets.
    public var sources: [(accounts: String, layout: LedgerLayout, assets: [Int])] {
        var sources: [(accounts: String, layout: LedgerLayout, assets: [Int])] = []
        for (index, asset) in assets.enumerated() {
            if let known = sources.firstIndex(where: { $0.accounts == asset.accounts && $0.layout == asset.layout }) {
                sources[known].assets.append(index)
            } else {
                sources.append((asset.accounts, asset.layout, [index]))
            }
        }
        return sources
    }

    /// The length of all ledger files together, as far as they have one.
    ///
    /// - Parameter folder: As in ``readLedger(folder:progress:)``.
    /// - Returns: The number of bytes; standard input counts as nothing.
    public func ledgerByteCount(folder: String) -> Int {
        sources.reduce(0) { $0 + ByteSource.byteCount(of: Self.path(of: $1.accounts, folder)) }
    }

    private static func path(of accounts: String, _ folder: String) -> String {
        accounts == "-" || accounts.hasPrefix("/") ? accounts : folder + accounts
    }

    /// Reads all ledger files.
    ///
    /// - Parameters:
    ///   - folder: The folder to which their paths are relative: that of the plan's own file, with a slash at its end, or
    ///     empty.
    ///   - progress: Called from time to time with the number of bytes since the last call.
    /// - Returns: The ledger.
    /// - Throws: ``LedgerFailure``.
    public func readLedger(
        folder: String, progress: (Int) -> Void = { _ in }
    ) throws(LedgerFailure) -> Ledger {
        var reader = LedgerReader(assets: assets.map(\.ledger))
        for source in sources {
            let bytes = try ByteSource(path: Self.path(of: source.accounts, folder), name: source.accounts)
            try reader.read(bytes, layout: source.layout, assets: source.assets, progress: progress)
        }
        return try reader.finish()
    }
}
