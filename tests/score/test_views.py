"""What the views make of the sums that are kept, by hand: scores, trends, intervals, history, channels and hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.profiles import define_scores, make_profiles

DAY = date(2026, 3, 1)
BETAS = {"channel": 2, "product": 2, "timing": 2, "gift": 5}


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Workspace]:
    """Six members of brands A to C whose looks say nothing yet; a scoring with plain constants; three elements."""
    create(tmp_path / "views.duckdb")
    (tmp_path / "members.csv").write_text(
        "member_id,brand,phone,email,joined_on\nm1,A,,,\nm2,B,,,\nm3,C,,,\nm4,A,,,\nm5,A,,,2026-03-02\nm6,A,,,2026-03-02\n"
    )
    with Workspace(tmp_path / "views.duckdb") as workspace:
        load_file(workspace, "members", tmp_path / "members.csv", LoadOptions())
        workspace.rows("insert into store.persons values (9, 'm9')")
        scoring(workspace)
        for item in BETAS.items():
            workspace.rows("insert into store.constants values ('beta', ?, ?)", list(item))
        make_profiles(workspace, ["brand"])
        define_scores(workspace)
        elements(workspace, (1, "channel", "sms", 1, 9, 3, 0), (2, "channel", "email", 1, 9, 3, 0))
        elements(workspace, (3, "gift", "coupon", 1.25, 9, 3, 5))
        yield workspace


def scoring(workspace: Workspace, **told: object) -> None:
    values = {
        "as_of": DAY, "reference_day": DAY, "half_life_days": 730, "fade": 1, "response_days": 30, "base_rate": 0.1,
        "offer_weight": 0.5, "slope": 1, "intercept": 0, "alpha": 1, "shown_alpha": 1, "kappa": 20,
        "kappa_attribute": 50, "attribute_weight": 1, "first_hour": 8, "last_hour": 21, "last_person": 9,
        "constants": "{}", **told,
    }  # fmt: skip
    workspace.rows("delete from store.scorings")
    fill(workspace, "scorings", tuple(values), tuple(values.values()))


def fill(workspace: Workspace, table: str, columns: tuple[str, ...], *rows: tuple[object, ...]) -> None:
    for row in rows:
        marks = ", ".join("?" for _ in row)
        workspace.rows(f"insert into store.{table} ({', '.join(columns)}) values ({marks})", list(row))


def packed(day: date, rate: float, is_answered: bool) -> int:
    return (day - date(1700, 1, 1)).days * 2**32 + int(rate * 2**30) + is_answered * 2**31


def elements(workspace: Workspace, *rows: tuple[object, ...]) -> None:
    """Fill elements: key, dimension, name, ratio, contacts, responses, answered."""
    columns = ("element_key", "dimension", "element", "ratio", "contacts", "responses", "answered", "expected")
    fill(workspace, "elements", columns, *((*row, 0) for row in rows))


def members(workspace: Workspace, *rows: tuple[object, ...], last: int = 0) -> None:
    """Fill sums of members: key, answered, expected, contacts, responses; and score them."""
    columns = ("member_key", "answered", "expected", "contacts", "responses", "last_contact")
    fill(workspace, "member_sums", columns, *((*row, last) for row in rows))
    workspace.run("score/responsiveness")


def leanings(workspace: Workspace, *rows: tuple[object, ...], last: int = 0) -> None:
    """Fill sums of members and elements: two keys, answered, expected, contacts, responses."""
    columns = (
        *("member_key", "element_key", "answered", "expected", "contacts", "responses", "last_contact"),
        *("chosen", "foreseen", "choices"),
    )
    fill(workspace, "element_sums", columns, *((*row, last, 0, 0, 0) for row in rows))


@pytest.mark.parametrize("fade", [1, 0.25])
def test_attitude_scores(sheet: Workspace, fade: float) -> None:
    """80 is four times as often as expected, 50 as expected, 20 a quarter; sums that faded are what is left of them."""
    scoring(sheet, fade=fade)
    members(sheet, (1, 1 / fade, 0, 3, 2), (2, 0, 0, 4, 1), (3, 0, 1 / fade, 5, 0))
    leanings(
        sheet,
        (1, 1, 2 / fade, 0, 3, 2),  # rho 2, leaning (2 + 2) / 2
        (1, 2, 0, 1 / fade, 3, 0),  # rho 2, leaning 2 / (2 + 2)
        (2, 1, 1 / fade, 2 / fade, 4, 1),  # rho 1, leaning 3 / 4
        (2, 3, 1 / fade, 0, 1, 1),  # rho 1, leaning 6 / 5: the beta of gifts is another
        (3, 2, 0, 4 / fade, 5, 0),  # rho 1/2, leaning 2 / (2 + 4 / 2)
    )
    found = sheet.rows(
        "select member_id, element, score, evidence, contacts, responses, as_of from attitudes order by all"
    )
    assert found == [
        ("m1", "email", 50, 1, 3, 0, DAY),
        ("m1", "sms", 80, 0, 3, 2, DAY),
        ("m2", "coupon", 54.5455, 0, 1, 1, DAY),
        ("m2", "sms", 42.8571, 2, 4, 1, DAY),
        ("m3", "email", 20, 4, 5, 0, DAY),
    ]


def test_trend_is_what_the_last_contact_moved(sheet: Workspace) -> None:
    today, before = packed(DAY, 0.5, True), packed(date(2024, 3, 1), 0.5, True)  # 730 days before: half the weight
    members(sheet, (1, 1, 1, 2, 1), (2, 0.5, 0.5, 2, 1), (3, 1, 0.5, 1, 1), (4, 0, 1, 2, 0))
    leanings(sheet, (1, 1, 1, 1, 2, 1), (3, 1, 1, 0.5, 1, 1), last=today)
    leanings(sheet, (2, 1, 0.5, 0.5, 2, 1), last=before)
    leanings(sheet, (4, 1, 0, 1, 2, 0), last=packed(DAY, 0.5, False))
    # m1 before it: rho 1 / 1.5, leaning 2 / (2 + rho / 2), so 4/7 and 36.36; now 50
    # m2 before it: rho 1 / 1.25, leaning 2 / (2 + rho / 4), so 0.7273 and 42.11; now 50
    # m4 before it: rho 1 / 1.5 and 36.36; now rho 1/2, leaning 2 / 2.5, so 0.4 and 28.57
    found = sheet.rows("select member_id, score, trend, last_contacted_on from attitudes order by member_id")
    assert found == [
        ("m1", 50, 13.6364, DAY),
        ("m2", 50, 7.8947, date(2024, 3, 1)),
        ("m3", 60, None, DAY),
        ("m4", 28.5714, -7.7922, DAY),
    ]


def test_members_shrink_to_their_lookalikes(sheet: Workspace) -> None:
    # brand B: (50 + 50) / 50, brand C: (50 + 25) / 50; A as expected
    fill(sheet, "value_sums", ("attribute", "code", "answered", "expected"),
         ("brand", 1, 30, 30), ("brand", 2, 50, 0), ("brand", 3, 25, 0))  # fmt: skip
    members(sheet, (1, 2, 1, 5, 2), (2, 0, 1, 5, 0), (6, 0, 0, 1, 0), (9, 0, 3, 5, 0))
    found = sheet.rows("select member_id, score, evidence, level from responsiveness order by member_id")
    assert found == [
        ("m1", 60, 1, "member"),  # (1 + 2) / (1 + 1)
        ("m2", 40, 1, "member"),  # 2 / (1 + 2)
        ("m3", 60, 0, "look-alike"),
        ("m4", 50, 0, "look-alike"),
        # m5 joins tomorrow; so does m6, who was contacted though
        ("m6", 50, 0, "member"),
        ("m9", 20, 3, "member"),  # 1 / (1 + 3); in no members file
    ]


def test_lookalikes_are_trusted_as_far_as_their_weight_says(sheet: Workspace) -> None:
    fill(
        sheet,
        "value_sums",
        ("attribute", "code", "answered", "expected"),
        ("brand", 2, 150, 0),
        ("brand", 3, -1e-9, 50),
    )
    fill(sheet, "constants", ("constant", "subject", "value"), ("attribute_weight", "brand", 0.5))
    sheet.run("score/responsiveness")
    found: dict[int, float] = dict(
        sheet.rows("select member_key, ratio from store.responsiveness where member_key in (2, 3)")
    )
    assert found == pytest.approx({2: 2, 3: 0.5**0.5}, abs=1e-6)  # the root of 200 / 50, of 50 / 100


def test_scores_and_chances_each_have_an_alpha(sheet: Workspace) -> None:
    scoring(sheet, alpha=10, shown_alpha=1)
    members(sheet, (1, 2, 1, 5, 2))
    leanings(sheet, (1, 1, 2, 1, 5, 2))
    chance, shown = sheet.row("select ratio, shown_ratio from store.responsiveness where member_key = 1")
    assert (chance, shown) == (1.090909, 1.5)  # 12 / 11, 3 / 2
    rho, leaning = sheet.row("select rho, leaning from store.leanings where member_key = 1 and element_key = 1")
    beta = BETAS["channel"]
    assert (rho, leaning) == (1.090909, pytest.approx((beta + 2) / (beta + 1.090909), abs=1e-6))
    read = 1.5 * (beta + 2) / (beta + 1.5)
    for view in ("store.leanings", "store.attitudes"):
        (score,) = sheet.row(f"select score from {view} where member_key = 1 and element_key = 1")
        assert score == pytest.approx(100 * read / (1 + read), abs=1e-3)
    assert sheet.row("select score from responsiveness where member_id = 'm1'") == (60,)


def score_at(ratio: float) -> object:
    return pytest.approx(100 * ratio / (1 + ratio), abs=1)  # the formula of Wilson and Hilferty is not exact


def test_interval_of_a_score_holds_nine_in_ten(sheet: Workspace) -> None:
    """Of a Gamma distribution of shape 3, 90 % lie from 0.2725 to 2.0986 of its mean: half of chi-squared of 6."""
    members(sheet, (1, 2, 1, 5, 2))
    low, high = sheet.row("select score_low, score_high from responsiveness where member_id = 'm1'")
    assert (low, high) == (score_at(1.5 * 1.63538 / 6), score_at(1.5 * 12.5916 / 6))


def test_interval_of_an_attitude_knows_that_of_the_member(sheet: Workspace) -> None:
    """The member's shape 1 + 2 and the leaning's 6 make 1 / (1/3 + 1/6) = 2: chi-squared of 4."""
    answered = 6 - BETAS["channel"]
    members(sheet, (1, 2, 1, 5, 2))
    leanings(sheet, (1, 1, answered, 1, 5, 2))
    ratio = 1.5 * 6 / (BETAS["channel"] + 1.5)
    score, low, high = sheet.row("select score, score_low, score_high from attitudes where member_id = 'm1'")
    assert score == score_at(ratio)
    assert (low, high) == (score_at(ratio * 0.710723 / 4), score_at(ratio * 9.48773 / 4))


def test_interval_of_an_element(sheet: Workspace) -> None:
    """95 % of a Gamma distribution of shape 20 + 5 lie from 0.6471 to 1.4284 of its mean: half of chi-squared of 50."""
    found = sheet.row("select ratio, score, ratio_low, ratio_high from elements where element = 'coupon'")
    assert found[:2] == (1.25, 55.5556)
    assert found[2:] == pytest.approx((1.25 * 32.357 / 50, 1.25 * 71.420 / 50), rel=0.002)


def test_pairs_and_elements_that_were_met(sheet: Workspace) -> None:
    columns = ("first_key", "second_key", "contacts", "responses", "answered", "expected", "ratio")
    fill(sheet, "element_pairs", columns, (1, 3, 5, 1, 2, 2, 4))
    sheet.rows("update store.elements set contacts = 0 where element = 'email'")
    found = sheet.rows("select dimension, element, contacts, score from elements order by all")
    assert found == [
        ("channel", "sms", 9, 50),
        ("channel × gift", "sms × coupon", 5, 80),
        ("gift", "coupon", 9, 55.5556),
    ]


def test_reachable_by_optouts_and_addresses(sheet: Workspace) -> None:
    every = sheet.rows("select distinct channel from store.reachable order by all")
    assert every == [("email",), ("sms",)]  # no members file had an address: whoever sends will know
    elements(sheet, (4, "channel", "shop", 1, 1, 0, 0), (5, "channel", "fax", 1, 0, 0, 0))
    sheet.rows("update store.members set phone = '13800000001' where member_key <> 2")
    sheet.rows("update store.members set email = 'a@x.org' where member_key <> 3")
    fill(sheet, "closed_channels", ("member_key", "family"), (1, "email"), (4, "all"), (9, "sms"))
    found = sheet.rows(
        "select member_key, list(channel order by channel) from store.reachable group by all order by all"
    )
    assert found == [
        (1, ["shop", "sms"]),
        (2, ["email", "shop"]),
        (3, ["shop", "sms"]),
        (5, ["email", "shop", "sms"]),
        (6, ["email", "shop", "sms"]),
    ]


def test_best_channel_is_the_likeliest_of_those_open(sheet: Workspace) -> None:
    sheet.rows("update store.elements set worth = 1.5 where element = 'email'")
    members(sheet, (1, 1, 1, 3, 1), (2, 1, 1, 3, 1), (3, 1, 1, 3, 1))
    leanings(sheet, (1, 1, 2, 0, 2, 2), (2, 1, 2, 0, 2, 2), (3, 1, 0.5, 0, 1, 1))  # leanings 2, 2 and 1.25
    fill(sheet, "closed_channels", ("member_key", "family"), (2, "sms"), (4, "all"))
    found = sheet.rows("select member_id, best_channel from responsiveness order by member_id")
    assert found == [("m1", "sms"), ("m2", "email"), ("m3", "email"), ("m4", None)]


def contacted(workspace: Workspace, *contacts: tuple[object, ...]) -> None:
    """Fill contacts of m1 by sms, one campaign each: contact day, last day of the window, rate, weight, answer."""
    for at, (day, closes_on, rate, weight, responded_at) in enumerate(contacts, 1):
        fill(
            workspace, "campaigns", ("campaign_key", "campaign_id", "is_loaded", "channel"), (at, f"c{at}", True, "sms")
        )
        fill(workspace, "treatments", ("treatment_key", "campaign_key"), (at, at))
        is_closed = str(closes_on) <= str(DAY)
        expected = float(str(rate)) * float(str(weight))
        fill(workspace, "cells", ("cell_key", "treatment_key", "campaign_key", "contacted_on", "closes_on", "is_closed",
                                  "contacts", "answers", "rate", "weight", "expected"),
             (at, at, at, day, closes_on, is_closed, 1, 0, rate, weight, expected))  # fmt: skip
        fill(workspace, "trials", ("member_key", "cell_key", "responded_at"), (1, at, responded_at))


def history(workspace: Workspace) -> list[tuple[object, ...]]:
    return workspace.rows("select campaign_id, as_of::varchar, score, responses from attitude_history order by 2, 1")


def test_history_rises_answer_after_answer(sheet: Workspace) -> None:
    scoring(sheet, half_life_days=1e9)
    days = ["2026-01-01", "2026-01-08", "2026-01-15"]
    contacted(sheet, *((day, day[:8] + str(int(day[8:]) + 5), 0.25, 1, day) for day in days),
              ("2026-02-20", "2026-03-20", 0.25, 1, None))  # fmt: skip
    assert history(sheet) == [
        ("c1", "2026-01-06", 66.6667, 1),  # rho 2 / 1.25, leaning 3 / (2 + rho / 4): 2
        ("c2", "2026-01-13", 72.7273, 1),  # rho 3 / 1.5, leaning 4 / (2 + rho / 2): 8 / 3
        ("c3", "2026-01-20", 75.4717, 1),  # rho 4 / 1.75, leaning 5 / (2 + 3 rho / 4): 40 / 13
        ("c4", "2026-03-01", 71.4286, 0),  # rho 4 / 2, leaning 5 / (2 + rho): 2.5; the window is open
    ]


def test_history_falls_where_no_answer_comes(sheet: Workspace) -> None:
    scoring(sheet, half_life_days=1e9)
    contacted(sheet, ("2026-01-01", "2026-01-06", 0.5, 1, None), ("2026-02-01", "2026-02-06", 0.5, 1, None))
    # rho 1 / 1.5, leaning 2 / (2 + rho / 2): 4 / 7; rho 1 / 2, leaning 2 / (2 + rho): 0.4
    assert history(sheet) == [("c1", "2026-01-06", 36.3636, 0), ("c2", "2026-02-06", 28.5714, 0)]


def test_history_is_as_old_as_it_was_then(sheet: Workspace) -> None:
    """A window of one half-life: what is known when it closes counts half; the next contact is on that day."""
    scoring(sheet, half_life_days=30, reference_day=date(2026, 1, 1))
    contacted(sheet, ("2026-01-01", "2026-01-31", 0.25, 1, "2026-01-02"), ("2026-01-31", "2026-01-31", 0.25, 2, None))
    # both are known on one day: R = 1/2, E = 1/8 + 1/4; rho 1.5 / 1.375, leaning 2.5 / (2 + 3 rho / 8)
    rho = 1.5 / 1.375
    ratio = rho * 2.5 / (2 + rho * 0.375)
    score = round(100 * ratio / (1 + ratio), 4)
    assert history(sheet) == [("c1", "2026-01-31", score, 1), ("c2", "2026-01-31", score, 0)]


def test_hours(sheet: Workspace) -> None:
    """Shares of everyone by hour, shrunk; the best hour of the open ones: one's own where one has told enough."""
    fill(
        sheet, "answer_hours", ("member_key", "hour_of_week", "answers"), (1, 10, 4), (1, 3, 9), (2, 44, 3), (3, 44, 1)
    )
    members(sheet, (1, 1, 1, 3, 1), (2, 1, 1, 3, 1), (3, 1, 1, 3, 1), (4, 1, 1, 3, 1), (9, 1, 1, 1, 1))
    sheet.run("score/hour_shares")
    shares: dict[int, float] = dict(sheet.rows("select hour_of_week, share from store.hour_shares"))
    assert len(shares) == 168
    assert sum(shares.values()) == pytest.approx(1)

    def share(answers: int) -> float:  # of 17 answers, by ten to all hours, then by fifty to everyone's
        return (answers + 50 * (answers + 10 / 168) / 27) / 67

    assert {hour: shares[hour] for hour in (3, 10, 44, 45)} == pytest.approx(
        {3: share(9), 10: share(4), 44: share(4), 45: share(0)}
    )
    found = sheet.rows("select member_id, best_hour, best_weekday from responsiveness order by member_id")
    # hour 3 is at night; hour 10 comes before hour 44 of the same share, but where one answered at 44 more
    assert found == [("m1", 10, 1), ("m2", 20, 2), ("m3", 20, 2), ("m4", 10, 1), ("m9", None, None)]


def test_no_hour_is_best_where_no_time_of_day_is_known(sheet: Workspace) -> None:
    members(sheet)
    sheet.run("score/hour_shares")
    assert sheet.rows("select distinct best_hour, best_weekday from responsiveness") == [(None, None)]
