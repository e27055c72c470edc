# SPDX-License-Identifier: Apache-2.0
"""Which words of a text the search index holds, and what may be asked of it.

Owns what the tokenizer of FTS5 (unicode61, https://www.sqlite.org/fts5.html#unicode61_tokenizer)
has to be told on both sides alike. It folds case and accents by itself. Scripts that are written
without spaces it would take for one endless word, and signs newer than its tables (from 2012) for
letters, so each of these characters becomes a word.
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
_NEWER: Final = (  # marks of direction, currency, symbols, punctuation; emoji and all beyond
    "\u061c\u2066-\u2069\u20ba-\u20cf\u218a-\u218f\u23f4-\u23ff\u2700\u2b4d-\u2bff"
    "\u2e3c-\u2e7f\u32ff\U0001f000-\U0010ffff"
)
_ALONE: Final = re.compile(f"[{_UNSPACED}{_NEWER}]")


def indexed(text: str) -> str:
    """Return ``text`` as it is put into the index; it reads the same."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return _ALONE.sub(rf"{_PART}\g<0>{_PART}", composed)


def as_written(text: str) -> str:
    """Return a part of an indexed text without what :func:`indexed` put in."""
    return text.replace(_PART, "")


def match_expression(typed: str) -> str:
    """Return an FTS5 expression for ``typed``: its words, quoted, each with a prefix star.

    It is empty when nothing was typed that could be found. Letters, digits, marks and
    private-use characters belong to a word, everything else parts words.
    """
    composed = unicodedata.normalize("NFC", typed[:MAX_QUERY])
    parted = "".join(c if _in_word(c) else " " for c in composed)
    words = [w for w in parted.split() if any(not unicodedata.combining(c) for c in w)]
    return " ".join(f'"{indexed(word)}"*' for word in words[:MAX_WORDS])


def _in_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LNM" or category == "Co"
