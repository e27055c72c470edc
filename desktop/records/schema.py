# SPDX-License-Identifier: Apache-2.0
"""The declaration of a kind as a JSON Schema (draft 2020-12), for scripts and other programs.

Owns the translation only; the rules are those of ``validation``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desktop.records.fields import SHORT_TEXT, Spec
from desktop.records.strict import MAX_INTEGER, MIN_INTEGER

if TYPE_CHECKING:
    from desktop.records.declaration import Kind
    from desktop.records.programme import Programme

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ALLOWED: Final = r"^[^\u0000-\u0008\u000b-\u001f\ud800-\udfff]*$"
_NAME: Final = "[a-z][a-z0-9]*(-[a-z0-9]+)*"

Schema = dict[str, Any]


def _shared() -> Schema:
    """Definitions that every schema uses: allowed text, and what unknown fields may hold."""
    return {
        "text": {"type": "string", "pattern": _ALLOWED},
        "name": {"$ref": "#/$defs/text", "maxLength": SHORT_TEXT},
        "anything": {
            "anyOf": [
                {"type": ["null", "boolean"]},
                {"$ref": "#/$defs/text"},
                {"type": "number", "minimum": MIN_INTEGER, "maximum": MAX_INTEGER},
                {"type": "array", "items": {"$ref": "#/$defs/anything"}},
                {
                    "type": "object",
                    "propertyNames": {"$ref": "#/$defs/name"},
                    "additionalProperties": {"$ref": "#/$defs/anything"},
                },
            ]
        },
    }


def _choice(spec: Spec, programme: Programme) -> Schema:
    allowed = programme.choices(spec.field.choices)
    if allowed:
        return {"oneOf": [{"const": value, "title": label} for value, label in allowed]}
    return {"type": "string", "pattern": f"^{_NAME}$", "not": {"pattern": r"\s"}, "maxLength": 64}


def _text(spec: Spec, programme: Programme) -> Schema:
    hint = spec.field.hint
    if hint == "choice":
        return _choice(spec, programme)
    if hint == "date":
        pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        return {"type": "string", "format": "date", "pattern": pattern, "maxLength": 10}
    if hint == "time":
        pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
        return {"type": "string", "pattern": pattern, "maxLength": 5}
    if hint.startswith("record:"):
        return {"type": "string", "pattern": "^[0-9a-f]{32}$", "maxLength": 32}
    text: Schema = {"$ref": "#/$defs/text", "maxLength": spec.limit}
    if spec.field.required:
        text["allOf"] = [{"pattern": r"\S"}]
    return text


def _value(spec: Spec, programme: Programme) -> Schema:
    field = spec.field
    if spec.shape == "tick":
        return {"type": "boolean"}
    if spec.shape == "number":
        kind = "integer" if spec.whole else "number"
        return {"type": kind, "minimum": field.minimum, "maximum": field.maximum}
    if spec.shape == "text":
        return _text(spec, programme)
    entries: Schema = {"type": "array", "maxItems": spec.limit}
    if spec.shape == "texts":
        return entries | {"items": _choice(spec, programme), "uniqueItems": True}
    return entries | {"items": _group(spec.items, programme)}


def _property(spec: Spec, programme: Programme) -> Schema:
    about: Schema = {"title": spec.field.label}
    # How a sum is typed on a form is of no use to a script, which writes pence.
    told = "In pence: 320 for £3.20." if spec.field.hint == "money" else spec.field.help
    if told:
        about["description"] = told
    value = _value(spec, programme)
    if spec.field.required:
        return about | value
    return about | {"anyOf": [value, {"enum": [None, ""], "title": "left empty"}]}


def _group(fields: tuple[Spec, ...], programme: Programme) -> Schema:
    return {
        "type": "object",
        "properties": {spec.name: _property(spec, programme) for spec in fields},
        "required": [spec.name for spec in fields if spec.field.required],
        "propertyNames": {"$ref": "#/$defs/name"},
        "additionalProperties": {"$ref": "#/$defs/anything"},
    }


def json_schema(kind: Kind, programme: Programme) -> Schema:
    """Return the JSON Schema of the bodies of ``kind``, with the programme's choices.

    Args:
        kind: a kind that people write.
        programme: where the choice lists come from; each choice carries its label as title.
    """
    head: Schema = {
        "$schema": _DIALECT,
        "$id": f"urn:alongside:{kind.name}:{kind.schema}",
        "title": kind.title,
        "description": kind.about,
    }
    return head | _group(kind.specs, programme) | {"$defs": _shared()}
