# SPDX-License-Identifier: Apache-2.0
"""An unlocked workspace: its database threads, its keys, its clock, and how it is locked.

Everything above calls :meth:`Workspace.write` and :meth:`Workspace.read` from any thread; the
database itself is touched by two threads only, one that writes and one that reads snapshots.
Must not know what is written or why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from desktop.crypto import keys
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import AlongsideError, WorkspaceLocked, WrongRole
from desktop.records import programme
from desktop.storage import rekey, trust
from desktop.storage.database import Connection, Database, Reader

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from desktop.crypto.vault import Secrets
    from desktop.records.programme import Programme
    from desktop.storage.folder import InstanceLock, WorkspaceFolder

T = TypeVar("T")
D = TypeVar("D", Database, Reader)
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the time of this computer, aware of its zone."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """Return a moment as RFC 3339 UTC with milliseconds and ``Z``."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


@dataclass(frozen=True, slots=True)
class Person:
    """The person who writes in this workspace."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who this workspace is towards the other side, with its keys. The repr reveals none.

    Attributes:
        role: ``volunteer`` or ``hub``.
        hub: id of the hub that it belongs to.
        device: id of its signing key.
        epoch: 16 hex characters; new after a restore or a copy.
        signing: its signing key.
        identities: what it can open bundles with.
        recipients: ids of the keys of those identities.
    """

    role: str
    hub: str
    device: str
    epoch: str
    signing: SigningKey
    identities: tuple[HybridIdentity, ...]
    recipients: frozenset[str]

    @property
    def inbound_stream(self) -> str:
        """The stream in which the other side sends to this workspace."""
        return "hub" if self.role == "hub" else self.device


