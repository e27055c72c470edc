# SPDX-License-Identifier: Apache-2.0
"""What lists and the search page read: pages, states, ranks, and any text that can be typed."""

from __future__ import annotations

import string
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as driver

from desktop.errors import RecordNotFound
from desktop.storage import exchange, journal, lists, search_words, trust
from desktop.storage.exchange import SentBundle
from desktop.storage.tables import EXTRA_DDL
from desktop.storage.trust import KnownPerson
from tests.storage.notes import ANN, AT, LAPTOP, LATER, VERA, forgotten, found, listed, write
from tests.storage.samples import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.database import Connection, Database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = make(tmp_path_factory.mktemp("lists") / "records.db")
    yield database
    database.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with forgotten(database) as connection:
        yield connection


def add(connection: Connection, kind: str = "visit-note", **fields: Any) -> str:
    made = write(kind, **fields)
    journal.append(connection, [made], state="received")
    return made.record


# Pages


def test_pages_follow_one_another_newest_first_without_a_gap(connection: Connection) -> None:
    made = [add(connection, when=f"2026-11-{day:02}") for day in range(1, 8)]
    first = lists.page(connection, limit=3)
    second = lists.page(connection, limit=3, after=first[-1].id)
    third = lists.page(connection, limit=3, after=second[-1].id)
    assert [row.id for row in (*first, *second, *third)] == made[::-1]
    assert lists.page(connection, after=third[-1].id) == ()


def test_pages_of_one_kind_hold_that_kind_only(connection: Connection) -> None:
    notes, families = [], []
    for _ in range(4):
        notes.append(add(connection, when="2026-11-22"))
        families.append(add(connection, "family", known_as="J."))
    first = lists.page(connection, kind="family", limit=3)
    assert [row.id for row in first] == families[:0:-1]
    rest = lists.page(connection, kind="family", limit=3, after=first[-1].id)
    assert [row.id for row in rest] == families[:1]
    assert [row.id for row in lists.page(connection, kind="visit-note")] == notes[::-1]


def test_a_record_that_is_gone_is_not_taken_for_the_end_of_the_list(
    connection: Connection,
) -> None:
    add(connection, when="2026-11-22")
    with pytest.raises(RecordNotFound):
        lists.page(connection, after="7" * 32)


def test_a_row_names_its_writer_and_its_family(connection: Connection) -> None:
    family = add(connection, "family", known_as="J. and the bump")
    note = add(connection, when="2026-11-22", family=family, talked_about="lullaby")
    assert listed(connection)[note].author_name is None
    trust.put_person(connection, KnownPerson(VERA, "Vera", "volunteer"))
    row = lists.one(connection, note)
    assert row is not None
    assert (row.author, row.author_name) == (VERA, "Vera")
    assert (row.family, row.family_title) == (family, "J. and the bump")
    assert row.withdrawn is False
    hit = lists.search(connection, "lullaby")[0]
    assert (hit.family_title, hit.at, hit.kind) == ("J. and the bump", "2026-11-22", "visit-note")
    assert lists.one(connection, "7" * 32) is None


def test_a_record_needs_attention_as_long_as_any_version_of_it_does(
    connection: Connection,
) -> None:
    """The hub cannot show the second version while it could not use the first."""
    first = write(when="2026-11-22")
    second = write(record=first.record, parents=(first.id,), when="2026-11-22")
    journal.append(connection, [first, second], state="sealed")
    for number, item in enumerate((first, second), start=1):
        exchange.enqueue(connection, [item.id], stream="hub", priority=5, at=AT)
        kept = SentBundle(
            f"{number}", "records", "hub", "e" * 16, number, b"x", 1, "sealed", None, AT, None
        )
        queued = exchange.next_queued(connection, "hub", most=1)
        exchange.keep_bundle(connection, kept, queued=[row.number for row in queued])
        status = "quarantined" if item is first else "applied"
        exchange.settle(connection, kept, status=status, slug=None, at=LATER)
    assert listed(connection)[first.record].state == "needs-attention"


def test_readings_come_earliest_first(connection: Connection) -> None:
    note = write(when="2026-11-22")
    marks = [
        write("reading-mark", revision=note.id, author=person, at=at)
        for person, at in ((VERA, LATER), (ANN, AT))
    ]
    journal.append(connection, [note, *marks], state="received")
    assert [r.person for r in lists.readings(connection, [note.id])] == [ANN, VERA]
    assert lists.readings(connection, []) == ()


# Search


