# SPDX-License-Identifier: Apache-2.0
"""Reading whatever a body holds, as far as it goes.

A draft may hold anything that can be typed, and a body that came from elsewhere may have been
written by a newer version. Lists and search need something to show for all of them. Owns that
reading; what is *acceptable* is decided in ``validation``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import msgspec

from desktop.records import strict

if TYPE_CHECKING:
    from desktop.records.fields import Spec

S = TypeVar("S", bound=msgspec.Struct)

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
    except msgspec.DecodeError:
        return _build(struct, fields, strict.loads_object(written))
