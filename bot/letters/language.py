"""Languages are folders of templates: English is complete, another may hold as little as one template.

What a language lacks comes from English, marked as English, and the letter says so. A landlord's own folders come first.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape
from ruamel.yaml import YAML

from bot.console.show import hostile
from rules.calendar import LONDON

OURS = Path(__file__).parent / "templates"
ENGLISH = "en"
WORDS = "words.yaml"
_CODE = re.compile(r"[A-Za-z0-9-]{1,35}")


def clean(value: object) -> object:
    """What a template prints: markup as it is, all else in one line with nothing invisible in it (it is escaped after).

    A telephone number is not broken over two lines.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return re.sub(r"(?<=\d) (?=\d)", "\N{NO-BREAK SPACE}", hostile.plain(value, len(value)))


def paragraphs(words: str) -> list[str]:
    """The paragraphs of words that a person typed."""
    return [line for line in words.splitlines() if line.strip()]


def sentence(words: str) -> str:
    """A phrase or sentence of a pack, as a sentence."""
    trimmed = words.strip()
    plain_word = trimmed.partition(" ")[0].rstrip(",:;").isalpha()  # an address keeps its small letter
    first = trimmed[:1].upper() if plain_word else trimmed[:1]
    return first + trimmed[1:] + ("" if trimmed.endswith((".", "!", "?")) else ".")


@cache
def environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """Templates of `folders`, then ours. Sandboxed, since a landlord's own templates are not ours."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*folders, OURS]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(paragraphs=paragraphs, sentence=sentence, quoted=hostile.text)
    return made


@dataclass
class Language:
    """One language and where its templates are; `borrowed` becomes true once something came from English instead."""

    code: str
    folders: tuple[Path, ...] = ()
    borrowed: bool = field(default=False, init=False)

    def template(self, name: str) -> tuple[Template, str]:
        """A template by name, and the language it is in."""
        try:
            return environment(self.folders).get_template(f"{self.code}/{name}"), self.code
        except TemplateNotFound:
            self.borrowed = True
            return environment(self.folders).get_template(f"{ENGLISH}/{name}"), ENGLISH

    def words(self, code: str | None = None) -> Mapping[str, Any]:
        """The small words of a language (months, names of restrictions), English where it has none of its own."""
        return {**_words(self.folders, ENGLISH), **_words(self.folders, code or self.code)}

    def day(self, on: date, code: str | None = None) -> Markup:
        """`Wednesday 30 December 2026` in a language (the letter's own without), never broken over two lines."""
        words = self.words(code)
        text = words["date"].format(
            weekday=words["weekdays"][on.weekday()], day=on.day, month=words["months"][on.month - 1], year=on.year
        )
        return Markup('<span class="date">{}</span>').format(escape(text))

    def moment(self, at: datetime, code: str | None = None) -> Markup:
        """`Wednesday 30 December 2026 at 08:05`, in London."""
        local = at.astimezone(LONDON)
        return Markup(" ").join((self.day(local.date(), code), escape(f"{self.words(code)['at']} {local:%H:%M}")))


@cache
def _words(folders: tuple[Path, ...], code: str) -> Mapping[str, Any]:
    if not _CODE.fullmatch(code):  # a folder among the templates, never a way out of them
        return {}
    for folder in (*folders, OURS):
        file = folder / code / WORDS
        if file.is_file():
            return dict(YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")))
    return {}
