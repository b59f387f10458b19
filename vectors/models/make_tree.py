"""sum-tree.json: two trees, hash by hash. sum-tree-path.json: paths through them, one fault each."""

import copy
import hashlib

import cbor
import dalek_bp
import vectorfile
from merlin import Transcript
from rist import L, add, enc, mulB
from sum_tree import Context, Leaf, Refused, Tree, blinding, commit, fields_hash, verify_path

# The proofs of this file are the same at every run: their nonces are counted, which no real proof may do.
COUNTER = [0]


def counted():
    COUNTER[0] += 1
    return blinding("nonce", COUNTER[0])


dalek_bp.rnd = counted
ISSUER = hashlib.blake2b(b"issuer key", digest_size=32).digest()
BUILD_ID = hashlib.blake2b(b"build id", digest_size=32).digest()
BUILD = fields_hash("build", BUILD_ID)


def salt(*parts):
    return enc(blinding("salt", *parts))


def make(kind, asset, unit, decimals, capacity, arity, columns, accounts, epoch=42):
    context = Context(ISSUER, epoch, BUILD, kind, asset, unit, decimals, capacity, arity, columns)
    leaves = []
    for place in range(capacity):
        account, amounts = accounts.get(place, (None, [0] * len(columns)))
        factors = [blinding(asset, kind, place, column) for column in range(len(columns))]
        leaves.append(Leaf(context, account, None if account is None else salt(asset, place), amounts, factors,
                           salt("pad", asset, place)))
    return Tree(context, leaves)


balances = make("balances", "btc", "BTC", 8, 6, 2, ["balance"], {
    0: (b"alice", [125000000]), 1: ("zo\u00eb|42;a".encode(), [1]), 2: (b"bob", [0]), 4: (b"carol", [2 ** 64 - 1 - 2 ** 40]),
    5: (b"a" * 128, [2 ** 39])})
book = make("margin-book", "usdt", "USDT", 6, 12, 4, ["margin", "excess"], {
    0: (b"alice", [1000, 0]), 3: (b"bob", [0, 5]), 4: (b"carol", [70, 80]), 7: (b"dave", [1, 1]), 8: (b"erin", [9, 0]),
    11: (b"frank", [0, 0])})
TREES = [("balances, arity 2, six places", balances), ("margin book, arity 4, twelve places", book)]


def tree_case(name, tree):
    context = tree.context
    leaves = []
    for leaf in tree.leaves:
        entry = {"hash": leaf.hash.hex(), "commitments": [C.hex() for C in leaf.commitments]}
        if leaf.account is not None:
            entry.update(account=leaf.account.hex(), salt=leaf.salt.hex(), amounts=[str(v) for v in leaf.amounts],
                         blindings=[enc(r).hex() for r in leaf.blindings])
        leaves.append(entry)
    nodes = [{"level": level, "index": index, "hash": node[0].hex(), "commitments": [C.hex() for C in node[1]],
              "labels": [context.label(level, index, column).hex() for column in range(len(context.columns))],
              "proofs": [tree.proofs[level, index, column].hex() for column in range(len(context.columns))]}
             for level, row in enumerate(tree.levels) if level for index, node in enumerate(row)]
    first = cbor.encode(["solvency/tree-leaves", 1, {
        1: context.digest, 2: 0, 3: b"".join(leaf.hash for leaf in tree.leaves),
        4: b"".join(C for leaf in tree.leaves for C in leaf.commitments)}])
    proofs = [cbor.encode(["solvency/tree-proofs", 1, {
        1: context.digest, 2: level, 3: 0, 4: [
            tree.proofs[level, index, column] for index in range(context.nodes(level))
            for column in range(len(context.columns))]}]) for level in range(1, context.height + 1)]
    return {"name": name, "issuerKey": ISSUER.hex(), "epoch": context.epoch, "buildID": BUILD_ID.hex(),
            "buildDigest": BUILD.hex(), "contextDigest": context.digest.hex(), "height": context.height,
            "empty": [context.empty(level).hex() for level in range(context.height)],
            "head": cbor.encode(tree.head()).hex(), "leaves": leaves, "nodes": nodes,
            "leavesFile": first.hex(), "proofsFiles": [file.hex() for file in proofs]}


PATHS = []


def file_of(path):
    return cbor.encode(["solvency/tree-path", 1, path])


