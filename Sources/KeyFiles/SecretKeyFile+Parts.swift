internal import Sodium

extension SecretKeyFile {
    /// What a sealed seed is bound to: the format and the public key.
    static func context(_ key: VerificationKey) -> [UInt8] { Array(format.utf8) + key.bytes }

    static func seed(of key: borrowing SigningKey) throws(KeyFileFailure) -> SecretBytes {
        do {
            return try key.withUnsafeSeed { (raw) throws(SodiumFailure) in try SecretBytes(copying: raw) }
        } catch {
            throw .sodium(error)
        }
    }

    static func seal(
        _ seed: borrowing SecretBytes, passphrase: borrowing Passphrase, cost: PasswordCost, context: [UInt8]
    ) throws(KeyFileFailure) -> PasswordBox {
        do {
            return try PasswordBox(sealing: seed, passphrase: passphrase.bytes, context: context, cost: cost)
        } catch {
            throw .box(error)
        }
    }

    static func unseal(
        _ box: PasswordBox, passphrase: borrowing Passphrase, context: [UInt8]
    ) throws(KeyFileFailure) -> SecretBytes {
        do {
            return try box.open(passphrase: passphrase.bytes, context: context)
        } catch {
            throw .box(error)
        }
    }

    static func signingKey(_ seed: borrowing SecretBytes) throws(KeyFileFailure) -> SigningKey {
        do {
            return try SigningKey(seed: seed)
        } catch {
            switch error {
            case .seedLength: throw .malformed(field: .seed)
            case .sodium(let failure): throw .sodium(failure)
            }
        }
    }

    /// The lines of something sealed.
    static func lines(of box: PasswordBox, sealedName: String) -> String {
        "passes \(box.cost.passes)\nmemory-kib \(box.cost.memoryKiB)\nsalt \(hex(box.salt))\nnonce \(hex(box.nonce))\n"
            + "\(sealedName) \(hex(box.sealed))\n"
    }

    /// Takes the lines of something sealed.
    static func box(
        _ lines: inout KeyFileLines, _ sealedName: String = "sealed-seed", field: KeyFileField = .sealedSeed,
        count: Int = SigningKey.seedCount
    ) throws(KeyFileFailure) -> PasswordBox {
        let passes = try lines.number("passes", field: .passes)
        let memory = try lines.number("memory-kib", field: .memory)
        let salt = try lines.hex("salt", field: .salt, count: PasswordBox.saltCount)
        let nonce = try lines.hex("nonce", field: .nonce, count: PasswordBox.nonceCount)
        let sealed = try lines.hex(sealedName, field: field, count: count + PasswordBox.overhead)
        do {
            let cost = try PasswordCost(passes: passes, memoryKiB: memory)
            return try PasswordBox(cost: cost, salt: salt, nonce: nonce, sealed: sealed)
        } catch {
            throw .box(error)
        }
    }

    /// Decodes a secret whose digits start at an offset and end before the file's last byte, a line feed.
    static func decode(
        _ contents: borrowing SecretBytes, at offset: Int, count: Int, field: KeyFileField = .secret
    ) throws(KeyFileFailure) -> SecretBytes {
        var seed = try allocate(count)
        let good = contents.withUnsafeBytes { raw in
            seed.withUnsafeMutableBytes { seed in
                let digits = raw[offset..<(offset + 2 * seed.count)]
                return SecretHex.decode(UnsafeRawBufferPointer(rebasing: digits), into: seed)
                    && raw.last == UInt8(ascii: "\n")
            }
        }
        guard good else { throw .malformed(field: field) }
        return seed
    }

    /// Joins public text with, if there is one, a secret in hex and a line feed.
    static func join(_ head: String, hexOf secret: UnsafeRawBufferPointer?) throws(KeyFileFailure) -> SecretBytes {
        let head = Array(head.utf8)
        let digitsCount = 2 * (secret?.count ?? 0)
        var bytes = try allocate(head.count + (secret == nil ? 0 : digitsCount + 1))
        bytes.withUnsafeMutableBytes { bytes in
            bytes.copyBytes(from: head)
            guard let secret else { return }
            let digits = bytes[head.count..<(head.count + digitsCount)]
            SecretHex.encode(secret, into: UnsafeMutableRawBufferPointer(rebasing: digits))
            bytes[bytes.count - 1] = UInt8(ascii: "\n")
        }
        return bytes
    }

    /// Public bytes as hex.
    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func allocate(_ count: Int) throws(KeyFileFailure) -> SecretBytes {
        do {
            return try SecretBytes(count: count)
        } catch {
            throw .sodium(error)
        }
    }
}
