# SPDX-License-Identifier: Apache-2.0
"""Whatever bytes a reader is given: a fault with a name, soon, in little memory, and no traceback.

The examples are the same in every run. ``HYPOTHESIS_SEED`` of the environment, or
``pytest --hypothesis-seed``, tries others.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.targets import CANARY, CORPUS, TARGETS, judge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    Edit = tuple[int, int, bytes]

#: One input may take so long; measured: the slowest takes 30 ms.
SLOWEST_SECONDS: Final = 5.0
#: All inputs of one target together may leave so much behind.
MOST_MIB: Final = 256
EXAMPLES: Final = 120 * int(os.environ.get("ALONGSIDE_FUZZ", "1"))
_SETTINGS: Final = settings(
    max_examples=EXAMPLES,
    derandomize="ALONGSIDE_FUZZ" not in os.environ,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
#: What readers stumble over, put into the middle of something good.
TOKENS: Final = (
    b"",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\n",
    b"\r\n",
    b"\0",
    b"null",
    b"true",
    b"-1",
    b"0.5",
    b"1e999",
    b"NaN",
    b"9" * 5000,
    b"[" * 2000,
    b'{"a":' * 500,
    b'"\\ud800"',
    b'"\\u0000"',
    b"\xff",
    b"\xed\xa0\x80",
    b"0001-01-01",
    b"9999-12-31T23:59:59.999Z",
    b"a." * 5000,
    b"-> x\n",
    b"--- ",
    b'"v":1,',
    CANARY.encode(),
    b'"' + CANARY.encode() + b'"',
)
EDIT: Final = st.tuples(
    st.integers(0, 2**20), st.integers(0, 12), st.sampled_from(TOKENS) | st.binary(max_size=6)
)
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(CANARY),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=8,
)


def edited(sample: bytes, edits: Sequence[Edit]) -> bytes:
    """Cut something out at each place, and put something else in."""
    for at, cut, put in edits:
        place = at % (len(sample) + 1)
        sample = sample[:place] + put + sample[place + cut :]
    return sample


def replaced(sample: bytes, path: Sequence[int], value: object) -> bytes:
    """Replace one value anywhere inside a JSON text."""
    whole = json.loads(sample)
    place, steps = whole, list(path)
    while True:
        names: list[object] = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        if not names:
            break
        name = names[steps.pop(0) % len(names) if steps else 0]
        inside = place[name]
        if steps and isinstance(inside, dict | list) and inside:
            place = inside
            continue
        place[name] = value
        break
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


def in_time(target: str, data: bytes) -> str:
    started = time.perf_counter()
    slug = judge(target, data)
    assert time.perf_counter() - started < SLOWEST_SECONDS
    return slug


def memory_mib() -> float:
    """Return the most memory that this process ever held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 if sys.platform != "darwin" else 1024 * 1024)


def kept() -> list[Path]:
    return sorted(path for path in CORPUS.iterdir() if "--" in path.name)


@pytest.mark.parametrize("path", kept(), ids=lambda path: path.name)
def test_what_once_broke_a_reader_is_refused(path: Path) -> None:
    target, _, _what = path.name.partition("--")
    assert in_time(target, path.read_bytes()) != ""


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_reads_what_is_good(target: str) -> None:
    expected = "bad-format" if target in ("document", "any-json", "packed") else ""
    found = {judge(target, sample) for sample in TARGETS[target].samples}

    assert found == {expected}


@pytest.mark.parametrize("target", TARGETS)
def test_edited_bytes(target: str) -> None:
    before = memory_mib()

    @_SETTINGS
    @given(st.sampled_from(TARGETS[target].samples), st.lists(EDIT, min_size=1, max_size=4))
    def run(sample: bytes, edits: list[Edit]) -> None:
        in_time(target, edited(sample, edits))

    run()
    assert memory_mib() - before < MOST_MIB


_OF_JSON: Final = [
    name
    for name, target in TARGETS.items()
    if name not in ("inner", "invitation") and target.samples[0].startswith(b"{")
]


@pytest.mark.parametrize("target", _OF_JSON)
def test_any_json_anywhere(target: str) -> None:
    @_SETTINGS
    @given(
        st.sampled_from(TARGETS[target].samples),
        st.lists(st.integers(0, 40), max_size=5),
        JSON,
    )
    def run(sample: bytes, path: list[int], value: object) -> None:
        in_time(target, replaced(sample, path, value))

    run()


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes(target: str) -> None:
    @_SETTINGS
    @given(st.binary(max_size=300))
    def run(data: bytes) -> None:
        in_time(target, data)

    run()
