"""strobe-128.json and merlin.json: published values where there are any, checked against the model; the rest from the model."""

import vectorfile
from merlin import Strobe, Transcript

pattern = vectorfile.pattern


def strobe_case(name, protocol, operations, published_outputs=(), published_state=None):
    """operations: (operation, data or count, more)."""
    strobe, written, outputs = Strobe(protocol), [], []
    for operation, argument, more in operations:
        entry = {"operation": operation, "more": more}
        if operation == "prf":
            outputs.append(strobe.prf(argument, more))
            entry["output"] = outputs[-1].hex()
        else:
            {"ad": strobe.ad, "meta-ad": strobe.meta, "key": strobe.key}[operation](argument, more)
            entry["data"] = argument.hex()
        written.append(entry)
    for output, published in zip(outputs, published_outputs):
        assert output.hex() == published, name
    state = bytes(strobe.state).hex()
    assert published_state is None or state == published_state, name
    return {"name": name, "protocol": protocol.hex(), "operations": written, "state": state}


def strobe_cases():
    question, long_question = b"hello, how are you good sir?", b"hello, how are you good sir? ????"
    long_protocol = b"custom string number 2, that's a pretty long string"
    key = bytes.fromhex("30313031303130313030313030313031303130313031303130313031303031303031")
    yield strobe_case(
        "published: simple", b"custom string",
        [("key", b"010101", False), ("ad", question, False), ("prf", 16, False)],
        ["5ce86d0815c02a27d8bdd923f2cb0bd8"])
    yield strobe_case(
        "published: meta", long_protocol,
        [("key", b"010101", False), ("meta-ad", question, False), ("prf", 16, False)],
        ["87e57623d5c80f6d1083473a288ccdd7"])
    yield strobe_case(
        "published: streaming", long_protocol,
        [("key", key, False), ("key", key, True), ("ad", long_question, False), ("ad", long_question, True),
         ("ad", long_question, False)],
        published_state="5117b46c2d842655c1be2a69f64f16aaaad2c0050fe2ac5446afe44345a9b10d044c8b3ec8005a9e362c0a431ab5c4"
        "d8228c2f890ae56ad3fef4404aa6cc76704b503d627553ae9635d329cdfa86ed29ec0dd79787ff3fcefdee7463c053ef3b4a4fa7c8eb89a6"
        "372df2c4ccfc7469d7447bd19a67940642334706e5ff6b1ef58514e55c6b5c6921c58eb7cb5c57978c92c42e598926fcfdcd9705fb948ed6"
        "fe9027c65fb0659c98a9c9668d523dfa2b27bde76224944503b686901c989fedac34994dd16daedf00")
    yield strobe_case("nothing after the protocol's name", b"Merlin v1.0", [])
    yield strobe_case("empty operations", b"", [("ad", b"", False), ("meta-ad", b"", False), ("key", b"", False),
                                                ("prf", 0, False), ("prf", 16, False)])
    for count in (1, 161, 162, 163, 164, 165, 166, 167, 331, 332, 333, 1000):
        data = pattern(count)
        yield strobe_case("ad of %d bytes" % count, b"boundary", [("ad", data, False), ("prf", 32, False)])
        yield strobe_case("key of %d bytes" % count, b"boundary", [("key", data, False), ("prf", 32, False)])
        yield strobe_case("prf of %d bytes" % count, b"boundary", [("prf", count, False), ("prf", 32, False)])
    yield strobe_case(
        "every operation, continued", b"continued",
        [(operation, argument, more) for operation, part in
         (("meta-ad", pattern(50, 1)), ("ad", pattern(70, 2)), ("key", pattern(90, 3)), ("prf", 110))
         for argument, more in ((part, False), (part, True), (part, True))])


