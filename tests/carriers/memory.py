# SPDX-License-Identifier: Apache-2.0
"""A carrier that lives in memory, for tests that need a carrier and no disk."""

from __future__ import annotations

from desktop.carriers import base
from desktop.carriers.base import Entry
from desktop.errors import BundleTooLarge, CarrierNameTaken, CarrierUnreachable, FileUnreadable


class MemoryCarrier:
    """Keeps objects in a dictionary. ``reachable = False`` takes it away."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], bytes] = {}
        self.reachable = True

    @property
    def url(self) -> str:
        return "memory:"

    def put_new(self, folder: str, name: str, data: bytes) -> None:
        base.require_object(folder, name)
        if not data:
            raise ValueError("an object is never empty")
        self._require_reachable()
        if self.objects.setdefault((folder, name), data) != data:
            raise CarrierNameTaken(name=self.url)

    def list(self, folder: str) -> tuple[Entry, ...]:
        base.require_folder(folder)
        self._require_reachable()
        found = [
            (name, len(data)) for (where, name), data in self.objects.items() if where == folder
        ]
        return tuple(Entry(name=name, size=size) for name, size in sorted(found))

    def get(self, folder: str, name: str, *, limit: int) -> bytes:
        base.require_object(folder, name)
        self._require_reachable()
        data = self.objects.get((folder, name))
        if data is None:
            raise FileUnreadable(name=name)
        if len(data) > limit:
            raise BundleTooLarge
        return data

    def delete(self, folder: str, name: str) -> None:
        base.require_object(folder, name)
        self._require_reachable()
        self.objects.pop((folder, name), None)

    def _require_reachable(self) -> None:
        if not self.reachable:
            raise CarrierUnreachable(name=self.url)
