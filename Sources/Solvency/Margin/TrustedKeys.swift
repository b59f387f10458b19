/// Whom a verifier trusts, and for what; never taken from a proof.
///
/// An entry names an institution. All keys of one name are one institution; a key belongs to one institution only.
public struct TrustedKeys: Equatable, Sendable {
    /// An institution that a key belongs to.
    public struct Institution: Equatable, Sendable {
        /// Its name, as the verifier calls it, in UTF-8.
        public let name: [UInt8]
        /// For what its key is trusted.
        public fileprivate(set) var roles: [SignerRole]
        /// Whether its key is trusted for prices.
        public fileprivate(set) var signsPrices: Bool
    }

    private var keys: [[UInt8]: Institution] = [:]
    /// Whether positions may be signed by the holder alone.
    public var allowsSelfDeclaredPositions = false

    /// Trusts nobody.
    public init() {}

    /// Whether no key is trusted for any source.
    public var hasNoSource: Bool { keys.values.allSatisfy { $0.roles.isEmpty } }

    /// Whether no key is trusted for prices.
    public var hasNoPrices: Bool { keys.values.allSatisfy { !$0.signsPrices } }

    /// Trusts a key for a role.
    ///
    /// - Parameters:
    ///   - key: The key, 32 bytes.
    ///   - name: The institution that it belongs to.
    ///   - role: For what; `nil` for prices.
    /// - Throws: ``TrustFault`` when the key was named as another institution's before.
    public mutating func trust(_ key: [UInt8], of name: [UInt8], for role: SignerRole?) throws(TrustFault) {
        var institution = keys[key] ?? Institution(name: name, roles: [], signsPrices: false)
        guard institution.name == name else { throw .twoInstitutions }
        if let role {
            if !institution.roles.contains(role) { institution.roles.append(role) }
        } else {
            institution.signsPrices = true
        }
        keys[key] = institution
    }

    /// The institution that a key belongs to.
    ///
    /// - Parameter key: The key.
    /// - Returns: The institution, or `nil` for a key that the verifier did not name.
    public func institution(_ key: [UInt8]) -> Institution? { keys[key] }

    /// Whether any key belongs to an institution of a name.
    ///
    /// - Parameter name: The name, in UTF-8.
    /// - Returns: Whether the verifier chose it for a key.
    public func names(_ name: [UInt8]) -> Bool { keys.values.contains { $0.name == name } }
}

/// Why keys cannot be trusted as asked.
public enum TrustFault: Error, Equatable, Sendable {
    /// One key was named as the key of two institutions.
    case twoInstitutions
}
