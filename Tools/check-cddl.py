"""Holds the files of the vectors against the schemas of docs/formats, with a CDDL validator that is not ours.

Every good file must be accepted, and files with one fault refused, so that a schema that allows everything is noticed.
"""

import json
import os
import sys

import cddl_verifier

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "vectors", "models"))
sys.dont_write_bytecode = True
import cbor  # noqa: E402


def cases(name):
    with open(os.path.join(ROOT, "vectors", name)) as file:
        return json.load(file)["cases"]


def text(name):
    with open(os.path.join(ROOT, "docs", "formats", name)) as file:
        return file.read()


class Schema:
    """One rule of a schema, which may need the rules of other files before it."""

    def __init__(self, name, rule, *before):
        self.validator = cddl_verifier.Validator("\n".join(text(other) for other in (name,) + before))
        self.rule = rule

    def accepts(self, data):
        return self.validator.validate(data, self.rule, require_deterministic=True).valid


def faults(content):
    """The content of a map with one fault each: a key missing, one too many, a value of another type."""
    for key, value in content.items():
        yield {k: v for k, v in content.items() if k != key}
        yield {**content, key: None}
        yield {**content, key: {}}
        if isinstance(value, bytes) and len(value) == 32:
            yield {**content, key: value + b"\0"}
    yield {**content, 99: 0}


def main():
    good = bad = 0
    files = [bytes.fromhex(case["path"]) for case in cases("sum-tree-path.json") if case["valid"]]
    heads = []
    for case in cases("sum-tree.json"):
        files += [bytes.fromhex(case["leavesFile"])] + [bytes.fromhex(file) for file in case["proofsFiles"]]
        heads.append(bytes.fromhex(case["head"]))
    file_schema, head_schema = Schema("sum-tree.cddl", "tree-file"), Schema("sum-tree.cddl", "tree-head")
    for data in files:
        assert file_schema.accepts(data), "a file is refused: " + data[:24].hex()
        kind, version, content = cbor.decode(data)
        wrong = [[kind, version + 1, content], ["solvency/other", version, content], [kind, version], content]
        wrong += [[kind, version, changed] for changed in faults(content)]
        for value in wrong:
            assert not file_schema.accepts(cbor.encode(value)), "a fault is accepted: " + repr(value)[-120:]
        good, bad = good + 1, bad + len(wrong)
    for data in heads:
        assert head_schema.accepts(data), "a head is refused"
        content = cbor.decode(data)
        wrong = list(faults(content)) + [{**content, 1: "balance"}, {**content, 2: "BTC"}, {**content, 4: 20},
                                         {**content, 6: 3}, {**content, 7: []}, {**content, 8: 33}]
        for value in wrong:
            assert not head_schema.accepts(cbor.encode(value)), "a fault is accepted: " + repr(value)[-120:]
        good, bad = good + 1, bad + len(wrong)
    for name, rule in [("header.cbor", "epoch-header"), ("alice.receipt", "receipt"), ("bob.receipt", "receipt")]:
        schema = Schema("epoch.cddl", rule, "sum-tree.cddl")
        with open(os.path.join(ROOT, "vectors", "frozen", "epoch-v1", name), "rb") as file:
            data = file.read()
        assert schema.accepts(data), "a frozen file is refused: " + name
        kind, version, content = cbor.decode(data)
        wrong = [[kind, version + 1, content], ["solvency/other", version, content], [kind, version], content]
        wrong += [[kind, version, changed] for changed in faults(content)]
        # What is signed is an item inside of a byte string.
        wrong += [[kind, version, {**content, 1: cbor.encode(changed)}] for changed in faults(cbor.decode(content[1]))]
        for value in wrong:
            assert not schema.accepts(cbor.encode(value)), "a fault is accepted: " + repr(value)[-120:]
        good, bad = good + 1, bad + len(wrong)
    for name, rule in [("holdings.cbor", "holdings"), ("prices.cbor", "prices"), ("challenge.cbor", "challenge"),
                       ("proof-lookups.cbor", "margin-proof"), ("proof-bits.cbor", "margin-proof")]:
        schema = Schema("margin.cddl", rule, "epoch.cddl", "sum-tree.cddl")
        with open(os.path.join(ROOT, "vectors", "frozen", "margin-v1", name), "rb") as file:
            data = file.read()
        assert schema.accepts(data), "a frozen file is refused: " + name
        kind, version, content = cbor.decode(data)
        wrong = [[kind, version + 1, content], ["solvency/other", version, content], [kind, version], content]
        # What may be absent is no fault when it is left out.
        wrong += [[kind, version, changed] for changed in faults(content)
                  if not (rule == "challenge" and set(content) - set(changed) == {6})]
        if rule in ("holdings", "prices"):
            body = cbor.decode(content[1])
            wrong += [[kind, version, {**content, 1: cbor.encode(changed)}] for changed in faults(body)
                      if not (rule == "holdings" and set(body) - set(changed) in ({7}, {8}))]
        for value in wrong:
            assert not schema.accepts(cbor.encode(value)), "a fault is accepted: " + repr(value)[-120:]
        good, bad = good + 1, bad + len(wrong)
    statement_schema = Schema("circuit-model.cddl", "statement-file")
    with open(os.path.join(ROOT, "vectors", "frozen", "statement-v1", "all-rows.statement"), "rb") as file:
        data = file.read()
    assert statement_schema.accepts(data), "the frozen statement is refused"
    kind, version, content = cbor.decode(data)
    wrong = [[kind, version + 1, content], ["solvency/other", version, content], [kind, version], content]
    wrong += [[kind, version, changed] for changed in faults(content)]
    wrong += [[kind, version, {**content, 2: 9999}], [kind, version, {**content, 3: 17}],
              [kind, version, {**content, 9: [[250, [0]]]}], [kind, version, {**content, 7: [[]]}],
              [kind, version, {**content, 7: [[0, 1]]}]]
    for value in wrong:
        assert not statement_schema.accepts(cbor.encode(value)), "a fault is accepted: " + repr(value)[-120:]
    good, bad = good + 1, bad + len(wrong)
    index = Schema("epoch.cddl", "epoch-index", "sum-tree.cddl")
    content = [{1: bytes(32), 2: bytes(96)}, {1: bytes(32), 2: bytes(32)}]
    assert index.accepts(cbor.encode(["solvency/epoch-index", 1, content])), "an index is refused"
    wrong = [["solvency/epoch-index", 2, content], ["solvency/epoch-index", 1, []], content]
    wrong += [["solvency/epoch-index", 1, [changed]] for changed in faults(content[0])]
    for value in wrong:
        assert not index.accepts(cbor.encode(value)), "a fault is accepted: " + repr(value)[-120:]
    good, bad = good + 1, bad + len(wrong)
    print("schemas: %d records accepted, %d with a fault refused" % (good, bad))


main()
