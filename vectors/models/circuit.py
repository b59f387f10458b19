"""Circuit proofs of docs/spec/circuit-proof.md: a relation laid out for a suite, on top of gbp.py. An executable statement, not fast."""

from collections import defaultdict

import gbp
from merlin import Transcript
from rist import BB, B, ID, L, enc, inv, msm, valid

LOOKUPS, BITS = 1, 2


class Relation:
    """Forms are (dict variable -> coefficient, constant); variables are inputs, free witnesses, products in this order."""

    def __init__(self, inputs, witnesses, digit_bits, ranges=(), products=(), booleans=(), equalities=()):
        self.inputs, self.witnesses, self.digit_bits = inputs, witnesses, digit_bits
        self.ranges, self.products = list(ranges), list(products)
        self.booleans, self.equalities = list(booleans), list(equalities)

    @property
    def digits(self):
        return sum(width for _, width in self.ranges) // self.digit_bits

    def slots(self, suite):
        gates = len(self.products) + len(self.booleans)
        if suite == LOOKUPS:
            needed = max(self.digits + gates, self.digits + self.witnesses, 1 << self.digit_bits)
        else:
            needed = self.digits * self.digit_bits + gates + (self.witnesses + 1) // 2
        slots = 1
        while slots < needed:
            slots *= 2
        return slots

    def first_gate(self, suite):
        return self.digits * (1 if suite == LOOKUPS else self.digit_bits)

    def constraints(self, suite, alpha):
        """The linear constraints in the order of the specification, as gbp.py takes them."""
        first = self.first_gate(suite)
        booleans = first + len(self.products)
        free = booleans + len(self.booleans)

        def place(variable):
            if variable < self.inputs:
                return ("V", variable)
            variable -= self.inputs
            if variable < self.witnesses:
                if suite == LOOKUPS:
                    return ("C", 0, first + variable)
                return ("LR"[variable % 2], free + variable // 2)
            return ("O", first + variable - self.witnesses)

        def scaled(form, sign, extra=()):
            row = defaultdict(int)
            for variable, coefficient in form[0].items():
                row[place(variable)] += sign * coefficient
            for key, coefficient in extra:
                row[key] += coefficient
            return dict(row), sign * form[1]

        rows = []
        if suite == LOOKUPS:
            for i in range(first):
                rows.append(({("L", i): 1, ("C", 0, i): -1}, -alpha))
                rows.append(({("O", i): 1}, -1))
            row = {("R", i): 1 for i in range(first)}
            for t in range(1 << self.digit_bits):
                row[("C", 1, t)] = -inv(alpha + t)
            rows.append((row, 0))
        else:
            for i in range(first):
                rows.append(({("L", i): 1, ("R", i): 1}, -1))
                rows.append(({("O", i): 1}, 0))
        position = 0
        for form, width in self.ranges:
            step = self.digit_bits if suite == LOOKUPS else 1
            parts = []
            for k in range(width // step):
                key = ("C", 0, position) if suite == LOOKUPS else ("L", position)
                parts.append((key, 1 << (step * k)))
                position += 1
            rows.append(scaled(form, -1, parts))
        for i, (left, right) in enumerate(self.products):
            rows.append(scaled(left, -1, [(("L", first + i), 1)]))
            rows.append(scaled(right, -1, [(("R", first + i), 1)]))
        for i, form in enumerate(self.booleans):
            rows.append(scaled(form, -1, [(("L", booleans + i), 1)]))
            row, constant = scaled(form, 1, [(("R", booleans + i), 1)])
            rows.append((row, constant - 1))
            rows.append(({("O", booleans + i): 1}, 0))
        for form in self.equalities:
            rows.append(scaled(form, 1))
        return rows

    def evaluate(self, values):
        """Inputs and free witnesses to the values of all variables."""
        values = list(values)
        for left, right in self.products:
            values.append(self.value(left, values) * self.value(right, values) % L)
        return values

    @staticmethod
    def value(form, values):
        return (form[1] + sum(c * values[v] for v, c in form[0].items())) % L


def statement(label, relation, suite, commitments):
    T = Transcript(label)
    T.msg(b"dom-sep", b"solvency/circuit/v1")
    T.u64(b"suite", suite)
    T.u64(b"n", relation.slots(suite))
    T.u64(b"m", relation.inputs)
    T.u64(b"b", relation.digit_bits)
    for point in commitments:
        T.pt(b"V", point)
    return T


def lookup_challenge(T, vectors):
    for point in vectors:
        T.pt(b"C", point)
    return T.chal(b"alpha")


def commit(value, blinding):
    return msm([value, blinding], [B, BB])


def prove(label, relation, suite, inputs, blindings, free, draw):
    """The proof's bytes and the commitments; `draw` gives the nonces."""
    gbp.rnd = draw
    values = relation.evaluate(list(inputs) + list(free))
    commitments = [commit(v, r) for v, r in zip(inputs, blindings)]
    n, bits = relation.slots(suite), relation.digit_bits
    digits = []
    for form, width in relation.ranges:
        value = relation.value(form, values)
        digits += [(value >> (bits * k)) & ((1 << bits) - 1) for k in range(width // bits)]
    T, vectors, alpha = statement(label, relation, suite, commitments), [], 0
    if suite == LOOKUPS:
        items = [digits + list(free), [digits.count(t) for t in range(1 << bits)]]
        for vector in items:
            padded, blinding = vector + [0] * (n - len(vector)), draw()
            vectors.append((msm([blinding] + padded, [BB] + gbp.gen_n(n)[0]), padded, blinding))
        alpha = lookup_challenge(T, [point for point, _, _ in vectors])
        left = [(alpha + d) % L for d in digits]
        right = [inv(a) for a in left]
    else:
        left = [(d >> k) & 1 for d in digits for k in range(bits)]
        right = [1 - bit for bit in left]
    for a, b in relation.products:
        left.append(relation.value(a, values))
        right.append(relation.value(b, values))
    for form in relation.booleans:
        left.append(relation.value(form, values))
        right.append((1 - left[-1]) % L)
    if suite == BITS:
        left += list(free)[0::2]
        right += list(free)[1::2]
    left += [0] * (n - len(left))
    right += [0] * (n - len(right))
    proof = gbp.prove(T, n, relation.constraints(suite, alpha), left, right, vectors,
                      list(zip(commitments, inputs, blindings)))
    return encode([point for point, _, _ in vectors], proof), commitments


def encode(vectors, proof):
    words = vectors + [proof["AI"], proof["AO"], proof["S"]] + [proof["T"][i] for i in sorted(proof["T"])]
    words += [enc(proof["th"]), enc(proof["tx"]), enc(proof["mu"])]
    return b"".join(words) + proof["ipp"]


def degrees(vector_commitments):
    top = 2 * (vector_commitments + 1)
    return [i for i in range(vector_commitments + 1, 2 * top + 3) if i != top]


def decode(data, n, vector_commitments):
    """The vector commitments and the proof as gbp.py takes it, or the reason of a refusal."""
    order = degrees(vector_commitments)
    rounds = n.bit_length() - 1
    if len(data) % 32:
        return "length"
    words = [data[i : i + 32] for i in range(0, len(data), 32)]
    scalars = vector_commitments + 3 + len(order)
    if len(words) != scalars + 3 + 2 * rounds + 2:
        return "wordCount"
    if any(int.from_bytes(words[i], "little") >= L for i in (scalars, scalars + 1, scalars + 2, -2, -1)):
        return "nonCanonicalScalar"
    points = words[:scalars] + words[scalars + 3 : -2]
    if ID in points:
        return "identity"
    if any(point[31] >= 128 or not valid(point) for point in points):
        return "nonCanonicalPoint"
    head = words[vector_commitments:scalars]
    number = lambda word: int.from_bytes(word, "little")
    proof = dict(AI=head[0], AO=head[1], S=head[2], T=dict(zip(order, head[3:])), th=number(words[scalars]),
                 tx=number(words[scalars + 1]), mu=number(words[scalars + 2]), ipp=b"".join(words[scalars + 3 :]))
    return words[:vector_commitments], proof


def refusal(label, relation, suite, commitments, data):
    """None when the proof is accepted, else the reason's name, in the order of the specification."""
    n = relation.slots(suite)
    if n > 65536:
        return "slots"
    if len(commitments) != relation.inputs:
        return "inputCount"
    decoded = decode(data, n, 2 if suite == LOOKUPS else 0)
    if isinstance(decoded, str):
        return decoded
    vectors, proof = decoded
    if any(point != ID and (point[31] >= 128 or not valid(point)) for point in commitments):
        return "nonCanonicalPoint"
    T = statement(label, relation, suite, commitments)
    alpha = lookup_challenge(T, vectors) if suite == LOOKUPS else 0
    accepted = gbp.verify(T, n, relation.constraints(suite, alpha), vectors, commitments, proof)
    return None if accepted else "equation"


# The JSON of the vector files.

def form_json(form):
    return {"terms": [{"variable": v, "coefficient": enc(c).hex()} for v, c in sorted(form[0].items()) if c % L],
            "constant": enc(form[1]).hex()}


def relation_json(relation):
    return {
        "inputs": relation.inputs, "witnesses": relation.witnesses, "digitBits": relation.digit_bits,
        "ranges": [{"form": form_json(form), "width": width} for form, width in relation.ranges],
        "products": [{"left": form_json(a), "right": form_json(b)} for a, b in relation.products],
        "booleans": [form_json(form) for form in relation.booleans],
        "equalities": [form_json(form) for form in relation.equalities],
    }


def form_of(entry):
    number = lambda text: int.from_bytes(bytes.fromhex(text), "little")
    return {t["variable"]: number(t["coefficient"]) for t in entry["terms"]}, number(entry["constant"])


def relation_of(entry):
    return Relation(
        entry["inputs"], entry["witnesses"], entry["digitBits"],
        [(form_of(row["form"]), row["width"]) for row in entry["ranges"]],
        [(form_of(row["left"]), form_of(row["right"])) for row in entry["products"]],
        [form_of(form) for form in entry["booleans"]], [form_of(form) for form in entry["equalities"]])


def case_refusal(case):
    return refusal(case["label"].encode(), relation_of(case["relation"]), {"lookups": LOOKUPS, "bits": BITS}[case["suite"]],
                   [bytes.fromhex(c) for c in case["commitments"]], bytes.fromhex(case["proof"]))


if __name__ == "__main__":
    import random

    from rist import rnd

    relation = Relation(2, 1, 2, [(({0: 1}, 0), 4), (({1: 1}, 3), 4), (({2: 1}, 0), 4), (({0: 5, 1: -2, 2: -1}, 9), 6)],
                        [(({0: 1}, 0), ({1: 1, 2: 1}, 2))])
    inputs, free = [5, 4], [3]
    relation.equalities = [({3: 1}, -relation.evaluate(inputs + free)[3])]
    relation.booleans = [({0: 1}, -4)]
    for suite in (LOOKUPS, BITS):
        data, commitments = prove(b"self-test", relation, suite, inputs, [rnd(), rnd()], free, rnd)
        assert refusal(b"self-test", relation, suite, commitments, data) is None
        assert refusal(b"another", relation, suite, commitments, data) == "equation"
        assert refusal(b"self-test", relation, suite, commitments[::-1], data) == "equation"
        print("suite", suite, "slots", relation.slots(suite), "bytes", len(data))
    print("circuit model: self-test passed")
