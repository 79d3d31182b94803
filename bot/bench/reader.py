"""What reading costs with everything on every comment: rules, model, quoted words. On one thread, in CPU, so on one core.

Most comments are read by one network; a specialist is asked about some. So there is a second figure, in which it is asked
about every comment of the same.

Cold start and memory are those of a process of its own, from nothing to the first comment read.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from bot import compose
from bot.resources import model_files
from rules.detect import Detector
from rules.detect.classifier import Together
from rules.model.history import History
from rules.model.interaction import InteractionKind
from rules.score import build
from rules.score.card import MOST

_CHILD = """
from pathlib import Path
from bot import compose
from rules.model.history import History
from rules.model.interaction import InteractionKind
text = "Strong smell of gas in the hallway, you useless idiots"
compose.detector().find(text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History())
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""
"""Linux counts the peak of whoever started a process as its own (`ru_maxrss`); `VmHWM` begins with the new program.
What only the bench imports (the database, the platforms) is left out."""


def costs(texts: Sequence[str]) -> dict[str, Any]:
    """Comments a second and core, and which scorer read them; seconds and MiB of a process that begins."""
    scorer = compose.model().scorer
    return {
        "scorer": scorer.name if scorer else "none",
        "comments_per_core_second": _rate(compose.detector(), texts),
        "specialists_on_every_comment": _rate(_everybody(), texts),
        **_cold(),
    }


def read(text: str, detector: Detector | Together | None = None) -> None:
    """One comment by everything there is."""
    reader = detector or compose.detector()
    reader.find(text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History())


def _rate(detector: Detector | Together, texts: Sequence[str]) -> int:
    read(texts[0], detector)
    began = time.thread_time()
    for text in texts:
        read(text, detector)
    return round(len(texts) / (time.thread_time() - began))


def _everybody() -> Detector | Together:
    """The detector that ships, with each specialist asked about everything."""
    files, shipped = model_files(), compose.model()
    if shipped.card is None or not shipped.card.asks:
        return compose.with_model(shipped)
    card = shipped.card.model_copy(update={"asks": dict.fromkeys(shipped.card.asks, -MOST)})
    return compose.with_model(build({**files, "card.json": card.model_dump_json().encode()}))


def _cold() -> dict[str, float]:
    began = time.perf_counter()
    child = subprocess.run([sys.executable, "-c", _CHILD], capture_output=True, text=True, check=True)  # noqa: S603 - our own code in our own Python
    took = time.perf_counter() - began
    return {"cold_start_s": round(took, 2), "memory_mib": round(int(child.stdout) / 1024)}


def words(figures: dict[str, Any]) -> str:
    """The same for a person, in a line."""
    by = {"onnx": "rules and transformer", "linear": "rules and linear model"}.get(figures["scorer"], "rules, no model")
    return (
        f"Reading with everything ({by}): {figures['comments_per_core_second']:,} comments a second and core,"
        f" {figures['specialists_on_every_comment']:,} with every specialist asked about each;"
        f" first comment {figures['cold_start_s']} s after the process begins, {figures['memory_mib']} MiB."
    )
