"""The saved queries that ship: each says what it is, runs on a world with a list, and gives its columns."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import polars as pl
import pytest
from conftest import ROOT, Cli

import attitude
from attitude.database import Workspace
from attitude.query import Saved, catalogue, query

SHIPPED = catalogue().queries
# What scripts rely on: the columns of each, and the values for what must be given.
COLUMNS = {
    "above_score": "member_id dimension element score evidence last_contacted_on",
    "best_hours": "channel hour answers share",
    "bought_together": "first second first_members used_both share base_share lift lift_low lift_high",
    "campaign_overlap": "contacted_first contacted_second contacted_both share_of_smaller both_answered_first "
    "both_answered_second answered_both",
    "campaigns_compared": "campaign_id first_on contacts controls direct rate cost value",
    "changed_taste": "member_id dimension element first_score last_score change last_on last_low last_high",
    "channel_product": "channel product contacts answers rate",
    "codes_back": "campaign_id list_id treatment_code cell channel gift contacts members_back rate value",
    "contact_pressure": "contacts members share",
    "cost_saved": "list_id campaign_id starts_on contacts eligible cost cost_of_all saved share",
    "elements_moving": "dimension element contacts_before rate_before contacts_now rate_now change",
    "fresh_members": "member_id joined_on score level best_channel best_hour",
    "gifts_by_attribute": "value element members contacts answers rate score",
    "households_contacted": "household_id members members_contacted contacts contacts_per_member",
    "lapsed_likers": "member_id gift score responses last_responded_on last_answer_on last_contacted_on",
    "list_overlap": "list other members contacted_by_both control_of_one",
    "lists_state": "list_id campaign_id status starts_on expires_on contacts controls cost expected_responses "
    "expected_low expected_high expected_value",
    "look_alikes": "member_id score level joined_on best_channel best_hour",
    "never_answered": "member_id contacts cost last_contacted_on",
    "never_chosen": "value members contacted share ratio contacts_per_member never refuse_all",
    "not_contacted_again": "member_id last_answer_on last_contacted_on answers_on_best_channel",
    "open_campaigns": "campaign_id last_contact_on closes_on contacts answers rate_so_far",
    "optouts_after": "campaign_id channel contacts optouts per_thousand",
    "over_contacted": "member_id contacts campaigns channels first_on last_on",
    "rejected_rows": "load_id kind file column_name reason refused first_line",
    "repeat_responders": "member_id contacted answered share last_contacted_on",
    "responder_quality": "segment contacted responders rate repeat_share answers_per_responder value_per_answer "
    "cost_per_responder mean_score revenue_responders revenue_contacted",
    "responder_scores": "month segment responders mean p10 p25 median p75 p90",
    "responders_usage": "month segment product responders users share revenue_per_responder base base_users base_share "
    "revenue_per_member ratio ratio_low ratio_high",
    "scores_by_month": "month element members p10 p25 median p75 p90",
    "shared_codes": "campaign_id code given_to brought_by is_own answers first_at value members",
    "top_responders": "member_id dimension element score evidence contacts responses last_responded_on",
    "unreachable": "member_id has_phone has_email opted_out_of score",
    "value_by_product": "product answers members answers_with_value value value_per_answer",
}
NEEDED = {"element": "sms", "first": "2026-11-music", "second": "2026-10-concert", "attribute": "brand"}
# Nothing of the kind is in the built-in world: see tests/queries/adhoc.
EMPTY = {
    *("fresh_members", "households_contacted", "list_overlap", "look_alikes", "over_contacted", "rejected_rows"),
    *("cost_saved", "shared_codes"),
}


@pytest.fixture(scope="module")
def listed(scored_once: Path, world_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world with a list."""
    path = Path(shutil.copy(scored_once, tmp_path_factory.mktemp("adhoc") / "attitude.duckdb"))
    with attitude.open(path) as session:
        session.target(world_files / "plan.toml")
    return path


def asked(listed: Path, saved: Saved, *, with_defaults: bool = False) -> pl.DataFrame:
    parameters = saved.header.parameters
    values: dict[str, object] = {p.name: NEEDED[p.name] for p in parameters if p.default is None}
    if with_defaults:
        values |= {p.name: p.default for p in parameters if p.default not in (None, "none")}
    with Workspace(listed, read_only=True) as workspace:
        return query(workspace, saved, values)


