import KeyFiles
import Sodium
import Testing

@Suite struct SecretKeyFileTests {
    /// The least that libsodium allows: these tests are about the format.
    private func cheap() throws -> PasswordCost { try PasswordCost(passes: 1, memoryKiB: 8) }

    private func key(_ first: UInt8 = 0) throws -> SigningKey {
        try SigningKey(seed: try SecretBytes(copying: (0..<32).map { $0 &+ first }))
    }

    private func encrypted(_ text: String = "pass") throws -> [UInt8] {
        let file = try SecretKeyFile(try key(), protection: .passphrase(try passphrase(text)), cost: try cheap())
        return try file.encoded().withUnsafeBytes { [UInt8]($0) }
    }

    private func plain() throws -> [UInt8] {
        try SecretKeyFile(try key(), protection: .plain).encoded().withUnsafeBytes { [UInt8]($0) }
    }

    /// Reads contents like a verb does and gives the public half.
    private func open(_ bytes: [UInt8], _ text: String? = "pass") throws -> VerificationKey {
        let file = try SecretKeyFile(contents: try SecretBytes(copying: bytes))
        let key = try file.open { () throws(KeyFileFailure) in
            do {
                guard let text else { throw KeyFileFailure.passphrase(.cancelled) }
                return try passphrase(text)
            } catch {
                throw .passphrase(.cancelled)
            }
        }
        return key.verificationKey
    }

    @Test func bothFormsComeBack() throws {
        let publicKey = try key().verificationKey
        #expect(try open(try encrypted()) == publicKey)
        #expect(try open(try plain(), nil) == publicKey)
        for bytes in [try encrypted(), try plain()] {
            let again = try SecretKeyFile(contents: try SecretBytes(copying: bytes)).encoded()
            #expect(again.withUnsafeBytes { [UInt8]($0) } == bytes)
        }
        let header = try SecretKeyFile(contents: try SecretBytes(copying: try encrypted()))
        #expect(header.cost == (try cheap()))
        #expect(header.verificationKey == publicKey)
    }

    /// The worked examples of `docs/formats/key.md`, byte for byte; they must open for ever.
    @Test func workedExamples() throws {
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
        let publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        let plain = "solvency-secret-key-1 plain\npublic-key \(publicKey)\nseed \(seed)\n"
        #expect(try open(Array(plain.utf8), nil).hex == publicKey)
        let sealed = """
            solvency-secret-key-1 passphrase
            public-key d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
            passes 2
            memory-kib 64
            salt e01095bc0e87ffe3c92b0dd2ab9a5993
            nonce 775fcda1871abe5089eb12697e94e1f2622c35a41b0eb924
            sealed-seed 05c46094670372b19aaaf46051192808f72704d586dd1de8ff9b275a55e59680f82c84efe3b24e92bfbb6881fc785f72

            """
        #expect(try open(Array(sealed.utf8), "correct horse battery staple").hex == publicKey)
    }

    @Test func wrongPassphraseIsNamed() throws {
        let bytes = try encrypted()
        #expect(failure { _ = try open(bytes, "Pass") } == .box(.wrongPassphraseOrAltered))
        #expect(failure { _ = try open(bytes, nil) } == .passphrase(.cancelled))
    }

    @Test func truncationAtEveryByteIsRefused() throws {
        for whole in [try encrypted(), try plain()] {
            for count in whole.indices {
                #expect(failure { _ = try open(Array(whole[..<count])) } != nil, "cut at \(count)")
            }
        }
    }

    @Test func everyFlippedBitIsRefused() throws {
        for whole in [try encrypted(), try plain()] {
            for bit in 0..<(8 * whole.count) {
                var changed = whole
                changed[bit / 8] ^= 1 << (bit % 8)
                #expect(failure { _ = try open(changed) } != nil, "bit \(bit)")
            }
        }
    }

    @Test func trailingBytesAreRefused() throws {
        for (whole, field) in [(try encrypted(), KeyFileField.end), (try plain(), .seed)] {
            for extra in [[0x0A], [0x20], [0], Array("seed 00\n".utf8)] as [[UInt8]] {
                #expect(failure { _ = try open(whole + extra) } == .malformed(field: field))
            }
        }
        #expect(failure { _ = try open([UInt8](repeating: 0x61, count: 5000)) } == .malformed(field: .end))
    }

