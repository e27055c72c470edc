# SPDX-License-Identifier: Apache-2.0
"""Every kind of record there is, by name.

Owns the list and nothing else.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from desktop.errors import UnknownKind
from desktop.records.control import KEYSET, PROGRAMME, READING_MARK, RETURNED, ROSTER
from desktop.records.family import FAMILY
from desktop.records.listening_session import LISTENING_SESSION
from desktop.records.reflection import REFLECTION
from desktop.records.signposting_list import SIGNPOSTING_LIST
from desktop.records.visit_note import VISIT_NOTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.records.declaration import Kind

_ALL: Final = (
    VISIT_NOTE,
    LISTENING_SESSION,
    REFLECTION,
    SIGNPOSTING_LIST,
    FAMILY,
    READING_MARK,
    ROSTER,
    KEYSET,
    PROGRAMME,
    RETURNED,
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _ALL})


def prepare() -> None:
    """Read every declaration now, so that the first record that is read need not wait for it."""
    for declared in _ALL:
        declared.prepare()


def kind(name: str) -> Kind:
    """Return the kind called ``name``.

    Raises:
        UnknownKind: there is none; a newer version may know it.
    """
    found = KINDS.get(name)
    if found is None:
        known = ", ".join(kind.name for kind in visible())
        raise UnknownKind(name=name, known=known)
    return found


def private() -> tuple[str, ...]:
    """Return the names of the kinds whose drafts are only for their writer."""
    return tuple(kind.name for kind in _ALL if kind.private)


def visible(role: str | None = None) -> tuple[Kind, ...]:
    """Return the kinds that people write; with ``role``, those that such a workspace may write."""
    return tuple(kind for kind in _ALL if kind.visible and (role is None or role in kind.roles))
