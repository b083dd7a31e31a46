"""An 80 % interval holds what comes in 80 % of campaigns, and is learned from campaigns that were not yet known."""

from __future__ import annotations

from math import exp, sqrt
from typing import Any

import numpy as np
import pytest

from attitude.forecasts import SPREAD, interval, spread_of
from attitude.learn.ahead import Error, errors_ahead, learn_spread
from attitude.learn.within import Offers, Part

SURE = 1.2815515655  # standard deviations within which 80 % of a normal distribution lie


def offers_of(answered: np.ndarray[Any, Any], expected: float, days: np.ndarray[Any, Any]) -> Offers:
    """Give one offer a campaign, all of one element."""
    count = len(answered)
    figures = np.full(count, expected)
    return Offers(
        [Part("channel", "sms")], np.ones((count, 1)), np.arange(count), answered, figures * 10, np.zeros(count), days,
        figures, answered, np.arange(count),
    )  # fmt: skip


def test_chance_alone_is_poisson() -> None:
    # of mean 1: P(0) = 0.368, P(at most 1) = 0.736, P(at most 2) = 0.920
    assert interval(1, 0) == (0, 2)
    # of mean 0.1: P(0) = 0.905; of 0.11: P(0) = 0.896, P(at most 1) = 0.994
    assert (interval(0.1, 0), interval(0.11, 0)) == ((0, 0), (0, 1))


@pytest.mark.parametrize(("expected", "spread"), [(820, 0.25), (5_000, 0.4), (2_000_000, 0.1)])
def test_of_many_answers_it_is_nearly_that_of_the_logarithm(expected: float, spread: float) -> None:
    low, high = interval(expected, spread)
    far = SURE * sqrt(spread**2 + 1 / expected)
    assert low == pytest.approx(expected * exp(-far), rel=0.01)
    assert high == pytest.approx(expected * exp(far), rel=0.01)


@pytest.mark.parametrize("spread", [0.0, 0.35, 1.5])
def test_where_next_to_nothing_is_expected_it_is_whole(spread: float) -> None:
    assert interval(0, spread) == (0, 0)
    for expected in (1e-9, 0.01, 0.3, 1, 3):
        low, high = interval(expected, spread)
        assert 0 <= low <= expected
        assert low <= high


@pytest.mark.parametrize(("expected", "spread"), [(8.0, 0.35), (60.0, 0.2), (900.0, 0.5)])
def test_eight_campaigns_of_ten_end_inside(expected: float, spread: float) -> None:
    draw = np.random.default_rng(3)
    came = draw.poisson(expected * np.exp(spread * draw.standard_normal(40_000)))
    low, high = interval(expected, spread)
    one_answer = max(np.mean(came == low), np.mean(came == high))  # counts cannot do better
    assert 0.79 <= np.mean((low <= came) & (came <= high)) <= 0.81 + 2 * one_answer


def test_the_spread_of_many_campaigns_is_found_and_few_move_it_little() -> None:
    draw = np.random.default_rng(4)
    errors = [Error(error, 0.01) for error in np.sqrt(0.15**2 + 0.01) * draw.standard_normal(300)]
    assert learn_spread(errors) == pytest.approx(0.15, abs=0.03)
    assert learn_spread([]) == SPREAD
    # six campaigns that strayed by nothing count for as much as what was known: the mean of both squares
    assert learn_spread([Error(0.0, 0.0)] * 6) == pytest.approx(sqrt(SPREAD**2 / 2), abs=0.003)


def test_a_level_that_wanders_is_covered_by_what_its_past_teaches() -> None:
    draw, inside, asked = np.random.default_rng(6), 0, 0

    def foresee(taught: Offers, new: Offers) -> np.ndarray[Any, Any]:
        """Take the level of the last campaign, as a level that wanders is best foreseen."""
        last = np.argmax(taught.first_day)
        return np.asarray(new.expected * taught.answered[last] / taught.expected[last])

    for _ in range(60):
        level = np.cumsum(0.2 * draw.standard_normal(35))
        answered = draw.poisson(300 * np.exp(level + 0.1 * draw.standard_normal(35))).astype(float)
        days = np.arange(35) * 30.0
        spread = learn_spread(errors_ahead(offers_of(answered[:30], 300, days[:30]), 20, foresee))
        for now in range(30, 35):
            low, high = interval(float(answered[now - 1]), spread)
            inside, asked = inside + (low <= answered[now] <= high), asked + 1
    assert 0.76 <= inside / asked <= 0.86


def test_campaigns_are_foreseen_from_those_before_them_alone() -> None:
    days = np.array([60.0, 0.0, 30.0, 30.0, 90.0])
    answered = np.array([40.0, 10.0, 20.0, 30.0, 50.0])
    seen: list[tuple[set[float], set[float], float]] = []

    def foresee(taught: Offers, new: Offers) -> np.ndarray[Any, Any]:
        seen.append((set(taught.answered), set(new.answered), float(new.log_ratio[0])))
        return new.expected

    errors = errors_ahead(offers_of(answered, 20, days), 20, foresee)
    assert [(taught, new) for taught, new, _ in seen] == [({10, 20, 30}, {40}), ({10, 20, 30, 40}, {50})]
    # the element brought 60 where 60 were expected; then 100 of 80
    assert [log_ratio for _, _, log_ratio in seen] == pytest.approx([0, np.log(120 / 100)])
    assert [error.log_ratio for error in errors] == pytest.approx([np.log(40.5 / 20.5), np.log(50.5 / 20.5)])


def test_scores_that_did_not_learn_a_spread_have_a_wide_one() -> None:
    assert spread_of('{"alpha": 5}') == SPREAD
    assert spread_of('{"alpha": 5, "spread": 0.125}') == 0.125
