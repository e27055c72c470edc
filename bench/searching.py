# SPDX-License-Identifier: Apache-2.0
"""P5: search as you type over many notes: every beginning of real words, newest first."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, Final

import msgspec

from bench import limit, sides
from bench.stage import lines_of, timed
from bench.starting import child_of, home_of
from bench.table import Row, p95
from desktop.operations import records
from desktop.operations import searching as operations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.stage import Stage

_TYPED: Final = 80
SHORTEST = 2
"""One letter is not searched for: it would find nearly everything."""


def measure(stage: Stage) -> list[Row]:
    """Search one store of ours and one of the limit for the same beginnings of words."""
    typed_ms: list[float] = []
    mistyped_ms: list[float] = []
    best_ms: list[float] = []
    least_ms: list[float] = []
    with sides.opened(stage.searched) as volunteer:
        lines = lines_of(volunteer)
        typed = beginnings(lines, stage.scale.words)
        for text in typed:
            with timed(typed_ms, scale=1000):
                operations.as_typed(volunteer, text)
            with timed(best_ms, scale=1000):
                records.search(volunteer, text)
            with timed(mistyped_ms, scale=1000):
                operations.as_typed(volunteer, mistyped(text))
    connection = limit.store(stage.folder / "limit.db")
    connection.execute("BEGIN")
    limit.put(connection, lines)
    connection.execute("COMMIT")
    for text in typed:
        with timed(least_ms, scale=1000):
            limit.search(connection, text)
    connection.close()
    (stage.folder / "limit.db").unlink()
    what = f"search as you type in {len(lines):,} notes, p95 of {len(typed)}"
    return [
        Row(name="P5", what=what, ours=p95(typed_ms), limit=p95(least_ms), unit="ms", at_most=16),
        Row(
            name="P5",
            what="… with a letter typed wrong",
            ours=p95(mistyped_ms),
            unit="ms",
            at_most=60,
        ),
        Row(name="P5", what="… best match first, not as you type", ours=p95(best_ms), unit="ms"),
        Row(
            name="P5",
            what="… in the window, from the key to the painted hits",
            ours=p95(_painted(stage, typed)),
            unit="ms",
            at_most=50,
        ),
    ]


def _painted(stage: Stage, typed: Sequence[str]) -> list[float]:
    """Type into the search box of a real window; return the time of each text in milliseconds."""
    home = home_of(stage, stage.searched)
    times = child_of(stage, "found", str(home), ",".join(typed[:_TYPED]))["times"]
    shutil.rmtree(home)
    return [seconds * 1000 for seconds in times]


def mistyped(text: str) -> str:
    """Return a beginning of a word with its last letter but one exchanged."""
    return f"{text[:-2]}{'q' if text[-2] != 'q' else 'x'}{text[-1]}"


def beginnings(lines: Sequence[bytes], words: int) -> list[str]:
    """Return every beginning of so many words that were really written, from two letters on."""
    source = random.Random(5)  # noqa: S311 - which words to look for is no secret
    chosen: dict[str, None] = {}
    while len(chosen) < words:
        body = msgspec.json.decode(source.choice(lines))["body"]
        text = str(body.get("talked_about") or body.get("notes"))
        word = source.choice(text.lower().replace(".", " ").split())
        if len(word) > SHORTEST:
            chosen[word] = None
    return [word[:end] for word in chosen for end in range(SHORTEST, len(word) + 1)]
