"""circuit-proof.json, generalized-bulletproofs.json and lookup-statement.json: proofs of the models, and cases with one fault each.

Nonces come from a hash chain, so that the files are the same each time. `--worked` prints the worked vector of
docs/spec/circuit-proof.md with its challenges.
"""

import hashlib
import random
import sys

import circuit
import gbp
import margin
import merlin
import vectorfile
from circuit import BITS, LOOKUPS, Relation
from rist import BB, ID, L, enc, msm

LABEL = b"solvency/vectors/circuit"
NAMES = {LOOKUPS: "lookups", BITS: "bits"}


class Stream:
    """Scalars from SHA-512(seed || counter)."""

    def __init__(self, seed):
        self.seed, self.counter = seed, 0

    def __call__(self):
        self.counter += 1
        digest = hashlib.sha512(b"solvency/vectors/circuit/" + self.seed + self.counter.to_bytes(8, "little")).digest()
        return int.from_bytes(digest, "little") % L


# --- circuit-proof ---

cases = []


def case(name, relation, suite, commitments, proof, reason=None, label=LABEL):
    entry = {"name": name, "label": label.decode(), "suite": NAMES[suite], "relation": circuit.relation_json(relation),
             "commitments": [c.hex() for c in commitments], "proof": proof.hex(), "valid": reason is None}
    if reason is not None:
        entry["reason"] = reason
    got = circuit.case_refusal(entry)
    assert got == reason, (name, got, reason)
    cases.append(entry)


