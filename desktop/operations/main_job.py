# SPDX-License-Identifier: Apache-2.0
"""The whole main job, from setting up to recovery, with a look after each step whether it holds.

This is what the program is for, done once from end to end with the operations that people use.
Does not know where the pair lies, nor who is told about the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.carriers.base import TO_HUB, open_carrier
from desktop.crypto import age
from desktop.crypto.age import HybridIdentity
from desktop.errors import AlongsideError, WordsDiffer, WrongPassphrase
from desktop.operations import files, hub, records, sending, workspaces
from desktop.operations.practice_pair import CUT, STAFF
from desktop.sync.bundle import MAX_FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.operations.practice_pair import Making

_WRONG_WORDS: Final = "able able able able able able able able"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the main job, whether it went as it should, and what happened."""

    step: str
    ok: bool
    detail: str


class _Unexpected(Exception):  # noqa: N818 - not an error of the program, but what a step found
    """A step did not have the effect that it should have; says what was found instead."""


def do_main_job(making: Making, *, on_step: Callable[[Step], None]) -> tuple[Step, ...]:
    """Do every step in order and stop at the first that fails.

    Args:
        making: a pair of which nothing is made yet.
        on_step: told about each step as it is done.
    """
    job = _Job(making)
    done: list[Step] = []
    for name, act in job.steps():
        try:
            step = Step(name, ok=True, detail=act())
        except _Unexpected as found:
            step = Step(name, ok=False, detail=str(found))
        except AlongsideError as fault:
            step = Step(name, ok=False, detail=f"error[{fault.slug}]: {fault}")
        done.append(step)
        on_step(step)
        if not step.ok:
            break
    return tuple(done)


