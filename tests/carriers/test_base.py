# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from desktop.carriers import base
from desktop.carriers.folder import FolderCarrier
from desktop.errors import (
    CarrierFull,
    CarrierReadOnly,
    CarrierUnknown,
    CarrierUnreachable,
    DeviceGone,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.errors import AlongsideError


def test_a_folder_address_opens_a_folder(tmp_path: Path) -> None:
    carrier = base.open_carrier(f"folder:{tmp_path}")
    assert isinstance(carrier, FolderCarrier)
    assert carrier.url == f"folder:{tmp_path}"


def test_a_relative_path_is_fixed_when_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert base.open_carrier("folder:stick").url == f"folder:{tmp_path / 'stick'}"


@pytest.mark.parametrize(
    "url", ["", "folder", "folder:", "folder:a\0b", "https://example.org", "C:", "FOLDER:x", ":x"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(CarrierUnknown):
        base.open_carrier(url)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, CarrierFull),
        (errno.EDQUOT, CarrierFull),
        (errno.EFBIG, CarrierFull),
        (errno.EROFS, CarrierReadOnly),
        (errno.EACCES, CarrierReadOnly),
        (errno.EPERM, CarrierReadOnly),
        (errno.EIO, DeviceGone),
        (errno.ENODEV, DeviceGone),
        (errno.ENXIO, DeviceGone),
        (errno.ESTALE, DeviceGone),
        (errno.ENOENT, CarrierUnreachable),
        (errno.ETIMEDOUT, CarrierUnreachable),
    ],
)
def test_faults_of_writing(number: int, fault: type[AlongsideError]) -> None:
    assert type(base.write_fault(OSError(number, "x"), name="stick")) is fault


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.EIO, DeviceGone),
        (errno.ENOENT, CarrierUnreachable),
        (errno.EACCES, CarrierUnreachable),
    ],
)
def test_faults_of_reading(number: int, fault: type[AlongsideError]) -> None:
    assert type(base.read_fault(OSError(number, "x"), name="stick")) is fault


def test_what_windows_says_of_a_pulled_stick() -> None:
    error = OSError(errno.EACCES, "The device is not ready")
    error.winerror = 21  # type: ignore[attr-defined, unused-ignore] # only Windows has it
    assert isinstance(base.write_fault(error, name="E:"), DeviceGone)
