# SPDX-License-Identifier: Apache-2.0
"""Reading whatever a body holds, as far as it goes.

A draft may hold anything that can be typed, and a body that came from elsewhere may have been
written by a newer version. Lists and search need something to show for all of them. Owns that
reading; what is *acceptable* is decided in ``validation``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from desktop.records import strict
from desktop.records.fields import SHORT_TEXT

if TYPE_CHECKING:
    from desktop.records.fields import Spec

S = TypeVar("S", bound=msgspec.Struct)

CUT: Final = "…"

Written = bytes | Mapping[str, object]


def _number(spec: Spec, value: object) -> int | float | None:
    if type(value) is int:
        return value
    if type(value) is float:
        if not spec.whole:
            return value
        if value.is_integer():
            return int(value)
    return None


def _list(spec: Spec, value: object) -> object:
    if not isinstance(value, list | tuple):
        return None
    if spec.shape == "texts":
        return tuple(entry for entry in value if isinstance(entry, str))
    return tuple(
        _build(spec.struct, spec.items, entry) for entry in value if isinstance(entry, Mapping)
    )


def _fitting(spec: Spec, value: object) -> object:
    if spec.shape == "text":
        return value if isinstance(value, str) else None
    if spec.shape == "tick":
        return value if isinstance(value, bool) else None
    if spec.shape == "number":
        return _number(spec, value)
    return _list(spec, value)


def _build(struct: type[S], fields: tuple[Spec, ...], data: Mapping[str, object]) -> S:
    fitting = {spec.name: _fitting(spec, data.get(spec.name)) for spec in fields}
    return struct(**{name: value for name, value in fitting.items() if value is not None})


def read(struct: type[S], fields: tuple[Spec, ...], written: Written) -> S:
    """Return what of ``written`` fits the fields of ``struct``; the rest is passed over.

    Args:
        struct: the struct of the kind.
        fields: its specifications.
        written: a body, or the fields as a form holds them.

    Raises:
        BadJson: ``written`` is bytes that are not one strict JSON object.
    """
    if isinstance(written, Mapping):
        return _build(struct, fields, written)
    try:
        return msgspec.json.decode(written, type=struct, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _build(struct, fields, strict.loads_object(written))


def within_limits(found: S, fields: tuple[Spec, ...]) -> S:
    """Return ``found`` with no text and no list longer than a form would have taken.

    A body that came from elsewhere may hold a megabyte in any field, which no page could show in
    reasonable time. What was cut ends with an ellipsis. Only for showing: never save the result.
    """
    changed = {spec.name: _cut(spec, getattr(found, spec.name)) for spec in fields}
    return msgspec.structs.replace(found, **changed)


def _cut(spec: Spec, value: Any) -> Any:
    if spec.shape == "text":
        return _shortened(value, spec.limit)
    if spec.shape == "texts":
        return tuple(_shortened(one, SHORT_TEXT) for one in value[: spec.limit])
    if spec.shape == "items":
        return tuple(within_limits(one, spec.items) for one in value[: spec.limit])
    return value


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit] + CUT
