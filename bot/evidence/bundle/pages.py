"""First page and index as HTML and PDF: renderings, labelled as such. Nothing in them can act or load anything."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.console.show import hostile
from bot.evidence.bundle.first_page import FirstPage
from bot.evidence.bundle.index import Index
from bot.evidence.checkpoints import Checkpoint
from bot.letters import pdf
from bot.show import london

TEMPLATES = Path(__file__).parent / "templates"
FIRST, INDEX = "1-first-page", "2-index"


def pages(
    first: FirstPage, index: Index, points: Sequence[Checkpoint], stamps: Mapping[str, bytes]
) -> dict[str, bytes]:
    """File name to bytes; PDFs only where this machine can make them."""
    stamped: dict[int, list[str]] = {}
    for name in stamps:
        if name.endswith(".tsr"):
            stamped.setdefault(int(name.split("/")[1].split(".")[0]), []).append(name)
    made: dict[str, tuple[str, dict[str, Any]]] = {
        FIRST: ("first_page.html", {"page": first}),
        INDEX: ("index.html", {"index": index, "points": points, "stamped": stamped}),
    }
    files: dict[str, bytes] = {}
    for name, (template, context) in made.items():
        told = {**context, "front": first.front}
        files[f"{name}.html"] = _rendered(template, ("bundle.css", "screen.css"), told).encode("utf-8", "replace")
        if first.front.pdf:
            files[f"{name}.pdf"] = pdf.pdf(_rendered(template, ("bundle.css",), told))
    return files


def _rendered(template: str, sheets: Sequence[str], context: Mapping[str, Any]) -> str:
    """A PDF has no screen, and its engine does not read queries about one."""
    styles = Markup("").join(Markup((TEMPLATES / one).read_text(encoding="utf-8")) for one in sheets)  # noqa: S704 - our own files
    return _environment().get_template(template).render(styles=styles, **context)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(london=london, quoted=hostile.text, line=hostile.line, cut=_cut)
    return made


def _cut(words: str, most: int = 900) -> str:
    """Long words are cut on a page; the original has all of them."""
    return words if len(words) <= most else f"{words[:most].rstrip()}… [the original is longer]"