def sample(seed, digit_bits, inputs=2, witnesses=1, products=1, booleans=1, equalities=1, rows=1):
    """A relation with random forms, whose constants are chosen so that the values satisfy it."""
    draw = Stream(b"sample" + seed)
    width = -(-6 // digit_bits) * digit_bits
    values = [draw() % 64 for _ in range(inputs + witnesses)]
    relation = Relation(inputs, witnesses, digit_bits, [(({v: 1}, 0), width) for v in range(len(values))])

    def form(target=None):
        terms = {}
        for v in range(len(values)):
            kind = draw() % 5
            if kind:
                terms[v] = draw() if kind == 1 else (draw() % (1 << 40)) * (1 if kind % 2 else -1) % L
        constant = draw()
        if target is not None:
            constant = (target - sum(c * values[v] for v, c in terms.items())) % L
        return terms, constant

    for _ in range(products):
        left, right = form(), form()
        relation.products.append((left, right))
        values.append(relation.value(left, values) * relation.value(right, values) % L)
    for i in range(booleans):
        relation.booleans.append(form(i % 2))
    for _ in range(equalities):
        relation.equalities.append(form(0))
    for i in range(rows):
        bits = digit_bits * (i + 1)
        relation.ranges.append((form(draw() % (1 << bits)), bits))
    return relation, values[:inputs], values[inputs : inputs + witnesses]


def proven(seed, relation, suite, inputs, free, label=LABEL, blindings=None):
    draw = Stream(b"proof" + seed)
    blindings = blindings or [draw() for _ in inputs]
    return circuit.prove(label, relation, suite, inputs, blindings, free, draw)


def accepted():
    shapes = [
        ("digits of 1 bit", 1, {}), ("digits of 2 bits", 2, {}), ("digits of 3 bits", 3, {}), ("digits of 6 bits", 6, {}),
        ("no free witness", 2, dict(witnesses=0)), ("ranges only", 2, dict(products=0, booleans=0, equalities=0)),
        ("one input", 4, dict(inputs=1, witnesses=0, products=0, booleans=0, equalities=0, rows=0)),
        ("products of products", 3, dict(products=4, rows=2)), ("booleans", 3, dict(booleans=4)),
        ("no input", 3, dict(inputs=0, witnesses=3)),
    ]
    for name, digit_bits, numbers in shapes:
        relation, inputs, free = sample(name.encode(), digit_bits, **numbers)
        for suite in (LOOKUPS, BITS):
            proof, commitments = proven(name.encode(), relation, suite, inputs, free)
            case("%s, %s" % (name, NAMES[suite]), relation, suite, commitments, proof)
    relation = Relation(1, 0, 4, [(({0: 1}, 0), 8)])
    for suite in (LOOKUPS, BITS):
        proof, commitments = proven(b"identity", relation, suite, [0], [], blindings=[0] or None)
        assert commitments[0] == ID
        case("a commitment that is the identity, " + NAMES[suite], relation, suite, commitments, proof)
    # A form that is negative as an integer is a large residue.
    relation = Relation(1, 0, 4, [(({0: 1}, 100), 8), (({0: -1}, 0), 8)])
    proof, commitments = proven(b"negative", relation, LOOKUPS, [L - 40], [])
    case("a negative input", relation, LOOKUPS, commitments, proof)


def replaced(proof, word, encoding):
    position = word if word >= 0 else len(proof) // 32 + word
    return proof[: 32 * position] + encoding + proof[32 * position + 32 :]


def refused():
    relation, inputs, free = sample(b"base", 2)
    other, _, _ = sample(b"other", 2)
    for suite in (LOOKUPS, BITS):
        name = ", " + NAMES[suite]
        proof, commitments = proven(b"base", relation, suite, inputs, free)
        words = [proof[i : i + 32] for i in range(0, len(proof), 32)]
        vectors = 2 if suite == LOOKUPS else 0
        scalars = vectors + 3 + len(circuit.degrees(vectors))
        rounds = relation.slots(suite).bit_length() - 1
        fields = ["C[%d]" % k for k in range(vectors)] + ["A_I", "A_O", "S"]
        fields += ["T[%d]" % i for i in range(len(circuit.degrees(vectors)))]
        case("empty" + name, relation, suite, commitments, b"", "wordCount")
        case("one byte short" + name, relation, suite, commitments, proof[:-1], "length")
        case("one byte more" + name, relation, suite, commitments, proof + b"\0", "length")
        case("one word short" + name, relation, suite, commitments, proof[:-32], "wordCount")
        case("one word more" + name, relation, suite, commitments, proof + bytes(32), "wordCount")
        case("one round less" + name, relation, suite, commitments, proof[:-128] + proof[-64:], "wordCount")
        case("one T less" + name, relation, suite, commitments, replaced(proof, scalars - 1, b""), "wordCount")
        for position, field in [(scalars, "t"), (scalars + 1, "tau_x"), (scalars + 2, "mu"), (-2, "a"), (-1, "b")]:
            word = int.from_bytes(words[position], "little")
            case(field + " plus l" + name, relation, suite, commitments,
                 replaced(proof, position, (word + L).to_bytes(32, "little")), "nonCanonicalScalar")
            case(field + " plus 1" + name, relation, suite, commitments, replaced(proof, position, enc(word + 1)), "equation")
        places = list(enumerate(fields)) + [(scalars + 3, "L[0]"), (scalars + 4 + 2 * (rounds - 1), "R[last]")]
        for position, field in places:
            case(field + " is the identity" + name, relation, suite, commitments, replaced(proof, position, ID), "identity")
            case(field + " is no point" + name, relation, suite, commitments,
                 replaced(proof, position, b"\x01" + bytes(31)), "nonCanonicalPoint")
            case(field + " is another point" + name, relation, suite, commitments, replaced(proof, position, BB), "equation")
        case("a commitment is no point" + name, relation, suite, [b"\x01" + bytes(31)] + commitments[1:], proof,
             "nonCanonicalPoint")
        case("commitments swapped" + name, relation, suite, commitments[::-1], proof, "equation")
        case("a commitment replaced" + name, relation, suite, [BB] + commitments[1:], proof, "equation")
        case("a commitment missing" + name, relation, suite, commitments[:1], proof, "inputCount")
        case("a commitment more" + name, relation, suite, commitments + [BB], proof, "inputCount")
        case("another label" + name, relation, suite, commitments, proof, "equation", label=b"solvency/vectors/another")
        case("another relation" + name, other, suite, commitments, proof, "equation")
        changed = circuit.relation_of(circuit.relation_json(relation))
        changed.ranges[-1] = ((changed.ranges[-1][0][0], (changed.ranges[-1][0][1] + 1) % L), changed.ranges[-1][1])
        case("a constant changed by 1" + name, changed, suite, commitments, proof, "equation")
        case("the other suite" + name, relation, BITS if suite == LOOKUPS else LOOKUPS, commitments, proof, "wordCount")
    # False statements: the model's prover goes on, and the proof is refused.
    for title, build in [
        ("a range missed by one", lambda r: r.ranges.append((({0: 1}, -inputs[0] - 1), 6))),
        ("a boolean that is 2", lambda r: r.booleans.append(({0: 1}, 2 - inputs[0]))),
        ("an equality missed by one", lambda r: r.equalities.append(({0: 1}, 1 - inputs[0]))),
        ("a value near l", lambda r: r.ranges.append((({0: -1}, inputs[0] - 5), 8))),
    ]:
        for suite in (LOOKUPS, BITS):
            false = circuit.relation_of(circuit.relation_json(relation))
            build(false)
            proof, commitments = proven(b"false", false, suite, inputs, free)
            case("%s, %s" % (title, NAMES[suite]), false, suite, commitments, proof, "equation")


# --- generalized-bulletproofs ---

def bare():
    made = []
    for count in (0, 1, 2, 3):
        draw = Stream(b"bare %d" % count)
        gbp.rnd = draw
        n = 8
        left, right = [draw() for _ in range(n)], [draw() for _ in range(n)]
        vectors = []
        for _ in range(count):
            items, blinding = [draw() for _ in range(n)], draw()
            vectors.append((msm([blinding] + items, [BB] + gbp.gen_n(n)[0]), items, blinding))
        inputs = [(circuit.commit(v, r), v, r) for v, r in [(draw(), draw()), (draw(), draw())]]
        rows = []
        for q in range(5):
            row = {("L", q): draw(), ("R", q + 1): draw(), ("O", q): draw(), ("V", q % 2): draw()}
            for k in range(count):
                row[("C", k, q)] = draw()
            values = {"L": lambda i: left[i], "R": lambda i: right[i], "O": lambda i: left[i] * right[i],
                      "V": lambda j: inputs[j][1], "C": lambda k, i: vectors[k][1][i]}
            rows.append((row, -sum(c * values[key[0]](*key[1:]) for key, c in row.items()) % L))
        commitments = [point for point, _, _ in inputs]

        def start():
            T = merlin.Transcript(LABEL)
            for point in commitments:
                T.pt(b"V", point)
            for point, _, _ in vectors:
                T.pt(b"C", point)
            return T

        def entry(name, rows, reason):
            T = start()
            proof = circuit.encode([p for p, _, _ in vectors], gbp.prove(T, n, rows, left, right, vectors, inputs))
            points, decoded = circuit.decode(proof, n, count)
            assert gbp.verify(start(), n, rows, points, commitments, decoded) == (reason is None), name
            constraints = [{"terms": [{"place": key[0], "index": list(key[1:]), "coefficient": enc(c).hex()} for key, c in row.items()],
                            "constant": enc(constant).hex()} for row, constant in rows]
            result = {"name": name, "label": LABEL.decode(), "slots": n, "vectorCommitments": count, "constraints": constraints,
                      "commitments": [c.hex() for c in commitments], "proof": proof.hex(), "valid": reason is None}
            if reason:
                result["reason"] = reason
            made.append(result)

        entry("%d vector commitments" % count, rows, None)
        entry("%d vector commitments, a constant off by one" % count, [(rows[0][0], (rows[0][1] + 1) % L)] + rows[1:], "equation")
    return made


# --- lookup-statement ---

def lookup_statements():
    made = []
    shapes = [("four rows of a portfolio", dict(P=2, A=1, Ti=2, S=2, b=6)),
              ("squares", dict(P=2, A=1, Ti=1, S=1, b=6, simm=1)),
              ("expected shortfall", dict(P=2, A=1, Ti=1, S=3, b=6, es=True))]
    for name, shape in shapes:
        seed = name.encode()
        first = margin.portfolio(**shape)
        for short in (0, first.margin + 1):
            system = margin.portfolio(**shape, short=short) if short else first
            draw = Stream(b"margin" + seed)
            margin.rnd = gbp.rnd = draw
            proof, commitments, slots, _ = margin.prove(LABEL, system)
            assert margin.verify(LABEL, system, commitments, proof) == (not short), name
            relation = relation_of_model(system)
            assert relation.slots(LOOKUPS) == slots
            digest = Recorder.digest(system, commitments)
            title = name + (", insolvent by one unit" if short else "")
            result = {"name": title, "label": LABEL.decode(), "digest": digest.hex(), "relation": circuit.relation_json(relation),
                      "commitments": [c.hex() for c in commitments],
                      "proof": circuit.encode(list(proof["C"]), proof).hex(), "valid": not short}
            if short:
                result["reason"] = "equation"
            made.append(result)
    return made


class Recorder(merlin.Transcript):
    """Keeps the message that margin.py absorbs as its circuit's digest."""

    def msg(self, label, message):
        if label == b"circuit":
            self.kept = message
        super().msg(label, message)

    @staticmethod
    def digest(system, commitments):
        original, margin.Transcript = margin.Transcript, Recorder
        try:
            return margin.stmt(LABEL, system, commitments).kept
        finally:
            margin.Transcript = original


def relation_of_model(system):
    """margin.py has names, the relation has numbers."""
    numbers = {name: i for i, name in enumerate(system.V + system.free + [row[0] for row in system.mul])}

    def form(lin):
        return {numbers[name]: c % L for name, c in lin.items() if name != 1}, lin.get(1, 0) % L

    return Relation(len(system.V), len(system.free), system.b, [(form(lin), digits * system.b) for lin, digits in system.rng],
                    [(form(left), form(right)) for _, left, right in system.mul])


def worked():
    relation = Relation(1, 0, 4, [(({0: 1}, 0), 8)])
    draw = Stream(b"worked")
    blinding = draw()
    kept = []

    class Printing(merlin.Transcript):
        def chal(self, label):
            value = super().chal(label)
            kept.append((label.decode(), value))
            return value

    circuit.Transcript, original = Printing, circuit.Transcript
    proof, commitments = circuit.prove(b"circuit-proof example", relation, LOOKUPS, [171], [blinding], [], draw)
    circuit.Transcript = original
    return relation, blinding, proof, commitments, kept


if __name__ == "__main__":
    relation, blinding, proof, commitments, challenges = worked()
    if "--worked" in sys.argv[1:]:
        names = ["C_1", "C_2", "A_I", "A_O", "S"] + ["T_%d" % i for i in circuit.degrees(2)] + ["t", "tau_x", "mu"]
        names += [side + "_%d" % i for i in (1, 2, 3, 4) for side in "LR"] + ["a", "b"]
        print("r      ", enc(blinding).hex())
        print("V      ", commitments[0].hex())
        for i, name in enumerate(names):
            print("%-7s" % name, proof[32 * i : 32 * i + 32].hex())
        for name, value in challenges:
            print("%-7s" % name, enc(value).hex())
        sys.exit(0)
    accepted()
    case("the worked vector of the specification", relation, LOOKUPS, commitments, proof, label=b"circuit-proof example")
    refused()
    vectorfile.write("circuit-proof.json", "circuit-proof", "vectors/models/make_circuit.py", cases)
    # For machines without a vector kernel: less than a tenth, with every reason in it.
    reasons, small = set(), []
    for entry in cases:
        if (entry["valid"] and len(entry["proof"]) < 1900) or entry.get("reason", "") not in reasons | {""}:
            small.append(entry)
            reasons.add(entry.get("reason", ""))
    vectorfile.write("circuit-proof-small.json", "circuit-proof", "vectors/models/make_circuit.py", small)
    vectorfile.write("generalized-bulletproofs.json", "generalized-bulletproofs", "vectors/models/make_circuit.py", bare())
    vectorfile.write("lookup-statement.json", "lookup-statement", "vectors/models/make_circuit.py", lookup_statements())
