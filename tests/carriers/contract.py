# SPDX-License-Identifier: Apache-2.0
"""What every carrier must do. Each carrier's tests inherit this class and give a ``carrier``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.carriers.base import Entry
from desktop.errors import BundleTooLarge, CarrierNameTaken, FileUnreadable

if TYPE_CHECKING:
    from desktop.carriers.base import Carrier

MAILBOX = "to/" + "m" * 26
FIRST = "a" * 26 + ".age"
SECOND = "b" * 25 + "7.age"
LIMIT = 1024 * 1024


class CarrierContract:
    @pytest.mark.parametrize("folder", ["to-hub", MAILBOX])
    def test_what_is_put_can_be_listed_and_fetched(self, carrier: Carrier, folder: str) -> None:
        carrier.put_new(folder, SECOND, b"two")
        carrier.put_new(folder, FIRST, b"first")
        assert carrier.list(folder) == (Entry(FIRST, 5), Entry(SECOND, 3))
        assert carrier.get(folder, FIRST, limit=5) == b"first"
        assert carrier.get(folder, SECOND, limit=LIMIT) == b"two"

    def test_folders_are_apart(self, carrier: Carrier) -> None:
        carrier.put_new("to-hub", FIRST, b"up")
        carrier.put_new(MAILBOX, FIRST, b"down")
        assert carrier.get("to-hub", FIRST, limit=LIMIT) == b"up"
        assert carrier.get(MAILBOX, FIRST, limit=LIMIT) == b"down"
        assert carrier.list("to/" + "n" * 26) == ()

    def test_nothing_there_yet(self, carrier: Carrier) -> None:
        assert carrier.list("to-hub") == ()
        assert carrier.list(MAILBOX) == ()
        carrier.delete(MAILBOX, FIRST)
        with pytest.raises(FileUnreadable):
            carrier.get(MAILBOX, FIRST, limit=LIMIT)

    def test_putting_the_same_again_is_fine(self, carrier: Carrier) -> None:
        carrier.put_new("to-hub", FIRST, b"same")
        carrier.put_new("to-hub", FIRST, b"same")
        assert carrier.list("to-hub") == (Entry(FIRST, 4),)

    @pytest.mark.parametrize("other", [b"other", b"sam", b"same and more"])
    def test_nothing_is_ever_overwritten(self, carrier: Carrier, other: bytes) -> None:
        carrier.put_new("to-hub", FIRST, b"same")
        with pytest.raises(CarrierNameTaken):
            carrier.put_new("to-hub", FIRST, other)
        assert carrier.get("to-hub", FIRST, limit=LIMIT) == b"same"
        assert carrier.list("to-hub") == (Entry(FIRST, 4),)

    def test_deleting_twice_is_fine(self, carrier: Carrier) -> None:
        carrier.put_new("to-hub", FIRST, b"gone soon")
        carrier.delete("to-hub", FIRST)
        carrier.delete("to-hub", FIRST)
        assert carrier.list("to-hub") == ()
        with pytest.raises(FileUnreadable):
            carrier.get("to-hub", FIRST, limit=LIMIT)

    def test_a_limit_is_kept(self, carrier: Carrier) -> None:
        carrier.put_new("to-hub", FIRST, bytes(1000))
        with pytest.raises(BundleTooLarge):
            carrier.get("to-hub", FIRST, limit=999)

    def test_large_objects_arrive_whole(self, carrier: Carrier) -> None:
        data = bytes(range(256)) * 12_289  # a little over 3 MiB
        carrier.put_new("to-hub", FIRST, data)
        assert carrier.get("to-hub", FIRST, limit=len(data)) == data

    @pytest.mark.parametrize(
        ("folder", "name"),
        [
            ("to-hub", "../" + FIRST),
            ("to-hub", FIRST + "\n"),
            ("to-hub", FIRST.upper()),
            ("to-hub", "a" * 25 + ".age"),
            ("to-hub", "CON.age"),
            ("to-hub", ""),
            ("", FIRST),
            ("..", FIRST),
            ("to-hub/", FIRST),
            ("to", FIRST),
            ("to/../to-hub", FIRST),
            (MAILBOX + "\n", FIRST),
            ("to/" + "m" * 27, FIRST),
        ],
    )
    def test_names_of_another_form_are_mistakes(
        self, carrier: Carrier, folder: str, name: str
    ) -> None:
        with pytest.raises(ValueError, match="not a"):
            carrier.put_new(folder, name, b"data")
        with pytest.raises(ValueError, match="not a"):
            carrier.get(folder, name, limit=LIMIT)
        with pytest.raises(ValueError, match="not a"):
            carrier.delete(folder, name)

    def test_an_empty_object_is_a_mistake(self, carrier: Carrier) -> None:
        with pytest.raises(ValueError, match="never empty"):
            carrier.put_new("to-hub", FIRST, b"")

    def test_listing_a_folder_of_another_form_is_a_mistake(self, carrier: Carrier) -> None:
        with pytest.raises(ValueError, match="not a"):
            carrier.list("elsewhere")
