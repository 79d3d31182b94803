"""Rules and model together, asked as one detector is asked."""

from rules.detect.classifier.classifier import Classifier
from rules.detect.detector import Detector
from rules.model.finding import Found
from rules.model.history import History
from rules.model.interaction import InteractionKind

JOINED = "+"
"""Between the digest of the rules and that of the model, so that it can be told years later which of them has changed."""


class Together:
    """Reads a comment by rules first, then by the model, which sees what the rules found."""

    def __init__(self, rules: Detector, model: Classifier) -> None:
        self._rules, self._model = rules, model
        self.digest = f"{rules.digest}{JOINED}{model.digest}"

    def find(
        self, text: str, *, parent_text: str | None, kind: InteractionKind, rating: int | None, history: History
    ) -> Found:
        """All findings and needs in one comment. Never raises."""
        found = self._rules.find(text, parent_text=parent_text, kind=kind, rating=rating, history=history)
        return self._model.added(text, found)
