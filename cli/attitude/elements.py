"""What an offer is made of, and what a campaign can be cut by: the names, for whoever goes through them."""

from __future__ import annotations

from typing import Literal, get_args

Dimension = Literal["channel", "product", "timing", "gift"]
DIMENSIONS: tuple[str, ...] = get_args(Dimension)
CAMPAIGN_SLICES = ("cell", "offer", *DIMENSIONS)  # what a contact itself tells
LIST_SLICES = ("propensity", "added")  # tenths of the exported list
SCORE_SLICES = ("responsiveness", *(f"{dimension}-score" for dimension in DIMENSIONS))  # from before the campaign
