"""``PLAN.toml``: a campaign plan as a checked model."""

from attitude.plan.answers import define_answer
from attitude.plan.changes import Sweep, read_change, read_sweep
from attitude.plan.model import (
    EXPLORE,
    Audience,
    Channel,
    Choice,
    Group,
    Holdout,
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
    "EXPLORE",
    "Audience",
    "Channel",
    "Choice",
    "Group",
    "Holdout",
    "Limits",
    "Offer",
    "Plan",
    "Range",
    "Ranges",
    "Responded",
    "Sweep",
    "Window",
    "define_answer",
    "number_query",
    "placeholders",
    "read_change",
    "read_plan",
    "read_sweep",
    "text_query",
    "where_query",
]
