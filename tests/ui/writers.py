# SPDX-License-Identifier: Apache-2.0
"""What people write in the tests: in letters of its own, at great length, or meaning harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LATIN: Final = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz"
_CYRILLIC: Final = "АаБбЦцДдЕеФфГгЖжИиЙйКкЛлМмНнОоПпЧчРрСсТтУуВвШшЭэЫыЗз"
_LONG_WORD: Final = "Llanfairpwllgwyngyllgogerychwyrndrobwll"

MARKUP: Final = (
    '<img src="file:///etc/hostname"><b>bold</b>',
    '<a href="javascript:x()">here</a><br>',
    '<img src="\\\\server\\share\\a.png">',
    "<h1>&lt;&amp;& &Save %n {n}",
)
ORDER: Final = (
    "\u202eevil\u202c and \u2066inner\u2069",
    "\u2067\u202bשלום\u202c",
    "\u202d123\u202e456 <b>",
    "a\u2028b\u2029c\u2068never closed",
)
MARKS: Final = "e" + "\u0301" * 10_000
LINE: Final = "W" * 100_000


def in_cyrillic(text: str, limit: int) -> str:
    """Return the text in letters that the program itself never uses."""
    return text.translate(str.maketrans(_LATIN, _CYRILLIC))[:limit]


def at_length(text: str, limit: int) -> str:
    """Return a long text, in long words."""
    words = f"{text} {_LONG_WORD} {_LONG_WORD} "
    length = min(limit, 600)
    return (words * (length // len(words) + 1))[:length].strip()


def with_markup(text: str, limit: int) -> str:
    """Return what a program might take for HTML, and for files to open."""
    if limit >= 2_000:
        return "\n".join(MARKUP)
    return MARKUP[len(text) % len(MARKUP)][:limit]


def out_of_order(text: str, limit: int) -> str:
    """Return what turns the order of the letters around."""
    if limit >= 2_000:
        return "\n".join(ORDER)
    return ORDER[len(text) % len(ORDER)][:limit]


def with_marks(text: str, limit: int) -> str:
    """Return a pile of marks on one letter, and a line without an end."""
    del text
    return f"{MARKS[: limit // 2]}{LINE[: limit - limit // 2]}"


WRITERS: Final[Mapping[str, Callable[[str, int], str]]] = {
    "cyrillic": in_cyrillic,
    "long": at_length,
    "markup": with_markup,
    "order": out_of_order,
    "marks": with_marks,
}
HOSTILE: Final = ("markup", "order", "marks")
