# SPDX-License-Identifier: Apache-2.0
"""The source keeps to the house rules, and each rule notices when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import house_rules
from tests.house_rules import RULES, Source, broken, sources

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_source_keeps_to_the_rules() -> None:
    found = [complaint for source in sources() for complaint in broken(source)]

    assert not found, "\n" + "\n".join(found)


def test_the_rules_do_see_the_project() -> None:
    paths = {source.path for source in sources()}

    assert {"README.md", "Makefile", ".ci/run", "desktop/errors/base.py"} <= paths
    assert not any(path.startswith((".git/", ".venv/")) for path in paths)


@pytest.mark.parametrize("pattern", house_rules.WRITERS)
def test_the_list_of_writers_names_no_one_who_has_gone(pattern: str) -> None:
    assert list(house_rules.ROOT.glob(pattern))


BAD: dict[Callable[[Source], house_rules.Complaints], list[str]] = {
    house_rules.licence_and_docstring: [
        '"""Good."""\n',
        "# SPDX-License-Identifier: Apache-2.0\nx = 1\n",
    ],
    house_rules.length: ["\n" * 601],
    house_rules.printing: ["print('hello')", "def f():\n    print()"],
    house_rules.writing: [
        "open('a', 'w')",
        "open('a', mode='ab')",
        "io.open(name, 'r+')",
        "place.open('x')",
        "place.write_text('a')",
        "place.write_bytes(b'a')",
        "os.open(place, os.O_WRONLY | os.O_CREAT)",
        "os.fdopen(3, 'wb')",
        "tempfile.NamedTemporaryFile()",
        "tempfile.mkstemp()",
    ],
    house_rules.sql: [
        "def f(x):\n    c.execute(f'SELECT {x}')",
        "def f(x):\n    c.execute('SELECT ' + x)",
        "def f(x):\n    c.exec_driver_sql('SELECT %s' % x)",
        "def f(x):\n    c.executemany('SELECT {}'.format(x), rows)",
        "def f(x):\n    text(f'SELECT {x}')",
        "def f(x):\n    c.execute(f'PRAGMA {x}')",
        "f = lambda x: c.execute(' '.join(x))",
    ],
    house_rules.durability: [
        "x = 'PRAGMA synchronous=NORMAL'",
        "x = 'pragma Synchronous = off'",
        "x = ('synchronous', 'NORMAL')",
        "x = [('synchronous', 1)]",
    ],
    house_rules.rich_text: [
        "label = QLabel(text)",
        "class Name(QLabel): ...",
        "QMessageBox.question(None, title, text)",
        "from PySide6.QtWidgets import QWidget, QMessageBox as Box",
        "box = QtWidgets.QMessageBox()",
        "view.setHtml(text)",
        "view.setToolTip(text)",
    ],
    house_rules.waiting: [
        "time.sleep(1)",
        "from time import sleep\nsleep(1)",
        "QTest.qWait(100)",
        "qtbot.wait(100)",
    ],
    house_rules.leaving_out: [
        "pytest.skip()",
        "@pytest.mark.skip\ndef test(): ...",
        "@pytest.mark.skipif(True)\ndef test(): ...",
        "@pytest.mark.xfail()\ndef test(): ...",
        "pytest.importorskip('yaml')",
    ],
    house_rules.silencing: [
        "x = 1  # noqa",
        "x = 1  # noqa: E501",
        "# ruff: noqa",
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[attr-defined]",
        "x = 1  # pragma: no cover",
    ],
    house_rules.state: [
        "CACHE = {}",
        "SEEN: set[str] = set()",
        "ROWS = [1, 2]",
        "WORDS = [word for word in 'a b'.split()]",
        "QUEUE = collections.deque()",
        "def f():\n    global x\n    x = 1",
    ],
    house_rules.unproved: ["Cipher(AES(key), GCM(nonce)).decryptor()"],
    house_rules.addresses: [
        "see /" + "work/here",
        "'/" + "home/someone/notes'",
        "C:\\" + "Users\\someone",
        "https://" + "pypi" + ".org/simple",
        "registry.npm" + "js.org",
    ],
}

GOOD: dict[Callable[[Source], house_rules.Complaints], list[str]] = {
    house_rules.licence_and_docstring: [
        '# SPDX-License-Identifier: Apache-2.0\n"""What it is for."""\n'
    ],
    house_rules.length: ["\n" * 600],
    house_rules.printing: ["stream.write('hello')", "imprint('hello')"],
    house_rules.writing: ["open('a')", "place.open('rb')", "open('w')", "os.open(a, os.O_RDONLY)"],
    house_rules.sql: [
        "def f(x):\n    c.execute('SELECT ?', (x,))",
        "def f(x):\n    c.execute('SELECT 1 '\n 'FROM t')",
        "def f(x):\n    c.execute(_ROWS + 'WHERE id = ?', (x,))",
        "def f(x):\n    c.execute(f'PRAGMA user_version = {recipe.VERSION}')",
        "def f(x):\n    c.execute(select(t).where(t.c.id == x))",
        "ALL = text('SELECT ' + columns)",
    ],
    house_rules.durability: ["x = 'PRAGMA synchronous = FULL'", "x = ('synchronous', 'FULL')"],
    house_rules.rich_text: [
        "from PySide6.QtWidgets import QLabel\ndef f(a: QLabel) -> list[QLabel]: ...",
        "labels = [a for a in page.findChildren(QLabel) if isinstance(a, QLabel)]",
        "box.addButton(text, QMessageBox.ButtonRole.AcceptRole)",
        "view.setPlainText(text)",
    ],
    house_rules.waiting: ["event.wait(1)", "qtbot.waitUntil(done)"],
    house_rules.leaving_out: [
        "pytest.skip('Node is not installed')",
        "with pytest.raises(pytest.skip.Exception): ...",
        "@pytest.mark.skipif(WINDOWS, reason='has no named pipes')\ndef test(): ...",
    ],
    house_rules.silencing: [
        "x = 1  # noqa: S105 - the name of a slot",
        "x = 1  # type: ignore[arg-type]  # a Row is a tuple",
        "x = 1  # pragma: no cover - only on Windows",
        "x = '# noqa'",
    ],
    house_rules.state: [
        "__all__ = ['a']",
        "ROWS: Final = {'a': 1}",
        "ROWS: Mapping[str, int] = {'a': 1}",
        "ROWS = (1, 2)",
        "def f():\n    rows = []",
    ],
    house_rules.unproved: ["ChaCha20Poly1305(key).decrypt(nonce, text, None)"],
    house_rules.addresses: [
        "build/work/here",
        "https://example.org/home/page",
        "~/home",
        "the folder /usr/share",
    ],
}


def test_each_rule_has_samples() -> None:
    assert set(BAD) == set(GOOD) == set(RULES)


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in BAD.items() for text in texts]
)
def test_a_rule_notices(rule: Callable[[Source], house_rules.Complaints], text: str) -> None:
    assert list(rule(Source("desktop/sample.py", text)))


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in GOOD.items() for text in texts]
)
def test_a_rule_lets_pass(rule: Callable[[Source], house_rules.Complaints], text: str) -> None:
    assert not list(rule(Source("desktop/sample.py", text)))


def test_a_pragma_may_be_put_together_where_the_recipe_is() -> None:
    recipe = "desktop/storage/recipe.py"

    assert not list(house_rules.sql(Source(recipe, "f = lambda x: c.execute(f'PRAGMA {x} = 1')")))
    assert list(house_rules.sql(Source(recipe, "f = lambda x: c.execute(f'SELECT {x}')")))
