"""``PLAN.toml``: a campaign plan as a checked model."""

from attitude.plan.answers import define_answer
from attitude.plan.changes import Sweep, read_change, read_sweep
from attitude.plan.coded import gives_codes
from attitude.plan.model import (
    EXPLORE,
    EXPLORE_OFFER,
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
from attitude.plan.series import Series, Wave, first_wave, of_wave, wave_days
from attitude.plan.words import dated_query, number_query, placeholders, text_query, where_query

__all__ = [
    "EXPLORE",
    "EXPLORE_OFFER",
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
    "Series",
    "Sweep",
    "Wave",
    "Window",
    "dated_query",
    "define_answer",
    "first_wave",
    "gives_codes",
    "number_query",
    "of_wave",
    "placeholders",
    "read_change",
    "read_plan",
    "read_sweep",
    "text_query",
    "wave_days",
    "where_query",
]
