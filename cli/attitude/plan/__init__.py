"""``PLAN.toml``: a campaign plan as a checked model."""

from attitude.plan.model import (
    DIMENSIONS,
    EXPLORE,
    Choice,
    Group,
    Limits,
    Offer,
    Plan,
    Range,
    Ranges,
    Responded,
    Window,
)
from attitude.plan.reading import read_plan
from attitude.plan.words import number_query, placeholders, text_query, where_query

__all__ = [
    "DIMENSIONS",
    "EXPLORE",
    "Choice",
    "Group",
    "Limits",
    "Offer",
    "Plan",
    "Range",
    "Ranges",
    "Responded",
    "Window",
    "number_query",
    "placeholders",
    "read_plan",
    "text_query",
    "where_query",
]
