import Foundation
import KeyFiles
import Sodium
import Testing

@Suite struct KeyPairFilesTests {
    private func cheap() throws -> PasswordCost { try PasswordCost(passes: 1, memoryKiB: 8) }

    @Test func namesOfTheTwoFiles() {
        #expect(KeyPairFiles(secretPath: "a/N.key").publicPath == "a/N.pub")
        #expect(KeyPairFiles(secretPath: "N").publicPath == "N.pub")
        #expect(KeyPairFiles(secretPath: "a.key/N").publicPath == "a.key/N.pub")
    }

    @Test func writesAndLoadsBothForms() throws {
        let folder = try TestFolder()
        let plain = KeyPairFiles(secretPath: folder.file("plain.key"))
        let publicKey = try plain.create(protection: .plain)
        #expect(try folder.mode("plain.key") == 0o600)
        let loaded = try SecretKeyFile.load(plain.secretPath, passphrase: noPassphrase).verificationKey
        #expect(loaded == publicKey)
        #expect(try PublicKeyFile.load(plain.publicPath) == publicKey)

        let sealed = KeyPairFiles(secretPath: folder.file("sealed.key"))
        let other = try sealed.create(protection: .passphrase(try passphrase("p w")), cost: try cheap())
        #expect(try folder.mode("sealed.key") == 0o600)
        let secretFile = try folder.put("phrase", Array("p w\n".utf8), mode: 0o600)
        let opened = try SecretKeyFile.load(sealed.secretPath) { () throws(KeyFileFailure) in
            try Passphrase.load(secretFile)
        }
        let openedKey = opened.verificationKey
        #expect(openedKey == other)
        #expect(folder.names == ["phrase", "plain.key", "plain.pub", "sealed.key", "sealed.pub"])
    }

    @Test(arguments: ["N.key", "N.pub"])
    func nothingIsOverwritten(taken: String) throws {
        let folder = try TestFolder()
        let path = try folder.put(taken, [1, 2, 3], mode: 0o644)
        let found = failure { _ = try KeyPairFiles(secretPath: folder.file("N.key")).create(protection: .plain) }
        #expect(found == .file(.exists(path: path)))
        #expect(found?.isWriteFailure == true)
        #expect(folder.names == [taken])
        #expect(try folder.bytes(taken) == [1, 2, 3])
    }