def test_there_are_enough() -> None:
    assert set(SHIPPED) == set(COLUMNS)
    assert len(SHIPPED) >= 22
    assert not catalogue().problems


@pytest.mark.parametrize("saved", SHIPPED.values(), ids=list(SHIPPED))
def test_it_runs_and_its_defaults_are_those_of_its_sql(listed: Path, saved: Saved) -> None:
    found = asked(listed, saved)
    assert found.columns == COLUMNS[saved.name].split()
    assert saved.name in EMPTY or found.height > 0
    assert found.equals(asked(listed, saved, with_defaults=True))
    for parameter in saved.header.parameters:
        assert f"getvariable('{parameter.name}')" in saved.sql
    assert set(re.findall(r"getvariable\('(\w+)'\)", saved.sql)) == {p.name for p in saved.header.parameters}
    assert saved.header.gives


def test_values_are_followed(listed: Path) -> None:
    with Workspace(listed, read_only=True) as workspace:
        found = query(workspace, SHIPPED["top_responders"], {"element": "call", "rows": 3, "evidence": 0.1})
        assert found.height == 3
        assert set(found["element"]) == {"call"}
        assert found["score"].is_sorted(descending=True)
        often = query(workspace, SHIPPED["over_contacted"], {"days": 365, "more_than": 5, "rows": 1000})
        assert (often["contacts"] > 5).all()
        pressure = query(workspace, SHIPPED["contact_pressure"], {"days": 365})
        assert pressure["members"].sum() == 600
        assert pressure.filter(pl.col("contacts") > 5)["members"].sum() == often.height > 1


def test_by_is_an_attribute_of_members(cli: Cli, listed: Path) -> None:
    rows = cli("query", "responder_quality", "--by", "brand", "--db", listed, "--format", "csv")
    same = cli("query", "responder_quality", "--set", "attribute=brand", "--db", listed, "--format", "csv")
    assert rows.code == 0
    assert rows.out == same.out
    assert len(rows.out.splitlines()) > 2
    for words, name in (("members have no column 'brnd'; they have member_id", "brnd"), ("", "brand")):
        asked = "top_responders" if not words else "responder_scores"
        said = cli("query", asked, "--by", name, "--set", "element=sms" if not words else "members=1", "--db", listed)
        assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
        assert (words or "top_responders asks for no 'attribute'") in said.err


def test_the_readme_lists_them() -> None:
    """Set README_WRITE=1 to write the list into the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [
        f"| `{name}` | {saved.header.what} | {' '.join(f'`{p.shape}`' for p in saved.header.parameters)} |"
        for name, saved in SHIPPED.items()
    ]
    table = "\n".join(["| saved query | what it answers | what it asks for |", "|---|---|---|", *rows]) + "\n"
    found = re.search(r"^\| saved query \|.*?\n(?=\n)", text, re.M | re.S)
    assert found
    if os.environ.get("README_WRITE"):
        (ROOT / "README.md").write_text(text.replace(found[0], table), encoding="utf-8")
    else:
        assert found[0] == table


PLAIN_TASTE = """
with course as (
    select
        member_id, dimension, element,
        arg_min(score, as_of) as first_score, arg_max(score, as_of) as last_score,
        min(as_of) as first_on, max(as_of) as last_on,
    from attitude_history
    where {}
    group by all
)
select member_id, dimension, element, first_score, last_score, last_score - first_score as change, last_on
from course
where first_on < last_on
order by abs(last_score - first_score) desc, member_id, dimension, element
limit {}
"""


@pytest.mark.parametrize(
    ("values", "where", "rows"),
    [
        ({}, "true", 20),
        ({"rows": 3}, "true", 3),
        ({"rows": 100_000_000}, "true", 100_000_000),
        ({"dimension": "gift", "rows": 50}, "dimension = 'gift'", 50),
        ({"since": "2026-03-01", "until": "2026-09-30"}, "as_of between date '2026-03-01' and date '2026-09-30'", 20),
    ],
)
def test_whoever_is_not_looked_at_changed_less(listed: Path, values: dict[str, object], where: str, rows: int) -> None:
    with Workspace(listed, read_only=True) as workspace:
        found = query(workspace, SHIPPED["changed_taste"], values)
        plain = query(workspace, PLAIN_TASTE.format(where, rows))
    assert found.height > 0
    assert found.drop("last_low", "last_high").rows() == plain.rows()
    for row in found.iter_rows(named=True):
        assert row["last_low"] < row["last_score"] < row["last_high"]