class _Job:
    def __init__(self, making: Making) -> None:
        self._making = making

    def steps(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        return (
            ("make the hub", self._hub),
            ("make the volunteer's workspace from an invitation", self._volunteer),
            ("write without a connection", self._write),
            ("hand over", self._hand_over),
            ("wait for approval", self._wait),
            ("approve by the words", self._approve),
            ("receive receipts", self._receipts),
            ("see who has read", self._read),
            ("finish and throw away drafts", self._drafts),
            ("amend and withdraw", self._amend),
            ("change one record on both sides", self._conflict),
            ("decide between the versions", self._resolve),
            ("keep damaged and foreign files aside", self._bad_files),
            ("import from a stick, twice, and undo", self._stick),
            ("search", self._search),
            ("change the passphrase", self._passphrase),
            ("recover with the recovery code", self._recover),
            ("leave something to look at", self._leave),
        )

    def _hub(self) -> str:
        making = self._making
        making.make_hub()
        for path in making.hub_made.offline_files:
            _expect(path.is_file(), f"{path.name} is missing")
        return "The hub is ready; its root key and escrow identity lie apart from it."

    def _volunteer(self) -> str:
        making = self._making
        invitation = making.invite()
        view = workspaces.read_invitation(invitation, clock=making.calendar)
        _expect(view.hub_words == making.hub_made.words, "the invitation has other words")
        _refused(WordsDiffer, lambda: making.make_volunteer(invitation, hub_words=_WRONG_WORDS))
        making.make_volunteer(invitation, hub_words=" ".join(making.hub_made.words))
        return "Wrong words were refused and nothing was made; with the right ones it is ready."

    def _write(self) -> str:
        making = self._making
        making.write_settled()
        self._expect_states({"sealed"})
        _expect(not list(making.places.carrier.iterdir()), "something was sent already")
        return f"{len(making.written)} records are final and only on the volunteer's computer."

    def _hand_over(self) -> str:
        report = sending.synchronise(self._making.volunteer)
        _expect(report.placed > 1, f"{report.placed} bundles were placed")
        self._expect_states({"handed-over"})
        return f"{report.placed} sealed bundles lie on the carrier; none is called received."

    def _wait(self) -> str:
        making = self._making
        sending.synchronise(making.hub)
        _expect(not records.list_records(making.hub), "records were taken from a new computer")
        states = [row.state for row in hub.devices(making.hub)]
        _expect(states == ["waiting"], f"the computer is {states}")
        waiting = hub.quarantine(making.hub)
        _expect(bool(waiting), "nothing waits")
        return f"The hub does not know the computer yet; bundles that wait: {len(waiting)}."

    def _approve(self) -> str:
        making = self._making
        device = making.volunteer_made.device
        _refused(WordsDiffer, lambda: hub.approve(making.hub, device, words=_WRONG_WORDS))
        making.approve()
        _expect(not hub.quarantine(making.hub), "something still waits")
        found = len(records.list_records(making.hub, limit=records.MAX_LIMIT))
        _expect(found == len(making.written), f"the hub has {found} records")
        return f"Wrong words were refused. With the right ones {found} records came in at once."

    def _receipts(self) -> str:
        making = self._making
        making.rounds()
        self._expect_states({"received"})
        status = sending.status(making.volunteer)
        _expect(status.approved, "the volunteer has not heard of the approval")
        _expect(status.unsent + status.handed_over == 0, "something has no receipt")
        return "The volunteer's screen says received for each, by a signed receipt."

    def _read(self) -> str:
        making = self._making
        count = making.mark_read()
        making.rounds()
        for entry, row in making.written:
            marks = [mark.name for mark in records.show(making.volunteer, row.record).read_by]
            wanted = [STAFF] if entry.stage == "read" else []
            _expect(marks == wanted, f"a record was read by {marks}")
        return f"{count} records say on the volunteer's screen that {STAFF} has read them."

    def _drafts(self) -> str:
        workspace = self._making.volunteer
        draft = records.save_draft(workspace, "visit-note", {"talked_about": "Half a sente"})
        _expect(draft.state == "draft", f"a draft is {draft.state}")
        fields = {"when": self._today, "how": "phone", "talked_about": "A whole sentence."}
        records.save_draft(workspace, "visit-note", fields, draft=draft.record)
        final = records.finalise(workspace, draft.record)
        _expect(final.state == "sealed", f"a finished draft is {final.state}")
        other = records.save_draft(workspace, "visit-note", {})
        records.discard(workspace, other.record)
        self._note = final.record
        return "One draft was finished, one thrown away."

    def _amend(self) -> str:
        workspace = self._making.volunteer
        fields = records.show(workspace, self._note).revision.body
        records.amend(workspace, self._note, {**fields, "minutes": 20}, reason="I forgot the time")
        records.withdraw(workspace, self._note, reason="It belongs to another family")
        history = records.show(workspace, self._note).history
        _expect(len(history) == 3, f"there are {len(history)} versions")
        _expect(history[0].body == fields, "the first version has changed")
        self._making.rounds()
        at_hub = records.show(self._making.hub, self._note)
        _expect(len(at_hub.history) == 3, f"the hub has {len(at_hub.history)} versions")
        return "Each change is a version with its reason; all three stay readable on both sides."

    def _conflict(self) -> str:
        making = self._making
        for family in making.disputed():
            making.disagree(family)
        making.rounds()
        for family in making.disputed():
            for workspace in (making.volunteer, making.hub):
                state = records.show(workspace, making.record_of(family)).state
                _expect(state == "conflict", f"a family changed on both sides is {state}")
        return "Both sides keep both versions and say that a person has to decide."

    def _resolve(self) -> str:
        making = self._making
        record = making.record_of(making.disputed()[0])
        chosen = records.show(making.hub, record).heads[0].revision
        records.resolve(making.hub, record, choose=chosen, reason="We rang and asked")
        making.rounds()
        ends = [records.show(w, record) for w in (making.volunteer, making.hub)]
        _expect(
            all(len(end.heads) == 1 for end in ends)
            and ends[0].revision.revision == ends[1].revision.revision,
            "the two sides came to different ends",
        )
        return "The decision is a version on top of both; the two sides agree again."

    def _bad_files(self) -> str:
        making = self._making
        making.write_recent()
        sending.synchronise(making.volunteer)
        before = len(records.list_records(making.hub, limit=records.MAX_LIMIT))
        whole = self._some_bundle()
        damaged, foreign = (making.places.carrier / n for n in ("cut-short.age", "foreign.age"))
        files.write_new(damaged, whole[:-CUT])
        files.write_new(foreign, age.encrypt(b"for others", [HybridIdentity.generate().recipient]))
        outcomes = hub.import_files(making.hub, [damaged, foreign]).bundles
        slugs = sorted(outcome.slug or "" for outcome in outcomes)
        _expect(slugs == ["damaged", "not-for-us"], f"they were {slugs}")
        after = len(records.list_records(making.hub, limit=records.MAX_LIMIT))
        _expect(after == before, "something in them was used")
        kept = [row.slug for row in hub.quarantine(making.hub)]
        _expect(kept == ["damaged"], f"kept aside: {kept}")
        return "Nothing in either was used. The damaged one is kept aside, the foreign one left."

    def _stick(self) -> str:
        making = self._making
        stick = making.places.carrier / TO_HUB
        first = hub.import_files(making.hub, [stick])
        _expect(first.totals.imported > 0, "nothing was imported")
        again = hub.import_files(making.hub, [stick])
        _expect(again.totals.imported == 0, "something was imported twice")
        statuses = {outcome.status for outcome in again.bundles}
        _expect(statuses == {"already-imported"}, f"the second time they were {statuses}")
        hidden = hub.undo_import(making.hub, first.import_id or "").hidden
        shown = hub.undo_import(making.hub, first.import_id or "", redo=True).hidden
        _expect(hidden == shown > 0, f"{hidden} entries were hidden, {shown} shown again")
        making.rounds()
        self._expect_states({"received", "read", "conflict"})
        return f"{hidden} entries came in once, were hidden by an undo, and are back."

    def _search(self) -> str:
        making = self._making
        for workspace in (making.volunteer, making.hub):
            for words in ("gary", "ليلى", "siobhan"):
                _expect(bool(records.search(workspace, words)), "a word was not found")
        return "Words are found on both sides, in Arabic letters and without accents too."

    def _passphrase(self) -> str:
        making = self._making
        old, new = making.passphrase, workspaces.suggest_passphrase()
        workspaces.change_passphrase(making.volunteer, current=old, new=new)
        making.volunteer.lock()
        _refused(WrongPassphrase, lambda: making.reopen(old))
        making.reopen(new)
        return "The old one is refused, the new one opens it."

    def _recover(self) -> str:
        making = self._making
        making.volunteer.lock()
        making.use_volunteer(
            workspaces.recover(
                making.places.volunteer,
                code=making.volunteer_made.recovery_code,
                new_passphrase=making.passphrase,
            )
        )
        found = len(records.list_records(making.volunteer, limit=records.MAX_LIMIT))
        _expect(found >= len(making.written), f"{found} records are left")
        return "The recovery code opened it; the passphrase in the file holds again."

    def _leave(self) -> str:
        making = self._making
        making.write_last()
        counts = records.counts(making.volunteer)
        _expect(counts.drafts > 0 and counts.sealed > 0, "nothing is left to do")
        return (
            f"{counts.drafts} drafts, {counts.sealed} records not handed over yet, and one family "
            "with two versions to decide between."
        )

    @property
    def _today(self) -> str:
        return self._making.calendar.today.date().isoformat()

    def _some_bundle(self) -> bytes:
        carrier = open_carrier(self._making.url)
        return carrier.get(TO_HUB, carrier.list(TO_HUB)[0].name, limit=MAX_FILE)

    def _expect_states(self, wanted: set[str]) -> None:
        making = self._making
        found = {records.show(making.volunteer, row.record).state for _, row in making.written}
        _expect(found <= wanted, f"some records are {', '.join(sorted(found - wanted))}")


def _expect(condition: bool, otherwise: str) -> None:
    if not condition:
        raise _Unexpected(otherwise)


def _refused(fault: type[AlongsideError], act: Callable[[], object]) -> None:
    try:
        act()
    except fault:
        return
    raise _Unexpected(f"it was not refused ({fault.slug})")
