# SPDX-License-Identifier: Apache-2.0
"""What --json prints, as scripts rely on it (docs/command-line.md). Fields may be added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import jsonschema

if TYPE_CHECKING:
    from collections.abc import Mapping

Shape = dict[str, Any]

TEXT: Final[Shape] = {"type": "string"}
NUMBER: Final[Shape] = {"type": "integer", "minimum": 0}
TRUTH: Final[Shape] = {"type": "boolean"}
ID: Final[Shape] = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
NO_ID: Final[Shape] = {"type": "string", "maxLength": 0}
TIME: Final[Shape] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$"}
WORDS: Final[Shape] = {"type": "array", "items": TEXT, "minItems": 8, "maxItems": 8}
SLUG: Final[Shape] = {"type": ["string", "null"], "pattern": "^[a-z-]*$"}
STATE: Final[Shape] = {
    "enum": ["draft", "sealed", "handed-over", "received", "read", "conflict", "needs-attention"]
}
KIND: Final[Shape] = {
    "enum": ["family", "visit-note", "listening-session", "reflection", "signposting-list"]
}


def thing(**fields: Shape) -> Shape:
    return {"type": "object", "properties": fields, "required": list(fields)}


def several(item: Shape) -> Shape:
    return {"type": "array", "items": item}


REVISION: Final = thing(
    revision={"anyOf": [ID, NO_ID]},
    parents=several(ID),
    author=ID,
    author_name=TEXT,
    device=ID,
    at=TIME,
    reason={"type": ["string", "null"]},
    body={"type": "object"},
    state=TEXT,
)
DEVICE: Final = thing(
    device=ID,
    volunteer=ID,
    name=TEXT,
    state={"enum": ["waiting", "approved", "revoked"]},
    words=WORDS,
)
COUNTS: Final = thing(new=NUMBER, amended=NUMBER, duplicate=NUMBER, conflict=NUMBER)
ROW: Final = thing(record=ID, revision={"anyOf": [ID, NO_ID]}, kind=KIND, state=STATE)

SHAPES: Final[Mapping[str, Shape]] = {
    "hub create": thing(workspace=TEXT, hub=ID, words=WORDS, recovery_code=TEXT),
    "hub invite": thing(invite=TEXT, volunteer=ID),
    "volunteer create": thing(
        workspace=TEXT,
        device=ID,
        words=WORDS,
        hub_words=WORDS,
        recovery_code=TEXT,
        hub_words_checked=TRUTH,
    ),
    "hub devices": several(DEVICE),
    "hub device": DEVICE,
    "recovery-code": thing(recovery_code=TEXT),
    "gaps": several(thing(device=ID, name=TEXT, first=NUMBER, last=NUMBER)),
    "passphrase --new-keys": thing(workspace=TEXT, changed=TRUTH, recovery_code=TEXT),
    "hub rotate": thing(version=NUMBER, devices=NUMBER, device=ID),
    "hub rotate --retire": thing(
        retired=several(thing(id=ID, audience=TEXT, state=TEXT, made_at=TIME)),
        version={"type": ["integer", "null"]},
    ),
    "backup": thing(file=TEXT, records=NUMBER, verified=TRUTH, away=TRUTH),
    "restore": thing(
        workspace=TEXT, records=NUMBER, epoch={"type": "string", "pattern": "^[0-9a-f]{16}$"}
    ),
    "begin-anew": thing(outbox=NUMBER),
    "hub undo": thing(**{"import": ID, "hidden": NUMBER}),
    "hub imports": several(
        thing(**{"import": ID, "at": TIME, "hidden": TRUTH, "unfinished": TRUTH})
    ),
    "hub quarantine": several(
        thing(**{"file": TEXT, "slug": SLUG, "message": TEXT, "from": TEXT, "at": TIME})
    ),
    "hub import": thing(
        bundles=several(
            thing(
                file=TEXT,
                status={
                    "enum": [
                        "imported",
                        "already-imported",
                        "waiting",
                        "quarantined",
                        "would-import",
                    ]
                },
                slug=SLUG,
                new=NUMBER,
                amended=NUMBER,
                duplicate=NUMBER,
                conflict=NUMBER,
            )
        ),
        totals=COUNTS,
        **{"import": {"anyOf": [ID, {"type": "null"}]}},
    ),
    "record": ROW,
    "record list": several(
        thing(
            record=ID,
            revision={"anyOf": [ID, NO_ID]},
            kind=KIND,
            state=STATE,
            title=TEXT,
            at=TIME,
            author=ID,
        )
    ),
    "record show": thing(
        record=ID,
        kind=KIND,
        state=STATE,
        revision=REVISION,
        history=several(REVISION),
        read_by=several(thing(person=ID, name=TEXT, at=TIME)),
    ),
    "record schema": several(thing(kind=KIND, title=TEXT, roles=several(TEXT))),
    "record discard": thing(record=ID, discarded={"const": True}),
    "search": several(thing(record=ID, kind=KIND, title=TEXT, snippet=TEXT)),
    "sync": thing(
        placed=NUMBER,
        received=NUMBER,
        outbox=NUMBER,
        quarantined=NUMBER,
        receipts=NUMBER,
        imported=COUNTS,
        problems=several(thing(carrier=TEXT, slug=SLUG, message=TEXT)),
    ),
    "bundle inspect": thing(kind=TEXT, stream=TEXT, hub=ID, dev=ID, seq=NUMBER, made=TIME),
    "bundle verify": thing(ok=TRUTH, slug=SLUG, message=TEXT),
    "doctor": thing(
        ok=TRUTH, checks=several(thing(check=TEXT, ok=TRUTH, detail=TEXT, advisory=TRUTH))
    ),
    "carrier list": several(thing(url=TEXT, label=TEXT, added_at=TIME)),
    "practice": thing(
        ok=TRUTH,
        steps=several(thing(step=TEXT, ok=TRUTH, detail=TEXT)),
        volunteer=TEXT,
        hub=TEXT,
        carrier=TEXT,
        offline=TEXT,
        passphrase_file=TEXT,
    ),
}


def require(value: object, command: str) -> None:
    """Fail unless ``value`` has the shape of what a command prints."""
    jsonschema.validate(value, SHAPES[command])
