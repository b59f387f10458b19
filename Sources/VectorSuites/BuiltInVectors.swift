/// A few published cases of every suite, compiled into the program for its self-test.
///
/// They are copies of cases in `vectors/`; a test compares them.
enum BuiltInVectors {
    /// The contents of a vector file for each suite.
    static let files = [sha3, shake, merlin, ed25519]

    /// SHA-3 of the empty message and of `abc` (FIPS 202).
    private static let sha3 = #"""
        {"suite":"sha3","source":"built in","cases":[{"name":"sha3-256, empty","function":"sha3-256","message":"\#
        ","digest":"a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"},{"name":"sha3-256, abc","\#
        function":"sha3-256","message":"616263","digest":"3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe2\#
        4511431532"},{"name":"sha3-512, empty","function":"sha3-512","message":"","digest":"a69f73cca23a9ac5c8b5\#
        67dc185a756e97c982164fe25859e0d1dcc1475c80a615b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e301758586281d\#
        cd26"},{"name":"sha3-512, abc","function":"sha3-512","message":"616263","digest":"b751850b1a57168a5693cd\#
        924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53\#
        f0"}]}
        """#

    /// The first 64 bytes of SHAKE of the empty message (FIPS 202).
    private static let shake = #"""
        {"suite":"shake","source":"built in","cases":[{"name":"shake128, empty","function":"shake128","message":\#
        "","output":"7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef263cb1eea988004b93103cfb0aeef\#
        d2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"},{"name":"shake256, empty","function":"shake256","message":"","ou\#
        tput":"46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762fd75dc4ddd8c0f200cb05019d67b592f6f\#
        c821c49479ab48640292eacb3b7c4be"}]}
        """#

    /// The published test of Merlin, which runs Keccak and STROBE too.
    private static let merlin = #"""
        {"suite":"merlin","source":"built in","cases":[{"name":"published: simple","protocol":"746573742070726f7\#
        46f636f6c","operations":[{"operation":"append","label":"736f6d65206c6162656c","message":"736f6d652064617\#
        461"},{"operation":"challenge","label":"6368616c6c656e6765","output":"d5a21972d0d5fe320c0d263fac7fffb814\#
        5aa640af6e9bca177c03c7efcf0615"}]}]}
        """#

    /// RFC 8032, section 7.1, TEST 1 and 2, and two signatures that must be refused.
    private static let ed25519 = #"""
        {"suite":"ed25519","source":"built in","cases":[{"name":"TEST 1","publicKey":"d75a980182b10ab7d54bfed3c9\#
        64073a0ee172f3daa62325af021a68f707511a","message":"","seed":"9d61b19deffd5a60ba844af492ec2cc44449c5697b3\#
        26919703bac031cae7f60","signature":"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8\#
        821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b","valid":true},{"name":"TEST 2","publicKey"\#
        :"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c","message":"72","seed":"4ccd089b28ff9\#
        6da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb","signature":"92a009a9f0d4cab8720e820b5f642540a2b27b\#
        5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00","valid":true\#
        },{"name":"S + l","publicKey":"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a","messag\#
        e":"","signature":"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901554c8c7872aa064e049dbb3\#
        013fbf29380d25bf5f0595bbe24655141438e7a101b","valid":false,"reason":"nonCanonicalScalar"},{"name":"S = l\#
        ","publicKey":"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a","message":"","signature\#
        ":"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155edd3f55c1a631258d69cf7a2def9de1400000\#
        000000000000000000000000010","valid":false,"reason":"nonCanonicalScalar"}]}
        """#
}
