# SPDX-License-Identifier: Apache-2.0
"""Write the table of colours into docs/design.md from the theme, so that it never says else::

python tests/colours_table.py docs/design.md
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from desktop.ui.theme import COLOURS, Scheme, contrast

START: Final = "<!-- colours: made by `make docs` from desktop/ui/theme.py -->\n"
END: Final = "<!-- end of colours -->\n"
_PAIRS: Final = (
    ("ink", "page", "text on the page"),
    ("ink", "surface", "text on a card"),
    ("muted", "page", "explanations on the page"),
    ("muted", "surface", "explanations on a card"),
    ("accent", "page", "quiet buttons, links"),
    ("on_accent", "accent", "the main button"),
    ("on_chosen", "chosen", "the row that is chosen"),
    ("good", "good_soft", "chips and banners: good"),
    ("warn", "warn_soft", "chips and banners: warn"),
    ("bad", "bad_soft", "chips and banners: bad"),
    ("calm", "calm_soft", "chips: calm"),
    ("edge", "surface", "edges of controls (3)"),
    ("focus", "page", "the focus ring (3)"),
)


def table() -> str:
    """Return the table: each pair in each set of colours with its contrast."""
    lines = ["| for | light | dark | high contrast |", "|---|---|---|---|"]
    for front, back, meaning in _PAIRS:
        cells = [meaning]
        for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST):
            one, other = (getattr(COLOURS[scheme], name) for name in (front, back))
            cells.append(f"`{one}` on `{other}`, {contrast(one, other):.1f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def renewed(page: str) -> str:
    """Return the page with the table as it is now."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{table()}{END}{after}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text(encoding="utf-8")), encoding="utf-8")
