# SPDX-License-Identifier: Apache-2.0
"""The house rules that no general linter knows, each a small function over one source file.

A rule takes a :class:`Source` and yields ``(line, what is wrong)``. ``RULES`` says which files
each rule looks at; tests/test_house_rules.py runs them all and shows each of them a bad sample.
"""

from __future__ import annotations

import ast
import io
import os
import re
import tokenize
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

ROOT: Final = Path(__file__).resolve().parent.parent
LONGEST_MODULE: Final = 600
LICENCE_LINE: Final = "# SPDX-License-Identifier: Apache-2.0"

#: Where files may be written, and why there.
WRITERS: Final[Mapping[str, str]] = {
    "desktop/storage/folder.py": "the one atomic writer: temporary file, fsync, replace",
    "desktop/storage/database.py": "claims the name of a new database, so that none is replaced",
    "desktop/storage/copies.py": "claims the name of the copy of a database",
    "desktop/storage/backup.py": "writes backups: temporary file, fsync, read back, replace",
    "desktop/storage/faults.py": "tells a full disk from a read-only one by trying",
    "desktop/operations/files.py": "saves what a person asked for, where the person said",
    "desktop/carriers/*": "carriers place objects, each by its own write-once recipe",
}
#: Where a PRAGMA may be put together: it takes no parameters, and the values are constants.
PRAGMAS: Final = ("desktop/storage/recipe.py", "desktop/storage/schema.py")
#: Where statements may be put together: migrations run on constants of their own.
STATEMENT_MAKERS: Final = ("desktop/storage/migrations/*",)
#: Where the program may speak on standard output.
SPEAKERS: Final = ("desktop/cli.py", "desktop/cli/*")
#: The only place for classes that guess whether a text is HTML; it forces them to plain text.
PLAIN_TEXT: Final = ("desktop/ui/plain.py",)
RICH_CLASSES: Final = frozenset(
    {"QLabel", "QMessageBox", "QToolTip", "QTextEdit", "QTextBrowser", "QTextDocument"}
)
RICH_METHODS: Final = frozenset(
    {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown", "setToolTip"}
)
#: Parts of those classes that hold no text.
RICH_ENUMS: Final = frozenset({"ButtonRole", "StandardButton", "Icon"})
LOOKS_FOR_A_CLASS: Final = frozenset({"isinstance", "findChild", "findChildren"})
SQL_METHODS: Final = frozenset(
    {"execute", "executemany", "executescript", "exec_driver_sql", "text"}
)
WRITE_FLAGS: Final = frozenset({"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"})
TEMPORARY: Final = frozenset({"NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"})

# Written so that this file does not find itself.
_PLACES: Final = ("w[o]rk/", "r[o]ot/", "h[o]me/", "U[s]ers/", "o[p]t/")
_HOSTS: Final = (r"pypi\.[o]rg", r"pythonh[o]sted\.", r"npmj[s]\.", r"yarnp[k]g\.")
_PLACE: Final = re.compile(rf"(?<![\w.~$}}*/-])/({'|'.join(_PLACES)})|C:\\+{_PLACES[3][:-1]}")
_HOST: Final = re.compile("|".join(_HOSTS))
_SILENCER: Final = re.compile(r"#\s*(?:ruff: *|flake8: *)?noqa|#\s*type:\s*ignore|#\s*pragma:\s*no")
_SILENCER_WITH_REASON: Final = re.compile(
    r"# noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)* - \S"
    r"|# type: ignore\[[\w, -]+\] +[#-] *\S"
    r"|# pragma: no (?:cover|branch) - \S"
)
_SYNCHRONOUS: Final = re.compile(r"\bsynchronous\s*=\s*(?!FULL\b)\S", re.IGNORECASE)
_UNCHANGING: Final = re.compile(
    r"\b(?:Final|Mapping|Sequence|Collection|Iterable|AbstractSet|tuple|frozenset|TypeAlias)\b"
)
_MUTABLE_MAKERS: Final = frozenset(
    {"list", "dict", "set", "bytearray", "defaultdict", "deque", "OrderedDict", "Counter"}
)

Complaints: TypeAlias = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Source:
    """One file of the project.

    Attributes:
        path: from the project's root, with forward slashes.
        text: all of it.
    """

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed module."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the parsed module."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def calls(self) -> tuple[tuple[str, ast.Call], ...]:
        """Every call, with the last part of the name that is called."""
        found = [node for node in self.nodes if isinstance(node, ast.Call)]
        return tuple((_last_name(call.func), call) for call in found)

    def is_in(self, patterns: tuple[str, ...] | Mapping[str, str]) -> bool:
        """Return whether the path matches one of ``patterns``."""
        return any(fnmatch(self.path, pattern) for pattern in patterns)


def licence_and_docstring(source: Source) -> Complaints:
    """Every module says its licence first, and then what it is for."""
    if not source.text.startswith(LICENCE_LINE):
        yield 1, f"does not begin with {LICENCE_LINE}"
    if source.path.startswith("desktop/") and not ast.get_docstring(source.tree):
        yield 1, "has no docstring"


def length(source: Source) -> Complaints:
    """A module that is too long holds more than one subject."""
    lines = source.text.count("\n")
    if lines > LONGEST_MODULE:
        yield LONGEST_MODULE, f"has {lines} lines; {LONGEST_MODULE} is the limit"


def printing(source: Source) -> Complaints:
    """Only the command line speaks on standard output."""
    if not source.is_in(SPEAKERS):
        yield from ((call.lineno, "prints") for name, call in source.calls if name == "print")


def writing(source: Source) -> Complaints:
    """Files are written atomically, in the one place that knows how."""
    if source.is_in(WRITERS):
        return
    for name, call in source.calls:
        if name in {"write_text", "write_bytes", "mkstemp"} or name in TEMPORARY:
            yield call.lineno, f"writes a file itself ({name})"
        elif name in {"open", "fdopen"} and _opens_for_writing(call):
            yield call.lineno, "opens a file for writing"


def sql(source: Source) -> Complaints:
    """Statements are constants and values are parameters, so no text can become a statement."""
    if source.is_in(STATEMENT_MAKERS):
        return
    # What is put together while a module loads cannot hold anybody's text.
    inside = {id(node) for function in _functions(source) for node in ast.walk(function)}
    for name, call in source.calls:
        if name not in SQL_METHODS or not call.args or id(call) not in inside:
            continue
        statement = call.args[0]
        if isinstance(statement, ast.JoinedStr) and source.is_in(PRAGMAS):
            first = statement.values[0]
            if isinstance(first, ast.Constant) and str(first.value).startswith("PRAGMA "):
                continue
        if _is_put_together(statement):
            yield call.lineno, "puts a statement together from pieces"


def durability(source: Source) -> Complaints:
    """Anything but FULL loses saved records when the power goes."""
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _SYNCHRONOUS.search(node.value):
                yield node.lineno, "sets synchronous to something else than FULL"
        elif isinstance(node, ast.Tuple | ast.List) and len(node.elts) == 2:
            pair = [e.value if isinstance(e, ast.Constant) else None for e in node.elts]
            if pair[0] == "synchronous" and pair[1] != "FULL":
                yield node.lineno, "sets synchronous to something else than FULL"


def rich_text(source: Source) -> Complaints:
    """Qt opens local files that an HTML text names, so nothing may take a text for HTML."""
    if source.is_in(PLAIN_TEXT):
        return
    harmless = {id(node) for part in _annotations(source) for node in ast.walk(part)}
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in RICH_ENUMS:
            harmless.add(id(node.value))
    for name, call in source.calls:
        if name in LOOKS_FOR_A_CLASS:
            harmless |= {id(node) for argument in call.args for node in ast.walk(argument)}
    for node in source.nodes:
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in harmless:
            name = _last_name(node)
            is_method = isinstance(node, ast.Attribute) and name in RICH_METHODS
            if is_method or name in RICH_CLASSES:
                yield node.lineno, f"uses {name}"
        elif isinstance(node, ast.ImportFrom):
            renamed = [alias.name for alias in node.names if alias.asname is not None]
            hidden = RICH_CLASSES.intersection(renamed)
            yield from ((node.lineno, f"gives {name} another name") for name in sorted(hidden))


def waiting(source: Source) -> Complaints:
    """A fixed wait is too long on one machine and too short on another."""
    for name, call in source.calls:
        whose = _last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if name in {"sleep", "qWait", "qSleep"} or (name == "wait" and whose == "qtbot"):
            yield call.lineno, f"waits for a fixed time ({name})"


def leaving_out(source: Source) -> Complaints:
    """A test that is left out says why."""
    parts = {id(node.value) for node in source.nodes if isinstance(node, ast.Attribute)}
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail"}:
            if id(node) in parts:
                continue  # pytest.skip.Exception
            called = [call for _, call in source.calls if call.func is node]
            if not called or not _has_reason(node.attr, called[0]):
                yield node.lineno, f"{node.attr} without a reason"
        elif isinstance(node, ast.Attribute) and node.attr == "importorskip":
            yield node.lineno, "importorskip: what the tests need is in the lock file"


def silencing(source: Source) -> Complaints:
    """A finding is silenced by its code and with the reason, never wholesale."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        silences = token.type == tokenize.COMMENT and _SILENCER.search(token.string)
        if silences and not _SILENCER_WITH_REASON.search(token.string):
            yield token.start[0], "silences a check without its code or without a reason"


def state(source: Source) -> Complaints:
    """Nothing at module level can change while the program runs."""
    for node in source.nodes:
        if isinstance(node, ast.Global):
            yield node.lineno, "changes a name of the module (global)"
    for statement in source.tree.body:
        if isinstance(statement, ast.Assign):
            names = {_last_name(target) for target in statement.targets}
            if names != {"__all__"} and _is_mutable(statement.value):
                yield statement.lineno, f"{', '.join(sorted(names))} can be changed"
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            kind = ast.unparse(statement.annotation)
            if _is_mutable(statement.value) and not _UNCHANGING.search(kind):
                yield statement.lineno, f"{_last_name(statement.target)} can be changed"


def unproved(source: Source) -> Complaints:
    """No decryption that hands out what it has not verified yet."""
    for name, call in source.calls:
        if name == "decryptor":
            yield call.lineno, "releases text before it is authenticated (decryptor)"


def addresses(source: Source) -> Complaints:
    """The project is at home on no particular machine, and names no package index."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if _PLACE.search(line):
            yield number, "names a folder of some machine"
        if _HOST.search(line):
            yield number, "names a package index"


#: Each rule with the files that it looks at.
RULES: Final[Mapping[Callable[[Source], Complaints], tuple[str, ...]]] = {
    licence_and_docstring: ("desktop/*.py", "tests/*.py"),
    length: ("desktop/*.py", "tests/*.py"),
    printing: ("desktop/*.py", "tests/*.py"),
    writing: ("desktop/*.py",),
    sql: ("desktop/*.py",),
    durability: ("desktop/*.py",),
    rich_text: ("desktop/*.py",),
    waiting: ("desktop/*.py", "tests/*.py"),
    leaving_out: ("tests/*.py",),
    silencing: ("desktop/*.py", "tests/*.py"),
    state: ("desktop/*.py",),
    unproved: ("desktop/*.py",),
    addresses: ("*",),
}

#: Made by tools, or the business of git; what is listed in .gitignore is not part of the project.
_NOT_OURS: Final = frozenset(
    {".git", ".venv", "node_modules", "build", "dist", "htmlcov", "__pycache__", ".hypothesis"}
)


def sources(root: Path = ROOT) -> Iterator[Source]:
    """Yield every text file of the project."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(n for n in folders if n not in _NOT_OURS and not n.endswith("_cache"))
        for name in sorted(names):
            place = Path(folder, name)
            if name.startswith(".coverage") or place.suffix in {".png", ".age", ".db", ".pyc"}:
                continue
            text = place.read_text(encoding="utf-8", errors="replace")
            yield Source(place.relative_to(root).as_posix(), text)


def broken(source: Source) -> Iterator[str]:
    """Yield what is wrong with ``source``, one line a finding."""
    for rule, patterns in RULES.items():
        if source.is_in(patterns):
            for line, complaint in rule(source):
                yield f"{source.path}:{line}: {complaint}"


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _opens_for_writing(call: ast.Call) -> bool:
    names = {_last_name(node) for argument in call.args for node in ast.walk(argument)}
    if names & WRITE_FLAGS:
        return True
    positional = call.args[1:2]
    if isinstance(call.func, ast.Attribute) and _last_name(call.func.value) not in {"io", "os"}:
        # A method of a path, whose first argument is the mode.
        positional = call.args[:1]
    modes = [*positional, *(k.value for k in call.keywords if k.arg == "mode")]
    return any(
        isinstance(mode, ast.Constant)
        and isinstance(mode.value, str)
        and bool(re.fullmatch(r"[rwaxbt+]+", mode.value))
        and bool(set(mode.value) & set("wax+"))
        for mode in modes
    )


def _is_put_together(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        holes = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        return not all(_is_constant(hole.value) for hole in holes)
    if isinstance(node, ast.BinOp):
        return not (_is_constant(node.left) and _is_constant(node.right))
    return isinstance(node, ast.Call) and _last_name(node.func) in {"format", "join", "replace"}


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or _last_name(node).isupper()


def _functions(source: Source) -> Iterator[ast.AST]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return (node for node in source.nodes if isinstance(node, kinds))


def _annotations(source: Source) -> Iterator[ast.expr]:
    for node in source.nodes:
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield node.returns


def _has_reason(name: str, call: ast.Call) -> bool:
    if any(keyword.arg == "reason" for keyword in call.keywords):
        return True
    return name == "skip" and bool(call.args)


def _is_mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return _last_name(value.func) in _MUTABLE_MAKERS
    literals = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    return isinstance(value, literals)
