"""bulletproofs-range.json and, for slow machines, its small cases: proofs of the model, published proofs, and cases with one fault each.

Nonces come from a hash chain, so that the file is the same each time. `--worked` prints the worked vector of
docs/spec/range-proof.md with its challenges.
"""

import hashlib
import sys

import dalek_bp
import merlin
import range_fixtures
import vectorfile
from range_check import case_refusal
from rist import BB, ID, L, S, add, enc, mul, mulB

P = 2**255 - 19
LABEL = b"solvency/vectors/range"


class Stream:
    """Scalars from SHA-512(seed || counter)."""

    def __init__(self, seed):
        self.seed, self.counter = seed, 0

    def __call__(self):
        self.counter += 1
        digest = hashlib.sha512(b"solvency/vectors/" + self.seed + self.counter.to_bytes(8, "little")).digest()
        return int.from_bytes(digest, "little") % L


def commit(value, blinding):
    return add(mulB(value), mul(blinding, BB))


def prove(seed, label, values, blindings, bits):
    dalek_bp.rnd = Stream(seed)
    return dalek_bp.prove(dalek_bp.Transcript(label), values, blindings, bits)


cases = []


def case(name, label, bits, commitments, proof, reason=None):
    entry = {"name": name}
    if all(32 <= byte < 127 for byte in label):
        entry["label"] = label.decode()
    else:
        entry["labelHex"] = label.hex()
    entry.update(bits=bits, commitments=[c.hex() for c in commitments], proof=proof.hex(), valid=reason is None)
    if reason is not None:
        entry["reason"] = reason
    assert case_refusal(entry) == reason, (name, case_refusal(entry), reason)
    cases.append(entry)


def replaced(proof, word, encoding):
    position = word if word >= 0 else len(proof) // 32 + word
    return proof[: 32 * position] + encoding + proof[32 * position + 32 :]


def word_of(proof, word):
    position = word if word >= 0 else len(proof) // 32 + word
    return proof[32 * position : 32 * position + 32]


def published():
    for (bits, count), proof in range_fixtures.PROOFS.items():
        commitments = [bytes.fromhex(c) for c in range_fixtures.COMMITMENTS[:count]]
        case("published, bits %d, values %d" % (bits, count), range_fixtures.LABEL, bits, commitments, bytes.fromhex(proof))


def accepted():
    for bits in (8, 16, 32, 64):
        top = (1 << bits) - 1
        for count in (1, 2, 4, 8, 16):
            draw = Stream(b"values %d %d" % (bits, count))
            values = [draw() & top for _ in range(count)]
            values[0] = top
            values[-1] = 0 if count > 1 else top
            blindings = [draw() for _ in values]
            name = "bits %d, values %d" % (bits, count)
            proof, commitments = prove(name.encode(), LABEL, values, blindings, bits)
            case(name, LABEL, bits, commitments, proof)
    draw = Stream(b"corners")
    proof, commitments = prove(b"thirty-two", LABEL, list(range(32)), [draw() for _ in range(32)], 8)
    case("bits 8, values 32", LABEL, 8, commitments, proof)
    proof, commitments = prove(b"zero", LABEL, [0], [draw()], 8)
    case("the value 0", LABEL, 8, commitments, proof)
    proof, commitments = prove(b"empty", b"", [1], [draw()], 8)
    case("an empty label", b"", 8, commitments, proof)
    label = b"solvency/node/v1" + bytes(range(42))
    proof, commitments = prove(b"binary", label, [200, 3], [draw(), draw()], 8)
    case("a label of 58 bytes that are not text", label, 8, commitments, proof)
    long = b"x" * 500
    proof, commitments = prove(b"long", long, [77], [draw()], 8)
    case("a label longer than three blocks", long, 8, commitments, proof)


def identity_commitment():
    """The model's `prove` does not take blinding 0 apart: V is the identity, and that is allowed."""
    draw = Stream(b"identity")
    proof, commitments = prove(b"identity", LABEL, [0, 5], [0, draw()], 8)
    assert commitments[0] == ID
    case("a commitment that is the identity", LABEL, 8, commitments, proof)
    proof, commitments = prove(b"identities", LABEL, [0] * 4, [0] * 4, 8)
    case("only commitments that are the identity", LABEL, 8, commitments, proof)


def base():
    draw = Stream(b"base")
    values, blindings = [200, 41], [draw(), draw()]
    proof, commitments = prove(b"base", LABEL, values, blindings, 8)
    return values, blindings, proof, commitments