def test_the_index_stays_whole_when_many_records_change_at_once(tmp_path: Path) -> None:
    database = make(tmp_path / "records.db")
    words = ["lullaby", "pram", "window", "harbour", "cot", "milk", "tea", "bread", "bath", "sleep"]

    def texts(start: int) -> str:
        return " ".join(words[(start * step) % 10] + str(start % 7) for step in range(1, 9))

    first = [write(when="2026-11-22", talked_about=texts(number)) for number in range(26)]
    again = [
        write(record=old.record, parents=(old.id,), when="2026-11-22", talked_about=texts(number))
        for number, old in enumerate(first, start=3)
    ]
    with database.write() as connection:
        journal.append(connection, first, state="received")
    for part in (again[3:12], again[14:20]):
        with database.write() as connection:
            journal.append(connection, part, state="received")
    assert database.check() == ()
    database.close()


def test_a_word_in_the_title_counts_for_more_than_one_in_the_text(connection: Connection) -> None:
    in_text = add(connection, "family", known_as="J.", notes="we met at the harbour cafe")
    in_title = add(connection, "family", known_as="harbour house", notes="we met at the cafe")
    add(connection, "family", known_as="S.", notes="nothing of the sort")
    assert found(connection, "harbour") == [in_title, in_text]
    assert [hit.id for hit in lists.search(connection, "harbour", limit=1)] == [in_title]


def test_of_equal_matches_the_newest_comes_first(connection: Connection) -> None:
    older = add(connection, when="2026-11-22", talked_about="lullaby")
    newer = add(connection, when="2026-11-22", talked_about="lullaby")
    assert found(connection, "lullaby") == [newer, older]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("breastfeeding support", "breast"),
        ("breastfeeding support", "supp breastf"),
        ("Breastfeeding", "BREASTFEEDING"),
        ("ZOË’S café", "zoe cafe"),
        ("zoe cafe", "Zoë café"),
        (unicodedata.normalize("NFD", "Zoë à la crèche"), "zoë crèche"),
        ("Zoë à la crèche", unicodedata.normalize("NFD", "crèche")),
        ("Nguyễn Thị Hương", "nguyen thi huong"),
        (unicodedata.normalize("NFD", "서울에서 왔어요"), "서울"),
        ("서울에서 왔어요", unicodedata.normalize("NFD", "서울")),
        ("ΑΘΗΝΑ", "αθηνα"),
        ("Київ", "київ"),
        ("昨日東京に行きました", "東京"),
        ("昨日東京に行きました", "行きました"),
        ("昨天我们去了诊所", "诊所"),
        ("ไปโรงพยาบาลเมื่อวาน", "โรงพยาบาล"),
        ("𠮷野家で", "野家"),
        ("iPad東京Tower", "東京"),
        ("iPad東京Tower", "tower"),
        ("🫠tired", "tired"),
        ("الأم والطفل بخير", "والطفل"),
        ("الأم والطفل بخير", "الأم بخ"),
        ("आशा से मिली", "आशा"),
        ("मीना क्लिनिक गई", "क्लि"),
        ("زارت مُحَمَّد أمس", "مُحَمَّد"),
        ("זָהָב בַּבֹּקֶר", "זָהָב"),
        ("வந்தாள் குழந்தை", "குழந்தை"),
        ("❤️love", "love"),
        ("1️⃣first", "first"),
        ("she smiled 😀👶🏽 twice", "smiled twice"),
        ("rang 01632 960123 at 9", "01632 9601"),
        ("don't", "don’t"),
        ("a-b_c", "a b c"),
        ("the AND of OR and NOT near", "AND OR NOT NEAR"),
        ("body of title", "title: body"),
    ],
)
def test_what_was_written_is_found(connection: Connection, written: str, typed: str) -> None:
    other = add(connection, when="2026-11-22", talked_about="quite another matter, 東西, 北京")
    record = add(connection, when="2026-11-22", talked_about=written)
    assert record in found(connection, typed)
    assert other not in found(connection, typed)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("कि मीना", "का"),  # the same letter under two vowel signs
        ("مُحَمَّد", "حَمَّد"),  # the end of a word
        ("குழந்தை", "தை"),
        ("बहन", "हन"),
    ],
)
def test_a_mark_does_not_part_a_word(connection: Connection, written: str, typed: str) -> None:
    record = add(connection, when="2026-11-22", talked_about=written)
    assert found(connection, written) == [record]
    assert found(connection, typed) == []


