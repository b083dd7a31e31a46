"""Offers count beside members as contacts tell, one campaign ahead; checked against a regression of another library."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from attitude.learn.ahead import worths_ahead
from attitude.learn.beside import Answers, learn_offer_power
from attitude.learn.within import Beliefs, Offers, Part

WORTHS = {1: -0.6, 2: 0.0, 5: 0.7}


def drawn(power: float, contacts: int, campaigns: int = 6) -> Answers:
    """Draw answers to three offers that are worth ``power`` times what is known, in campaigns of unlike levels."""
    draw = np.random.default_rng(11)
    campaign = np.repeat(np.arange(campaigns), contacts // campaigns)
    treatment = np.array(sorted(WORTHS))[draw.integers(0, len(WORTHS), len(campaign))]
    member = draw.normal(0, 0.8, len(campaign))
    worth = np.array([WORTHS[key] for key in treatment.tolist()])
    log_odds = member + power * worth + np.linspace(-2, 0, campaigns)[campaign]
    answered = (draw.random(len(campaign)) < 1 / (1 + np.exp(-log_odds))).astype(np.float64)
    return Answers(answered, campaign, treatment, member)


@pytest.mark.parametrize("power", [0.4, 1.0, 1.8])
def test_it_is_what_a_regression_with_a_level_for_each_campaign_finds(power: float) -> None:
    answers = drawn(power, 30_000)
    worth = np.array([WORTHS[key] for key in answers.treatment.tolist()])
    design = np.column_stack([worth, answers.campaign[:, None] == np.arange(6)]).astype(np.float64)
    link = sm.families.Binomial()
    expected = sm.GLM(answers.answered, design, family=link, offset=answers.log_odds).fit().params[0]
    assert learn_offer_power(WORTHS, answers) == pytest.approx(expected, abs=0.01)
    assert expected == pytest.approx(power, abs=0.1)


def test_a_few_answers_move_it_little() -> None:
    few = drawn(3.0, 60)
    many = drawn(3.0, 6_000)
    assert 1 < learn_offer_power(WORTHS, few) < 2.2 < learn_offer_power(WORTHS, many)


def test_where_nothing_stood_beside_another_it_stays() -> None:
    answers = drawn(2.0, 600)
    alone = replace(answers, treatment=np.array([1, 2, 5, 1, 2, 5])[answers.campaign])
    assert learn_offer_power(WORTHS, alone) == pytest.approx(1)
    assert learn_offer_power({}, answers) == learn_offer_power({7: 0.4}, answers) == 1


def test_what_misleads_counts_nothing_and_never_backwards() -> None:
    assert learn_offer_power({key: -worth for key, worth in WORTHS.items()}, drawn(1.5, 6_000)) == 0


def test_worths_are_of_campaigns_before() -> None:
    """Texts bring twice what e-mails do, but in the last campaign, which the worth of its own offers must not know."""
    count, days = 12, np.repeat(np.arange(6.0) * 30, 2)
    has = np.tile(np.eye(2), (6, 1))
    answered = np.array([20.0, 10.0] * 5 + [10.0, 90.0])
    contacts = np.full(count, 200.0)
    offers = Offers(
        [Part("channel", "sms"), Part("channel", "email")], has, np.repeat(np.arange(6), 2), answered, contacts,
        np.zeros(count), days, contacts * 0.1, answered, np.arange(count),
    )  # fmt: skip
    beliefs = Beliefs(20.0, None, 1e9)
    worths = worths_ahead(offers, beliefs)
    assert min(worths) == 4  # two campaigns before are three offers or more
    gaps = [worths[at] - worths[at + 1] for at in range(4, 12, 2)]
    assert gaps == sorted(gaps)
    assert 0.3 < gaps[0] < gaps[-1] < np.log(2)
