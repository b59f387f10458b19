import Sodium
import Testing

@Suite struct PasswordBoxTests {
    /// The least that libsodium allows: the tests are about the format, not about the cost.
    private func cheap() throws -> PasswordCost { try PasswordCost(passes: 1, memoryKiB: 8) }
    private let context = Array("a public key".utf8)

    private func box(_ text: String = "passphrase") throws -> PasswordBox {
        let secret = try SecretBytes(copying: Array(0..<32))
        let passphrase = try SecretBytes(copying: Array(text.utf8))
        return try PasswordBox(sealing: secret, passphrase: passphrase, context: context, cost: try cheap())
    }

    private func open(_ box: PasswordBox, _ text: String = "passphrase", context: [UInt8]? = nil) throws -> [UInt8] {
        let passphrase = try SecretBytes(copying: Array(text.utf8))
        let secret = try box.open(passphrase: passphrase, context: context ?? self.context)
        return secret.withUnsafeBytes { [UInt8]($0) }
    }

    @Test func opensWithThePassphraseOnly() throws {
        let box = try box()
        #expect(try open(box) == Array(0..<32))
        for wrong in ["passphrasf", "Passphrase", "passphrase ", "p"] {
            #expect(throws: PasswordBoxFailure.wrongPassphraseOrAltered) { try open(box, wrong) }
        }
        #expect(throws: PasswordBoxFailure.emptyPassphrase) { try open(box, "") }
        #expect(throws: PasswordBoxFailure.emptyPassphrase) { try self.box("") }
    }

    @Test func everyFieldIsAuthenticated() throws {
        let box = try box()
        func altered(
            passes: UInt32? = nil, memory: UInt32? = nil, salt: [UInt8]? = nil, nonce: [UInt8]? = nil,
            sealed: [UInt8]? = nil
        ) throws -> PasswordBox {
            try PasswordBox(
                cost: try PasswordCost(
                    passes: passes ?? box.cost.passes, memoryKiB: memory ?? box.cost.memoryKiB),
                salt: salt ?? box.salt, nonce: nonce ?? box.nonce, sealed: sealed ?? box.sealed)
        }
        func flips(_ bytes: [UInt8]) -> [[UInt8]] {
            (0..<bytes.count * 8).map { bit in
                var changed = bytes
                changed[bit / 8] ^= 1 << (bit % 8)
                return changed
            }
        }
        var mutants = [try altered(passes: 2), try altered(memory: 9)]
        mutants += try flips(box.salt).map { try altered(salt: $0) }
        mutants += try flips(box.nonce).map { try altered(nonce: $0) }
        mutants += try flips(box.sealed).map { try altered(sealed: $0) }
        mutants += try (16..<box.sealed.count).map { try altered(sealed: Array(box.sealed[..<$0])) }
        for mutant in mutants {
            #expect(throws: PasswordBoxFailure.wrongPassphraseOrAltered) { try open(mutant) }
        }
        #expect(throws: PasswordBoxFailure.wrongPassphraseOrAltered) { try open(box, context: [1]) }
        #expect(try open(try altered()) == Array(0..<32))
    }

    @Test func costIsBounded() {
        #expect(throws: PasswordBoxFailure.passes(0)) { try PasswordCost(passes: 0, memoryKiB: 64) }
        #expect(throws: PasswordBoxFailure.passes(17)) { try PasswordCost(passes: 17, memoryKiB: 64) }
        #expect(throws: PasswordBoxFailure.memory(kibibytes: 7)) { try PasswordCost(passes: 1, memoryKiB: 7) }
        #expect(throws: PasswordBoxFailure.memory(kibibytes: .max)) { try PasswordCost(passes: 1, memoryKiB: .max) }
    }

    @Test func partsHaveOneLength() throws {
        let cost = try cheap()
        let (salt, nonce) = ([UInt8](repeating: 0, count: 16), [UInt8](repeating: 0, count: 24))
        #expect(throws: PasswordBoxFailure.saltLength(15)) {
            try PasswordBox(cost: cost, salt: Array(salt.dropLast()), nonce: nonce, sealed: nonce)
        }
        #expect(throws: PasswordBoxFailure.nonceLength(25)) {
            try PasswordBox(cost: cost, salt: salt, nonce: nonce + [0], sealed: nonce)
        }
        #expect(throws: PasswordBoxFailure.sealedLength(15)) {
            try PasswordBox(cost: cost, salt: salt, nonce: nonce, sealed: Array(salt.dropLast()))
        }
    }

    @Test func constantEntropyStillSeparatesSecrets() throws {
        let secret = try SecretBytes(copying: Array(0..<32))
        let passphrase = try SecretBytes(copying: [1])
        var stuck = ConstantRandom()
        let first = try PasswordBox(
            sealing: secret, passphrase: passphrase, context: [1], cost: try cheap(), from: &stuck)
        let second = try PasswordBox(
            sealing: secret, passphrase: passphrase, context: [2], cost: try cheap(), from: &stuck)
        #expect(first.salt != second.salt)
        #expect(first.nonce != second.nonce)
        let fresh = try (0..<8).map { _ in try box().salt }
        #expect(Set(fresh).count == 8)
    }
}

@Suite struct SealedBoxTests {
    @Test func onlyTheHolderOpens() throws {
        let holder = try UnsealingKey()
        let other = try UnsealingKey()
        let message = try SecretBytes(copying: Array("receipt".utf8))
        let box = try holder.sealingKey.seal(message)
        #expect(box.count == 7 + UnsealingKey.overhead)
        let opened = try holder.open(box)
        let same = opened.constantTimeEquals(message)
        #expect(same)
        #expect(throws: SealedBoxFailure.refused) { _ = try other.open(box).count }
        for index in box.indices {
            var altered = box
            altered[index] ^= 1
            #expect(throws: SealedBoxFailure.self) { _ = try holder.open(altered).count }
        }
        for count in 0..<box.count {
            #expect(throws: SealedBoxFailure.self) { _ = try holder.open(Array(box[..<count])).count }
        }
        #expect(throws: SealedBoxFailure.tooShort(47)) { _ = try holder.open(Array(box[..<47])).count }
    }

    @Test func emptyMessage() throws {
        let holder = try UnsealingKey()
        let empty = try SecretBytes(count: 0)
        let count = try holder.open(try holder.sealingKey.seal(empty)).count
        #expect(count == 0)
    }

    @Test func weakKeysAreRefused() throws {
        let message = try SecretBytes(copying: [1])
        let zero = try SealingKey(bytes: [UInt8](repeating: 0, count: 32))
        let one = try SealingKey(bytes: [1] + [UInt8](repeating: 0, count: 31))
        #expect(throws: SealedBoxFailure.weakKey) { try zero.seal(message) }
        #expect(throws: SealedBoxFailure.weakKey) { try one.seal(message) }
        #expect(throws: SealedBoxFailure.keyLength(31)) {
            try SealingKey(bytes: [UInt8](repeating: 0, count: 31))
        }
    }
}
