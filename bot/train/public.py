"""Public labelled text: which files, whose, under which licence, and what each teaches.

They are read where they lie and never shipped. Licences and commits stand in the README beside the files; the model card
repeats `CREDITS`.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.train.labels import Lesson

Row = dict[str, str]
Read = Callable[[Row], Lesson | None]

DYNAHATE = "dynahate_train_dev.csv"


def _dynahate(row: Row) -> Lesson | None:
    """Its "not hate" holds plain abuse of persons, so it teaches nothing but discrimination."""
    return {"discrimination": float(row["label"])} if row["split"] == "train" else None


def _hatemoji(row: Row) -> Lesson | None:
    hate = float(row["label_gold"])
    return {"discrimination": hate} | ({"threat": float(row["type"] == "threateninglanguage")} if hate else {})


def _edos(row: Row) -> Lesson | None:
    if row["split"] != "train":
        return None
    sexist = float(row["label_sexist"] == "sexist")
    threat = float(row["label_category"].startswith("1"))
    return {"discrimination": sexist, "ground:sex": sexist, "threat": threat}


def _measured_hate(row: Row) -> Lesson | None:
    return {"discrimination": float(row["label"])}


def _templates(row: Row) -> Lesson | None:
    heads = {"hate": "discrimination", "threat": "threat", "toxic": "severity:mild+"}
    return {head: float(float(row[column]) > 0.5) for column, head in heads.items() if row[column]}


SOURCES: dict[str, tuple[Read, str, int]] = {
    DYNAHATE: (_dynahate, "DynaHate v0.2.3, Vidgen and others 2021, CC BY 4.0", 3),
    "HatemojiBuild_train.csv": (_hatemoji, "HatemojiBuild, Kirk and others 2022, CC BY 4.0", 2),
    "edos_train_dev.csv": (_edos, "EDOS, Kirk and others 2023, CC0", 1),
    "mhs_train.csv": (_measured_hate, "Measuring Hate Speech, Kennedy and others 2020, CC BY 4.0", 1),
    "synthetic_housing_templates.csv": (_templates, "templates written for this project", 1),
    "synthetic_housing_templates_round2.csv": (_templates, "templates written for this project", 1),
}
"""By file: how a row is read, whose it is, and how often it is seen in a round."""

CREDITS = tuple(dict.fromkeys(credit for _, credit, _ in SOURCES.values()))


def lessons(folder: Path) -> Iterator[tuple[str, str, Lesson, int]]:
    """(file, text, lesson, times seen) of every public text. Raises OSError, KeyError (a column), ValueError (a value)."""
    for name, (read, _, times) in SOURCES.items():
        for row in rows(folder / name):
            lesson = read(row)
            if lesson is not None:
                yield name, row["text"], lesson, times


def held_dynahate(folder: Path) -> list[tuple[str, bool]]:
    """The development split, which is measured on and never learned from: (text, hateful)."""
    return [(row["text"], row["label"] == "1") for row in rows(folder / DYNAHATE) if row["split"] == "dev"]


def rows(file: Path) -> Iterator[Row]:
    """The rows of a CSV file by header."""
    with file.open(newline="", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
