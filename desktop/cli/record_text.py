# SPDX-License-Identifier: Apache-2.0
"""A record as lines for reading: every field under its label, every version, who has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.output import local_time, paragraphs, state_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.records.form import FormField
    from desktop.records.rows import RecordDetail, RevisionView


def record_lines(detail: RecordDetail, form: Sequence[FormField]) -> Iterator[str]:
    """Yield a record for reading."""
    yield detail.title
    yield f"  {detail.kind} {detail.record}"
    yield f"  state: {state_words(detail.state)}"
    if detail.amending:
        yield "  an amendment to it is half written, in the window"
    for mark in detail.read_by:
        yield f"  read by {mark.name or mark.person}, {local_time(mark.at)}"
    shown = detail.heads if len(detail.heads) > 1 else (detail.revision,)
    for version in shown:
        yield ""
        if len(shown) > 1:
            yield f"VERSION {version.revision}, {_who_and_when(version)}"
        yield from body_lines(version.body, form)
    if detail.history:
        yield ""
        yield "Versions, oldest first:"
    for version in detail.history:
        yield f"  {version.revision}  {_who_and_when(version)}  {state_words(version.state)}"
        if version.reason:
            yield from paragraphs(f"because: {version.reason}")


def _who_and_when(version: RevisionView) -> str:
    return f"{local_time(version.at)}, {version.author_name or version.author}"


def body_lines(
    body: Mapping[str, object], form: Sequence[FormField], *, indent: str = "  "
) -> Iterator[str]:
    """Yield the fields that are filled in: first those of the form, then any others."""
    known = {field.name: field for field in form}
    for name in (*(n for n in known if n in body), *(n for n in body if n not in known)):
        value = body[name]
        if value is None or value is False or value in ("", []):
            continue  # a nought is an answer
        field = known.get(name)
        label = name if field is None else field.label
        if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
            yield f"{indent}{label}:"
            inner = () if field is None else field.fields
            for entry in value:
                yield f"{indent}  -"
                yield from body_lines(
                    entry if isinstance(entry, dict) else {"?": entry},
                    inner,
                    indent=f"{indent}    ",
                )
        else:
            yield from _one(label, _in_words(value, field), indent)


def _one(label: str, text: str, indent: str) -> Iterator[str]:
    if len(text) <= 60 and not any(mark in text for mark in "\r\n"):
        yield f"{indent}{label}: {text}"
        return
    yield f"{indent}{label}:"
    yield from paragraphs(text, indent=f"{indent}    ")


def _in_words(value: object, field: FormField | None) -> str:
    if value is True:
        return "yes"
    labels = {} if field is None else {choice.value: choice.label for choice in field.choices}
    if isinstance(value, list):
        return ", ".join(labels.get(str(entry), str(entry)) for entry in value)
    return labels.get(str(value), str(value))
