# SPDX-License-Identifier: Apache-2.0
"""P9: bytes on the wire."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from bench.table import Row, against_limit
from desktop.crypto import age, keys, signing
from desktop.sync import bundle, renewing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.stage import Stage

IN_ONE = 100
RECIPIENTS = 2
EACH_RECIPIENT = 1600


def measure(stage: Stage) -> list[Row]:
    """Build bundles of a hundred notes and of one, for the hub and for escrow."""
    hundred = stage.lines[-IN_ONE:]
    packed = len(gzip.compress(b"\n".join(hundred), 6))
    allowed = 1.15 * packed + RECIPIENTS * EACH_RECIPIENT
    typical = sorted(hundred, key=len)[len(hundred) // 2]
    return [
        against_limit(
            name="P9",
            what=f"a bundle of {len(hundred)} notes, beside 1.15 × gzip -6 + 1.6 KB a recipient",
            ours=[_size(hundred) / 1000],
            limit=[allowed / 1000],
            unit="KB",
            at_most=1,
        ),
        Row(
            name="P9",
            what="a bundle of one note for two recipients",
            ours=_size([typical]) / 1000,
            unit="KB",
            at_most=5,
        ),
    ]


def _size(lines: Sequence[bytes]) -> int:
    identities = [age.HybridIdentity.generate() for _ in range(RECIPIENTS)]
    epoch, stream = keys.random_epoch(), keys.random_id()
    sealed = bundle.build(
        kind="records",
        stream="hub",
        hub=keys.random_id(),
        recipients=[identity.recipient for identity in identities],
        signing=signing.SigningKey.generate(),
        epoch=epoch,
        seq=1,
        prev="0" * 64,
        ack={stream: 1, renewing.chain_id(device=keys.random_id(), epoch=epoch, stream=stream): 1},
        made="2026-11-22T10:15:30.123Z",
        lines=lines,
    )
    return len(sealed.data)
