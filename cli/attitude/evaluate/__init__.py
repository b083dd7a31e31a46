"""What another plan would have brought, by what the lists of the past drew."""

from attitude.evaluate.step import Evaluation, evaluate
from attitude.evaluate.words import told

__all__ = ["Evaluation", "evaluate", "told"]