def test_every_word_has_to_be_there(connection: Connection) -> None:
    record = add(connection, when="2026-11-22", talked_about="lullaby", agreed="pram")
    assert found(connection, "lullaby pram") == [record]
    assert found(connection, "lullaby window") == []
    assert found(connection, "東京") == []


def test_characters_that_no_space_parts_have_to_stand_side_by_side(connection: Connection) -> None:
    beside = add(connection, when="2026-11-22", talked_about="昨日東京に")
    add(connection, when="2026-11-22", talked_about="京の東")
    assert found(connection, "東京") == [beside]
    assert [hit.id for hit in lists.search_newest(connection, "東京", limit=9)] == [beside]


def test_the_index_takes_for_one_word_what_we_take_for_one() -> None:
    """A word that it parted would be a phrase, and it does not know where words stand."""
    statement = next(ddl for ddl in EXTRA_DDL if ddl.startswith("CREATE VIRTUAL TABLE search"))
    signs = [
        chr(number)
        for number in range(1, 0x110000)
        if unicodedata.category(chr(number)) in {"Lu", "Ll", "Lt", "Lm", "Mn", "Mc", "Me", "Nd"}
    ]
    index = driver.connect(":memory:")
    index.execute(statement)
    for sign in signs:
        expression = search_words.match_expression(f"a{sign}b")
        index.execute("SELECT rowid FROM search WHERE search MATCH ?", (expression,)).fetchall()
    index.close()
    assert len(signs) > 5000


def test_a_snippet_reads_as_it_was_written(connection: Connection) -> None:
    add(connection, when="2026-11-22", talked_about="昨日東京に")
    assert lists.search(connection, "東京")[0].snippet == "昨日東京に"
    add(connection, when="2026-11-22", talked_about=f"{'word ' * 40}lullaby{' word' * 40}")
    snippet = lists.search(connection, "lullaby")[0].snippet
    assert "lullaby" in snippet
    assert len(snippet) < 120


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        '"',
        '"" *',
        '" OR *',
        "*",
        "(",
        "-x",
        "^",
        "hello AND",
        "NEAR(",
        "title:",
        "{title body}:",
        "'); DROP TABLE record; --",
        "\x00",
        "a\x00b",
        "\ud800",
        "a\udfff",
        "😀",
        "\u0301",
        "\u200b",
        "\u0903",
        "x" * 100_000,
        "x " * 100_000,
        '"' * 100_000,
        "東" * 100_000,
        "\u0301" * 100_000,
    ],
)
def test_nothing_that_can_be_typed_is_an_error(connection: Connection, typed: str) -> None:
    record = add(connection, when="2026-11-22", talked_about="quiet")
    assert record not in found(connection, typed)
    assert list(listed(connection)) == [record]


@given(st.text(st.characters(), max_size=60) | st.text(string.punctuation + "aORND ", max_size=30))
@example("\U000e0001")
def test_no_string_whatsoever_raises(database: Database, typed: str) -> None:
    with forgotten(database) as connection:
        add(connection, when="2026-11-22", talked_about="quiet")
        lists.search(connection, typed)


# Letters, marks and digits of every script, and the signs that people put between them.
_WRITING = st.characters(categories=("L", "M", "N", "Zs")) | st.sampled_from(
    f"{string.punctuation}\n\t“”‘’–—…·•€£₺₿☕⭐➕⏸😀👶🏽🫠\u2066\u2069\u200d\ufe0f"
)


@given(st.text(_WRITING, min_size=1, max_size=40))
def test_every_text_is_found_by_its_own_words(database: Database, written: str) -> None:
    with forgotten(database) as connection:
        record = add(connection, when="2026-11-22", talked_about=written)
        if any(c in string.ascii_letters + string.digits for c in written):
            assert found(connection, written) == [record]


@given(st.text(st.characters(exclude_characters="\u200b"), max_size=60))
def test_what_the_index_needs_cannot_be_seen(written: str) -> None:
    shown = search_words.as_written(search_words.indexed(written))
    assert shown == unicodedata.normalize("NFC", written)


def test_a_very_long_question_is_cut() -> None:
    assert search_words.match_expression("a b") == '"a"* "b"*'
    many = search_words.match_expression(" ".join(f"w{n}" for n in range(50)))
    assert many.count("*") == search_words.MAX_WORDS
    assert len(search_words.match_expression("x" * 10_000)) == search_words.MAX_QUERY + 3


def test_the_device_of_a_writer_is_not_what_lists_are_about(connection: Connection) -> None:
    record = add(connection, when="2026-11-22")
    assert LAPTOP not in str(listed(connection)[record])
