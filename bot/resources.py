"""Reads the data files of `rules` (packs, detector data), so that `rules` opens none itself."""

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

PACKS = "packs"
MODEL_FILES = frozenset({"card.json", "tokenizer.json", "linear.safetensors"})
"""Beside the networks, each an `.onnx`: the first one and whichever specialists the card asks."""


class UnknownPack(LookupError):
    """There is no such policy pack; the text names those there are."""


def detector_texts() -> dict[str, str]:
    """File name -> text of every data file of the detectors."""
    return _texts(files("rules.detect") / "data")


def model_files(folder: Path | None = None) -> dict[str, bytes]:
    """File name -> bytes of the model that comes with Doorstep, or of one in a folder; empty where there is none."""
    place: Traversable = folder or files("rules.score") / "model"
    if not place.is_dir():
        return {}
    return {file.name: file.read_bytes() for file in place.iterdir() if _of_a_model(file.name)}


def _of_a_model(name: str) -> bool:
    return name in MODEL_FILES or name.endswith(".onnx")


def folder_texts(folder: Path) -> dict[str, str]:
    """File name -> text of every data file in a folder of somebody's own."""
    return _texts(folder)


def pack_names() -> list[str]:
    """The built-in packs, in alphabetical order."""
    return sorted(folder.name for folder in (files("rules") / PACKS).iterdir() if _is_pack(folder))


def pack_texts(name: str) -> Mapping[str, str]:
    """File name -> text of a built-in pack, or of a folder when `name` is the path of one. Raises UnknownPack."""
    if name in pack_names():
        return _texts(files("rules") / PACKS / name)
    folder = Path(name)
    if folder.is_dir() and (texts := _texts(folder)):
        return texts
    raise UnknownPack(f"no policy pack '{name}': there are {', '.join(pack_names())}, or give a folder")


def starter_texts() -> Mapping[str, str]:
    """File name -> text of the commented pack that a landlord begins with."""
    return _texts(files("rules.policy") / "starter")


def coverage_text(name: str) -> str | None:
    """The `coverage.yaml` beside a pack, or None. Raises UnknownPack."""
    return pack_texts(name).get("coverage.yaml")


def _is_pack(folder: Traversable) -> bool:
    return folder.is_dir() and not folder.name.startswith(("_", "."))


def _texts(folder: Traversable) -> dict[str, str]:
    found = [
        file for file in folder.iterdir() if file.is_file() and file.name.endswith((".yaml", ".yml", ".txt", ".json"))
    ]
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name)}
