"""The sum tree of docs/spec/sum-tree.md: hashes, sums, range proofs, paths and their verification.

Slow, variable time, for tests only. Points are 32-byte encodings; a commitment list of a node has one for each column.
"""

import hashlib

import cbor
import dalek_bp
from merlin import Transcript
from rist import B, BB, ID, L, add, enc, mul, mulB, sub, valid

SUITE = "bulletproofs-ristretto255-blake2b"
COLUMNS = {"balances": (["balance"], ["balance", "debt"]), "debts": (["debt"],), "margin-book": (["margin", "excess"],),
           "pledges": (["balance"],)}


class Refused(Exception):
    """The argument is the reason's name."""


def le64(value):
    return value.to_bytes(8, "little")


def fields_hash(tag, *fields):
    data = b""
    for field in (tag, *fields):
        field = le64(field) if isinstance(field, int) else field.encode() if isinstance(field, str) else field
        data += le64(len(field)) + field
    return hashlib.blake2b(data, digest_size=32).digest()


def commit(amount, blinding):
    return add(mulB(amount), mul(blinding, BB))


class Context:
    """The fields of a tree and their digest tree_ctx."""

    def __init__(self, issuer, epoch, build_digest, kind, asset, unit, decimals, capacity, arity, columns, bits=64):
        assert arity in (2, 4, 8, 16) and capacity >= arity and capacity % arity == 0 and columns in COLUMNS[kind]
        self.issuer, self.epoch, self.build_digest, self.kind = issuer, epoch, build_digest, kind
        self.asset, self.unit, self.decimals, self.capacity = asset, unit, decimals, capacity
        self.arity, self.columns, self.bits = arity, columns, bits
        self.digits = arity.bit_length() - 1
        self.height = 1
        while arity ** self.height < capacity:
            self.height += 1
        assert arity ** self.height <= 1 << 48
        self.digest = fields_hash(
            "tree", 1, issuer, epoch, build_digest, kind, asset, unit, decimals, capacity, arity, self.height,
            len(columns), *columns, bits, SUITE)

    def nodes(self, level):
        return -(-self.capacity // self.arity ** level)

    def stored(self, level, index):
        return min(self.arity, self.nodes(level - 1) - self.arity * index)

    def leaf(self, account, salt, commitments):
        return fields_hash("leaf", self.digest, account, salt, b"".join(commitments))

    def empty(self, level):
        return fields_hash("empty", self.digest, level)

    def merge(self, level, depth, left, right):
        return fields_hash("M", self.digest, level, depth, left, right)

    def merged(self, level, hashes):
        row = hashes + [self.empty(level - 1)] * (self.arity - len(hashes))
        for depth in reversed(range(self.digits)):
            row = [self.merge(level, depth, row[2 * i], row[2 * i + 1]) for i in range(1 << depth)]
        return row[0]

    def node(self, level, index, children, merged):
        return fields_hash("node", self.digest, level, index, b"".join(sum(children, [])), merged)

    def label(self, level, index, column):
        return b"solvency/node/v1" + self.digest + bytes([level]) + le64(index) + bytes([column])

    def filled(self, children):
        return children + [[ID] * len(self.columns)] * (self.arity - len(children))

    def head(self, root_hash, root_commitments):
        return {1: self.kind, 2: self.asset, 3: self.unit, 4: self.decimals, 5: self.capacity, 6: self.arity,
                7: self.columns, 8: self.bits, 9: SUITE, 10: root_hash, 11: b"".join(root_commitments)}

    def proof_length(self):
        return 32 * (9 + 2 * (self.bits * self.arity).bit_length() - 2)


class Leaf:
    """An account's leaf, or padding: then `account` is None, amounts are 0 and the hash is random."""

    def __init__(self, context, account, salt, amounts, blindings, padding_hash=None):
        self.account, self.salt, self.amounts, self.blindings = account, salt, amounts, blindings
        self.commitments = [commit(v, r) for v, r in zip(amounts, blindings)]
        self.hash = padding_hash if account is None else context.leaf(account, salt, self.commitments)


class Tree:
    """A whole tree with its range proofs. An amount may be negative: then the proof is a forgery that must fail."""

    def __init__(self, context, leaves):
        assert len(leaves) == context.capacity
        self.context, self.leaves = context, leaves
        self.levels = [[(leaf.hash, leaf.commitments, leaf.amounts, leaf.blindings) for leaf in leaves]]
        self.proofs = {}
        for level in range(1, context.height + 1):
            self.levels.append([self.parent(level, index) for index in range(context.nodes(level))])

    def parent(self, level, index):
        context = self.context
        children = self.levels[level - 1][context.arity * index:context.arity * (index + 1)]
        commitments = context.filled([child[1] for child in children])
        digest = context.node(level, index, commitments, context.merged(level, [child[0] for child in children]))
        sums, amounts, blindings = [], [], []
        for column in range(len(context.columns)):
            total = ID
            for child in commitments:
                total = add(total, child[column])
            sums.append(total)
            values = [child[2][column] for child in children] + [0] * (context.arity - len(children))
            factors = [child[3][column] for child in children] + [0] * (context.arity - len(children))
            amounts.append(sum(values))
            blindings.append(sum(factors) % L)
            proof, V = dalek_bp.prove(
                Transcript(context.label(level, index, column)), [v % (1 << context.bits) for v in values], factors,
                context.bits)
            assert [child[column] for child in commitments] == V or min(values) < 0
            self.proofs[level, index, column] = proof
        return digest, sums, amounts, blindings

    def root(self):
        return self.levels[-1][0][:2]

    def head(self):
        return self.context.head(*self.root())

    def path(self, index):
        """The content of a path file, as values of cbor.encode."""
        context, levels = self.context, []
        for level in range(1, context.height + 1):
            own, above = index // context.arity ** (level - 1), index // context.arity ** level
            slot, stored = own % context.arity, context.stored(level, above)
            children = self.levels[level - 1][context.arity * above:context.arity * above + stored]
            siblings = b"".join(b"".join(child[1]) for place, child in enumerate(children) if place != slot)
            row = [child[0] for child in children] + [context.empty(level - 1)] * (context.arity - stored)
            hashes = b""
            for step in range(context.digits):
                beside = slot >> step ^ 1
                if beside << step < stored:
                    hashes += row[beside]
                depth = context.digits - 1 - step
                row = [context.merge(level, depth, row[2 * i], row[2 * i + 1]) for i in range(1 << depth)]
            levels.append({1: siblings, 2: hashes,
                           3: [self.proofs[level, above, column] for column in range(len(context.columns))]})
        return {1: context.digest, 2: index, 3: self.levels[0][index][0], 4: levels}


def words(data, allowed):
    if len(data) % 32 or len(data) // 32 not in allowed:
        raise Refused("malformed")
    return [data[i:i + 32] for i in range(0, len(data), 32)]


def decode_path(file):
    """A path file's content, or Refused("malformed")."""
    try:
        value = cbor.decode(file)
    except cbor.Refused:
        raise Refused("malformed") from None
    if not (isinstance(value, list) and len(value) == 3 and value[:2] == ["solvency/tree-path", 1]):
        raise Refused("malformed")
    path = value[2]
    if not isinstance(path, dict) or list(path) != [1, 2, 3, 4] or not 1 <= len(path[4]) <= 48:
        raise Refused("malformed")
    if len(path[1]) != 32 or len(path[3]) != 32:
        raise Refused("malformed")
    for level in path[4]:
        if list(level) != [1, 2, 3] or len(level[3]) > 4 or any(len(proof) > 2048 for proof in level[3]):
            raise Refused("malformed")
        words(level[1], range(31))
        words(level[2], range(5))
    return path


def verify_path(context, root_hash, root_commitments, account, salt, opening, file):
    """Checks in the order of the specification; `opening` is a list of (commitment, amount, blinding)."""
    path = decode_path(file)
    arity, columns = context.arity, len(context.columns)
    index, levels = path[2], path[4]
    if path[1] != context.digest:
        raise Refused("contextMismatch")
    if index >= context.capacity:
        raise Refused("leafOutsideCommittedSet")
    if len(levels) != context.height:
        raise Refused("pathLength")
    for level, content in enumerate(levels, 1):
        slot, stored = index // arity ** (level - 1) % arity, context.stored(level, index // arity ** level)
        sent = [step for step in range(context.digits) if (slot >> step ^ 1) << step < stored]
        if len(content[1]) != 32 * columns * (stored - 1) or len(content[2]) != 32 * len(sent):
            raise Refused("pathLength")
        if len(content[3]) != columns:
            raise Refused("rangeProofCount")
        if any(len(proof) != context.proof_length() for proof in content[3]):
            raise Refused("parameterMismatch")
    if len(opening) != columns:
        raise Refused("parameterMismatch")
    if any(commit(v, r) != C for C, v, r in opening):
        raise Refused("leafOpening")
    own, digest = [C for C, _, _ in opening], path[3]
    if len(salt) != 32 or context.leaf(account, salt, own) != digest:
        raise Refused("leafIdentity")
    statements = []
    for level, content in enumerate(levels, 1):
        slot, above = index // arity ** (level - 1) % arity, index // arity ** level
        stored = context.stored(level, above)
        siblings = words(content[1], range(31))
        children = [siblings[i:i + columns] for i in range(0, len(siblings), columns)]
        children = context.filled(children[:slot] + [own] + children[slot:])
        empties, hashes = [context.empty(level - 1)], words(content[2], range(5))
        for step in range(context.digits):
            depth = context.digits - 1 - step
            beside = hashes.pop(0) if (slot >> step ^ 1) << step < stored else empties[-1]
            pair = (beside, digest) if slot >> step & 1 else (digest, beside)
            digest = context.merge(level, depth, *pair)
            empties.append(context.merge(level, depth, empties[-1], empties[-1]))
        digest = context.node(level, above, children, digest)
        if not all(valid(C) or C == ID for child in children for C in child):
            raise Refused("nonCanonicalPoint")
        own = []
        for column in range(columns):
            total = ID
            for child in children:
                total = add(total, child[column])
            own.append(total)
            statements.append((context.label(level, above, column), [child[column] for child in children],
                               content[3][column]))
    if digest != root_hash:
        raise Refused("rootHash")
    if own != root_commitments:
        raise Refused("rootCommitment")
    for label, V, proof in statements:
        try:
            good = dalek_bp.verify(Transcript(label), V, context.bits, proof)
        except ValueError:
            good = False
        if not good:
            raise Refused("siblingRange")


def blinding(*parts):
    """A scalar for tests that is the same at every run."""
    data = b"|".join(str(part).encode() for part in parts)
    return int.from_bytes(hashlib.blake2b(data, digest_size=64).digest(), "little") % L


if __name__ == "__main__":
    context = Context(bytes(32), 1, bytes(32), "balances", "btc", "BTC", 8, 4, 2, ["balance"])

    def leaves(amounts):
        return [Leaf(context, b"user %d" % i, bytes([i]) * 32, [v], [blinding("r", i)]) for i, v in enumerate(amounts)]

    def check(tree, index, account=None):
        leaf = tree.leaves[index]
        file = cbor.encode(["solvency/tree-path", 1, tree.path(index)])
        verify_path(context, *tree.root(), account or leaf.account, leaf.salt,
                    list(zip(leaf.commitments, leaf.amounts, leaf.blindings)), file)

    def refusal(*arguments):
        try:
            check(*arguments)
        except Refused as refused:
            return str(refused)

    honest = Tree(context, leaves([5, 7, 11, 13]))
    assert honest.levels[-1][0][2] == [36] and honest.root()[1] == [commit(36, honest.levels[-1][0][3][0])]
    assert all(refusal(honest, index) is None for index in range(4))
    assert refusal(honest, 1, b"user 2") == "leafIdentity"
    # The amounts of user 0 and 1 cancel: total 24. User 0 must see that his sibling is not shown to be in range.
    hidden = Tree(context, leaves([5, -5, 11, 13]))
    assert hidden.levels[-1][0][2] == [24] and refusal(hidden, 0) == "siblingRange"
    assert sub(commit(3, 4), commit(1, 1)) == commit(2, 3)
    print("sum tree model: self-test passed")
