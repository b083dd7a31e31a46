"""The value step: tiers by revenue, bands of loyalty, moves between their steps, and what they are worth."""

from attitude.value.step import PARTS, ValueResult, months_with_revenue, value

__all__ = ["PARTS", "ValueResult", "months_with_revenue", "value"]
