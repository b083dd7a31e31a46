"""The value step: tiers by revenue, bands of loyalty, moves between their steps, and what they are worth."""

from attitude.value.cohorts import Cohorts, cohorts
from attitude.value.keeping import GoneTold, KeptValues, gone_told, keep_values
from attitude.value.step import PARTS, ValueResult, months_with_revenue, value

__all__ = [
    "PARTS",
    "Cohorts",
    "GoneTold",
    "KeptValues",
    "ValueResult",
    "cohorts",
    "gone_told",
    "keep_values",
    "months_with_revenue",
    "value",
]
