# SPDX-License-Identifier: Apache-2.0
"""A model of a disk that loses its power: what was flushed is there, of the rest anything may be.

What it assumes, and what it does not model, is written in docs/reliability.md. In short: a sector
of 512 bytes is written whole or not at all; every sector that was not flushed is kept or lost by
itself; a name that was not flushed is kept or lost, and a rename never leaves half of itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from tests.functional.torture.events import Flush, FlushNames, Names, Resize, Said, Write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from random import Random

    from tests.functional.torture.events import Event

SECTOR: Final = 512


class Fate(Enum):
    """What becomes of what was not flushed."""

    LOST = "lost"  # all of it
    KEPT = "kept"  # none is lost
    IN_ORDER = "in order"  # the first so much was kept, the last write of it perhaps in part
    TORN = "torn"  # each sector by itself, whatever came before or after


@dataclass(slots=True)
class _File:
    durable: bytearray
    pending: list[tuple[int, Write | Resize]] = field(default_factory=list)


@dataclass(slots=True)
class _Folder:
    """Names that are not flushed yet: number of the event, and (name, file or None)s."""

    pending: list[tuple[int, tuple[tuple[str, int | None], ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder: every file in it by its path, with its bytes, and the paths of its folders."""

    files: Mapping[str, bytes]
    folders: frozenset[str]

    @classmethod
    def read(cls, root: Path) -> Tree:
        """Read all of a folder."""
        found = sorted(root.rglob("*"))
        return cls(
            {p.relative_to(root).as_posix(): p.read_bytes() for p in found if p.is_file()},
            frozenset(p.relative_to(root).as_posix() for p in found if p.is_dir()),
        )

    def write(self, root: Path) -> None:
        """Write it into a new folder."""
        root.mkdir()
        for folder in sorted(self.folders):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for path, data in self.files.items():
            target = root / path
            target.write_bytes(data)
            target.chmod(0o600)


class Disk:
    """The files of one folder, as far as they are safe, and what is not safe yet."""

    def __init__(self, tree: Tree, numbers: Mapping[str, int]) -> None:
        """Begin with files that are all safe; ``numbers`` tells which number each of them has."""
        self._files = {numbers[path]: _File(bytearray(data)) for path, data in tree.files.items()}
        self._names: dict[str, int] = dict(numbers)
        self._there = set(tree.folders)
        self._folders: dict[str, _Folder] = {}
        self._made: dict[str, int] = {}  # folders that may be lost, by the event that made them
        self._done = 0

    def apply(self, event: Event) -> None:
        """Let one more event happen."""
        at = self._done
        self._done += 1
        match event:
            case Write(file) | Resize(file):
                self._file(file).pending.append((at, event))
            case Flush(file, since):
                self._flush(self._file(file), since)
            case Names(changed, folders):
                for path in folders:
                    self._made[path] = at
                if changed:
                    self._folder(changed[-1][0]).pending.append((at, changed))
            case FlushNames(folder, since):
                self._flush_names(folder, since)
            case Said():
                pass

    def _file(self, number: int) -> _File:
        return self._files.setdefault(number, _File(bytearray()))

    def _folder(self, path: str) -> _Folder:
        return self._folders.setdefault(_parent(path), _Folder())

    @staticmethod
    def _flush(file: _File, since: int) -> None:
        for at, change in file.pending:
            if at < since:
                _change(file.durable, change)
        file.pending = [item for item in file.pending if item[0] >= since]

    def _flush_names(self, folder: str, since: int) -> None:
        found = self._folders.get(folder, _Folder())
        for at, changed in found.pending:
            if at < since:
                self._rename(self._names, changed)
        found.pending = [item for item in found.pending if item[0] >= since]
        for path in [p for p, at in self._made.items() if at < since and _parent(p) == folder]:
            del self._made[path]
            self._there.add(path)

    @staticmethod
    def _rename(names: dict[str, int], changed: Sequence[tuple[str, int | None]]) -> None:
        for path, file in changed:
            if file is None:
                names.pop(path, None)
            else:
                names[path] = file

    def cut(self, chance: Random, *, names: Fate, data: Fate) -> Tree:
        """Return what is there after the power was cut now."""
        kept_names, lost = self._names_left(chance, names)
        last = chance.randrange(self._done + 1)  # for IN_ORDER, the same for all files
        share = chance.choice((0.1, 0.5, 0.9))
        files = {
            path: _contents(self._file(number), chance, data, last=last, share=share)
            for path, number in kept_names.items()
            if not _is_below(path, lost)
        }
        folders = (self._there | self._made.keys()) - set(lost)
        return Tree(files, frozenset(path for path in folders if not _is_below(path, lost)))

    def _names_left(self, chance: Random, fate: Fate) -> tuple[dict[str, int], list[str]]:
        waiting = sorted(
            (item for folder in self._folders.values() for item in folder.pending),
            key=lambda item: item[0],
        )
        last = chance.randrange(self._done + 1)

        def is_kept(at: int) -> bool:
            match fate:
                case Fate.LOST:
                    return False
                case Fate.KEPT:
                    return True
                case Fate.IN_ORDER:
                    return at < last
                case Fate.TORN:
                    return chance.random() < 0.5

        names = dict(self._names)
        for at, changed in waiting:
            if is_kept(at):
                self._rename(names, changed)
        return names, [path for path, at in self._made.items() if not is_kept(at)]


def _contents(file: _File, chance: Random, fate: Fate, *, last: int, share: float) -> bytes:
    data = bytearray(file.durable)
    for at, change in file.pending:
        match fate:
            case Fate.LOST:
                return bytes(data)
            case Fate.KEPT:
                _change(data, change)
            case Fate.IN_ORDER:
                if at < last:
                    _change(data, change)
                elif at == last:
                    _change_in_part(data, change, chance, 0.5)
            case Fate.TORN:
                _change_in_part(data, change, chance, share)
    return bytes(data)


def _change(data: bytearray, change: Write | Resize) -> None:
    if isinstance(change, Resize):
        del data[change.size :]
        data.extend(bytes(change.size - len(data)))
        return
    data.extend(bytes(max(0, change.offset - len(data))))
    data[change.offset : change.offset + len(change.data)] = change.data


def _change_in_part(data: bytearray, change: Write | Resize, chance: Random, share: float) -> None:
    """Apply each sector of a change, or not; a file may have grown without its bytes."""
    if isinstance(change, Resize):
        if chance.random() < share:
            _change(data, change)
        return
    end = change.offset + len(change.data)
    at = change.offset
    while at < end:
        after = min(end, (at // SECTOR + 1) * SECTOR)
        if chance.random() < share:
            piece = change.data[at - change.offset : after - change.offset]
            _change(data, Write(change.file, at, piece))
        at = after
    if chance.random() < 0.5:
        data.extend(bytes(max(0, end - len(data))))


def _parent(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _is_below(path: str, folders: Sequence[str]) -> bool:
    return any(PurePosixPath(path).is_relative_to(folder) for folder in folders)
