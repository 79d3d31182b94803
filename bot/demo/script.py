"""Reads the demo's script."""

from importlib.resources import files

from ruamel.yaml import YAML

from bot.demo.stream import Script


def load(seed: int) -> Script:
    """The script that ships with Doorstep, under one seed."""
    text = (files("bot.demo") / "script.yaml").read_text(encoding="utf-8")
    return Script(YAML(typ="safe", pure=True).load(text), seed)
