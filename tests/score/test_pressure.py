"""Whether answers fall with contacts: members beside themselves, never beside others who are contacted less."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from attitude.database import Workspace
from attitude.learn import pressure_curve
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.status import status


def _history(fall: float, seed: int) -> tuple[Any, ...]:
    """Give what 800 members did in 40 campaigns: those contacted often answer often, each contact lately costs them."""
    draw = np.random.default_rng(seed)
    level = np.exp(draw.standard_normal(800))
    pressed = draw.binomial(4, np.clip(0.2 + 0.25 * level, 0, 0.9)[:, None], (800, 40))
    member, campaign = np.indices(pressed.shape).reshape(2, -1)
    classes = np.array([0, 1, 2, 3, 4])[pressed.ravel()]
    appeal = np.exp(0.3 * draw.standard_normal(40))
    answered = draw.poisson(0.05 * level[member] * appeal[campaign] * fall**classes)
    return member, campaign, classes, np.ones(len(member), int), answered, np.full(len(member), 0.05)


def test_a_planted_fall_is_found_though_those_pressed_answer_more() -> None:
    rows = _history(0.8, 1)
    _, _, classes, _, answered, _ = rows
    assert answered[classes == 4].mean() > answered[classes == 0].mean(), "by the looks of it, pressure helps"
    curve = pressure_curve(*rows)
    assert [one.pressure for one in curve] == [0, 1, 2, 3, 4]
    for one in curve[1:]:
        assert one.ratio_low < 0.8**one.pressure < one.ratio_high, one
    assert [one.is_fall for one in curve if one.pressure in (0, 3, 4)] == [False, True, True]
    assert sum(one.contacts for one in curve) == len(classes)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_nothing_falls_no_fall_is_seen(seed: int) -> None:
    curve = pressure_curve(*_history(1.0, seed))
    assert not any(one.is_fall for one in curve)
    assert all(abs(np.log(one.ratio)) < 0.35 for one in curve), curve


def test_who_is_of_one_pressure_alone_says_nothing() -> None:
    member, campaign, classes, contacts, answered, expected = _history(0.8, 4)
    rows = (member, campaign, classes, contacts, answered, expected)
    loud = (np.full(9, 900), np.arange(9), np.full(9, 3), np.ones(9, int), np.full(9, 25), np.full(9, 0.05))
    apart = (loud[0], loud[1] + 40, *loud[2:])  # alone in campaigns of their own
    with_loud = pressure_curve(*(np.concatenate([one, other]) for one, other in zip(rows, apart, strict=True)))
    for one, other in zip(pressure_curve(*rows), with_loud, strict=True):
        assert (one.ratio, one.ratio_low, one.ratio_high) == pytest.approx(
            (other.ratio, other.ratio_low, other.ratio_high), rel=1e-3
        )


def test_what_cannot_be_told_apart_is_not_told() -> None:
    """Two groups, each contacted every other week: pressure goes with group and campaign alone."""
    draw = np.random.default_rng(1)
    member, campaign = np.indices((400, 24)).reshape(2, -1)
    taken = (member + campaign) % 2 == 0
    member, campaign = member[taken], campaign[taken]
    classes = np.minimum(campaign // 2, 2)
    ones = np.ones(len(member))
    curve = pressure_curve(member, campaign, classes, ones.astype(int), draw.poisson(0.1 * ones), 0.1 * ones)
    assert len(curve) == 1, curve


def test_the_doubts_are_those_of_a_regression_with_all_levels() -> None:
    """As by statsmodels or by hand: the inverse of the information of all dummies together."""
    member, campaign, classes, contacts, answered, expected = (one[:3200] for one in _history(0.8, 5))
    curve = pressure_curve(member, campaign, classes, contacts, answered, expected)
    dummies = [member == m for m in np.unique(member)]
    dummies += [campaign == c for c in np.unique(campaign)] + [classes == p for p in (1, 2, 3, 4)]
    design = np.column_stack(dummies).astype(float)
    beta = np.zeros(design.shape[1])
    for _ in range(60):  # Newton, with a breath of ridge for what is free
        mean = expected * np.exp(np.clip(design @ beta, -12, 8))
        information = design.T @ (design * mean[:, None])
        step = np.linalg.solve(information + 1e-9 * np.eye(len(beta)), design.T @ (answered - mean))
        beta += np.clip(step, -1, 1)
    doubt = np.sqrt(np.diag(np.linalg.pinv(information, rcond=1e-7)))[-4:]
    for one, factor, sd in zip(curve[1:], np.exp(beta[-4:]), doubt, strict=True):
        assert one.ratio == pytest.approx(factor, rel=2e-3)
        assert np.log(one.ratio_high / one.ratio) == pytest.approx(1.645 * sd, rel=2e-2)


@pytest.fixture
def tired(workspace: Workspace, load: Callable[..., Any]) -> Workspace:
    """Twenty weekly campaigns: `calm` is contacted once, `pressed` but once not, and neither ever answers."""
    members = ["calm", "pressed", *(f"m{n}" for n in range(60))]
    contacts, responses = [], []
    for week in range(20):
        day = f"2026-0{1 + week // 4}-{1 + 7 * (week % 4):02d}"
        contacts += [f"pressed,w{week},{day}"] if week != 15 else []
        contacts += [f"m{n},w{week},{day}" for n in range(60) if (n + week) % 3]
        responses += [f"m{n},w{week},{day}" for n in range(60) if (n + week) % 3 == 1 and n % 2]
        contacts += [f"calm,w{week},{day}"] if week == 0 else []
    load("members", "member_id", *members)
    load("campaigns", "campaign_id,response_days", *(f"w{week},3" for week in range(20)))
    load("contacts", "member_id,campaign_id,contacted_at", *contacts)
    load("responses", "member_id,campaign_id,responded_at", *responses)
    score(workspace, ScoreSettings())
    return workspace


def _of(workspace: Workspace, member: str) -> dict[str, Any]:
    names = ("fatigue", "contacts_lately", "fits_up_to", "contacts_pressed", "responses_pressed", "ratio", "ratio_high")
    row = workspace.row(f"select {', '.join(names)} from fatigue where member_id = '{member}'")
    return dict(zip(names, row, strict=True))


def _let_fall(workspace: Workspace, *rows: str) -> None:
    workspace.rows("delete from store.pressures")
    for row in rows:
        workspace.rows(f"insert into store.pressures values ({row})")


def test_what_is_told_of_each_member(tired: Workspace) -> None:
    _without_a_fall_everybody_fits(tired)
    _each_class_as_it_is_told(tired)
    _who_answers_as_before_is_as_before(tired)


def _without_a_fall_everybody_fits(tired: Workspace) -> None:
    _let_fall(tired, "0, 100, 40, 1, 1, 1, false", "2, 100, 30, 0.7, 0.5, 1.1, false")
    assert tired.rows("select distinct fatigue, fits_up_to, ratio from fatigue") == [("fits", None, None)]
    assert "no fall of answers is seen up to 2 contacts in the 30 days before" in status(tired).constants


def _each_class_as_it_is_told(tired: Workspace) -> None:
    """Four contacts a month; answers fall to a half from two on, and to nearly nothing from three on."""
    _let_fall(tired, "0, 100, 40, 1, 1, 1, false", "2, 100, 30, 0.5, 0.4, 0.6, true", "3, 9, 3, 0.1, 0, 0.2, true")
    words = "answers fall with contacts in the 30 days before (90 % intervals): to 0.50 (0.40 to 0.60) after 2, 0.10"
    assert any(line.startswith(words) for line in status(tired).constants)
    pressed, calm = _of(tired, "pressed"), _of(tired, "calm")
    # the latest is of the 22nd of May: those of the 30 days before stand from the 29th of April on
    assert pressed["contacts_lately"] == 4
    assert pressed["fits_up_to"] == 2
    assert pressed["responses_pressed"] == 0
    assert pressed["fatigue"] == "over", "who never answered has nothing to fall from"
    assert calm == {
        "fatigue": "under",
        "contacts_lately": 0,
        "fits_up_to": 2,
        "contacts_pressed": 0,
        "responses_pressed": 0,
        "ratio": 0.5,
        "ratio_high": pytest.approx(calm["ratio_high"]),
    }
    assert calm["ratio_high"] > 1, "nothing of their own says it"


def _who_answers_as_before_is_as_before(tired: Workspace) -> None:
    _let_fall(tired, "0, 100, 40, 1, 1, 1, false", "2, 9, 3, 0.75, 0.7, 0.79, true", "3, 9, 3, 0.75, 0.7, 0.79, true",
              "4, 9, 3, 0.75, 0.7, 0.79, true")  # fmt: skip
    rows = tired.rows("select contacts_pressed, responses_pressed, expected_pressed, ratio from fatigue "
                      "where responses_pressed > 0")  # fmt: skip
    assert rows
    for _, responses, expected, ratio in rows:
        assert ratio == pytest.approx(0.75 * (2 + responses) / (2 + 0.75 * expected), rel=1e-5)
