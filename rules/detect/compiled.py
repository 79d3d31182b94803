"""A rulebook that has been read and tested, written down: a process that starts reads it back in a tenth of the time.

It is one text: a line with its name and the digest of what follows, then JSON. Its name is made of everything it was
made from. Whoever asks for another name is given nothing, and reads and tests the data files themselves: never a stale
rulebook, never one that was not tested.
"""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from rules.detect.clues import Clues
from rules.detect.rulebook import Expressions, Rule, RuleText

FORM = "compiled rulebook 1"


@dataclass(frozen=True, slots=True)
class Book:
    """What a Detector is built from. `words`, `guards` and `languages` are the data files of that name, parsed."""

    words: dict[str, Any]
    guards: dict[str, Any]
    languages: dict[str, Any]
    rules: tuple[Rule, ...]
    clues: Clues


def named(digest: str, maker: str) -> str:
    """The name of what `maker` (the code and the libraries that read and test) makes of data files of this digest."""
    return sha256(f"{FORM}\n{maker}\n{digest}".encode()).hexdigest()


def write(book: Book, name: str) -> str:
    """The book as text; the caller has tested it."""
    rules = [
        {
            "detector": one.detector,
            "text": one.text.model_dump(mode="json", exclude_defaults=True),
            "re2": one.expressions,
        }
        for one in book.rules
    ]
    plain = {"words": book.words, "guards": book.guards, "languages": book.languages, "clues": asdict(book.clues)}
    body = json.dumps({**plain, "rules": rules}, ensure_ascii=False, separators=(",", ":"))
    return f"{name} {_digest(body)}\n{body}"


def fits(text: str, name: str) -> bool:
    """Whether the text is a book of that name, and whole."""
    first, _, body = text.partition("\n")
    return first == f"{name} {_digest(body)}"


def read(text: str, name: str) -> Book | None:
    """The book of that name; None where the text is of another one, or is not whole."""
    if not fits(text, name):
        return None
    body = text.partition("\n")[2]
    fields = json.loads(body)
    rules = tuple(
        Rule(one["detector"], RuleText.model_validate(one["text"]), Expressions(*one["re2"])) for one in fields["rules"]
    )
    return Book(fields["words"], fields["guards"], fields["languages"], rules, Clues(**fields["clues"]))


def _digest(body: str) -> str:
    return sha256(body.encode()).hexdigest()
