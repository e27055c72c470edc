# SPDX-License-Identifier: Apache-2.0
"""Open what is left after a kill or a power cut, and say what is wrong with it.

Everything that was acknowledged has to be there; what was only begun is there whole or not at
all; and both sides have to come to the same end as if nothing had happened. Runs in a process of
its own.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.errors import AlongsideError, WrongPassphrase, WrongRecoveryCode
from desktop.operations import backups, care, hub, records, sending, workspaces
from desktop.storage import exchange, journal, places, tables
from tests.functional.torture import writing
from tests.pairs import PASSPHRASE, FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.database import Connection
    from desktop.workspace import Workspace
    from tests.functional.torture.telling import Facts, Told
    from tests.functional.torture.writing import State

#: Rounds of both sides within which everything that was written has to have arrived.
ENOUGH: Final = 6

#: What a workspace that is open may hold.
_BELONGS: Final = frozenset(
    {"vault.json", "vault.json.1", "lock", "backups"}
    | {name + end for name in ("records.db", "concerns.db") for end in ("", "-wal", "-shm")}
)

# What must never be found, as (what it means, a statement that finds it).
_NEVER: Final = (
    (
        "a version waits for a receipt and is not in the outbox",
        "SELECT v.id FROM revision AS v, meta AS m WHERE m.key = 'role' AND m.value = 'volunteer'"
        " AND v.intake IS NULL AND v.state IN ('sealed', 'handed-over', 'needs-attention')"
        " AND v.id NOT IN (SELECT revision FROM outbox)",
    ),
    (
        "a version is in the outbox and has been received",
        "SELECT v.id FROM outbox AS o JOIN revision AS v ON v.id = o.revision"
        " WHERE v.state = 'received' AND v.intake IS NULL",
    ),
    (
        "a version is in the outbox of a bundle that was applied, or whose bytes are gone",
        "SELECT o.revision FROM outbox AS o JOIN sent_bundle AS b ON b.manifest_sha256 = o.bundle"
        " WHERE b.state = 'applied' OR b.data IS NULL",
    ),
    (
        "an own chain has a gap",
        "SELECT epoch FROM sent_bundle GROUP BY epoch, stream"
        " HAVING min(seq) <> 1 OR max(seq) <> count(*)",
    ),
    (
        "a chain was followed further than the ledger goes, or not as far",
        "SELECT c.device FROM chain AS c LEFT JOIN ledger AS l ON l.device = c.device"
        " AND l.epoch = c.epoch AND l.stream = c.stream AND l.seq <= c.high"
        " AND l.status <> 'waiting' GROUP BY c.device, c.epoch, c.stream, c.high"
        " HAVING count(l.seq) <> c.high",
    ),
    (
        "the end of a chain is not the bundle that the ledger has there",
        "SELECT c.device FROM chain AS c JOIN ledger AS l ON l.device = c.device"
        " AND l.epoch = c.epoch AND l.stream = c.stream AND l.seq = c.high"
        " WHERE l.manifest_sha256 <> c.last",
    ),
    (
        "the ledger counts other records than have arrived",
        "SELECT 1 FROM meta WHERE key = 'role' AND value = 'hub' AND"
        " (SELECT coalesce(sum(records), 0) FROM ledger WHERE status = 'applied'"
        " AND kind = 'records') <> (SELECT count(*) FROM revision WHERE intake IS NOT NULL)",
    ),
    (
        "a record is listed under a version that is not there",
        "SELECT r.id FROM record AS r LEFT JOIN revision AS v ON v.id = r.shown"
        " WHERE r.shown IS NOT NULL AND (v.id IS NULL OR v.hidden OR v.pending)",
    ),
    (
        "a record is listed and not in the search, or the other way round",
        "SELECT rowid FROM search WHERE rowid NOT IN (SELECT number FROM record)"
        " UNION ALL SELECT number FROM record WHERE number NOT IN (SELECT rowid FROM search)",
    ),
)


class Judge:
    """Looks at both workspaces after a run.

    Attributes:
        problems: what was found; empty when all is well.
    """

    def __init__(self, folder: Path, facts: Facts, told: Told) -> None:
        """Look at ``folder``, where ``facts`` held before and ``told`` was heard since."""
        self.folder = folder
        self.facts = facts
        self.told = told
        self.problems: list[str] = []
        self._volunteer = "volunteer"  # in whose place a restored one may come
        self._role = facts.get("role", "volunteer")  # whose keys were changed
        self._passphrases: dict[str, str] = {}
        self._before = writing.states_of(facts["before"])
        self._versions_before = set(facts["versions"])

    def look(self) -> list[str]:
        """Return every problem."""
        try:
            self._keys()
            self._restored()
            with ExitStack() as stack:
                volunteer = stack.enter_context(self._open(self._volunteer))
                at_hub = stack.enter_context(self._open("hub"))
                self._look_at_both(volunteer, at_hub)
                self._backups()
        except AlongsideError as fault:
            self.problems.append(f"stopped by {fault.slug} {fault.facts}")
        return self.problems

    def _open(self, role: str, passphrase: str | None = None) -> Workspace:
        known = passphrase or self._passphrases.get(role, PASSPHRASE)
        return workspaces.open_workspace(self.folder / role, known, clock=FakeClock())

    def _look_at_both(self, volunteer: Workspace, at_hub: Workspace) -> None:
        for workspace in (volunteer, at_hub):
            self._whole(workspace)
            self._tidy(workspace)
        found = writing.observe(volunteer)
        self._written(found)
        self._versions(volunteer)
        self._bundles(at_hub)
        self._undone(at_hub)
        self._searched(volunteer, found)
        self._placed(volunteer)
        self._come_to_rest(volunteer, at_hub)
        again = writing.observe(volunteer)
        if self.facts["alone"] and again != found:
            self.problems.append(f"a round changed what was written: {found} became {again}")
        self._agree(again, writing.observe(at_hub))
        for workspace, states in ((volunteer, again), (at_hub, writing.observe(at_hub))):
            self._whole(workspace)
            self._searched(workspace, states)

    # Keys ---------------------------------------------------------------------------------------

    def _keys(self) -> None:
        """Exactly one passphrase opens: the last that was acknowledged, or the one begun.

        And no recovery code but the last that was handed out.
        """
        if "keys" not in self.facts:
            return
        begun = self.told.begun or {}
        known = [PASSPHRASE, *(f["passphrase"] for f in self.told.done if "passphrase" in f)]
        allowed = [known[-1], *([begun["passphrase"]] if "passphrase" in begun else [])]
        opening = [p for p in dict.fromkeys(known + allowed) if self._opens(p)]
        if len(opening) != 1 or opening[0] not in allowed:
            self.problems.append(f"passphrases: {len(opening)} of {len(known)} open")
        self._passphrases[self._role] = opening[0] if opening else allowed[0]
        codes = [self.facts["codes"][self._role]]
        codes += [facts["code"] for facts in self.told.done if "code" in facts]
        known_codes = [code for code in codes if self._opens_with_code(code)]
        # A new one can be in force before it was handed out; the passphrase still opens then.
        unknown = begun.get("act") == "new code" or (
            begun.get("act") == "new keys" and opening == [begun["passphrase"]]
        )
        if known_codes != [codes[-1]] and not (unknown and not known_codes):
            self.problems.append(f"recovery codes: {len(known_codes)} of {len(codes)} open")

    def _opens(self, passphrase: str) -> bool:
        try:
            self._open(self._role, passphrase).lock()
        except WrongPassphrase:
            return False
        return True

    def _opens_with_code(self, code: str) -> bool:
        new = self._passphrases[self._role]
        try:
            workspaces.recover(self.folder / self._role, code=code, new_passphrase=new).lock()
        except WrongRecoveryCode:
            return False
        return True

    # Backups ------------------------------------------------------------------------------------

    def _restored(self) -> None:
        """A restored workspace is there or not; in its place a restoring can be done again."""
        if "backup" not in self.facts:
            return
        self._volunteer = "restored"
        self._before = writing.states_of(self.facts["backed_up"])
        self._versions_before = set()
        place = self.folder / "restored"
        if not workspaces.kind_of(place).exists:
            if any("restored" in facts for facts in self.told.done):
                self.problems.append("the restored workspace is gone")
            self._restore(self.facts["backup"], place)
        with self._open("volunteer") as original:
            if writing.observe(original) != writing.states_of(self.facts["before"]):
                self.problems.append("restoring changed the workspace that it was made of")

    def _backups(self) -> None:
        """Every file that is called a backup can be restored, and holds what it should."""
        acknowledged = {f["backup"]: f["states"] for f in self.told.done if f.get("backup")}
        there = {
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("backup-*.alongside")
        }
        if not acknowledged.keys() <= there:
            self.problems.append(f"{len(acknowledged.keys() - there)} backups are gone")
        for number, name in enumerate(sorted(there)):
            place = self.folder / f"tried-{number}"
            self._restore(name, place)
            with workspaces.open_workspace(place, PASSPHRASE, clock=FakeClock()) as workspace:
                self._whole(workspace)
                found = writing.observe(workspace)
            if name in acknowledged and found != writing.states_of(acknowledged[name]):
                self.problems.append(f"a backup holds {found}, not {acknowledged[name]}")

    def _restore(self, name: str, place: Path) -> None:
        backups.restore(self.folder / name, place, passphrase=PASSPHRASE, clock=FakeClock())

    # One workspace ------------------------------------------------------------------------------

    def _whole(self, workspace: Workspace) -> None:
        role = workspace.role
        for check in care.examine(workspace).checks:
            if not check.ok and not check.advisory:
                self.problems.append(f"{role}: doctor: {check.check}: {check.detail}")

        def look(connection: Connection) -> Iterator[str]:
            for meaning, statement in _NEVER:
                rows = connection.exec_driver_sql(statement).fetchall()
                if rows:
                    yield f"{role}: {meaning} ({len(rows)})"

        self.problems += workspace.read(lambda c: list(look(c)))
        # Compares the index of the search with the words it was made from; changes nothing.
        workspace.write(
            lambda c: c.exec_driver_sql(
                "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"
            )
        )

    def _tidy(self, workspace: Workspace) -> None:
        """Nothing is left over of what was under way."""
        left = {path.name for path in workspace.folder.iterdir()} - _BELONGS
        if left:
            self.problems.append(f"{workspace.role}: left over: {sorted(left)}")

    def _written(self, found: dict[str, State]) -> None:
        wanted = writing.expected(self._before, self.told.done)
        self.problems += writing.differences(found, wanted, self.told.begun)

    def _versions(self, volunteer: Workspace) -> None:
        """Every version that was acknowledged is in the journal, and at most one more."""
        acknowledged = {f["revision"] for f in self.told.done if f.get("revision")}
        there = volunteer.read(_ids)
        if not acknowledged <= there:
            self.problems.append(f"{len(acknowledged - there)} acknowledged versions are gone")
        more = there - acknowledged - self._versions_before
        if len(more) > 1 and self.facts["alone"]:
            self.problems.append(f"{len(more)} versions are there that were never begun")

    def _searched(self, workspace: Workspace, states: dict[str, State]) -> None:
        """Each word finds just the records that show it, and no other word finds anything."""
        words = {state[1] for state in states.values()} | self._every_word()
        for word in sorted(words):
            found = {hit.record for hit in records.search(workspace, word)}
            wanted = {record for record, state in states.items() if state[1] == word}
            if found != wanted:
                self.problems.append(f"{workspace.role}: search finds {found}, not {wanted}")

    def _every_word(self) -> set[str]:
        said = [*self.told.done, self.told.begun or {}]
        mentioned = [facts["to"] for facts in said if facts.get("to")]
        return {word for state in mentioned for word in state[1:] if word}

    def _placed(self, volunteer: Workspace) -> None:
        """What counts as left on the stick lies there, with the right bytes."""
        for item in volunteer.read(exchange.open_bundles):
            placed = partial(places.placements, bundle=item.manifest_sha256)
            stored = volunteer.read(
                partial(exchange.find_bundle, manifest_sha256=item.manifest_sha256)
            )
            for place in volunteer.read(placed):
                lying = self.folder / "stick" / "to-hub" / place.name
                if place.placed_at is None:
                    continue
                if lying.exists() and stored is not None and lying.read_bytes() != stored.data:
                    self.problems.append("an object on the stick holds other bytes than it should")
                if not lying.exists() and self.facts["alone"]:
                    self.problems.append("an object that was left on the stick is not there")

    # Imports ------------------------------------------------------------------------------------

    def _bundles(self, at_hub: Workspace) -> None:
        """Each bundle was taken in whole or not at all; wholly when the import had returned."""
        if "import" in self.facts:
            return  # undoing goes in turns, and may have been ended between two
        there = at_hub.read(_ids)
        wanted = any("imported" in facts for facts in self.told.done)
        for bundle in self.facts.get("bundles", ()):
            count = len(there & set(bundle))
            if count not in (0, len(bundle)) or (wanted and not count):
                self.problems.append(f"{count} of {len(bundle)} records of a bundle are there")

    def _undone(self, at_hub: Workspace) -> None:
        """What was hidden is hidden, and a half-done undoing can be finished either way."""
        if "import" not in self.facts:
            return
        brought = {r for bundle in self.facts["bundles"] for r in bundle}
        last = [facts["hidden"] for facts in self.told.done if "hidden" in facts]
        if self.told.begun is None and last:
            self._hidden(at_hub, brought, last[-1])
        for hidden in (True, False):
            hub.undo_import(at_hub, self.facts["import"], redo=not hidden)
            self._hidden(at_hub, brought, hidden)

    def _hidden(self, at_hub: Workspace, brought: set[str], hidden: bool) -> None:
        shown = at_hub.read(_ids) & brought
        if shown != (set() if hidden else brought):
            self.problems.append(f"{len(shown)} of {len(brought)} are shown; hidden is {hidden}")

    # Both together --------------------------------------------------------------------------------

    def _come_to_rest(self, volunteer: Workspace, at_hub: Workspace) -> None:
        """Nothing new is needed for everything to arrive: no waiting, no help."""
        for _ in range(ENOUGH):
            for workspace in (volunteer, at_hub):
                for url, fault in sending.synchronise(workspace).problems:
                    self.problems.append(f"{workspace.role}: {url}: {fault.slug}")
            if not any(w.read(exchange.count_outbox) for w in (volunteer, at_hub)):
                break
        else:
            self.problems.append("it never came to rest")
        held = hub.quarantine(at_hub)
        if held:
            self.problems.append(f"kept aside at the hub: {[row.slug for row in held]}")

    def _agree(self, here: dict[str, State], there: dict[str, State]) -> None:
        finals = {r: state[:2] for r, state in here.items() if state[0] != "draft"}
        if finals != {record: state[:2] for record, state in there.items()}:
            self.problems.append(f"the hub has {there}, the volunteer {finals}")


def _ids(connection: Connection) -> set[str]:
    found = connection.execute(
        tables.revision.select().where(
            tables.revision.c.hidden == 0, tables.revision.c.pending == 0
        )
    )
    return {row.id for row in found if journal._is_visible(row.kind)}


def versions(workspace: Workspace) -> list[str]:
    """Return the ids of all versions that people see."""
    return sorted(workspace.read(_ids))


def known_before(volunteer: Workspace, facts: Facts) -> Facts:
    """Return what a judge has to know of the state before the work, with ``facts``."""
    return {**facts, "before": writing.observe(volunteer), "versions": versions(volunteer)}
