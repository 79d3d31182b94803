"""`doorstep train`: teach the model that reads beside the rules. Nothing of it is needed to run Doorstep."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import JsonOption, refuse, show
from bot.train.mix import BadLesson, apart, mix
from bot.train.shipped import NotOurs
from rules.score.card import BadModel

WRITTEN = Path("training/comments")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("train")(train)


def train(  # long: every option with its help, then one course
    data: Annotated[
        Path, typer.Argument(help="The folder of public labelled text (bot/train/public.py names the files).")
    ],
    base: Annotated[
        Path, typer.Option("--base", help="The folder of all-MiniLM-L6-v2: model.safetensors and tokenizer.json.")
    ],
    out: Annotated[Path, typer.Option("--output", "-o", help="The model folder to write.")],
    written: Annotated[Path, typer.Option("--comments", help="Our own labelled comments.")] = WRITTEN,
    judged: Annotated[
        list[Path] | None,
        typer.Option("--apart", help="A set it will be judged on: its texts are left out. Repeat it."),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", help="The same seed, data, machine and threads give the same model.")
    ] = 1,
    threads: Annotated[int, typer.Option("--threads", min=1, help="How many threads to use; part of the seed.")] = 2,
    share: Annotated[float, typer.Option("--share", min=0.001, max=1.0, help="Of the texts, to try it out.")] = 1.0,
    fit_only: Annotated[
        bool,
        typer.Option("--fit-only", help="Only fit thresholds, measure and write the cards, for weights taught before."),
    ] = False,
    start: Annotated[
        Path | None,
        typer.Option("--from", help="A model folder to teach further, in a third of the time; not the one written to."),
    ] = None,
    specialist: Annotated[
        bool,
        typer.Option("--specialist", help="Teach only the network that is asked beside the model in --from."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Teach a small transformer on our own comments and on public text, and write a model folder with its cards.

    It takes one to two hours on two quiet cores (--from: half an hour), and goes on where it was cut off: the weights after
    each take of a stage are kept in --output. It needs torch, onnx and safetensors, which Doorstep itself does not
    (requirements-train.txt). No comment of any landlord's page is read: what staff corrected is only learned from when its
    export is put among --comments by hand.
    Exit code 2 when something cannot be read. Examples:

    doorstep train public/ --base minilm/ -o model/ --apart landlordcheck.jsonl

    doorstep train public/ --base minilm/ -o try/ --share 0.01

    doorstep train public/ --base minilm/ -o model/ --from rules/score/model

    doorstep train public/ --base minilm/ -o model/ --from rules/score/model --specialist
    """
    if start is not None and start.resolve() == out.resolve():
        raise refuse(f"--from: {start} is the folder that is written to; name another with --output", 2)
    if specialist and start is None:
        raise refuse("--specialist: name the model folder beside which it is asked with --from", 2)
    try:
        from bot.train import specialist as beside
        from bot.train.course import run
        from bot.train.course import threads as use
        from bot.train.finish import finish
        from bot.train.plan import Course
        from bot.train.provenance import MODEL
        from bot.train.teach import ASKS

        lessons = mix(written, data, apart(judged or []))
        use(threads)
        course = Course(base, data, out, seed, share, start)
        taught = (*ASKS,) if specialist else (MODEL,)
        teach = partial(finish, taught=taught) if fit_only else beside.run if specialist else run
        card = teach(course, lessons, lambda said: typer.echo(said, err=True))
    except ImportError as lacking:
        raise refuse(
            f"training needs what running does not: pip install -r requirements-train.txt ({lacking})", 2
        ) from None
    except (BadLesson, BadModel, NotOurs, OSError, KeyError) as bad:
        raise refuse(str(bad), 2) from None
    if json:
        show({"version": card.version, "figures": card.figures})
    else:
        print(f"{out}: model {card.version}; {card.figures}")
