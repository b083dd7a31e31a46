"""What habits tell of members: how long they belong, how often they were contacted lately, how much they use.

Habits change, so each contact is looked at beside what the member's habits were the day before its campaign, from what
was known then: a purchase that answers a campaign is never taken for its cause. A habit is one more factor of the
look-alike ratio, with a weight of its own that is held to none unless it is clear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from attitude.database import Workspace
from attitude.learn.regression import clearly_above
from attitude.settings import ScoreSettings

if TYPE_CHECKING:
    import polars as pl


_PRECISION = 4.0  # a habit's weight is known beforehand to half a unit, around none
_LEAST_SURE = 3.0  # standard deviations that a weight is above none: many habits are looked at, few tell anything


def learn_habits(
    workspace: Workspace, settings: ScoreSettings, contacts: pl.DataFrame
) -> tuple[dict[str, float], pl.DataFrame]:
    """Fit how far each habit is to be trusted beside the members' attributes.

    Parameters
    ----------
    contacts
        One row per contact that is learned from: contact_number, answered, rate and log_lookalike.

    Returns
    -------
    weights, contacts
        By habit, those without weight left out; the contacts with what habits say added to log_lookalike.
    """
    import polars as pl

    rows = workspace.result("score/habit_left_out", kappa_attribute=settings.kappa_attribute)
    if not settings.habits or rows.is_empty():
        return {}, contacts
    wide = rows.pivot("habit", index="contact_number", values="log_ratio")
    wide = wide.select("contact_number", *sorted(wide.columns[1:]))
    wide = contacts.select("contact_number").join(wide, on="contact_number", how="left", maintain_order="left")
    exposure = contacts["rate"].to_numpy() * np.exp(contacts["log_lookalike"].to_numpy())
    answered = contacts["answered"].cast(pl.Float64).to_numpy()
    ratios = wide.drop("contact_number").fill_null(0).to_numpy()
    kept, weights = clearly_above(ratios, exposure, answered, settings.alpha, _PRECISION, _LEAST_SURE)
    names = [wide.columns[1 + at] for at in kept]
    if not names:
        return {}, contacts
    weights = np.minimum(weights, 1.5).round(3)
    by_habit = dict(zip(names, weights.tolist(), strict=True))
    return by_habit, contacts.with_columns(log_lookalike=pl.col("log_lookalike") + pl.Series(ratios[:, kept] @ weights))
