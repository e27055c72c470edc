# SPDX-License-Identifier: Apache-2.0
"""Faults of records, and of commands as typed."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.errors.base import AlongsideError
from desktop.wording import QT_TRANSLATE_NOOP


class RecordError(AlongsideError):
    """A record cannot be saved or found as asked."""


class RecordNotFound(RecordError):
    slug = "record-not-found"
    message = QT_TRANSLATE_NOOP("errors", "There is no such record.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "Look at the list of records and use its number.")


class UnknownKind(RecordError):
    slug = "unknown-kind"
    message = QT_TRANSLATE_NOOP("errors", 'There is no kind of record called "{name}".')
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was saved.")
    advice = QT_TRANSLATE_NOOP("errors", "The kinds are: {known}.")


class AlreadyFinal(RecordError):
    slug = "already-final"
    message = QT_TRANSLATE_NOOP("errors", "This record is final and can no longer be edited.")
    safe = QT_TRANSLATE_NOOP("errors", "It is unchanged.")
    advice = QT_TRANSLATE_NOOP("errors", "Make an amendment instead: both versions stay readable.")


class NotADraft(RecordError):
    slug = "not-a-draft"
    message = QT_TRANSLATE_NOOP("errors", "This is not a draft.")
    safe = QT_TRANSLATE_NOOP("errors", "It is unchanged.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Only drafts can be finished or thrown away. A final record can be amended or withdrawn.",
    )


class ReasonNeeded(RecordError):
    slug = "reason-needed"
    message = QT_TRANSLATE_NOOP("errors", "A reason is needed.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was saved.")
    advice = QT_TRANSLATE_NOOP("errors", "Say in a few words why this is being changed.")
    retryable = True


class NotInConflict(RecordError):
    slug = "not-in-conflict"
    message = QT_TRANSLATE_NOOP("errors", "This record has only one version to choose from.")
    safe = QT_TRANSLATE_NOOP("errors", "It is unchanged.")
    advice = QT_TRANSLATE_NOOP("errors", "There is nothing to decide.")


class InConflict(RecordError):
    slug = "in-conflict"
    message = QT_TRANSLATE_NOOP("errors", "This record has two versions that differ.")
    safe = QT_TRANSLATE_NOOP("errors", "Both are kept.")
    advice = QT_TRANSLATE_NOOP("errors", "Decide between them first.")


class RevisionNotFound(RecordError):
    slug = "revision-not-found"
    message = QT_TRANSLATE_NOOP("errors", "That version is not one of those to choose from.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Look at the record and use one of the versions that it shows."
    )


class KindNotWritable(RecordError):
    slug = "kind-not-writable"
    message = QT_TRANSLATE_NOOP(
        "errors", "This kind of record is not written in a {role} workspace."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was saved.")
    advice = QT_TRANSLATE_NOOP("errors", "Open the right workspace.")


class BadInputFile(RecordError):
    slug = "bad-input"
    message = QT_TRANSLATE_NOOP("errors", "The file {name} is not a readable JSON object.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was saved.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Look at what record schema KIND prints, and write the fields as it says."
    )


class ProgrammeUnknown(RecordError):
    slug = "programme-unknown"
    message = QT_TRANSLATE_NOOP("errors", 'There is no programme called "{name}".')
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "The programmes are: {known}.")


class ProgrammeDamaged(RecordError):
    slug = "programme-damaged"
    message = QT_TRANSLATE_NOOP("errors", "A programme description cannot be read: {name}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Ask for it to be sent again, or install the program again."
    )


class CommandError(AlongsideError):
    """A command cannot be carried out as typed."""


class PassphraseNeeded(CommandError):
    slug = "passphrase-needed"
    message = QT_TRANSLATE_NOOP("errors", "A passphrase is needed.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Give --passphrase-file FILE, or run the command in a terminal where it can ask."
    )
    retryable = True


class NameNeeded(CommandError):
    slug = "name-needed"
    message = QT_TRANSLATE_NOOP("errors", "A name is needed.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was made.")
    advice = QT_TRANSLATE_NOOP("errors", "Write a name with at least one letter or digit.")
    retryable = True


class Cancelled(CommandError):
    slug = "cancelled"
    message = QT_TRANSLATE_NOOP("errors", "Stopped, as asked.")
    safe = QT_TRANSLATE_NOOP("errors", "What was finished before is kept.")
    advice = QT_TRANSLATE_NOOP("errors", "Start again when you are ready.")
    retryable = True


class InternalFault(CommandError):
    slug = "internal-fault"
    message = QT_TRANSLATE_NOOP("errors", "Something went wrong inside the program ({kind}).")
    safe = QT_TRANSLATE_NOOP("errors", "What was saved before is safe.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Close the program and open it again. If it happens again, tell whoever looks after your hub; the report holds no record text.",
    )


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing that is wrong with one field of a record.

    Attributes:
        field: dotted path of the field, for example ``services.0.name``.
        text: what is wrong, in plain English, without the value.
    """

    field: str
    text: str


class RecordInvalid(RecordError):
    slug = "record-invalid"
    message = QT_TRANSLATE_NOOP("errors", "The record is not complete: {summary}")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was saved as final, and nothing was lost.")
    advice = QT_TRANSLATE_NOOP("errors", "Put right the fields that are named, and try again.")
    retryable = True

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        self.problems = problems
        super().__init__(summary="; ".join(f"{p.field}: {p.text}" for p in problems))
