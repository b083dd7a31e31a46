"""Why a member is on a list or not: every rule and offer, what was decided, and what would change it."""

from attitude.why.step import PARTS, Why, why

__all__ = ["PARTS", "Why", "why"]
