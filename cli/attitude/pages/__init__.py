"""Pages for a browser, one skeleton, one stylesheet and one hand that draws: the brief, the replay, the sweep."""

from attitude.pages.axes import Chart
from attitude.pages.html import (
    card,
    cards,
    cell,
    chart_card,
    empty,
    laid,
    lead,
    marked_cell,
    page,
    section,
    table,
    wide,
)

__all__ = [
    "Chart",
    "card",
    "cards",
    "cell",
    "chart_card",
    "empty",
    "laid",
    "lead",
    "marked_cell",
    "page",
    "section",
    "table",
    "wide",
]
