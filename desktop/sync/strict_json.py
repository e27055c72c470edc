# SPDX-License-Identifier: Apache-2.0
"""Strict reading of the JSON lines that steer the program (manifests, keysets, receipts...).

Owns the rules that every such line obeys, whoever signed it (docs/bundle-format.md, "Strict
JSON"): strict JSON as for records, no ``null``, and no field that is not known. Must not know
what any of the lines mean, and never reads the revision lines that people's records are written
in: those keep unknown fields and have a reader of their own.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from desktop.errors import BadFormat
from desktop.records import strict

MAX_INTEGER = 2**53 - 1

T = TypeVar("T")


def parse(line: bytes) -> object:
    """Return the value of one line of JSON.

    Raises:
        BadJson: not strict JSON, see :mod:`desktop.records.strict`.
        BadFormat: a ``null``, which none of these lines uses: what is not there is left out.
    """
    value = strict.loads(line)
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if item is None:
            raise BadFormat
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return value


def decode(line: bytes, kind: type[T]) -> T:
    """Return one line as the msgspec structure ``kind``.

    Raises:
        BadJson: see :func:`parse`.
        BadFormat: fields missing, unknown, of the wrong type or outside their limits.
    """
    value = parse(line)
    try:
        return msgspec.convert(value, kind, strict=True)
    except msgspec.ValidationError:
        # The original is dropped: its text may quote what the line holds.
        raise BadFormat from None


def encode(value: msgspec.Struct) -> bytes:
    """Return a structure as one compact line without its newline, fields in declared order."""
    return msgspec.json.encode(value)
