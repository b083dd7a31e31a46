"""The value step: tiers by revenue, bands of loyalty, moves between their steps, and what they are worth."""

from attitude.value.step import PARTS, ValueResult, value

__all__ = ["PARTS", "ValueResult", "value"]