def path_case(name, tree, index, reason=None, **changes):
    """A path of an account, with changes: head, context, account, salt, opening, path (a function), file (a function)."""
    leaf = tree.leaves[index]
    context = changes.get("context", tree.context)
    head = changes.get("head", tree.root())
    account, leaf_salt = changes.get("account", leaf.account), changes.get("salt", leaf.salt)
    opening = changes.get("opening", list(zip(leaf.commitments, leaf.amounts, leaf.blindings)))
    path = copy.deepcopy(tree.path(index))
    changes.get("path", lambda path: None)(path)
    file = changes.get("file", lambda file: file)(file_of(path))
    try:
        verify_path(context, head[0], head[1], account, leaf_salt, opening, file)
        got = None
    except Refused as refused:
        got = str(refused)
    assert got == reason, (name, got, reason)
    entry = {"name": name, "issuerKey": context.issuer.hex(), "epoch": context.epoch,
             "buildDigest": context.build_digest.hex(), "head": cbor.encode(context.head(*head)).hex(),
             "account": account.hex(), "salt": leaf_salt.hex(),
             "columns": [{"commitment": C.hex(), "amount": str(v), "blinding": enc(r).hex()} for C, v, r in opening],
             "path": file.hex(), "valid": reason is None}
    if reason:
        entry["reason"] = reason
    PATHS.append(entry)


def change(key, function):
    def apply(path):
        path[key] = function(path[key])
    return apply


def level(number, key, function):
    def apply(path):
        path[4][number][key] = function(path[4][number][key])
    return apply


def swapped(data):
    return data[32:64] + data[:32] + data[64:]