def merlin_case(name, label, steps):
    """steps: ("append", label, message) ("append-u64", label, value) ("challenge", label, count or published hex)
    ("rng", [(label, witness)], entropy, [counts])."""
    transcript, written = Transcript(label), []
    for step in steps:
        entry = {"operation": step[0]}
        if step[0] == "append":
            transcript.msg(step[1], step[2])
            entry.update(label=step[1].hex(), message=step[2].hex())
        elif step[0] == "append-u64":
            transcript.u64(step[1], step[2])
            entry.update(label=step[1].hex(), value=str(step[2]))
        elif step[0] == "challenge":
            count = step[2] if isinstance(step[2], int) else len(step[2]) // 2
            output = transcript.bytes(step[1], count).hex()
            assert isinstance(step[2], int) or output == step[2], name
            entry.update(label=step[1].hex(), output=output)
        else:
            rng = transcript.rng(step[1], step[2])
            entry.update(witnesses=[{"label": label.hex(), "bytes": witness.hex()} for label, witness in step[1]],
                         entropy=step[2].hex(), outputs=[rng.fill(count).hex() for count in step[3]])
        written.append(entry)
    return {"name": name, "protocol": label.hex(), "operations": written}


def complex_steps():
    """The second published vector: each challenge is absorbed again."""
    transcript, steps, challenge = Transcript(b"test protocol"), [("append", b"step1", b"some data")], b""
    transcript.msg(b"step1", b"some data")
    for _ in range(32):
        challenge = transcript.bytes(b"challenge", 32)
        transcript.msg(b"bigdata", b"c" * 1024)
        transcript.msg(b"challengedata", challenge)
        steps += [("challenge", b"challenge", challenge.hex()), ("append", b"bigdata", b"c" * 1024),
                  ("append", b"challengedata", challenge)]
    assert challenge.hex() == "a8c933f54fae76e3f9bea93648c1308e7dfa2152dd51674ff3ca438351cf003c"
    return steps


def merlin_cases():
    yield merlin_case(
        "published: simple", b"test protocol",
        [("append", b"some label", b"some data"),
         ("challenge", b"challenge", "d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615")])
    yield merlin_case("published: complex", b"test protocol", complex_steps())
    yield merlin_case("no message", b"", [("challenge", b"", 0), ("challenge", b"", 64)])
    yield merlin_case("numbers", b"numbers", [("append-u64", b"n", value) for value in (0, 1, 255, 256, 2**32, 2**63, 2**64 - 1)]
                      + [("challenge", b"c", 64)])
    for length in (0, 1, 2, 32, 154, 155, 156, 157, 166, 167, 1000):
        yield merlin_case("message of %d bytes" % length, b"lengths",
                          [("append", b"m", pattern(length)), ("challenge", b"c", max(1, length))])
    node = b"solvency/node/v1" + pattern(32, 5) + bytes([3]) + (77).to_bytes(8, "little") + bytes([1])
    assert len(node) == 58
    yield merlin_case("a tree node's label of 58 bytes", node,
                      [("append-u64", b"n", 64), ("append", b"V", pattern(32, 6)), ("challenge", b"y", 64), ("challenge", b"z", 64)])
    statement = [("append", b"V", pattern(32, 7))]
    witness, entropy = [(b"v", pattern(8, 8)), (b"blinding", pattern(32, 9))], pattern(32, 10)
    yield merlin_case("generator", b"rng", statement + [
        ("rng", witness, entropy, [64, 0, 32, 1, 500]), ("challenge", b"after the generator", 32)])
    yield merlin_case("generator, constant entropy", b"rng", statement + [("rng", witness, bytes(32), [64])])
    yield merlin_case("generator, constant entropy, other witness", b"rng", statement + [
        ("rng", [witness[0], (b"blinding", pattern(32, 11))], bytes(32), [64])])
    yield merlin_case("generator, constant entropy, other statement", b"rng", [
        ("append", b"V", pattern(32, 12)), ("rng", witness, bytes(32), [64])])
    yield merlin_case("generator, no witness", b"rng", statement + [("rng", [], entropy, [64])])
    yield merlin_case("generator, witness of two blocks", b"rng", [("rng", [(b"w", pattern(400, 13))], entropy, [400])])


vectorfile.write(
    "strobe-128.json", "strobe-128",
    "STROBE 1.0.2. Cases named published: the first operations of the test vectors of the StrobeGo implementation "
    "(MIT licence), which the reference implementation shares; the others from the model merlin.py",
    list(strobe_cases()))
vectorfile.write(
    "merlin.json", "merlin",
    "Merlin v1.0. Cases named published: the test values of the merlin crate and of its Go port; the others from the "
    "model merlin.py, the generators after TranscriptRng of merlin 3",
    list(merlin_cases()))
