# SPDX-License-Identifier: Apache-2.0
"""Write docs/errors.md from the error classes, so that the page never says anything else::

python tests/errors_page.py docs/errors.md
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import AlongsideError

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD: Final = """\
<!-- Made by `make docs` from desktop/errors. Change the classes, not this page. -->
# Errors

Every fault that a person can meet has a name that never changes, its *slug*. On the command line
it appears as `error[slug]: what happened`, with the advice on the next line, and the exit status
is 1. Scripts may rely on slugs; the sentences may be improved at any time. A slug is never used
again for something else.

Words in `{braces}` are filled in with names, numbers or paths, never with text from a record.
"Again" says whether simply repeating the step may succeed.
"""


def families() -> Iterator[tuple[type[AlongsideError], list[type[AlongsideError]]]]:
    """Yield each branch of the tree with the errors in it, by slug."""
    for family in sorted(AlongsideError.__subclasses__(), key=lambda family: family.__name__):
        members = [error for error in [family, *_below(family)] if error.slug]
        yield family, sorted(members, key=lambda error: error.slug)


def page() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for family, members in families():
        if not members:
            continue
        first_line = (family.__doc__ or "").strip().splitlines()[0]
        parts.append(f"\n## {family.__name__}\n\n{first_line}\n\n")
        parts.append("| slug | what happened | what is safe, and what to do | again |\n")
        parts.append("|---|---|---|---|\n")
        for error in members:
            again = "yes" if error.retryable else ""
            what_to_do = f"{error.safe} {error.advice}"
            parts.append(f"| `{error.slug}` | {error.message} | {what_to_do} | {again} |\n")
    return "".join(parts)


def _below(family: type[AlongsideError]) -> Iterator[type[AlongsideError]]:
    for error in family.__subclasses__():
        # Tests may define errors of their own while they run.
        if error.__module__.startswith("desktop.errors"):
            yield error
            yield from _below(error)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