def main():
    for name, tree in TREES:
        for index, leaf in enumerate(tree.leaves):
            if leaf.account is not None:
                path_case("%s: leaf %d" % (name, index), tree, index)
    first = balances.leaves[0]
    opening = (first.commitments[0], first.amounts[0], first.blindings[0])
    context = balances.context

    def other(**fields):
        keys = dict(issuer=ISSUER, epoch=42, build_digest=BUILD, kind="balances", asset="btc", unit="BTC", decimals=8,
                    capacity=6, arity=2, columns=["balance"])
        return Context(**{**keys, **fields})

    for name, fields in [
            ("another issuer", {"issuer": bytes(32)}), ("the next epoch", {"epoch": 43}),
            ("another build of the epoch", {"build_digest": fields_hash("build", bytes(32))}),
            ("another kind", {"kind": "pledges"}), ("another asset", {"asset": "bch"}), ("another unit", {"unit": "XBT"}),
            ("other decimals", {"decimals": 7}), ("another capacity", {"capacity": 8}),
            ("another width", {"bits": 32}), ("columns with a debt", {"columns": ["balance", "debt"]})]:
        root = balances.root() if "columns" not in fields else (balances.root()[0], balances.root()[1] * 2)
        path_case("header of " + name, balances, 0, "contextMismatch", context=other(**fields), head=root)
    path_case("index at the capacity", balances, 0, "leafOutsideCommittedSet", path=change(2, lambda i: 6))
    path_case("greatest index", balances, 0, "leafOutsideCommittedSet", path=change(2, lambda i: 2 ** 64 - 1))
    path_case("top level left out", balances, 0, "pathLength", path=change(4, lambda levels: levels[:-1]))
    path_case("one level too many", balances, 0, "pathLength", path=change(4, lambda levels: levels + levels[:1]))
    path_case("a sibling too many", balances, 0, "pathLength", path=level(0, 1, lambda data: data * 2))
    path_case("no sibling", balances, 0, "pathLength", path=level(0, 1, lambda data: b""))
    path_case("a hash too many", balances, 0, "pathLength", path=level(1, 2, lambda data: data * 2))
    path_case("no hash", balances, 0, "pathLength", path=level(1, 2, lambda data: b""))
    path_case("an empty sibling that is sent", balances, 4, "pathLength", path=level(1, 1, lambda data: bytes(32)))
    path_case("no range proof", balances, 0, "rangeProofCount", path=level(0, 3, lambda proofs: []))
    path_case("a range proof too many", balances, 0, "rangeProofCount", path=level(2, 3, lambda proofs: proofs * 2))
    path_case("one range proof for two columns", book, 3, "rangeProofCount", path=level(1, 3, lambda proofs: proofs[:1]))
    path_case("range proof with a round less", balances, 0, "parameterMismatch",
              path=level(0, 3, lambda proofs: [proofs[0][:-128] + proofs[0][-64:]]))
    path_case("empty range proof", balances, 0, "parameterMismatch", path=level(2, 3, lambda proofs: [b""]))
    path_case("amount raised by one", balances, 0, "leafOpening", opening=[(opening[0], opening[1] + 1, opening[2])])
    path_case("another blinding", balances, 0, "leafOpening", opening=[(opening[0], opening[1], opening[2] + 1)])
    carol = book.leaves[4]
    path_case("columns of the leaf swapped", book, 4, "leafOpening",
              opening=list(zip(carol.commitments, carol.amounts[::-1], carol.blindings[::-1])))
    path_case("commitment of another amount, opened", balances, 0, "leafIdentity",
              opening=[(commit(7, 8), 7, 8)])
    path_case("another account", balances, 0, "leafIdentity", account=b"bob")
    path_case("account in capitals", balances, 0, "leafIdentity", account=b"Alice")
    path_case("account with a space", balances, 0, "leafIdentity", account=b"alice ")
    path_case("another salt", balances, 0, "leafIdentity", salt=bytes(32))
    path_case("another leaf's hash", balances, 0, "leafIdentity", path=change(3, lambda digest: balances.leaves[1].hash))
    path_case("index of the sibling", balances, 0, "rootHash", path=change(2, lambda i: 1))
    path_case("index in another subtree", balances, 0, "rootHash", path=change(2, lambda i: 2))
    path_case("siblings swapped", book, 0, "rootHash", path=level(0, 1, swapped))
    path_case("hashes swapped", book, 0, "rootHash", path=level(0, 2, swapped))
    path_case("root hash of another tree", balances, 0, "rootHash", head=(book.root()[0], balances.root()[1]))
    path_case("root commitment of another tree", balances, 0, "rootCommitment",
              head=(balances.root()[0], [book.root()[1][0]]))
    path_case("root commitments swapped", book, 0, "rootCommitment", head=(book.root()[0], book.root()[1][::-1]))
    path_case("root commitment of a smaller total", balances, 0, "rootCommitment",
              head=(balances.root()[0], [add(balances.root()[1][0], mulB(L - 1))]))
    path_case("sibling that is no group element", balances, 0, "nonCanonicalPoint",
              path=level(0, 1, lambda data: b"\xff" * 32))
    path_case("proof of another node", balances, 0, "siblingRange",
              path=level(0, 3, lambda proofs: [balances.proofs[1, 1, 0]]))
    path_case("proof of another level", balances, 0, "siblingRange",
              path=level(0, 3, lambda proofs: [balances.proofs[2, 0, 0]]))
    path_case("proofs of the columns swapped", book, 4, "siblingRange", path=level(0, 3, lambda proofs: proofs[::-1]))
    # The issuer owes 100 and hides it behind a sibling of -100: sums and hashes agree, the total is 0.
    hidden = make("balances", "btc", "BTC", 8, 2, 2, ["balance"], {0: (b"alice", [100]), 1: (b"nobody", [-100])})
    path_case("sibling of a negative amount", hidden, 0, "siblingRange")
    proofs = []
    for values in ([100, 0], [100, 100]):
        factors = [leaf.blindings[0] for leaf in hidden.leaves]
        proofs.append(dalek_bp.prove(Transcript(hidden.context.label(1, 0, 0)), values, factors, 64)[0])
    path_case("negative sibling, proof for zero", hidden, 0, "siblingRange", path=level(0, 3, lambda _: proofs[:1]))
    path_case("negative sibling, proof for its opposite", hidden, 0, "siblingRange",
              path=level(0, 3, lambda _: proofs[1:]))
    malformed = [
        ("a byte behind the file", lambda file: file + b"\0"), ("the last byte missing", lambda file: file[:-1]),
        ("an empty file", lambda file: b""),
        ("another type of file", lambda file: file.replace(b"solvency/tree-path", b"solvency/tree-walk")),
        ("version 2", lambda file: file.replace(b"solvency/tree-path\x01", b"solvency/tree-path\x02")),
        ("index in a longer form", lambda file: file.replace(context.digest + b"\x02\x00", context.digest + b"\x02\x18\x00")),
    ]
    for name, function in malformed:
        path_case(name, balances, 0, "malformed", file=function)
    path_case("an unknown key", balances, 0, "malformed", path=lambda path: path.update({5: 0}))
    path_case("a missing key", balances, 0, "malformed", path=lambda path: path.pop(2))
    path_case("no levels", balances, 0, "malformed", path=change(4, lambda levels: []))
    path_case("siblings cut in a point", balances, 0, "malformed", path=level(0, 1, lambda data: data[:-1]))
    path_case("context of 31 bytes", balances, 0, "malformed", path=change(1, lambda digest: digest[:-1]))
    source = "The model sum_tree.py of this project on libsodium; range proofs by dalek_bp.py"
    vectorfile.write("sum-tree.json", "sum-tree", source, [tree_case(name, tree) for name, tree in TREES])
    vectorfile.write("sum-tree-path.json", "sum-tree-path", source, PATHS)


main()