def wrong_shape(proof, commitments):
    for bits in (0, 1, 4, 7, 9, 63, 65, 128, 256):
        case("%d bits" % bits, LABEL, bits, commitments, proof, "parameters")
    case("no commitment", LABEL, 8, [], proof, "parameters")
    case("three commitments", LABEL, 8, commitments + commitments[:1], proof, "parameters")
    case("16 bits for a proof of 8", LABEL, 16, commitments, proof, "wordCount")
    case("one commitment less", LABEL, 8, commitments[:1], proof, "wordCount")
    case("filled up with the identity", LABEL, 8, commitments + [ID, ID], proof, "wordCount")
    case("two values of 8 bits as one of 16", LABEL, 16, commitments[:1], proof, "equation")


def wrong_length(proof, commitments):
    case("an empty proof", LABEL, 8, commitments, b"", "wordCount")
    for count in (1, 31, 33, 287, len(proof) - 1):
        case("%d bytes" % count, LABEL, 8, commitments, proof[:count], "length")
    case("one byte more", LABEL, 8, commitments, proof + b"\0", "length")
    for words in (1, 7, 9, 11, len(proof) // 32 - 1):
        case("%d words" % words, LABEL, 8, commitments, proof[: 32 * words], "wordCount")
    case("one word more", LABEL, 8, commitments, proof + bytes(32), "wordCount")
    case("a round less", LABEL, 8, commitments, proof[:224] + proof[288:], "wordCount")
    case("a round more", LABEL, 8, commitments, proof[:288] + proof[224:288] + proof[288:], "wordCount")
    case("64 rounds", LABEL, 8, commitments, proof[:224] + proof[224:288] * 64 + proof[-64:], "wordCount")


SCALARS = {"t_x": 4, "t_x_blinding": 5, "e_blinding": 6, "a": -2, "b": -1}


def wrong_scalars(proof, commitments):
    for name, word in SCALARS.items():
        value = int.from_bytes(word_of(proof, word), "little")
        wrong = (value + L).to_bytes(32, "little")
        case(name + " plus the group order", LABEL, 8, commitments, replaced(proof, word, wrong), "nonCanonicalScalar")
        case(name + " plus 1", LABEL, 8, commitments, replaced(proof, word, enc(value + 1)), "equation")
        case(name + " is 0", LABEL, 8, commitments, replaced(proof, word, bytes(32)), "equation")
    for name, value in (("the group order", L), ("2^255", 2**255), ("2^256 - 1", 2**256 - 1)):
        wrong = value.to_bytes(32, "little")
        case("b is " + name, LABEL, 8, commitments, replaced(proof, -1, wrong), "nonCanonicalScalar")


def bad_encodings(good):
    """Encodings that RFC 9496 refuses: each breaks one rule."""
    value = int.from_bytes(good, "little")
    yield "negative", (P - value).to_bytes(32, "little")
    yield "bit 255 set", (value + 2**255).to_bytes(32, "little")
    yield "not below the field's order", (P + 2 * 3).to_bytes(32, "little")
    candidate = 2
    while valid_encoding(candidate):
        candidate += 2
    yield "not on the curve", candidate.to_bytes(32, "little")


def valid_encoding(number):
    return S.crypto_core_ristretto255_is_valid_point(number.to_bytes(32, "little")) == 1


POINTS = {"A": 0, "S": 1, "T_1": 2, "T_2": 3, "L[0]": 7, "R[0]": 8, "L[3]": 13, "R[3]": 14}


def wrong_points(proof, commitments):
    for name, word in POINTS.items():
        for fault, encoding in bad_encodings(word_of(proof, word)):
            case(name + ": " + fault, LABEL, 8, commitments, replaced(proof, word, encoding), "nonCanonicalPoint")
        case(name + " is the identity", LABEL, 8, commitments, replaced(proof, word, ID), "identity")
        other = add(word_of(proof, word), mulB(1))
        case(name + " plus B", LABEL, 8, commitments, replaced(proof, word, other), "equation")
    for index in range(2):
        for fault, encoding in bad_encodings(commitments[index]):
            wrong = commitments[:index] + [encoding] + commitments[index + 1 :]
            case("V[%d]: %s" % (index, fault), LABEL, 8, wrong, proof, "nonCanonicalPoint")


def wrong_statement(values, blindings, proof, commitments):
    case("another label", b"solvency/vectors/range ", 8, commitments, proof, "equation")
    case("an empty label in place of one", b"", 8, commitments, proof, "equation")
    case("commitments swapped", LABEL, 8, commitments[::-1], proof, "equation")
    case("a commitment replaced", LABEL, 8, [commitments[0], commit(41, 7)], proof, "equation")
    case("a commitment replaced by the identity", LABEL, 8, [commitments[0], ID], proof, "equation")
    case("one commitment twice", LABEL, 8, [commitments[0]] * 2, proof, "equation")
    shifted = [add(commitments[0], mulB(1)), add(commitments[1], mulB(L - 1))]
    case("one unit moved between two commitments", LABEL, 8, shifted, proof, "equation")


def cheats():
    """Provers who know an opening of what they commit to, and whose value is out of range."""
    draw = Stream(b"cheats")
    for name, value in (("2^8", 256), ("2^8 + 200", 456), ("-1", L - 1), ("2^64", 2**64), ("l - 2^8", L - 256)):
        blinding = draw()
        # The model takes the low 8 bits of a value and commits to all of it, as a cheat would.
        proof, commitments = prove(b"cheat " + name.encode(), LABEL, [value], [blinding], 8)
        assert commitments == [commit(value, blinding)]
        case("the value " + name, LABEL, 8, commitments, proof, "equation")
    proof, commitments = prove(b"sum", LABEL, [256, L - 1], [draw(), draw()], 8)
    case("2^8 and -1 in one proof", LABEL, 8, commitments, proof, "equation")
    case("only t_x fits: inner product broken", LABEL, 8, *broken_inner_product(draw))


def broken_inner_product(draw):
    """T_1 and T_2 fit the value 999, whatever l and r are: the first equation holds, the second cannot."""
    value, blinding, bits = 999, draw(), 8
    transcript = dalek_bp.Transcript(LABEL)
    V = commit(value, blinding)
    transcript.msg(b"dom-sep", b"rangeproof v1")
    transcript.u64(b"n", bits)
    transcript.u64(b"m", 1)
    transcript.pt(b"V", V)
    A, SS = mulB(draw()), mulB(draw())
    transcript.pt(b"A", A)
    transcript.pt(b"S", SS)
    y, z = transcript.chal(b"y"), transcript.chal(b"z")
    t1, t2, b1, b2 = draw(), draw(), draw(), draw()
    T1, T2 = commit(t1, b1), commit(t2, b2)
    transcript.pt(b"T_1", T1)
    transcript.pt(b"T_2", T2)
    x = transcript.chal(b"x")
    t = (z * z * value + dalek_bp.delta(bits, 1, y, z) + t1 * x + t2 * x * x) % L
    t_blinding = (z * z * blinding + b1 * x + b2 * x * x) % L
    body = A + SS + T1 + T2 + enc(t) + enc(t_blinding) + enc(draw())
    return [V], body + b"".join(mulB(draw()) for _ in range(6)) + enc(draw()) + enc(draw()), "equation"


def worked_vector():
    blinding = Stream(b"worked blinding")()
    proof, commitments = prove(b"worked", b"range-proof example", [171], [blinding], 8)
    return blinding, proof, commitments


def worked():
    log = []
    challenge = merlin.Transcript.chal

    def logged(transcript, label):
        value = challenge(transcript, label)
        log.append((label.decode(), value))
        return value

    dalek_bp.Transcript.chal = logged
    blinding, proof, commitments = worked_vector()
    print("blinding", enc(blinding).hex())
    print("V", commitments[0].hex())
    for index in range(0, len(proof), 32):
        print(proof[index : index + 32].hex())
    for name, value in log:
        print(name, enc(value).hex())
    log.clear()
    assert dalek_bp.verify(dalek_bp.Transcript(b"range-proof example"), commitments, 8, proof)


def main():
    published()
    accepted()
    identity_commitment()
    _, proof, commitments = worked_vector()
    case("the worked vector of the specification", b"range-proof example", 8, commitments, proof)
    values, blindings, proof, commitments = base()
    case("the proof that the faulty cases start from", LABEL, 8, commitments, proof)
    wrong_shape(proof, commitments)
    wrong_length(proof, commitments)
    wrong_scalars(proof, commitments)
    wrong_points(proof, commitments)
    wrong_statement(values, blindings, proof, commitments)
    cheats()
    source = "vectors/models/make_range.py; cases named `published`: " + range_fixtures.SOURCE
    vectorfile.write("bulletproofs-range.json", "bulletproofs-range", source, cases)
    # An interpreter of WebAssembly takes seconds for the wide proofs.
    small = [entry for entry in cases if entry["bits"] * len(entry["commitments"]) <= 64]
    vectorfile.write("bulletproofs-range-small.json", "bulletproofs-range", source, small)


if __name__ == "__main__":
    if sys.argv[1:] == ["--worked"]:
        worked()
    else:
        main()
