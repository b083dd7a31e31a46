"""Several campaigns side by side, and finer looks at one: small worlds counted by hand, and what is missing said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest
from conftest import Cli, Load, few
from scipy import stats

from attitude.database import Workspace
from attitude.elements import SCORE_SLICES
from attitude.errors import BadDataError, UsageError
from attitude.measure import SPAN_PARTS, Part, SpanPart, measure, span
from attitude.measure.lift import compare
from attitude.measure.step import make_arms
from attitude.measure_page import screen_of
from attitude.score import score
from attitude.settings import ScoreSettings

CAMPAIGNS = (
    "campaign_id,product,starts_on,response_days",
    "a,portal,2026-01-10,30",
    "b,portal,2026-02-10,30",
    "c,音乐,2026-03-10,30",
)
CONTACTS = (
    "member_id,campaign_id,channel,contacted_at,is_control,responded,responded_at,value,cost",
    "m1,a,sms,2026-01-10,false,true,2026-01-12,4,0.5",
    "m2,a,sms,2026-01-10,false,false,,,0.5",
    "m3,a,email,2026-01-11,false,true,2026-01-13,2,0.1",
    "m4,a,email,2026-01-11,false,false,,,0.1",
    "m5,a,sms,,true,true,2026-01-12,1,",
    "m6,a,sms,,true,false,,,",
    "m1,b,sms,2026-02-10,false,true,2026-02-11,4,0.5",
    "m2,b,sms,2026-02-10,false,true,2026-02-12,6,0.5",
    "m3,c,call,2026-03-10,false,false,,,1",
)


def rows(table: pl.DataFrame, *keys: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[key] for key in keys): row for row in table.iter_rows(named=True)}


def test_matrix_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    found = span(workspace, "matrix")
    assert (found.since, found.until) == (date(2025, 4, 1), date(2026, 3, 31))
    table = rows(found.table, "channel", "product")
    assert list(table)[:3] == [("all", "all"), ("all", "portal"), ("all", "音乐")]
    both = table["all", "all"]
    assert (both["campaigns"], both["contacts"], both["responses"], both["rate"]) == (3, 7, 4, 4 / 7)
    assert (both["cost"], both["value"], both["cost_per_response"]) == pytest.approx((3.2, 16, 0.8))
    assert both["gross_return"] == pytest.approx((16 - 3.2) / 3.2)
    # only a had a holdout: 2 of 4 answered worth 6, beside 1 of 2 worth 1
    assert (both["held_campaigns"], both["held_contacts"], both["control"]) == (1, 4, 2)
    assert (both["incremental_responses"], both["incremental_value"]) == (0, 4)
    assert both["return"] == pytest.approx((4 - 1.2) / 1.2)
    sms = table["sms", "portal"]
    assert (sms["campaigns"], sms["contacts"], sms["responses"]) == (2, 4, 3)
    assert (sms["incremental_value"], sms["return"]) == (3, 2)
    assert table["email", "portal"]["incremental_value"] == 1, "no control of its own: beside all of the campaign"
    assert table["call", "音乐"]["cost_per_response"] is None
    assert "no holdout, left out of what was added: b, c" in found.notes


def test_responders_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    load("responses", "member_id,campaign_id,responded_at", "m2,z,2025-12-01")
    load("usage", "member_id,month,product,revenue", "m1,2026-01,tv,8", "m1,2026-01,portal,2", "m9,2026-02,tv,5")
    found = span(workspace, "responders")
    table = rows(found.table, "month")
    january, february, march = (table[date(2026, month, 1),] for month in (1, 2, 3))
    assert [january[name] for name in ("contacts", "responses", "rate", "first_time")] == [4, 2, 0.5, 2]
    assert [january[name] for name in ("contacted_again", "answered_again", "again_share")] == [2, 1, 0.5]
    assert (january["revenue_contacted"], january["mean_score"]) == (None, None)
    assert (february["first_time"], february["revenue_responders"], february["again_share"]) == (0, 5, None)
    assert (march["responders"], march["first_time_share"], march["revenue_contacted"]) == (0, None, 0)
    assert "no usage is loaded of the month before 2026-01" in found.notes
    assert any("no scores yet" in words for words in found.notes)


def test_responders_by_segment_by_hand(workspace: Workspace, load: Load) -> None:
    load("members", "member_id,tier", "m1,gold", "m2,gold", "m3,base", "m4,base", "m5,gold")
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    score(workspace, ScoreSettings())
    found = span(workspace, "responders", by="tier")
    assert found.table.columns[:4] == ["month", "tier", "contacts", "responses"]
    counts = {key: (row["contacts"], row["responses"]) for key, row in rows(found.table, "month", "tier").items()}
    assert counts == {
        (date(2026, 1, 1), "base"): (2, 1), (date(2026, 1, 1), "gold"): (2, 1),
        (date(2026, 2, 1), "gold"): (2, 2), (date(2026, 3, 1), "base"): (1, 0),
    }  # fmt: skip
    whole = rows(span(workspace, "responders").table, "month")[date(2026, 2, 1),]
    of_gold = rows(found.table, "month", "tier")[date(2026, 2, 1), "gold"]
    names = ("mean_score", "score_p10", "score_p25", "score_median", "score_p75", "score_p90")
    assert [whole[name] for name in names] == [of_gold[name] for name in names], "all who answered are gold"
    low, high = of_gold["score_p10"], of_gold["score_p90"]
    assert low < high
    # two scores: the tenths of the way between them that each quantile is
    first, last = low - (high - low) / 8, high + (high - low) / 8
    spread = [first + part * (last - first) for part in (0.25, 0.5, 0.75)]
    assert [of_gold[name] for name in names[2:5]] == pytest.approx(spread)
    assert of_gold["mean_score"] == pytest.approx((first + last) / 2)
    screen = screen_of(found.table, "responders")
    assert screen.columns[:3] == ["month", "tier", "answers"]


@pytest.mark.parametrize(
    ("by", "words"), [("channel", "goes by an attribute of members"), ("tear", "no attribute of members has this name")]
)
def test_a_segment_that_is_none_is_refused(workspace: Workspace, load: Load, by: str, words: str) -> None:
    load("members", "member_id,tier", "m1,gold")
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    with pytest.raises(UsageError, match=words):
        span(workspace, "responders", by=by)


@pytest.mark.slow
def test_overlap_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    table = rows(span(workspace, "overlap").table, "campaign", "other")
    assert list(table) == [("a", "b"), ("a", "c"), ("b", "c")]
    ab = table["a", "b"]
    # a was answered by m1 and m3, b by m1 and m2; m1 and m2 were contacted by both, and 1 and 2 of them answered
    names = ("responders", "other_responders", "answered_both", "share_of_smaller", "jaccard", "contacted_both")
    assert [ab[name] for name in names] == [2, 2, 1, 0.5, 1 / 3, 2]
    assert (ab["expected"], ab["ratio"]) == (1, 1)
    assert [table["a", "c"][name] for name in names] == [2, 0, 0, None, 0, 1]
    assert [table["b", "c"][name] for name in ("contacted_both", "expected", "ratio")] == [0, None, None]
    square = screen_of(span(workspace, "overlap").table, "overlap")
    assert [cell.strip() for cell in square.row(0)] == ["1 a", "·", "50", ""]
    assert [cell.strip() for cell in square["1"]] == ["·", "1.0", ""]


@pytest.mark.slow
def test_penetration_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    load("members", "member_id,joined_on", *(f"m{at},2025-01-01" for at in range(1, 9)), "late,2026-03-01")
    load("usage", "member_id,month,product,revenue,volume", "m1,2026-02,tv,3,", "m2,2026-02,tv,,9", "m8,2026-02,tv,1,1",
         "m7,2026-02,tv,0,", "m3,2026-02,网,1,", "m1,2026-01,网,1,", "m1,2026-04,网,1,")  # fmt: skip
    found = span(workspace, "penetration")
    table = rows(found.table, "channel", "product")
    assert list(table)[:2] == [("all", "tv"), ("all", "网")]
    tv = table["sms", "tv"]
    assert (tv["month"], tv["responders"], tv["users"], tv["share"]) == (date(2026, 2, 1), 2, 2, 1)
    assert (tv["base_members"], tv["base_users"], tv["index"]) == (8, 3, pytest.approx(8 / 3))
    assert table["email", "网"]["index"] == 8
    assert table["email", "tv"]["index"] == 0
    assert "use in 2026-02, the last month with usage" in found.notes


@pytest.mark.slow
def test_coverage_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    load("members", "member_id,joined_on", "m1,2025-01-01", "m2,", "m4,2026-02-20", "m9,2026-03-05", "m10,2027-01-01")
    bare = span(workspace, "coverage", date(2026, 1, 1))
    assert bare.table["with_evidence"].to_list() == bare.table["share"].to_list() == [None] * 3
    assert bare.notes == (
        "no scores yet: 'attitude score' makes them",
        "1 of 5 members have no joined_on, and count from the beginning",
    )
    score(workspace, ScoreSettings(), date(2026, 3, 31))
    found = span(workspace, "coverage", date(2026, 1, 1))
    # the windows of a closed in February
    figures = ("members", "new_members", "with_evidence", "new_with_evidence", "share")
    assert found.table.select(figures).rows() == [(2, 0, 0, 0, 0), (3, 1, 3, 3, 1), (4, 1, 3, 0, 0.75)]


@pytest.mark.slow
def test_scores_before_are_those_of_the_day_before(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    load("members", "member_id,region", *(f"m{at},r{at % 2}" for at in range(1, 9)))
    settings = ScoreSettings(half_life_days=300, alpha=1.0, beta=2.0, kappa=20.0, response_days=30, attributes=[])
    score(workspace, settings, date(2026, 2, 9))
    then: dict[str, float] = dict(workspace.rows("select member_id, score from responsiveness"))
    leaning: dict[str, float] = dict(workspace.rows("select member_id, score from attitudes where element = 'sms'"))
    score(workspace, settings, full=True)
    by_score = measure(workspace, "b", by="responsiveness")
    make_arms(workspace, ["b"], 30)
    compare(workspace, "responsiveness")
    kept = rows(workspace.frame(
        "select p.member_id, s.score, s.element_score from scores_before as s "
        "inner join store.persons as p on s.member_key = p.member_key"
    ), "member_id")  # fmt: skip
    assert "scores as they were before 2026-02-10" in by_score.notes[-1]
    now: dict[str, float] = dict(workspace.rows("select member_id, score from responsiveness"))
    for member in ("m1", "m2"):
        # a day of fading lies between the two
        assert kept[member,]["score"] == pytest.approx(then[member], abs=0.05)
        assert abs(kept[member,]["score"] - now[member]) > 0.5, "the answer itself is not in it"
    compare(workspace, "channel-score")
    kept = rows(workspace.frame("from scores_before natural join store.persons"), "member_id")
    for member in ("m1", "m2"):
        assert kept[member,]["element_score"] == pytest.approx(leaning[member], abs=0.05)


@pytest.mark.slow
def test_bands_add_up_and_have_their_own_holdout(scored: Path, ok: Cli) -> None:
    ok("target", "plan.toml")
    ok("export", "2026-12-family-portal")
    with Workspace(scored, read_only=True) as workspace:
        for by in (*SCORE_SLICES, "propensity"):
            table = measure(workspace, "2026-12-family-portal", by=by).table
            assert table.columns[0] == by.replace("-", "_")
            for name in ("treated", "responses", "control"):
                assert table[name][0] == table[name][1:].sum()
            assert set(table["base"]) <= {"own", None}
            assert table.height > 1
        assert table.height == 11, "tenths"
        assert workspace.row("select count(*) from store.scorings")[0]
        bare = measure(workspace, "2026-07-concert", by="propensity")
        assert bare.table["propensity"].to_list() == ["all", "(no propensity)"]
        assert "no list of '2026-07-concert' was exported" in bare.notes[-1]


def test_bands_without_scores(workspace: Workspace, load: Load) -> None:
    load("contacts", *CONTACTS)
    found = measure(workspace, "a", by="gift-score")
    assert found.table["gift_score"].to_list() == ["all", "(no score)"]
    assert found.notes[-1] == "no scores yet: 'attitude score' makes them"


@pytest.mark.slow
def test_days_and_hours_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", "campaign_id,starts_on,response_days,product", "d,2026-01-10,5,tv")
    load("members", "member_id,timezone", "m1,Asia/Tokyo", "m2,")
    load("contacts", "member_id,campaign_id,contacted_at,is_control", "m1,d,2026-01-10 09:15,false",
         "m2,d,2026-01-10 09:45,false", "m3,d,2026-01-11,false", "m4,d,,false", "m5,d,2026-01-10 10:00,false",
         "m6,d,,true")  # fmt: skip
    load("responses", "member_id,campaign_id,responded_at", "m1,d,2026-01-10 20:30", "m1,d,2026-01-12 08:00",
         "m2,d,2026-01-13", "m3,d,2026-02-13", "m4,d,", "m6,d,2026-01-11 07:00")  # fmt: skip
    load("usage", "member_id,month,product,revenue", "m9,2025-12,tv,1", "m5,2026-01,tv,4")
    days = measure(workspace, "d", part="days")
    assert days.table["answers"].to_list() == [1, 0, 0, 1, 0, 0, 1, 1, 1]
    assert days.table["cumulative_share"].to_list() == [0.5, 0.5, 0.5, 1, 1, 1, None, None, None]
    assert "half of the answers had come by day 0, 80 % by day 3; day 0 is that of the first contact" in days.notes
    assert "late, first answered after the window: 1" in days.notes
    hours = measure(workspace, "d", part="hours")
    told: dict[Any, Any] = {row["hour"]: (row["contacts"], row["answers"]) for row in hours.table.iter_rows(named=True)}
    assert {hour: both for hour, both in told.items() if any(both)} == {
        9: (2, 0), 10: (1, 0), 20: (0, 1), 8: (0, 1), None: (2, 3),
    }  # fmt: skip
    assert "2 of 5 contacts have no known hour, and are left out of the shares" in hours.notes
    # told by the clock of Shanghai, Tokyo is an hour on
    workspace.rows("insert into store.meta values ('clock', 'Asia/Shanghai')")
    told = dict(measure(workspace, "d", part="hours").table.select("hour", "answers").rows())
    assert (told[21], told[20], told[9]) == (1, 0, 1)


@pytest.mark.slow
def test_repeat_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", "campaign_id,starts_on,product,response_days", "d,2026-04-10,电视,5")
    load("members", "member_id", *(f"m{at}" for at in range(1, 9)))
    load("contacts", "member_id,campaign_id,is_control,responded",
         "m1,d,false,true", "m2,d,false,false", "m3,d,false,false", "m4,d,true,false", "m5,d,true,false")  # fmt: skip
    load("usage", "member_id,month,product,revenue,volume",
         "m1,2026-01,电视,3,", "m1,2026-03,电视,3,", "m1,2026-05,电视,9,", "m1,2026-06,电视,7,", "m2,2026-05,电视,2,",
         "m4,2026-01,电视,4,", "m4,2026-05,电视,3,", "m5,2026-06,电视,1,", "m6,2026-05,电视,6,", "m6,2026-05,x,60,",
         "m7,2026-04,x,1,")  # fmt: skip
    found = measure(workspace, "d", part="repeat")
    table = rows(found.table, "group", "month")
    before, may = table["treated", None], table["treated", date(2026, 5, 1)]
    # February is missing: means are over two months
    assert (before["period"], before["months"], before["members"]) == ("before", 2, 3)
    assert (before["mean_revenue"], before["users_share"], before["mean_volume"]) == (1, pytest.approx(2 / 6), None)
    assert (may["mean_revenue"], may["users_share"]) == (pytest.approx(11 / 3), pytest.approx(2 / 3))
    assert table["responders", date(2026, 6, 1)]["mean_revenue"] == 7
    assert table["holdout", None]["mean_revenue"] == 1
    assert table["untargeted base", date(2026, 5, 1)]["mean_revenue"] == 2
    assert table["treated", date(2026, 4, 1)]["period"] == "during"
    # changes: m1 8 - 3, m2 1 - 0, m3 0; m4 1.5 - 2, m5 0.5 - 0
    low, high = stats.ttest_ind([5, 1, 0], [-0.5, 0.5], equal_var=False).confidence_interval()
    said = "\n".join(found.notes)
    assert "no usage loaded of 2026-02: left out, not counted as 0" in said
    assert f"the difference is +2.0000 (95 % interval {low:+.4f} to {high:+.4f})" in said


@pytest.mark.slow
@pytest.mark.parametrize("part", ["days", "hours", "repeat"])
def test_bare_campaigns_have_bare_looks(workspace: Workspace, load: Load, part: Part) -> None:
    load("campaigns", "campaign_id,product,starts_on", "empty,tv,2026-01-10", "c,tv,2026-01-10", "aimless,,2026-01-10")
    assert "nobody was contacted in 'empty'" in measure(workspace, "empty", part=part).notes[0]
    load("contacts", "member_id,campaign_id,is_control", "m1,c,false", "m2,c,false", "m1,aimless,false")
    for campaign in ("empty", "c", "aimless"):
        found = measure(workspace, campaign, part=part)
        for row in found.table.rows():
            assert all(value == value for value in row)
        assert screen_of(found.table, part) is not None
    assert any(words in "\n".join(found.notes) for words in ("about no product", "no answer inside", "only the day"))


def test_every_part_can_be_shown() -> None:
    from attitude.commands import achievement

    assert set(get_args(achievement.AnyPart)) == {*get_args(Part), *get_args(SpanPart)}


@pytest.mark.slow
def test_a_span_of_one_is_what_measure_says(scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        campaign, day = workspace.row("select campaign_id, starts_on from campaigns where campaign_id like '2026-07%'")
        table = rows(span(workspace, "matrix", day, day).table, "channel", "product")
        lift = measure(workspace, campaign, by="channel").table
        money = rows(measure(workspace, campaign, part="money", by="channel").table, "channel")
    for row in lift.iter_rows(named=True):
        mine = table[row["channel"], "all"]
        assert mine["gross_return"] == pytest.approx(money[row["channel"],]["gross_return"])
        # of those contacted all answers count, purchases without a code too
        assert (mine["contacts"], mine["responses"], mine["control"]) == (
            row["treated"], row["answers"], row["control"],
        )  # fmt: skip
        for name in ("cost", "value", "incremental_responses", "incremental_value", "return", "cost_per_response"):
            assert mine[name] == pytest.approx(row[name], rel=1e-9), name


OF_CAMPAIGNS = [part for part in SPAN_PARTS if part != "programme"]  # which test_programme looks at


@pytest.mark.slow
@pytest.mark.parametrize("part", few(OF_CAMPAIGNS))
def test_bare_spans_say_what_is_missing(workspace: Workspace, load: Load, part: Any) -> None:
    is_of_campaigns = part != "coverage"
    with pytest.raises(BadDataError, match="no campaign is loaded whose day is known"):
        span(workspace, part)
    load("campaigns", "campaign_id,starts_on", "a,2026-01-10", "planned,2026-12-10")
    found = span(workspace, part, until=date(2026, 12, 1))
    assert ("nobody was contacted by the campaigns" in found.notes[0]) == is_of_campaigns
    load("contacts", "member_id,campaign_id,is_control", "m1,a,true", "m2,a,false")
    found = span(workspace, part)
    assert found.until == date(2026, 1, 31)
    for row in found.table.rows():
        assert all(value == value for value in row)
    found = span(workspace, part, date(2024, 1, 9), date(2024, 2, 1))
    assert ("no campaign began from 2024-01 to 2024-02" in found.notes[0]) == is_of_campaigns
    assert screen_of(found.table, part) is not None


@pytest.mark.slow
def test_wrong_spans(cli: Cli, ok: Cli, scored: Path) -> None:
    for words, wanted in (
        (("--show", "matrix", "--since", "2026-05", "--until", "2026-01"), "--since 2026-05 is after --until 2026-01"),
        (("--show", "matrix", "--since", "2036-05"), "the month of the latest campaign"),
        (("--since", "2026-05"), "--since and --until are for several campaigns"),
        (("2026-07-concert", "--show", "matrix"), "--show matrix is of several campaigns: name none"),
        (("--show", "matrix", "--by", "region"), "--show matrix has no slices"),
    ):
        said = cli("measure", *words)
        assert said.code == 2
        assert wanted in said.err
    for part in OF_CAMPAIGNS:
        said = ok("measure", "--show", part, "--since", "2026-03", "--until", "2026-06")
        assert said.out or "no list of theirs tells who was eligible" in said.err, part
