"""Runs every model with its own checks, and every make_*.py: the vector files must come out byte for byte as they are.

A model that needs libsodium is skipped, and says so, where the library is missing; with --require-all that is a failure.
"""

import ctypes
import glob
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
VECTORS = os.path.dirname(HERE)
SODIUM = "libsodium.so.23"
# No checks of their own: other models import them.
LIBRARIES = {"run.py", "vectorfile.py", "keccak.py", "cbor.py", "range_check.py", "range_fixtures.py", "rfc9496.py"}


def has_sodium():
    try:
        ctypes.CDLL(SODIUM)
        return True
    except OSError:
        return False


def needs_sodium(script, seen=()):
    """Whether the script imports `rist`, itself or through another model."""
    for line in open(os.path.join(HERE, script)):
        words = line.replace(",", " ").split()
        if words[:1] in (["from"], ["import"]):
            for word in words[1:2] if words[0] == "from" else words[1:]:
                imported = word + ".py"
                if imported == "rist.py":
                    return True
                if imported not in seen and os.path.exists(os.path.join(HERE, imported)):
                    if needs_sodium(imported, (*seen, script)):
                        return True
    return script == "rist.py"


def run(script, out):
    environment = dict(os.environ, VECTORS_OUT=out, PYTHONDONTWRITEBYTECODE="1")
    return subprocess.run([sys.executable, os.path.join(HERE, script)], env=environment, cwd=out,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def main():
    require_all = "--require-all" in sys.argv[1:]
    sodium, failures, skipped, made = has_sodium(), [], [], set()
    scripts = sorted(os.path.basename(path) for path in glob.glob(os.path.join(HERE, "*.py")))
    for script in [name for name in scripts if name not in LIBRARIES]:
        if not sodium and needs_sodium(script):
            skipped.append(script)
            print("SKIPPED  %-20s needs %s (Debian package libsodium23)" % (script, SODIUM))
            continue
        with tempfile.TemporaryDirectory() as out:
            result = run(script, out)
            if result.returncode != 0:
                failures.append(script)
                print("FAILED   %-20s\n%s" % (script, result.stdout))
                continue
            files = sorted(name for name in os.listdir(out) if name.endswith(".json"))
            for name in files:
                committed = os.path.join(VECTORS, name)
                same = os.path.exists(committed) and open(committed, "rb").read() == open(os.path.join(out, name), "rb").read()
                if not same:
                    failures.append(name)
                    print("DIFFERS  %-20s is not what %s makes" % (name, script))
            made.update(files)
            if script.startswith("make_") and not files:
                failures.append(script)
                print("FAILED   %-20s made no vector file" % script)
            print("passed   %-20s %s" % (script, " ".join(files)))
    print("%d vector files reproduced, %d failures, %d skipped" % (len(made), len(failures), len(skipped)))
    return 1 if failures or (require_all and skipped) else 0


if __name__ == "__main__":
    sys.exit(main())
