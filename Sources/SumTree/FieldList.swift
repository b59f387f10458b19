/// A list of fields as it is hashed, in memory that is kept from hash to hash.
///
/// Each field is its length (LE64) and its bytes; the first field is a tag, one per use. So no two different lists give
/// the same bytes.
///
/// - seealso: `docs/spec/sum-tree.md`, section "Hashes".
struct FieldList {
    private var bytes: [UInt8] = []

    /// Starts a list.
    init() { bytes.reserveCapacity(2048) }

    /// Starts a new list with its tag.
    mutating func start(_ tag: StaticString) {
        bytes.removeAll(keepingCapacity: true)
        tag.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends a field.
    mutating func append(_ field: UnsafeRawBufferPointer) {
        appendRaw(UInt64(field.count))
        bytes.append(contentsOf: field)
    }

    /// Appends a field.
    mutating func append(_ field: [UInt8]) { field.withUnsafeBytes { append($0) } }

    /// Appends a constant text as a field.
    mutating func append(_ field: StaticString) { field.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) } }

    /// Appends a digest as a field.
    mutating func append(_ field: NodeHash) { withUnsafeBytes(of: field) { append($0) } }

    /// Appends an integer as a field of eight bytes.
    mutating func append(_ field: UInt64) {
        appendRaw(8)
        appendRaw(field)
    }

    private mutating func appendRaw(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The hash of the list.
    func hash() -> NodeHash { bytes.withUnsafeBytes { TreeHash.digest($0) } }
}
