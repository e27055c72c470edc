# SPDX-License-Identifier: Apache-2.0
"""Which pages there are for each role, in which order, and which page is home to which kind.

Each page's module is loaded when the page is first visited: what nobody looks at costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from desktop.ui import words
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.ui.icons import IconName
    from desktop.ui.page import Page
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme

_OTHER: Final = "review"
NAVIGATION_ICON: Final = 20
"""How wide the icons of the navigation are, in pixels at 100 %."""
HOME_OF_KIND: Final[dict[bool, dict[str, str]]] = {
    False: {
        "family": "families",
        "visit-note": "visit-notes",
        "listening-session": "listening-sessions",
        "reflection": "listening-sessions",
        "signposting-list": "signposting",
    },
    True: {
        "family": "families",
        "visit-note": _OTHER,
        "listening-session": _OTHER,
        "reflection": _OTHER,
        "signposting-list": _OTHER,
    },
}
"""The page where a record of a kind is shown: at a volunteer's (False) and at a hub (True)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page with its place in the navigation.

    Attributes:
        name: stable name.
        icon: its icon.
        wording: what the navigation says, not yet translated.
        module: where the page's class is.
        page: the name of its class.
    """

    name: str
    icon: IconName
    wording: str
    module: str
    page: str

    @property
    def title(self) -> str:
        """What the navigation says."""
        return words.translated("navigation", self.wording)

    def make(self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: Theme) -> Page:
        """Make the page."""
        make = getattr(import_module(f"desktop.ui.{self.module}"), self.page)
        page: Page = make(workspace=workspace, runner=runner, prompts=prompts, theme=theme)
        return page


_SENDING: Final = Place(
    name="sending",
    icon="send",
    wording=QT_TRANSLATE_NOOP("navigation", "Sending"),
    module="sending",
    page="SendingPage",
)
_SETTINGS: Final = Place(
    name="settings",
    icon="settings",
    wording=QT_TRANSLATE_NOOP("navigation", "Settings"),
    module="settings",
    page="SettingsPage",
)
_FAMILIES: Final = Place(
    name="families",
    icon="families",
    wording=QT_TRANSLATE_NOOP("navigation", "Families"),
    module="families",
    page="FamiliesPage",
)
_VOLUNTEER: Final = (
    Place(
        name="today",
        icon="today",
        wording=QT_TRANSLATE_NOOP("navigation", "Today"),
        module="today",
        page="TodayPage",
    ),
    _FAMILIES,
    Place(
        name="visit-notes",
        icon="note",
        wording=QT_TRANSLATE_NOOP("navigation", "Visit notes"),
        module="visit_notes",
        page="VisitNotesPage",
    ),
    Place(
        name="listening-sessions",
        icon="listening",
        wording=QT_TRANSLATE_NOOP("navigation", "Listening sessions"),
        module="listening_sessions",
        page="ListeningPage",
    ),
    Place(
        name="signposting",
        icon="signpost",
        wording=QT_TRANSLATE_NOOP("navigation", "Signposting"),
        module="signposting_lists",
        page="SignpostingPage",
    ),
    _SENDING,
    _SETTINGS,
)
_HUB: Final = (
    Place(
        name="inbox",
        icon="inbox",
        wording=QT_TRANSLATE_NOOP("navigation", "Inbox"),
        module="inbox",
        page="InboxPage",
    ),
    Place(
        name="review",
        icon="review",
        wording=QT_TRANSLATE_NOOP("navigation", "Review"),
        module="review",
        page="ReviewPage",
    ),
    Place(
        name="conflicts",
        icon="compare",
        wording=QT_TRANSLATE_NOOP("navigation", "Two versions"),
        module="conflicts",
        page="ConflictsPage",
    ),
    _FAMILIES,
    Place(
        name="volunteers",
        icon="devices",
        wording=QT_TRANSLATE_NOOP("navigation", "Volunteers"),
        module="volunteers",
        page="VolunteersPage",
    ),
    _SENDING,
    _SETTINGS,
)


def places_for(role: str) -> tuple[Place, ...]:
    """Return the pages of a role, in the order of the navigation."""
    return _HUB if role == "hub" else _VOLUNTEER


def draw_icons(theme: Theme) -> None:
    """Draw every icon of the navigation now, in these colours and sizes; they are kept."""
    # Not at the top: the window that asks for the passphrase needs none of them.
    from desktop.ui.icons import icon

    colours, size = theme.colours, theme.pixels(NAVIGATION_ICON)
    for place in {*_VOLUNTEER, *_HUB}:
        icon(place.icon, colour=colours.ink, chosen=colours.on_chosen, size=size)
