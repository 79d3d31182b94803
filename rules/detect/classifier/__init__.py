"""The model's part: what a scorer makes of a comment, as findings and needs. It knows the promise, not which one runs."""

from rules.detect.classifier.classifier import Classifier
from rules.detect.classifier.overridden import overridden
from rules.detect.classifier.second import Second
from rules.detect.classifier.together import Together

__all__ = ["Classifier", "Second", "Together", "overridden"]
