# SPDX-License-Identifier: Apache-2.0
"""Words that records hold and that are nearly what was typed, for when nothing was found.

Owns what "nearly" means: letters left out, put in, changed or swapped, one in a short word and
two in a long one. Looks into the search index only, through the two views of it that every
reading connection has (https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module), and
only where such a word can be, so that it stays fast beside a hundred thousand records.
"""

from __future__ import annotations

import json
import string
import unicodedata
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from desktop.storage import search_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.storage.database import Connection

# Run once for each reading connection, before writing is switched off: they are kept in memory.
VIEWS: Final = (
    # One row for each word, with in how many records it is; every record of it is gone through.
    "CREATE VIRTUAL TABLE temp.search_term USING fts5vocab('main', 'search', 'row')",
    # One row for each word of each record; the first is found at once.
    "CREATE VIRTUAL TABLE temp.search_place USING fts5vocab('main', 'search', 'instance')",
)

SHORTEST: Final = 4
"""A shorter word is near to too many others."""
LONG: Final = 7
"""From so many letters on, two may be wrong."""
MOST_WORDS: Final = 3
"""So many words that nobody wrote are looked at; the rest of the search fails with them."""

# The beginning is taken to be right, but for one letter of it.
_SURE: Final = 3
_LAST: Final = "\U0010ffff"

_FIRST_FROM: Final = text(
    "SELECT value AS beginning, (SELECT term FROM search_place WHERE term >= value LIMIT 1) AS term"
    " FROM json_each(:beginnings)"
)
_FROM_TO: Final = text("SELECT term, doc FROM search_term WHERE term >= :beginning AND term < :end")
_THESE: Final = text(
    "SELECT value AS term, (SELECT doc FROM search_term WHERE term = value) AS doc"
    " FROM json_each(:terms)"
)


def instead(connection: Connection, typed: str) -> tuple[tuple[str, str], ...]:
    """Return (word, near word) for words of ``typed`` with which no word of a record begins.

    Of several words that are as near, the one that most records hold is taken. It is given as
    the index has it, without accents and capitals. A word to which none is near is left out.

    Args:
        connection: a reading one.
        typed: what was typed.
    """
    words = {word: _folded(word) for word in search_words.words(typed)}
    known = set(_beginnings(connection, words.values()).keys())
    strange = [word for word, folded in words.items() if folded not in known]
    found = ((word, _nearest(connection, words[word])) for word in strange[:MOST_WORDS])
    return tuple((word, near) for word, near in found if near)


def corrected(typed: str, instead: Sequence[tuple[str, str]]) -> str:
    """Return the words of what was typed with those of ``instead`` in their places."""
    near = dict(instead)
    return " ".join(near.get(word, word) for word in search_words.words(typed))


def _folded(word: str) -> str:
    """Return a word about as the tokenizer of the index does; what differs is only not found."""
    apart = unicodedata.normalize("NFD", word.lower())
    bare = "".join(c for c in apart if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def _beginnings(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return those of ``wanted`` with which a word of the index begins, each with the first."""
    rows = connection.execute(_FIRST_FROM, {"beginnings": json.dumps(list(wanted))})
    return {
        row.beginning: row.term
        for row in rows
        if row.term is not None and row.term.startswith(row.beginning)
    }


def _nearest(connection: Connection, word: str) -> str:
    if len(word) < SHORTEST or search_words.is_unspaced(word):
        return ""
    most = 2 if len(word) >= LONG else 1
    start = word[:_SURE]
    rows = connection.execute(_FROM_TO, {"beginning": start, "end": start + _LAST})
    candidates = {row.term: row.doc for row in rows}
    begun = set(_beginnings(connection, sorted(set(_changed_early(word)))).values())
    others = json.dumps(sorted(begun - candidates.keys()))
    candidates |= {row.term: row.doc for row in connection.execute(_THESE, {"terms": others})}
    measured = ((distance(word, term, most=most), -doc, term) for term, doc in candidates.items())
    near = min(measured, default=(most + 1, 0, ""))
    return near[2] if near[0] <= most else ""


def _changed_early(word: str) -> Iterator[str]:
    """Give every word that differs in one letter, or by two swapped, among the first letters."""
    for place in range(_SURE):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1] + after[0] + after[2:] if len(after) > 1 else word
        for letter in string.ascii_lowercase:
            yield before + letter + after
            yield before + letter + after[1:]


def distance(word: str, term: str, *, most: int) -> int:
    """Return how many letters to put in, leave out, change or swap so that ``term`` begins so.

    Swapped letters are counted once (optimal string alignment). Above ``most`` it is not exact.
    """
    before: list[int] = []
    last = list(range(len(word) + 1))
    best = last[-1]
    for row, letter in enumerate(term[: len(word) + most], start=1):
        now = [row]
        for column, typed in enumerate(word, start=1):
            step = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != typed))
            swapped = (
                row > 1 and column > 1 and typed == term[row - 2] and letter == word[column - 2]
            )
            now.append(min(step, before[column - 2] + 1) if swapped else step)
        best = min(best, now[-1])
        if min(now) > most:
            break
        before, last = last, now
    return best