    @Test func danglingLinksAreNotFollowed() throws {
        let folder = try TestFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("N.key"), withDestinationPath: folder.file("elsewhere"))
        let found = failure { _ = try KeyPairFiles(secretPath: folder.file("N.key")).create(protection: .plain) }
        #expect(found == .file(.exists(path: folder.file("N.key"))))
        #expect(folder.names == ["N.key"])
    }

    @Test func unwritableFoldersAreNamed() throws {
        let folder = try TestFolder()
        let missing = failure { _ = try KeyPairFiles(secretPath: folder.file("no/N.key")).create(protection: .plain) }
        #expect(missing == .file(.cannotWrite(path: folder.file("no/N.key"), step: .open, errno: ENOENT)))
        #expect(missing?.isWriteFailure == true)
        #expect("\(try #require(missing))".contains("No such file or directory"))
        let file = try folder.put("file", [], mode: 0o644)
        let inFile = failure { _ = try KeyPairFiles(secretPath: "\(file)/N.key").create(protection: .plain) }
        #expect(inFile == .file(.cannotWrite(path: "\(file)/N.key", step: .open, errno: ENOTDIR)))
        // Root may write everywhere but into the kernel's own folders.
        let kernel = failure { _ = try KeyPairFiles(secretPath: "/proc/self/N.key").create(protection: .plain) }
        #expect(kernel?.isWriteFailure == true)
        if geteuid() != 0 {
            try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
            let found = failure { _ = try KeyPairFiles(secretPath: folder.file("N.key")).create(protection: .plain) }
            #expect(found == .file(.cannotWrite(path: folder.file("N.key"), step: .open, errno: EACCES)))
            // Writable and not readable: the folder cannot be synced, and no secret may stay behind in it.
            try FileManager.default.setAttributes([.posixPermissions: 0o300], ofItemAtPath: folder.path)
            let unreadable = failure {
                _ = try KeyPairFiles(secretPath: folder.file("N.key")).create(protection: .plain)
            }
            #expect(unreadable == .file(.cannotWrite(path: folder.file("N.key"), step: .open, errno: EACCES)))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
            #expect(folder.names == ["file"])
        }
        #expect(failure { _ = try KeyPairFiles(secretPath: "").create(protection: .plain) } != nil)
        #expect(failure { _ = try SecretKeyFile.load("a\0b", passphrase: noPassphrase) } == .file(.invalidPath))
    }

    @Test func secretIsRemovedWhenThePublicHalfCannotBeWritten() throws {
        let folder = try TestFolder()
        // 255 bytes is the longest name: N.key fits, N + ".pub" does not.
        let name = String(repeating: "n", count: 253)
        let found = failure { _ = try KeyPairFiles(secretPath: folder.file(name)).create(protection: .plain) }
        #expect(found == .file(.cannotWrite(path: folder.file(name) + ".pub", step: .name, errno: ENAMETOOLONG)))
        #expect(folder.names.isEmpty)
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o700, 0o666, 0o4600])
    func openPermissionsAreRefused(mode: Int) throws {
        let folder = try TestFolder()
        _ = try KeyPairFiles(secretPath: folder.file("N.key")).create(protection: .plain)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.file("N.key"))
        let found = failure { _ = try SecretKeyFile.load(folder.file("N.key"), passphrase: noPassphrase) }
        #expect(found == .file(.permissionsTooOpen(path: folder.file("N.key"), mode: UInt32(mode))))
        #expect(found?.hint == "chmod 600 \(folder.file("N.key"))")
        let phrase = try folder.put("phrase", Array("x".utf8), mode: mode)
        #expect(
            failure { _ = try Passphrase.load(phrase) } == .file(.permissionsTooOpen(path: phrase, mode: UInt32(mode))))
    }

    @Test func readOnlyByTheOwnerIsFine() throws {
        let folder = try TestFolder()
        let phrase = try folder.put("phrase", Array("x".utf8), mode: 0o400)
        #expect(failure { _ = try Passphrase.load(phrase) } == nil)
    }

    @Test func otherThingsThanFilesAreRefused() throws {
        let folder = try TestFolder()
        #expect(
            failure { _ = try SecretKeyFile.load(folder.path, passphrase: noPassphrase) }
                == .file(.notARegularFile(path: folder.path)))
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(failure { _ = try Passphrase.load(pipe) } == .file(.notARegularFile(path: pipe)))
        let missing = folder.file("none")
        #expect(
            failure { _ = try PublicKeyFile.load(missing) }
                == .file(.cannotRead(path: missing, step: .open, errno: ENOENT)))
        let large = try folder.put("large", [UInt8](repeating: 0, count: 4000), mode: 0o600)
        #expect(
            failure { _ = try SecretKeyFile.load(large, passphrase: noPassphrase) }
                == .file(.tooLarge(path: large, limit: SecretKeyFile.maximumCount)))
    }
}

@Suite struct AtomicFileTests {
    @Test func replacesInOneStep() throws {
        let folder = try TestFolder()
        try AtomicFile.write([1], to: folder.file("f"), access: .everyone)
        #expect(throws: FileFailure.exists(path: folder.file("f"))) {
            try AtomicFile.write([2], to: folder.file("f"), access: .everyone)
        }
        #expect(try folder.bytes("f") == [1])
        try AtomicFile.write([3], to: folder.file("f"), access: .ownerOnly, existing: .replace)
        #expect(try folder.bytes("f") == [3])
        #expect(try folder.mode("f") == 0o600)
        #expect(folder.names == ["f"])
    }

    @Test func largeAndEmptyContents() throws {
        let folder = try TestFolder()
        let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
        try AtomicFile.write(large, to: folder.file("large"), access: .everyone)
        try AtomicFile.write([UInt8](), to: folder.file("empty"), access: .everyone)
        #expect(try folder.bytes("large") == large)
        #expect(try folder.bytes("empty").isEmpty)
    }

    @Test func onlyOneOfManyWritersWins() async throws {
        let folder = try TestFolder()
        let path = folder.file("contested")
        let wins = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                group.addTask {
                    (try? AtomicFile.write([UInt8(number)], to: path, access: .ownerOnly)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wins == 1)
        #expect(folder.names == ["contested"])
    }
}
