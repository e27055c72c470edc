# SPDX-License-Identifier: Apache-2.0
"""Which words of a text the search index holds, and what may be asked of it.

Owns what the tokenizer of FTS5 (unicode61, https://www.sqlite.org/fts5.html#unicode61_tokenizer)
has to be told on both sides alike. It folds case and accents by itself. Scripts that are written
without spaces it would take for one endless word, and signs newer than its tables (from 2012) for
letters, so each of these characters becomes a word.

The index knows which words a record holds, not where they stand: every word is asked for by
itself, and characters that have to stand side by side are looked for in the text (:func:`runs`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_WORDS: Final = 12
MAX_QUERY: Final = 400

# Parts words for the index and cannot be seen: ZERO WIDTH SPACE.
_PART: Final = "\u200b"
_UNSPACED: Final = (  # Thai, Lao, Burmese, Khmer, Japanese, Chinese
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
)
_NEWER: Final = (  # marks of direction, currency, signs, variants; emoji and all beyond
    "\u061c\u2066-\u2069\u20ba-\u20cf\u20dd-\u20e4\u218a-\u218f\u23f4-\u23ff\u2700\u2b4d-\u2bff"
    "\u2e3c-\u2e7f\u32ff\ufe00-\ufe0f\U0001f000-\U0010ffff"
)
_ALONE: Final = re.compile(f"[{_UNSPACED}{_NEWER}]")
_FIRST_ALONE: Final = "\u061c"
_SIDE_BY_SIDE: Final = re.compile(f"[{_UNSPACED}{_NEWER}]{{2,}}")


def indexed(text: str) -> str:
    """Return ``text`` as it is put into the index; it reads the same."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    if max(composed) < _FIRST_ALONE:
        return composed
    return _ALONE.sub(rf"{_PART}\g<0>{_PART}", composed)


def as_written(text: str) -> str:
    """Return a part of an indexed text without what :func:`indexed` put in."""
    return text.replace(_PART, "")


def match_expression(typed: str) -> str:
    """Return an FTS5 expression for ``typed``: its words, quoted, each with a prefix star.

    It is empty when nothing was typed that could be found. Letters, digits, marks and
    private-use characters belong to a word, everything else parts words.
    """
    return " ".join(_terms(word) for word in words(typed))


def typing_expression(typed: str) -> str:
    """Return an FTS5 expression for what is being typed: every word may be unfinished.

    A single letter is no beginning of a word: so many words begin with it that gathering them
    takes longer than typing the next. It is asked for as a word of its own, unless it is the last
    thing that was typed, and then it is left out. A character of a script without spaces is a
    word. It is empty while there is nothing but one letter.
    """
    found = words(typed)
    if found and not _in_word(typed[:MAX_QUERY][-1]):
        found.append("")  # the last word is finished
    begun = [_terms(word) for word in found if _is_longer(word)]
    single = [f'"{word}"' for word in found[:-1] if not _is_longer(word)]
    return " ".join([*begun, *single]) if begun or len(single) > 1 else ""


def _is_longer(word: str) -> bool:
    letters = sum(unicodedata.category(character)[0] != "M" for character in word)
    return letters > 1 or is_unspaced(word)


def is_unspaced(word: str) -> bool:
    """Say whether a word is of a script without spaces, or has characters from one."""
    return _ALONE.search(word) is not None


def runs(typed: str) -> list[str]:
    """Return what has to stand in an indexed text as it is: characters that no space parts."""
    return [indexed(run) for word in words(typed) for run in _SIDE_BY_SIDE.findall(word)]


def words(typed: str) -> list[str]:
    """Return the words of what was typed, as composed characters; not of all of a long text."""
    composed = unicodedata.normalize("NFC", typed[:MAX_QUERY])
    parted = "".join(c if _in_word(c) else " " for c in composed)
    found = [w for w in parted.split() if any(not unicodedata.combining(c) for c in w)]
    return found[:MAX_WORDS]


def _terms(word: str) -> str:
    parts = [part for part in indexed(word).split(_PART) if part]
    return " ".join(f'"{part}"' for part in parts) + "*"


def _in_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LNM" or category == "Co"
