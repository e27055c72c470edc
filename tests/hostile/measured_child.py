# SPDX-License-Identifier: Apache-2.0
"""One hostile input in a process of its own, so that its time and memory can be told.

Started as ``python -m tests.hostile.measured_child WHAT``; answers on standard output with the
slug of what was raised, the seconds, and by how many MiB the process grew at its largest beyond
what it was with the input already in its hands.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.crypto import vault
from desktop.errors import AlongsideError
from desktop.records import programme, revision
from desktop.sync import bundle
from tests.sync.makers import HUB_KEY, described, inner, packed

if TYPE_CHECKING:
    from collections.abc import Callable

AGE: Final = b"age-encryption.org/v1\n"
MEGA: Final = 1_000_000


def stanzas() -> Callable[[], object]:
    data = AGE + b"-> x\n\n" * 200_000 + b"--- " + b"A" * 43 + b"\n"
    return lambda: bundle.open_outer(data, [HUB_KEY])


def long_line() -> Callable[[], object]:
    data = AGE + b"-> " + b"a" * (39 * MEGA)
    return lambda: bundle.open_outer(data, [HUB_KEY])


def long_body() -> Callable[[], object]:
    data = AGE + b"-> x\n" + (b"A" * 64 + b"\n") * 492_000
    return lambda: bundle.open_outer(data, [HUB_KEY])


def too_long() -> Callable[[], object]:
    data = AGE + b"-> " + b"a" * (50 * MEGA)
    return lambda: bundle.open_outer(data, [HUB_KEY])


def scrypt() -> Callable[[], object]:
    data = AGE + b"-> scrypt " + b"A" * 22 + b" 23\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"
    return lambda: bundle.open_outer(data + bytes(200), [HUB_KEY])


def bomb(*, raw: int, tail: bytes = b"") -> Callable[[], object]:
    body = packed(bytes(60 * MEGA), level=9) + tail
    whole = inner(described(body, raw=raw), body)
    return lambda: bundle.read_lines(bundle.read_manifest(whole))


def deep_line() -> Callable[[], object]:
    line = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    return lambda: revision.read(line)


def long_key() -> Callable[[], object]:
    text = ".".join(["a"] * 120_000) + " = 1"
    return lambda: programme.parse(text)


def long_number() -> Callable[[], object]:
    text = "version = " + "9" * 200_000
    return lambda: programme.parse(text)


def costly_header() -> Callable[[], object]:
    made, _secrets, _code = vault.create(
        "a lamp beside the quiet window",
        parameters=vault.Argon2Parameters(m=19456, t=2, p=1),
    )
    fields = json.loads(made)
    fields["slots"][0]["kdf"]["m"] = 64 * 1024 * 1024
    data = json.dumps(fields, separators=(",", ":")).encode() + b"\n"
    return lambda: vault.unlock(data, "a lamp beside the quiet window")


INPUTS: Final = {
    "stanzas": stanzas,
    "line": long_line,
    "body": long_body,
    "too-long": too_long,
    "scrypt": scrypt,
    "bomb-says-small": lambda: bomb(raw=1000),
    "bomb-says-large": lambda: bomb(raw=60 * MEGA),
    "bomb-second-member": lambda: bomb(raw=200 * 58_000, tail=packed(b"more")),
    "bomb-trailing": lambda: bomb(raw=200 * 58_000, tail=b"more"),
    "deep-line": deep_line,
    "long-key": long_key,
    "long-number": long_number,
    "costly-header": costly_header,
}


def _peak_is_reset() -> bool:
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return False
    return True


def _peak_mib() -> float:
    """Return the most memory that the process ever held, in MiB; 0 where nobody says."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def main(what: str) -> None:
    work = INPUTS[what]()
    _peak_is_reset()
    before, started, slug = _peak_mib(), time.perf_counter(), ""
    try:
        work()
    except AlongsideError as fault:
        slug = fault.slug
    seconds = time.perf_counter() - started
    sys.stdout.write(json.dumps({"slug": slug, "seconds": seconds, "grown": _peak_mib() - before}))


if __name__ == "__main__":
    main(sys.argv[1])
