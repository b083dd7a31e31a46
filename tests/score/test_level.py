"""Propensities start from where the response rate stands now, if it clearly moves."""

from __future__ import annotations

import numpy as np
import pytest

from attitude.learn.level import level_now

DAYS = np.arange(18) * 30.0


@pytest.mark.parametrize("scatter", [0.0, 0.3])
def test_a_rate_that_only_scatters_stays(scatter: float) -> None:
    draw = np.random.default_rng(5)
    brought = draw.poisson(400 * np.exp(scatter * draw.standard_normal(18))).astype(float)
    assert level_now(DAYS, brought, np.full(18, 400.0)) == 1.0


def test_a_rate_that_falls_is_followed_in_whatever_order_campaigns_come() -> None:
    draw = np.random.default_rng(5)
    brought = draw.poisson(900 * np.exp(-0.1 * np.arange(18))).astype(float)
    found = level_now(DAYS, brought, np.full(18, 400.0))
    assert found == pytest.approx(brought[-1] / 400, rel=0.15)
    shuffled = draw.permutation(18)
    assert level_now(DAYS[shuffled], brought[shuffled], np.full(18, 400.0)) == found


def test_few_campaigns_and_none_that_brought_anything_tell_nothing() -> None:
    assert level_now(DAYS[:3], np.array([100.0, 50.0, 25.0]), np.full(3, 50.0)) == 1.0
    assert level_now(DAYS, np.zeros(18), np.full(18, 0.1)) == 1.0
