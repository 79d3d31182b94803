"""A letter as one HTML page. Everything is escaped, and the page is looked through for what its draft demands."""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from bot.letters.language import OURS, Language, environment
from bot.letters.letter import Letter
from bot.letters.parts import FILLED, check, refuse
from bot.letters.said import said_in
from rules.model.case.words import Says


def page(letter: Letter, folders: tuple[Path, ...] = ()) -> str:
    """The letter as a page of its own. `folders` hold a landlord's own languages. Raises Incomplete."""
    check(letter)
    text = _Page(letter, Language(letter.language, folders)).text()
    lacking = letter.parts - said_in(text)
    refuse(letter, (f"the part {says.value}, which its template leaves out" for says in sorted(lacking)))
    return text


class _Page:
    """One page being put together."""

    def __init__(self, letter: Letter, language: Language) -> None:
        self.letter = letter
        self.language = language

    def text(self) -> str:
        """The kind's own template gives title and body; the frame around them speaks no language."""
        template, code = self.language.template(f"{self.letter.kind.value}.html")
        module = template.make_module(self._context(code))
        title, body = Markup(getattr(module, "title", "")), Markup(str(module))  # noqa: S704 - printed by our templates, escaped by them
        whole = {**self._context(self.language.code), "title": title, "body": self._marked(body, code)}
        whole |= {"note": self._note(), "styles": _styles(self.letter), "footer": _footer(self.letter)}
        return environment(self.language.folders).get_template("frame.html").render(whole)

    def _context(self, code: str) -> dict[str, Any]:
        words = self.language.words(code)
        mine = {"letter": self.letter, "words": words, "lang": code, "part": self._part, "has": self._has}
        return mine | {"day": partial(self.language.day, code=code), "moment": partial(self.language.moment, code=code)}

    def _part(self, name: str) -> Markup:
        template, code = self.language.template(f"part/{name}.html")
        return self._marked(_rendered(template, self._context(code)), code)

    def _has(self, name: str) -> bool:
        return FILLED[Says(name)](self.letter)

    def _marked(self, text: Markup, code: str) -> Markup:
        """Marked with its language where that is not the letter's."""
        if code == self.language.code or not text.strip():
            return text
        words = self.language.words(code)
        return Markup('<div lang="{}" dir="{}">{}</div>').format(code, words["direction"], text)

    def _note(self) -> Markup:
        return self._part("borrowed") if self.language.borrowed else Markup("")


def _rendered(template: Template, context: Mapping[str, Any]) -> Markup:
    return Markup(template.render(context))  # noqa: S704 - printed by our templates, which escape what they are given


def _styles(letter: Letter) -> Markup:
    names = ["letter.css", "large.css"] if letter.large else ["letter.css"]
    return Markup("\n").join(Markup((OURS / name).read_text(encoding="utf-8")) for name in names)  # noqa: S704 - our own files


def _footer(letter: Letter) -> str:
    """The reference, for a style sheet's string: letters and digits, nothing that could end it."""
    return re.sub(r"[^\w /-]", "", letter.reference)
