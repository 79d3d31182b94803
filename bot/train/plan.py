"""What one course is asked to do."""

from dataclasses import dataclass
from pathlib import Path

from bot.train.teach import FURTHER, STAGES, Stage


@dataclass(frozen=True, slots=True)
class Course:
    """`base`: the folder of all-MiniLM-L6-v2 (`model.safetensors`, `tokenizer.json`). `share` of the texts, as a
    trial. `start`: the folder of a model to teach further, in the stages for that."""

    base: Path
    data: Path
    out: Path
    seed: int = 1
    share: float = 1.0
    start: Path | None = None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What is taught, in order."""
        return STAGES if self.start is None else FURTHER
