# SPDX-License-Identifier: Apache-2.0
"""Whether what was filled in can be kept, and as which bytes.

Owns the rules that follow from a declaration and the words for what is wrong. A problem names a
field and never repeats what was written in it. ``schema`` says the same in JSON Schema, except
for the size of a whole body and for how deeply unknown fields may be nested.

Fields that this version does not know survive: they belong to a newer version, and an amendment
written here must not lose them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import msgspec

from desktop.errors import BadJson, FieldProblem, ReasonNeeded, RecordInvalid
from desktop.records.fields import SHORT_TEXT, Spec
from desktop.records.programme import Programme, is_id
from desktop.records.revision import MAX_REASON
from desktop.records.strict import FORBIDDEN, MAX_INTEGER, MIN_INTEGER
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.records.declaration import Kind

MAX_BODY: Final = 512 * 1024
MAX_UNKNOWN_DEPTH: Final = 16
MAX_PROBLEMS: Final = 100

DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME: Final = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
RECORD: Final = re.compile("[0-9a-f]{32}")
# Something that can be seen; \s is what JSON Schema's own patterns go by.
NOT_BLANK: Final = re.compile(r"\S")
_SAFE_NAME: Final = re.compile("[a-z][a-z0-9_]{0,39}")

_NEEDED: Final = QT_TRANSLATE_NOOP("records", "Please fill this in.")
_TYPE: Final = QT_TRANSLATE_NOOP("records", "This is not the kind of entry that belongs here.")
_CHARACTER: Final = QT_TRANSLATE_NOOP("records", "There is a character in it that cannot be kept.")
_LONG: Final = QT_TRANSLATE_NOOP("records", "This is too long: at most {limit} characters.")
_MANY: Final = QT_TRANSLATE_NOOP("records", "There are too many entries: at most {limit}.")
_TWICE: Final = QT_TRANSLATE_NOOP("records", "The same entry is chosen twice.")
_DATE: Final = QT_TRANSLATE_NOOP("records", "This is not a date. Write 2026-11-22.")
_TIME: Final = QT_TRANSLATE_NOOP("records", "This is not a time of day. Write 14:30.")
_CHOICE: Final = QT_TRANSLATE_NOOP("records", "Choose one from the list.")
_RECORD: Final = QT_TRANSLATE_NOOP("records", "Choose a record.")
_RANGE: Final = QT_TRANSLATE_NOOP("records", "Give a number between {minimum} and {maximum}.")
_WHOLE: Final = QT_TRANSLATE_NOOP("records", "Give a whole number.")
_DEEP: Final = QT_TRANSLATE_NOOP("records", "This is nested too deeply.")
_BIG: Final = QT_TRANSLATE_NOOP("records", "The record is too long altogether.")


class _Check:
    """One pass over one body: collects every problem, and what is to be kept."""

    def __init__(self, programme: Programme, *, partial: bool) -> None:
        self.programme = programme
        self.partial = partial
        self.problems: list[FieldProblem] = []

    def problem(self, path: str, text: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(FieldProblem(path, text))

    def group(self, fields: tuple[Spec, ...], data: Mapping[Any, Any], path: str) -> dict[str, Any]:
        """Check one group of fields: known ones in their order, then what else is there."""
        kept: dict[str, Any] = {}
        for spec in fields:
            found = self.known(spec, data.get(spec.name), path + spec.name)
            if found is not None:
                kept[spec.name] = found
        names = {spec.name for spec in fields}
        for name, value in data.items():
            if type(name) is not str or FORBIDDEN.search(name) or len(name) > SHORT_TEXT:
                self.problem(f"{path}?", _CHARACTER)
            elif name not in names:
                shown = name if _SAFE_NAME.fullmatch(name) else "?"
                kept[name] = self.unknown(value, path + shown, MAX_UNKNOWN_DEPTH)
        return kept

    def known(self, spec: Spec, value: object, path: str) -> object:
        """Check one declared field; ``None`` means that there is nothing to keep."""
        if value is None or value == "":
            if spec.field.required and not self.partial:
                self.problem(path, _NEEDED)
            return None
        if spec.shape == "tick":
            return self.expect(value, bool, path)
        if spec.shape == "number":
            return self.number(spec, value, path)
        if spec.shape == "text":
            return self.text(spec, value, path)
        if not isinstance(value, list | tuple):
            self.problem(path, _TYPE)
            return None
        return self.entries(spec, value, path)

    def expect(self, value: object, kind: type, path: str) -> object:
        if type(value) is not kind:
            self.problem(path, _TYPE)
        return value

    def number(self, spec: Spec, value: object, path: str) -> object:
        if self.partial and type(value) is str:
            return self.plain(value, SHORT_TEXT, path)
        if type(value) not in (int, float):
            self.problem(path, _TYPE)
            return None
        return self.measured(spec, value, path)

    def measured(self, spec: Spec, value: Any, path: str) -> object:
        if not MIN_INTEGER <= value <= MAX_INTEGER:  # neither is what is not a number
            self.range(spec, path)
            return None
        if spec.whole and value == int(value):
            value = int(value)
        if self.partial:
            return value
        if spec.whole and type(value) is float:
            self.problem(path, _WHOLE)
        if not spec.field.minimum <= value <= spec.field.maximum:
            self.range(spec, path)
        return value

    def range(self, spec: Spec, path: str) -> None:
        limits = {"minimum": spec.field.minimum, "maximum": spec.field.maximum}
        self.problem(path, _RANGE.format(**limits))

    def plain(self, value: object, limit: int, path: str) -> str | None:
        """Check a text that may say anything."""
        if type(value) is not str:
            self.problem(path, _TYPE)
            return None
        if len(value) > limit and not self.partial:
            self.problem(path, _LONG.format(limit=limit))
        if FORBIDDEN.search(value):
            self.problem(path, _CHARACTER)
        return value

    def text(self, spec: Spec, value: object, path: str) -> str | None:
        found = self.plain(value, spec.limit, path)
        if found is not None and not self.partial:
            self.form_of(spec, found, path)
        return found

    def form_of(self, spec: Spec, value: str, path: str) -> None:
        """Check the form that the hint of a text calls for."""
        hint = spec.field.hint
        if hint == "date":
            if not _is_date(value):
                self.problem(path, _DATE)
        elif hint == "time":
            if TIME.fullmatch(value) is None:
                self.problem(path, _TIME)
        elif hint == "choice":
            self.choice(spec, value, path)
        elif hint.startswith("record:"):
            if RECORD.fullmatch(value) is None:
                self.problem(path, _RECORD)
        elif spec.field.required and NOT_BLANK.search(value) is None:
            self.problem(path, _NEEDED)

    def choice(self, spec: Spec, value: str, path: str) -> None:
        allowed = self.programme.lists.get(spec.field.choices)
        good = value in allowed if allowed else is_id(value)
        if not good:
            self.problem(path, _CHOICE)

    def entries(self, spec: Spec, values: list[Any] | tuple[Any, ...], path: str) -> object:
        if len(values) > spec.limit:
            self.problem(path, _MANY.format(limit=spec.limit))
            return None
        numbered = [(f"{path}.{place}", value) for place, value in enumerate(values)]
        if spec.shape == "items":
            kept: list[Any] = [self.item(spec, value, where) for where, value in numbered]
        else:
            kept = [self.chosen(spec, value, where) for where, value in numbered]
            if not self.partial and len(set(kept)) != len(kept):
                self.problem(path, _TWICE)
        return kept or None

    def item(self, spec: Spec, value: object, path: str) -> object:
        if isinstance(value, Mapping):
            return self.group(spec.items, value, f"{path}.")
        self.problem(path, _TYPE)
        return None

    def chosen(self, spec: Spec, value: object, path: str) -> str | None:
        found = self.plain(value, SHORT_TEXT, path)
        if found is not None and not self.partial:
            self.choice(spec, found, path)
        return found

    def unknown(self, value: Any, path: str, depth: int) -> object:
        """Check a value that this version knows nothing about, and copy it."""
        if value is None or type(value) is bool:
            return value
        if type(value) is str:
            if FORBIDDEN.search(value):
                self.problem(path, _CHARACTER)
            return value
        if type(value) in (int, float):
            if not MIN_INTEGER <= value <= MAX_INTEGER:
                self.problem(path, _TYPE)
            return value
        return self.unknown_group(value, path, depth)

    def unknown_group(self, value: object, path: str, depth: int) -> object:
        if not depth:
            self.problem(path, _DEEP)
        elif isinstance(value, list | tuple):
            return [self.unknown(entry, path, depth - 1) for entry in value]
        elif isinstance(value, Mapping):
            copied = {}
            for name, entry in value.items():
                if type(name) is not str or FORBIDDEN.search(name) or len(name) > SHORT_TEXT:
                    self.problem(path, _CHARACTER)
                copied[name] = self.unknown(entry, path, depth - 1)
            return copied
        else:
            self.problem(path, _TYPE)
        return None


def _is_date(value: str) -> bool:
    if DATE.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def validate(
    kind: Kind, data: Mapping[str, Any], programme: Programme, *, partial: bool = False
) -> bytes:
    """Check what was filled in and return it as the body to keep.

    Empty known fields are left out; unknown fields are kept, after the known ones.

    Args:
        kind: the kind of record, one that people write.
        data: the fields.
        programme: where the choice lists come from.
        partial: a draft: nothing is required yet, a field may hold what is half typed, and a text
            what is to be shortened still. Whatever is on the screen has to be kept at a lock.

    Returns:
        Compact JSON in UTF-8.

    Raises:
        RecordInvalid: with every problem that was found, up to a hundred.
    """
    check = _Check(programme, partial=partial)
    kept = check.group(kind.specs, data, "")
    if check.problems:
        raise RecordInvalid(tuple(check.problems))
    body = msgspec.json.encode(kept)
    if len(body) > MAX_BODY:
        raise RecordInvalid((FieldProblem("?", _BIG),))
    return body


def check_reason(typed: str, *, partial: bool = False) -> str:
    """Return a reason as it is kept with a version: what was typed, without spaces around it.

    With ``partial`` it is still being typed: it is kept as it is, and may be empty.

    Raises:
        ReasonNeeded: there is nothing in it.
        RecordInvalid: it is too long, or it holds a character that cannot be kept.
    """
    reason = typed if partial else typed.strip()
    if not reason and not partial:
        raise ReasonNeeded
    if len(reason) > MAX_REASON:
        raise RecordInvalid((FieldProblem("reason", _LONG.format(limit=MAX_REASON)),))
    if FORBIDDEN.search(reason):
        raise RecordInvalid((FieldProblem("reason", _CHARACTER),))
    return reason


def decode(kind: Kind, body: bytes) -> Any:
    """Return the struct of ``kind`` with whatever fits of ``body``; never refuses a draft.

    Raises:
        RecordInvalid: ``body`` is not one strict JSON object.
    """
    try:
        return kind.read(body)
    except BadJson:
        raise RecordInvalid((FieldProblem("?", _TYPE),)) from None
