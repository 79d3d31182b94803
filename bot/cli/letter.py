"""`doorstep letter sample`: a pack's letters about invented people. `letter_write` writes those of a case."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import letter_write
from bot.cli.options import refuse
from bot.letters import pdf
from bot.letters.letter import LARGE_PRINT
from bot.letters.sample import NoSuchLetter, kinds, sample
from bot.letters.write import write
from bot.resources import pack_names, pack_texts
from rules.model.case.words import LetterKind
from rules.policy.parse import parse
from rules.policy.schema import Pack


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Letters, as a tenant would get them.", no_args_is_help=True)
    group.command("sample")(write_samples)
    letter_write.add_to(group)
    app.add_typer(group, name="letter")


def write_samples(
    pack: Annotated[str, typer.Option("--pack", help="A built-in pack or the folder of one.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write to; made if it is not there.")],
    kind: Annotated[LetterKind | None, typer.Option("--kind", help="One kind of letter; all without it.")] = None,
    large: Annotated[bool, typer.Option("--large", help="In large print.")] = False,
) -> None:
    """Write sample letters of a pack, about invented people, as HTML, PDF and Word.

    Example: doorstep letter sample --pack derby-2024 --kind warning --out ./letters
    """
    chosen = parse(pack_texts(pack))
    others = [parse(pack_texts(name)) for name in pack_names()]
    out.mkdir(parents=True, exist_ok=True)
    try:
        for one in (kind,) if kind else kinds(chosen):
            _write(chosen, others, one, out, large=large)
    except NoSuchLetter as error:
        raise refuse(str(error)) from None
    if why := pdf.missing():
        print(f"No PDF: {why}. {pdf.FIX}")


def _write(pack: Pack, others: list[Pack], kind: LetterKind, out: Path, *, large: bool) -> None:
    letter = sample(pack, others, kind, formats=(LARGE_PRINT,) if large else ())
    stem = f"{pack.id}-{kind.value}" + ("-large" if large else "")
    for ending, content in write(letter).items():
        file = out / f"{stem}.{ending}"
        file.write_bytes(content)
        print(file)