class Workspace:
    """An unlocked workspace. Use it as a context manager, or call :meth:`lock` at the end.

    Attributes:
        folder: where it lies.
        role: ``volunteer`` or ``hub``.
        practice: it holds fictional families only.
        person: who writes here.
        device, hub, hub_name: whose workspace it is.
        programme: the programme pack in force.
        clock: where the time comes from.
    """

    def __init__(
        self,
        *,
        folder: WorkspaceFolder,
        lock: InstanceLock,
        secrets: Secrets,
        clock: Clock = system_clock,
    ) -> None:
        """Open the database of ``folder``. What fails leaves nothing open behind.

        Raises:
            DatabaseMissing, DatabaseDamaged, DatabaseForeign, WorkspaceNewer: see
                desktop/storage/database.py.
        """
        self.clock = clock
        self._folder = folder
        self._lock = lock
        self._secrets = secrets
        self._locked = False
        self._locking = Lock()
        self._counting = Lock()
        self._waiting = 0
        self._postponed: dict[str, Callable[[Connection], None]] = {}
        self._party: Party | None = None
        self._also: tuple[HybridIdentity, ...] = ()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._readers = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._database: Database | None = None
        self._reader: Reader | None = None
        try:
            self._start()
        except BaseException:
            self.lock()
            raise

    def _start(self) -> None:
        self._database = self._writer.submit(self._open_database).result()
        self._reader = self._readers.submit(self._database.reader).result()
        self.reload()

    def _open_database(self) -> Database:
        key, vault = self._secrets.database_key(), self._secrets.vault
        rekey.finish(self._folder, key=key, vault=vault)
        database = Database.open(self._folder.records, key=key, vault=vault)
        try:
            rekey.discard(self._folder)
        except BaseException:
            database.close()
            raise
        return database

    def reload(self) -> None:
        """Read again who this workspace is, after its keys or its programme changed."""
        facts, secret_keys, people, pack = self.read(_facts)
        self.role = facts["role"]
        self.practice = facts.get("practice") == "yes"
        self.hub = facts["hub"]
        self.hub_name = facts["hub_name"]
        self.device = facts["device"]
        self.person = Person(facts["person"], people[facts["person"]].name)
        self.programme = _programme(pack)
        self._party = _party(facts, secret_keys, self._also)

    @property
    def folder(self) -> Path:
        """Where the workspace lies."""
        return self._folder.path

    @property
    def party(self) -> Party:
        """Ids and keys towards the other side. Raises WorkspaceLocked after locking."""
        if self._locked or self._party is None:
            raise WorkspaceLocked
        return self._party

    @contextmanager
    def opening_also(self, identity: HybridIdentity) -> Iterator[None]:
        """Open bundles for a while with one more key, which is kept nowhere.

        Raises:
            WorkspaceLocked: the workspace was locked.
        """
        self._also = (identity,)
        try:
            self.reload()
            yield
        finally:
            self._also = ()
            with suppress(WorkspaceLocked):
                self.reload()

    @property
    def is_locked(self) -> bool:
        """Whether it was locked."""
        return self._locked

    def now(self) -> str:
        """Return the present time as it is written into revisions."""
        return timestamp(self.clock())

    def require_role(self, role: str) -> None:
        """Raise WrongRole unless this is a ``role`` workspace."""
        if self.role != role:
            raise WrongRole(needed=role)

    @property
    def others_wait(self) -> bool:
        """Whether a transaction that could end now should: someone wants to write, or to lock."""
        return self._locked or self._waiting > 0

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction on the database thread, and wait for its result.

        Whatever ``work`` raises rolls the transaction back and is raised here. ``work`` must not
        call :meth:`write` itself.

        Raises:
            WorkspaceLocked: the workspace was locked.
            DiskFull, ReadOnly, DatabaseDamaged, DeviceGone, Busy: as the disk behaves.
        """

        def run() -> T:
            self._count(-1)
            with self._open(self._database).write() as connection:
                return work(connection)

        self._count(1)
        try:
            future = self._submit(self._writer, run)
        except BaseException:
            self._count(-1)
            raise
        return future.result()

    def write_and_reload(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` as :meth:`write` does, for what changes who this workspace is.

        Nothing else is written between the commit and the moment from which :attr:`party` and
        the rest say what is true now.

        Raises:
            The same errors as :meth:`write`.
        """

        def run(database: Database) -> T:
            with database.write() as connection:
                result = work(connection)
            self.reload()
            return result

        return self.maintain(run)

    def postpone(self, name: str, work: Callable[[Connection], None]) -> None:
        """Remember work that may wait until somebody needs it done, or until locking.

        It is forgotten when the program ends otherwise. Later work of the same name replaces it.
        """
        with self._counting:
            self._postponed[name] = work

    def catch_up(self) -> None:
        """Do what was postponed, in one transaction; nothing when nothing was.

        Raises:
            The same errors as :meth:`write`; then all of it is still to be done.
        """
        with self._counting:
            postponed = dict(self._postponed)
        if not postponed:
            return

        def work(connection: Connection) -> None:
            for item in postponed.values():
                item(connection)

        self.write(work)
        with self._counting:
            for name, item in postponed.items():
                if self._postponed.get(name) is item:
                    del self._postponed[name]

    def _count(self, change: int) -> None:
        with self._counting:
            self._waiting += change

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` on a snapshot of the database, in the reader's thread, and wait for it.

        Raises:
            WorkspaceLocked: the workspace was locked.
        """

        def run() -> T:
            with self._open(self._reader).read() as connection:
                return work(connection)

        return self._submit(self._readers, run).result()

    def maintain(self, work: Callable[[Database], T]) -> T:
        """Run ``work`` with the database itself (checks, checkpoints) in its thread."""
        return self._submit(self._writer, lambda: work(self._open(self._database))).result()

    @staticmethod
    def _open(part: D | None) -> D:
        if part is None:
            raise WorkspaceLocked
        return part

    def secrets(self) -> Secrets:
        """Return the open secrets. Raises WorkspaceLocked after locking."""
        if self._locked:
            raise WorkspaceLocked
        return self._secrets

    def _submit(self, pool: ThreadPoolExecutor, run: Callable[[], T]) -> Future[T]:
        if self._locked:
            raise WorkspaceLocked
        try:
            return pool.submit(run)
        except RuntimeError as error:  # locked between the question above and here
            raise WorkspaceLocked from error

    def lock(self) -> None:
        """Finish what is running, close the database, and forget the keys. Safe to repeat.

        Whoever calls it while another thread is at it waits for the end too. Whatever fails on
        the way, the keys are forgotten and the threads end.
        """
        with self._locking:
            if self._locked:
                return
            self._locked = True
            with ExitStack() as last_first:  # runs these from the last to the first
                last_first.callback(self._lock.release)
                last_first.callback(self._forget)
                last_first.callback(self._writer.shutdown)
                last_first.callback(self._close_database)
                last_first.callback(self._finish_postponed)
                last_first.callback(self._readers.shutdown)
                last_first.callback(self._close_reader)

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._readers.submit(self._reader.close).result()

    def _finish_postponed(self) -> None:
        postponed, self._postponed = self._postponed, {}
        database = self._database
        if database is None or not postponed:
            return

        def run() -> None:
            with database.write() as connection:
                for work in postponed.values():
                    work(connection)

        with suppress(AlongsideError):  # the disk may be full or gone, and locking goes on
            self._writer.submit(run).result()

    def _close_database(self) -> None:
        if self._database is not None:
            self._writer.submit(self._database.close).result()

    def _forget(self) -> None:
        self._reader = None
        self._database = None
        self._party = None
        self._secrets.wipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()


_Facts = tuple[
    dict[str, str],
    tuple[trust.SecretKey, ...],
    dict[str, trust.KnownPerson],
    trust.StoredDocument | None,
]


def _facts(connection: Connection) -> _Facts:
    return (
        trust.all_meta(connection),
        (*trust.keys(connection, purpose="signing"), *trust.keys(connection, purpose="recipient")),
        trust.people(connection),
        trust.newest_document(connection, "programme"),
    )


def _programme(stored: trust.StoredDocument | None) -> Programme:
    if stored is None:
        return programme.load(programme.DEFAULT)
    return programme.parse(stored.document)


def _party(
    facts: dict[str, str],
    secret_keys: tuple[trust.SecretKey, ...],
    also: tuple[HybridIdentity, ...],
) -> Party:
    signing = next(k for k in secret_keys if k.purpose == "signing" and k.state == "active")
    identities = (
        *(HybridIdentity.from_seed(k.secret) for k in secret_keys if k.purpose == "recipient"),
        *also,
    )
    return Party(
        role=facts["role"],
        hub=facts["hub"],
        device=facts["device"],
        epoch=facts["epoch"],
        signing=SigningKey.from_seed(signing.secret),
        identities=identities,
        recipients=frozenset(keys.recipient_id(i.recipient.key) for i in identities),
    )
