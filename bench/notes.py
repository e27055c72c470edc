# SPDX-License-Identifier: Apache-2.0
"""Made-up visit notes for measuring: real words, the same ones for the same seed, nothing real.

Words are drawn as in prose: a few come all the time, most hardly ever. How well texts compress
and how large a search index grows depends on that.
"""

from __future__ import annotations

import bisect
import itertools
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from mnemonic import Mnemonic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXT_CHARACTERS: Final = 1200
"""Length of what is written in words in one note."""

# The words of everyday notes, the most used first.
_COMMON: Final = """
the and to a of was she in it with her for on we that had is but at they this not be have as
about he from are so there when out all up one has been would could by what will more if me my
our who no some very like into after then over just how now today week baby sleep night feeding
mother partner visitor health group listened talked agreed ring better tired worried walk clinic
appointment housing form quiet milk bottle sister school office bus tea kitchen morning
afternoon evening father grandmother neighbour midwife doctor letter phone money rent food bank
nappies pram cot moses blanket nursery children toddler crying settled calmer smiling weighing
weight latch breast formula winding colic rash bath naps routine evenings lonely anxious proud
hopeful cheerful low tearful relieved confident nervous worn garden park library centre
playgroup singing story buggy lift stairs flat landlord damp heating repair court benefits
interpreter language college course job shifts leave return family friends support plan next
steps asked told showed helped wanted needed tried managed found felt said thought remembered
laughed cried rested cooked cleaned shopped travelled waited
"""
_ENDINGS: Final = ("", "", "", "s", "ed", "ing", "ly", "er")
_STARTS: Final = ("home", "home", "home", "elsewhere", "phone", "video", "message")
_STRANDS: Final = ("listening", "information", "signposting", "practical")
_FIRST_DAY: Final = date(2024, 1, 1)
_DAYS: Final = 1000
_AT_ONCE: Final = 10
"""Families that are supported at the same time."""


def _vocabulary() -> tuple[str, ...]:
    """Return about 9,000 words, the most used first."""
    picked = random.Random(7)  # noqa: S311 - made-up texts, no secrets
    rest = [w + e for w in Mnemonic("english").wordlist for e in dict.fromkeys(_ENDINGS)]
    picked.shuffle(rest)
    return tuple(dict.fromkeys([*_COMMON.split(), *rest]))[:9000]


VOCABULARY: Final = _vocabulary()
_WEIGHTS: Final = tuple(itertools.accumulate(1 / (place + 2.7) for place in range(len(VOCABULARY))))


def text(source: random.Random, characters: int) -> str:
    """Return prose-like text of about so many characters, with line breaks."""
    words: list[str] = []
    size = since_stop = 0
    while size < characters:
        word = VOCABULARY[bisect.bisect(_WEIGHTS, source.random() * _WEIGHTS[-1])]
        if not since_stop:
            word = word.capitalize()
        since_stop += 1
        size += len(word) + 1
        if since_stop > 5 and source.random() < 0.13:
            word += ".\n" if source.random() < 0.12 else "."
            since_stop = 0
        words.append(word)
    return " ".join(words).replace("\n ", "\n").rstrip() + "."


def families(count: int, *, seed: int = 1) -> Iterator[dict[str, object]]:
    """Yield the fields of made-up families."""
    source = random.Random(f"families {seed}")  # noqa: S311 - made-up texts, no secrets
    for _ in range(count):
        initials = "".join(source.choice("ABCDEFGHJKLMNPRSTW") for _ in range(2))
        yield {
            "known_as": f"{initials} {source.choice(VOCABULARY[:400]).capitalize()}",
            "safe_to_ring": source.random() < 0.8,
            "notes": text(source, 200),
        }


def visits(
    count: int, *, topics: Sequence[str], families: Sequence[str], seed: int = 1
) -> Iterator[dict[str, object]]:
    """Yield the fields of made-up visit notes, the oldest first.

    Args:
        count: how many.
        topics: values of the programme's list of topics.
        families: record ids of the families they are about.
        seed: other seeds give other notes.
    """
    source = random.Random(f"visits {seed}")  # noqa: S311 - made-up texts, no secrets
    for number in range(count):
        day = _FIRST_DAY + timedelta(days=number * _DAYS // count)
        agreed = source.randrange(80, 320)
        place = source.randrange(_AT_ONCE)
        yield {
            "family": families[min(number * len(families) // count + place, len(families) - 1)],
            "when": day.isoformat(),
            "started": f"{source.randrange(9, 18):02d}:{source.randrange(4) * 15:02d}",
            "minutes": 15 * source.randrange(1, 8),
            "how": source.choice(_STARTS),
            "strands": [{"strand": source.choice(_STRANDS), "minutes": 30}],
            "topics": source.sample(topics, source.randrange(1, 4)),
            "talked_about": text(source, TEXT_CHARACTERS - agreed),
            "agreed": text(source, agreed),
        }
