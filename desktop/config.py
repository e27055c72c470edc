# SPDX-License-Identifier: Apache-2.0
"""Where the program's own files are, and the settings a person may change.

Owns the list of settings: each is declared once, with its default, limits and wording. Nothing
here is secret and nothing here comes from a record. Does not know where settings are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeGuard

from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Mapping

SettingValue = int | str


def resources() -> Path:
    """Return the folder of the files that come with the program.

    In an installed program it lies inside the package; in a source tree beside it.
    """
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting.

    Attributes:
        name: the stable name.
        default: the value until a person chooses; its type is the type of the setting.
        label: what the setting is called.
        help: one sentence on what it does.
        minimum: smallest number, for settings that are numbers.
        maximum: largest number, for settings that are numbers.
        choices: value and wording of each choice, for settings that are one of a few words.
    """

    name: str
    default: SettingValue
    label: str
    help: str
    minimum: int = 0
    maximum: int = 0
    choices: tuple[tuple[str, str], ...] = ()

    def accepts(self, value: object) -> TypeGuard[SettingValue]:
        """Say whether ``value`` is of the right type and within the limits."""
        if isinstance(self.default, str):
            return any(value == offered for offered, _wording in self.choices)
        # A tick is not a number here, although Python would take it for one.
        return type(value) is int and self.minimum <= value <= self.maximum


SETTINGS: Final = (
    Setting(
        name="idle_lock_minutes",
        default=5,
        minimum=1,
        maximum=15,
        label=QT_TRANSLATE_NOOP("config", "Lock when left alone for"),
        help=QT_TRANSLATE_NOOP(
            "config", "What you were writing is kept, encrypted. Ctrl+L locks at once."
        ),
    ),
    Setting(
        name="zoom_percent",
        default=100,
        minimum=100,
        maximum=200,
        label=QT_TRANSLATE_NOOP("config", "Size of text"),
        help=QT_TRANSLATE_NOOP("config", "Ctrl and plus or minus change it too."),
    ),
    Setting(
        name="colours",
        default="system",
        label=QT_TRANSLATE_NOOP("config", "Colours"),
        help=QT_TRANSLATE_NOOP("config", "High contrast is the easiest to read for many people."),
        choices=(
            ("system", QT_TRANSLATE_NOOP("config", "The same as this computer")),
            ("light", QT_TRANSLATE_NOOP("config", "Light")),
            ("dark", QT_TRANSLATE_NOOP("config", "Dark")),
            ("contrast", QT_TRANSLATE_NOOP("config", "High contrast")),
        ),
    ),
)


def setting(name: str) -> Setting:
    """Return the declaration of a setting.

    Raises:
        KeyError: there is none of that name.
    """
    for one in SETTINGS:
        if one.name == name:
            return one
    raise KeyError(name)


def settings(chosen: Mapping[str, object]) -> dict[str, SettingValue]:
    """Return every setting with its value: the chosen one where it is acceptable.

    Names that are not known and values out of bounds are passed over, so that settings of a
    newer version, or damaged ones, never stop the program.
    """
    values: dict[str, SettingValue] = {}
    for one in SETTINGS:
        value = chosen.get(one.name)
        values[one.name] = value if one.accepts(value) else one.default
    return values