    @Test(arguments: [
        ("solvency-secret-key-1", "solvency-secret-key-2", KeyFileField.format),
        ("-1 passphrase", "-1 Passphrase", .protection),
        ("-1 passphrase", "-1 plain", .seed),
        ("public-key ", "public-key  ", .publicKey),
        ("public-key ", "PUBLIC-KEY ", .publicKey),
        ("passes 1", "passes 01", .passes),
        ("passes 1", "passes +1", .passes),
        ("passes 1", "passes ", .passes),
        ("passes 1", "passes 4294967296", .passes),
        ("passes 1\n", "", .passes),
        ("passes 1\n", "passes 1\r\n", .passes),
        ("memory-kib 8", "memory-kib 8k", .memory),
        ("memory-kib 8", "memory-kib 99999999999999999999", .memory),
        ("salt ", "salt 00", .salt),
        ("nonce ", "nonce 00", .nonce),
        ("sealed-seed ", "sealed-seed 00", .sealedSeed),
    ])
    func malformedFieldIsNamed(old: String, new: String, field: KeyFileField) throws {
        let text = String(decoding: try encrypted(), as: UTF8.self)
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        #expect(failure { _ = try open(Array(changed.utf8)) } == .malformed(field: field))
    }

    @Test func hostileCostIsRefusedBeforeTheWork() throws {
        let text = String(decoding: try encrypted(), as: UTF8.self)
        let huge = text.replacing("memory-kib 8\n", with: "memory-kib 4294967295\n")
        #expect(failure { _ = try open(Array(huge.utf8)) } == .box(.memory(kibibytes: .max)))
        let slow = text.replacing("passes 1\n", with: "passes 4000000000\n")
        #expect(failure { _ = try open(Array(slow.utf8)) } == .box(.passes(4_000_000_000)))
    }

    @Test func upperCaseHexIsRefused() throws {
        let text = String(decoding: try plain(), as: UTF8.self)
        let seed = String(text.split(separator: " ").last ?? "")
        let changed = text.replacing(seed, with: seed.uppercased())
        #expect(failure { _ = try open(Array(changed.utf8)) } == .malformed(field: .seed))
    }

    @Test func secretOfAnotherKeyIsRefused() throws {
        let other = try key(7).verificationKey.hex
        let text = String(decoding: try plain(), as: UTF8.self)
        let changed = text.replacing(try key().verificationKey.hex, with: other)
        #expect(failure { _ = try open(Array(changed.utf8)) } == .publicKeyMismatch)
        let sealed = String(decoding: try encrypted(), as: UTF8.self)
        let swapped = sealed.replacing(try key().verificationKey.hex, with: other)
        #expect(failure { _ = try open(Array(swapped.utf8)) } == .box(.wrongPassphraseOrAltered))
    }
}

@Suite struct PublicKeyFileTests {
    @Test func comesBack() throws {
        let key = try SigningKey.generate().verificationKey
        let bytes = PublicKeyFile.encode(key)
        #expect(bytes == Array("solvency-public-key-1 \(key.hex)\n".utf8))
        #expect(try PublicKeyFile.decode(bytes) == key)
        for count in bytes.indices { #expect(failure { _ = try PublicKeyFile.decode(Array(bytes[..<count])) } != nil) }
        #expect(failure { _ = try PublicKeyFile.decode(bytes + [0x0A]) } == .malformed(field: .end))
        #expect(failure { _ = try PublicKeyFile.decode([0xEF, 0xBB, 0xBF] + bytes) } == .malformed(field: .format))
    }

    @Test func badPointsAreRefused() {
        func decode(_ hex: String) throws -> VerificationKey {
            try PublicKeyFile.decode(Array("solvency-public-key-1 \(hex)\n".utf8))
        }
        let zeros = String(repeating: "00", count: 31)
        #expect(failure { _ = try decode("01" + zeros) } == .publicKey(.notInPrimeOrderGroup))
        #expect(
            failure { _ = try decode("ee" + String(repeating: "ff", count: 30) + "7f") } == .publicKey(.nonCanonical))
        #expect(failure { _ = try decode("01") } == .malformed(field: .publicKey))
        #expect(failure { _ = try decode(String(repeating: "0G", count: 32)) } == .malformed(field: .publicKey))
    }
}
