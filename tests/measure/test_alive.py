"""The model of months with revenue, and the chance of staying away that rests on it."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import polars as pl
import pytest

from attitude.value.alive import fitted, log_chances, stay_away
from attitude.value.gone import Fit, judged, landmarks

# Fader, Hardie and Shang 2010, table 1: donors by how many of six years, and which last, they gave in
DONORS = [
    (6, 6, 1203), (5, 6, 728), (4, 6, 512), (3, 6, 357), (2, 6, 234), (1, 6, 129), (5, 5, 335), (4, 5, 284),
    (3, 5, 225), (2, 5, 173), (1, 5, 119), (4, 4, 240), (3, 4, 181), (2, 4, 155), (1, 4, 78), (3, 3, 322),
    (2, 3, 255), (1, 3, 129), (2, 2, 613), (1, 2, 277), (1, 1, 1091), (0, 0, 3464),
]  # fmt: skip
SOME = np.array([1.2, 0.75, 0.66, 2.78])


def test_the_published_example() -> None:
    """11,104 donors: alpha 1.20, beta 0.75, gamma 0.66, delta 2.78, and a log-likelihood of −33,225.6."""
    bought, latest, donors = (np.array(column) for column in zip(*DONORS, strict=True))
    years = np.full(len(bought), 6)
    assert donors.sum() == 11104
    assert donors @ log_chances(np.array([1.204, 0.750, 0.657, 2.783]), bought, latest, years) == pytest.approx(
        -33225.6, abs=0.1
    )
    # a grid is as near as a 64th of a logarithm, along a ridge as flat as this one; as likely to a third of a nat
    found = fitted(bought, latest, years, donors.astype(float))
    assert found == pytest.approx([1.204, 0.750, 0.657, 2.783], rel=0.06)
    assert donors @ log_chances(found, bought, latest, years) == pytest.approx(-33225.6, abs=0.33)


def test_chances_of_all_that_may_happen_add_up_to_one() -> None:
    patterns = [(0, 0, 1)] + [(x, t, comb(t - 1, x - 1)) for t in range(1, 8) for x in range(1, t + 1)]
    bought, latest, ways = (np.array(column) for column in zip(*patterns, strict=True))
    chances = np.exp(log_chances(SOME, bought, latest, np.full(len(bought), 7)))
    assert ways @ chances == pytest.approx(1)


def test_who_stays_away_is_told_as_by_adding_up_what_may_follow() -> None:
    """Three months ahead: one less the chances of all that has revenue in some of them."""
    bought, latest, months = 2, 3, 5
    followed = 0.0
    for ahead in product((0, 1), repeat=3):
        if any(ahead):
            last = months + max(at for at, has in enumerate(ahead, start=1) if has)
            followed += float(
                np.exp(log_chances(SOME, np.array([bought + sum(ahead)]), np.array([last]), np.array([months + 3])))[0]
            )
    x, t, n = (np.array([value]) for value in (bought, latest, months))
    before = float(np.exp(log_chances(SOME, x, t, n))[0])
    chance = 1 / (1 + np.exp(-stay_away(SOME, x, t, n, 3)[0]))
    assert chance == pytest.approx(1 - followed / before)


def test_months_to_learn_from_are_over_and_have_some_before_them() -> None:
    assert landmarks(12, 3, 0) == [3, 4, 5, 6, 7, 8]
    assert landmarks(12, 3, 3) == [6, 7, 8, 9]
    assert landmarks(5, 3, 0) == []


def test_a_fit_is_judged_as_by_counting_pairs() -> None:
    odds = pl.DataFrame({"with_revenue": [0, 1], "latest": [0, 1], "occasions": [2, 2], "log_odds": [1.0, -1.0]})
    none = dict.fromkeys(("trend", "answers", "contacts", "tenure"), 0.0)
    weights = {"level": 0.0, "log_odds": 1.0, "spend": -0.5, **none}
    rows = pl.DataFrame(
        {
            "landmark": [3] * 6,
            "has_gone": [True, True, False, False, False, True],
            "with_revenue": [0, 1, 0, 1, 1, 0],
            "latest": [0, 1, 0, 1, 1, 0],
            "occasions": [2] * 6,
            "spend": [0.0, 0.0, 1.0, 1.0, 3.0, 1.0],
        }
    ).with_columns(*(pl.lit(0.0).alias(name) for name in none))
    fit = Fit(odds, weights)
    logs = [1.0, -1.0, 0.5, -1.5, -2.5, 0.5]
    assert fit.chances(rows) == pytest.approx([1 / (1 + np.exp(-each)) for each in logs])
    found = judged(rows, fit)
    assert found is not None
    # of nine pairs: first beats all three, second beats two, last ties one and beats two
    assert found.auc == pytest.approx((3 + 2 + 2.5) / 9, abs=1e-6)
    # months since revenue: 2, 1, 2 of those who stayed away, 2, 1, 1 of the others
    assert found.auc_recency == pytest.approx((2.5 + 1 + 2.5) / 9, abs=1e-6)
    assert found.low < found.auc - found.auc_recency < found.high
    assert found.fifths["members"].sum() == 6
    assert judged(rows.filter(pl.col("has_gone")), fit) is None
