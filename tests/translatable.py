# SPDX-License-Identifier: Apache-2.0
"""Find every text of the program that is to be translated, and write the files of translators::

    python tests/translatable.py [new language]…

Qt's own pyside6-lupdate loses texts and contexts in Python (texts in parentheses, plural forms,
calls through another name, methods after a call of translate). So the texts are found here, in the
syntax tree, and handed to lupdate as declarations, which it reads without fault. It still does what
it is good at: it merges them into what translators have done, and lrelease makes the files that
the program loads.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import PySide6

from desktop.records import programme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
TRANSLATIONS: Final = ROOT / "resources" / "translations"
SOURCE_LANGUAGE: Final = "en"
TEMPLATE: Final = f"alongside_{SOURCE_LANGUAGE}.ts"
PROGRAMME_CONTEXT: Final = "records"

#: Functions that take a context and a text, by their last name.
WITH_CONTEXT: Final = frozenset({"translate", "translated", "QT_TRANSLATE_NOOP"})
#: Of these, the ones that may be given a text that is marked elsewhere.
LOOKS_UP: Final = frozenset({"translated"})


@dataclass(frozen=True, order=True)
class Message:
    """One text to be translated.

    Attributes:
        context: where translators find it: a class or a subject.
        text: the text in English.
        is_plural: the text has ``%n``, and a form for each kind of number in the language.
    """

    context: str
    text: str
    is_plural: bool = False


@dataclass
class Found:
    """What was found in the source.

    Attributes:
        messages: the texts.
        complaints: calls that a translator would never see, one line each.
    """

    messages: set[Message] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


class _Finder(ast.NodeVisitor):
    """Reads one module."""

    def __init__(self, path: str, found: Found) -> None:
        self._path = path
        self._found = found
        self._classes: list[str] = []
        self._aliases: dict[str, str] = {}
        self._called: set[int] = set()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        target, value = node.targets[0], node.value
        is_alias = isinstance(value, ast.Attribute) and value.attr == "translate"
        if is_alias and isinstance(target, ast.Name):
            self._aliases[target.id] = "translate"
            self._called.add(id(value))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _last_name(node.func)
        name = self._aliases.get(name, name) if isinstance(node.func, ast.Name) else name
        self._called.add(id(node.func))
        if name in WITH_CONTEXT and not _is_of_something_else(node.func):
            self._take(node, name, node.args[:2])
        elif name == "tr":
            self._take_own(node)
        elif name == "count_text":
            self._check_count(node)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in ("tr", "translate") and id(node) not in self._called:
            owner = _last_name(node.value)
            if node.attr == "tr" or owner == "QCoreApplication":
                self._complain(node, f"hands on {node.attr} itself")
        self.generic_visit(node)

    def _take(self, node: ast.Call, name: str, arguments: Sequence[ast.expr]) -> None:
        texts = [_literal(argument) for argument in arguments]
        if len(texts) == 2 and texts[0] is not None and texts[1] is not None:
            self._add(node, texts[0], texts[1], is_plural=len(node.args) > 3)
        elif name not in LOOKS_UP and self._path != "desktop/ui/words.py":
            self._complain(node, f"{name} is not given a context and a text that stand here")

    def _take_own(self, node: ast.Call) -> None:
        text = _literal(node.args[0]) if node.args else None
        if text is None:
            self._complain(node, "tr is not given a text that stands here")
        elif len(node.args) > 1:
            # PySide looks for the text in the contexts of the subclasses first, and takes the
            # number filled in for a translation found.
            self._complain(node, "plural forms need QCoreApplication.translate and a context")
        elif not self._classes:
            self._complain(node, "tr outside of a class has no context")
        else:
            self._add(node, self._classes[-1], text)

    def _check_count(self, node: ast.Call) -> None:
        many = next((one.value for one in node.keywords if one.arg == "many"), None)
        if isinstance(many, ast.Call) and len(many.args) != 4:
            self._complain(node, "count_text: many needs %n, and the number as fourth argument")

    def _add(self, node: ast.AST, context: str, text: str, *, is_plural: bool = False) -> None:
        if is_plural != ("%n" in text):
            self._complain(node, "%n and a number as fourth argument go together")
        if text:
            self._found.messages.add(Message(context=context, text=text, is_plural=is_plural))

    def _complain(self, node: ast.AST, what: str) -> None:
        self._found.complaints.append(f"{self._path}:{getattr(node, 'lineno', 0)}: {what}")


def in_source(text: str, path: str = "sample.py") -> Found:
    """Return what is found in the source of one module."""
    found = Found()
    _Finder(path, found).visit(ast.parse(text))
    return found


def in_program(root: Path = ROOT) -> Found:
    """Return what is found in the whole program, and in the programmes that come with it."""
    found = Found()
    for path in sorted((root / "desktop").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        _Finder(name, found).visit(ast.parse(path.read_text(encoding="utf-8")))
    found.messages |= set(_in_programmes())
    return found


def _in_programmes() -> Iterator[Message]:
    """Yield the choices that the shipped programmes offer: what stands on the forms."""
    for name in programme.shipped():
        for choices in programme.load(name).lists.values():
            for text in choices.values():
                yield Message(context=PROGRAMME_CONTEXT, text=text)


def in_template(file: Path) -> set[Message]:
    """Return the texts in a file of translations."""
    root = ET.parse(file).getroot()  # noqa: S314 - the project's own file
    return {
        Message(
            context=context.findtext("name") or "",
            text=message.findtext("source") or "",
            is_plural=message.get("numerus") == "yes",
        )
        for context in root.iter("context")
        for message in context.iter("message")
        if (part := message.find("translation")) is None or part.get("type") != "vanished"
    }


def declarations(messages: set[Message]) -> str:
    """Return the texts as declarations in C++."""
    lines = ["static const char *texts[] = {"]
    for one in sorted(messages):
        macro = "QT_TRANSLATE_N_NOOP" if one.is_plural else "QT_TRANSLATE_NOOP"
        context, text = (json.dumps(part, ensure_ascii=False) for part in (one.context, one.text))
        lines.append(f"    {macro}({context}, {text}),")
    return "\n".join([*lines, "};", ""])


def update(folder: Path, messages: set[Message], *, new: Sequence[str] = ()) -> None:
    """Bring the template and every translation in ``folder`` up to date, and compile them.

    Translations into the ``new`` languages are begun.
    """
    folder.mkdir(parents=True, exist_ok=True)
    begun = {folder / f"alongside_{language}.ts" for language in new}
    files = sorted({folder / TEMPLATE, *begun, *folder.glob("alongside_*.ts")})
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "texts.cpp"
        source.write_text(declarations(messages), encoding="utf-8")
        for file in files:
            _run(
                "lupdate", "-silent", "-locations", "none", "-sort-messages",
                *(["-no-obsolete"] if file.name == TEMPLATE else []),
                "-source-language", SOURCE_LANGUAGE,
                "-target-language", file.stem.removeprefix("alongside_"),
                str(source), "-ts", str(file),
            )  # fmt: skip
    compile_all(folder, folder)


def compile_all(folder: Path, out: Path) -> tuple[Path, ...]:
    """Make the files that the program loads; English is in the source and needs none."""
    made: list[Path] = []
    for file in sorted(folder.glob("alongside_*.ts")):
        if file.name != TEMPLATE:
            made.append(out / f"{file.stem}.qm")
            _run("lrelease", "-silent", "-nounfinished", str(file), "-qm", str(made[-1]))
    return tuple(made)


def _run(tool: str, *arguments: str) -> None:
    folder = Path(PySide6.__file__).parent
    suffix = ".exe" if sys.platform == "win32" else ""
    subprocess.run([folder / f"{tool}{suffix}", *arguments], check=True)


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_of_something_else(called: ast.expr) -> bool:
    """Say whether this is the translate of a string, of bytes or of a painter."""
    if not isinstance(called, ast.Attribute) or called.attr != "translate":
        return False
    return _last_name(called.value) != "QCoreApplication"


def _literal(node: ast.expr) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text and isinstance(node, ast.Constant) else None


def main(arguments: Sequence[str]) -> int:
    """Write the files; complain about what cannot be seen. The arguments are new languages."""
    found = in_program()
    for complaint in found.complaints:
        sys.stderr.write(f"{complaint}\n")
    update(TRANSLATIONS, found.messages, new=arguments)
    return 1 if found.complaints else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
